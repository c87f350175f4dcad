"""Hostile PDF files: bombs, cycles, lies, deep nesting, damage, and fonts that tell nothing."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Mapping
from functools import partial

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from hostile.kind import Kinds

KINDS = Kinds("pdf")
WORDS = b"BT /F1 12 Tf 72 700 Td (Ke hoach cua cac xa trong huyen) Tj ET"
MEDIA = b"[0 0 595 842]"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica %b >>"


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"", version: bytes = b"1.7") -> bytes:
    """A file of these objects with a right table of their places; object 1 is the catalogue."""
    out = bytearray(b"%PDF-" + version + b"\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        known = number in places
        out += b"%010d 00000 %b \n" % (places.get(number, 0), b"n" if known else b"f")
    out += b"trailer\n<< /Size %d /Root 1 0 R %b >>\n" % (size, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(data: bytes, entries: bytes = b"", length: int | None = None) -> bytes:
    """A stream object; `length` is what it says its length is."""
    said = len(data) if length is None else length
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (said, entries, data)


def letters(ranges: bytes) -> bytes:
    """A font's map of its letters to Unicode."""
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n%b\nendcmap end end" % ranges
    )


_VIETNAMESE = (  # so that WORDS are Vietnamese
    b"1 beginbfrange <20> <7E> <0020> endbfrange\n"
    b"3 beginbfchar <61> <1EA1> <65> <1EBF> <75> <01B0> endbfchar"
)


def one_page(content: bytes = stream(WORDS), *, page: bytes = b"", resources: bytes = b"", fonts: bytes = b"/F1 5 0 R",
             media: bytes = MEDIA, catalogue: bytes = b"", trailer: bytes = b"",
             more: Mapping[int, bytes] | None = None) -> bytes:  # fmt: skip
    """A file of one page with a font; objects from 10 on are `more`."""
    box = b"/MediaBox " + media if media else b""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalogue,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R %b "
           b"/Resources << /Font << %b >> %b >> %b >>" % (box, fonts, resources, page),
        4: content,
        5: FONT % b"/ToUnicode 6 0 R",
        6: stream(letters(_VIETNAMESE)),
    }  # fmt: skip
    return pdf({**objects, **(more or {})}, trailer)


def drawing(content: bytes, **options: object) -> bytes:
    """A file of one page with this drawing, packed."""
    return one_page(stream(zlib.compress(content), b"/Filter /FlateDecode"), **options)


def image_page(data: bytes, entries: bytes) -> bytes:
    """A page that one image covers."""
    image = stream(data, b"/Type /XObject /Subtype /Image " + entries)
    return one_page(
        stream(b"q 595 0 0 842 0 0 cm /I Do Q"),
        resources=b"/XObject << /I 10 0 R >>",
        more={10: image},
    )


# --- bombs -------------------------------------------------------------------------------------


def bomb(size: int, fill: bytes = b" ") -> bytes:
    """A zlib stream that unpacks to so many bytes, made of one packed piece over and over; its
    checksum is wrong, which readers pass over."""
    piece = 1024 * 1024
    packer = zlib.compressobj(9)
    head = packer.compress(fill * piece) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(fill * piece) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + again * (size // piece) + packer.flush()


def _bomb(size: int, fill: bytes = b" ") -> bytes:
    return one_page(stream(bomb(size, fill), b"/Filter /FlateDecode"))


def _nested_bomb(size: int) -> bytes:
    packed = zlib.compress(zlib.compress(bomb(size), 9), 9)
    filters = b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"
    return one_page(stream(packed, filters))


KINDS.add("bomb_of_100_mb", ".pdf", partial(_bomb, 100_000_000), heavy=True)
KINDS.add("bomb_of_4_gb", ".pdf", partial(_bomb, 4_000_000_000), heavy=True)
KINDS.add("bomb_of_4_gb_nested", ".pdf", partial(_nested_bomb, 4_000_000_000), heavy=True)
KINDS.add("bomb_of_operators", ".pdf", partial(_bomb, 200_000_000, b"q Q "), heavy=True)
KINDS.add("bomb_of_brackets", ".pdf", partial(_bomb, 100_000_000, b"["), heavy=True)
KINDS.add("bomb_of_paths", ".pdf", partial(_bomb, 100_000_000, b"0 0 m 9 9 l S "), heavy=True)


@KINDS(".pdf")
def thousand_filters() -> bytes:
    return one_page(stream(WORDS, b"/Filter [" + b"/FlateDecode " * 1000 + b"]"))


@KINDS(".pdf")
def unknown_filter() -> bytes:
    return one_page(stream(WORDS, b"/Filter /Nonsense"))


@KINDS(".pdf", heavy=True)
def bomb_in_image() -> bytes:
    entries = b"/Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    return image_page(bomb(10_800_000_000), entries + b" /Filter /FlateDecode")


@KINDS(".pdf")
def inline_image_of_huge_sides() -> bytes:
    return drawing(b"q 595 0 0 842 0 0 cm BI /W 100000 /H 100000 /BPC 8 /CS /G ID aaaa EI Q")


def _lying_image(coding: bytes, data: bytes, side: int, parms: bytes = b"") -> bytes:
    entries = b"/Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray " % (side, side)
    return image_page(data, entries + b"/Filter /" + coding + b" " + parms)


_FAX = b"/DecodeParms << /K -1 /Columns 100000 /Rows 100000 >>"
for _side in (1, 3000, 20_000, 100_000, 2**31 - 1):
    for _coding in (b"JBIG2Decode", b"JPXDecode", b"CCITTFaxDecode", b"DCTDecode", b"LZWDecode",
                    b"RunLengthDecode", b"FlateDecode", b"ASCII85Decode"):  # fmt: skip
        _name = f"image_{_coding.decode().removesuffix('Decode').lower()}_of_{_side}"
        KINDS.add(_name, ".pdf", partial(_lying_image, _coding, bytes(99), _side),
                  heavy=_side in (20_000, 100_000))  # fmt: skip
KINDS.add("image_fax_columns", ".pdf",
          partial(_lying_image, b"CCITTFaxDecode", bytes(99), 3000, _FAX))  # fmt: skip


@KINDS(".pdf", heavy=True)
def image_drawn_many_times() -> bytes:
    image = stream(bomb(25_000_000), b"/Type /XObject /Subtype /Image /Width 5000 /Height 5000 "
                   b"/BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode")  # fmt: skip
    content = b"q 595 0 0 842 0 0 cm /I Do Q\n" * 20_000
    return drawing(content, resources=b"/XObject << /I 10 0 R >>", more={10: image})


# --- page boxes --------------------------------------------------------------------------------

_BOXES = {
    "huge": b"[0 0 1000000000 1000000000]",
    "largest": b"[-3e38 -3e38 3e38 3e38]",
    "long": b"[0 0 10 14400]",
    "wide_strip": b"[0 0 100000 1]",
    "tiny": b"[0 0 0.001 0.001]",
    "point": b"[0 0 1 1]",
    "zero": b"[0 0 0 0]",
    "no_width": b"[0 0 0 842]",
    "nan": b"[0 0 nan nan]",
    "infinite": b"[0 0 inf 842]",
    "negative": b"[-100 -100 -50 -50]",
    "inverted": b"[595 842 0 0]",
    "short": b"[0 0 595]",
    "names": b"[/a /b /c /d]",
    "itself": b"3 0 R",
    "none": b"",
}
_ALL = (  # words, a table's rules and two images
    WORDS + b" 50 50 200 200 re S 50 100 m 250 100 l S 100 50 m 100 250 l S "
    b"50 150 m 250 150 l S 150 50 m 150 250 l S "
    + b"q 200 0 0 200 300 300 cm BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI Q "
    * 2
)
for _box, _value in _BOXES.items():
    KINDS.add(f"box_{_box}", ".pdf", partial(one_page, media=_value))
    KINDS.add(f"all_on_box_{_box}", ".pdf", partial(drawing, _ALL, media=_value))
    KINDS.add(f"image_on_box_{_box}", ".pdf", lambda media=_value: drawing(
        b"q 1000 0 0 1000 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI Q " * 2, media=media))  # fmt: skip
KINDS.add("unit_huge", ".pdf", partial(one_page, page=b"/UserUnit 1000000"))
KINDS.add("crop_outside", ".pdf", partial(drawing, _ALL, page=b"/CropBox [9000 9000 9100 9100]"))
KINDS.add("rotate_odd", ".pdf", partial(one_page, page=b"/Rotate 45"))
KINDS.add("rotate_huge", ".pdf", partial(one_page, page=b"/Rotate 99999999999"))
KINDS.add("rotate_negative", ".pdf", partial(one_page, page=b"/Rotate -90"))


# --- cycles ------------------------------------------------------------------------------------


@KINDS(".pdf")
def cyclic_pages() -> bytes:
    return pdf({
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>",
    })  # fmt: skip


@KINDS(".pdf")
def cyclic_pages_after_a_page() -> bytes:
    pages = b"<< /Type /Pages /Kids [3 0 R 7 0 R] /Count 3 >>"
    return one_page(more={2: pages, 7: b"<< /Type /Pages /Kids [2 0 R] /Count 2 /Parent 2 0 R >>"})


@KINDS(".pdf")
def pages_named_twice() -> bytes:
    return one_page(more={2: b"<< /Type /Pages /Kids [3 0 R 3 0 R 3 0 R] /Count 3 >>"})


@KINDS(".pdf")
def pages_by_powers_of_ten() -> bytes:
    """Eight floors of ten kids each, all of them the same: a hundred million pages."""
    floors = {
        20 + floor: b"<< /Type /Pages /Kids [" + b"%d 0 R " % (21 + floor) * 10
        + b"] /Count %d >>" % 10 ** (8 - floor)
        for floor in range(8)
    }  # fmt: skip
    floors[28] = b"<< /Type /Page /MediaBox [0 0 9 9] >>"
    return pdf({1: b"<< /Type /Catalog /Pages 20 0 R >>", **floors})


@KINDS(".pdf")
def form_draws_itself() -> bytes:
    form = stream(b"/X Do " + WORDS, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
                  b"/Resources << /XObject << /X 10 0 R >> >>")  # fmt: skip
    return drawing(b"/X Do", resources=b"/XObject << /X 10 0 R >>", more={10: form})


def _forms(floors: int, each: int) -> bytes:
    """Forms that draw the next one so many times, as in the bomb of a billion laughs."""
    more = {
        10 + floor: stream(
            b"/X Do " * each,
            b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
            b"/Resources << /XObject << /X %d 0 R >> >>" % (11 + floor),
        )
        for floor in range(floors)
    }
    more[10 + floors] = stream(b"0 0 9 9 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return drawing(b"/X Do", resources=b"/XObject << /X 10 0 R >>", more=more)


KINDS.add("forms_deep", ".pdf", partial(_forms, 500, 1))
KINDS.add("forms_by_powers_of_ten", ".pdf", partial(_forms, 5, 10), heavy=True)
KINDS.add("forms_by_powers_of_hundred", ".pdf", partial(_forms, 8, 100), heavy=True)


@KINDS(".pdf")
def pattern_fills_itself() -> bytes:
    pattern = stream(b"/Pattern cs /P scn 0 0 9 9 re f",
                     b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] "
                     b"/XStep 0.0001 /YStep 0.0001 "
                     b"/Resources << /Pattern << /P 10 0 R >> >>")  # fmt: skip
    content = b"/Pattern cs /P scn 0 0 595 842 re f BI /W 1 /H 1 /BPC 8 /CS /G ID a EI"
    return drawing(content, resources=b"/Pattern << /P 10 0 R >>", more={10: pattern})


@KINDS(".pdf")
def glyph_writes_itself() -> bytes:
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] "
        b"/CharProcs << /a 11 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 "
        b"/LastChar 97 /Widths [9] /Resources << /Font << /F2 10 0 R >> >> >>"
    )
    glyph = stream(b"9 0 d0 BT /F2 9 Tf (aaaaaaaaaa) Tj ET")
    content = b"BT /F2 9 Tf (aaaaaaaaaa) Tj ET"
    return drawing(content, fonts=b"/F2 10 0 R", more={10: font, 11: glyph})


@KINDS(".pdf")
def cyclic_outline() -> bytes:
    item = b"<< /Title (a) /Parent 10 0 R /First 11 0 R /Next 11 0 R /Prev 11 0 R >>"
    return one_page(
        catalogue=b"/Outlines 10 0 R",
        more={10: b"<< /First 11 0 R /Last 11 0 R /Count 99999999 >>", 11: item},
    )


@KINDS(".pdf")
def cyclic_length() -> bytes:
    content = b"<< /Length 4 0 R >>\nstream\n" + WORDS + b"\nendstream"
    return one_page(content)


@KINDS(".pdf")
def cyclic_reference() -> bytes:
    return one_page(b"10 0 R", more={10: b"11 0 R", 11: b"10 0 R"})


@KINDS(".pdf")
def cyclic_colours() -> bytes:
    return drawing(b"/C cs 1 scn 0 0 9 9 re f", resources=b"/ColorSpace << /C 10 0 R >>",
                   more={10: b"[/Indexed 10 0 R 255 10 0 R]"})  # fmt: skip


@KINDS(".pdf")
def cyclic_tables() -> bytes:
    """A cross-reference table that names itself as the one before it."""
    good = one_page()
    start = good.rindex(b"startxref\n")
    place = good[start:].split()[1]
    return good.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev " + place)


@KINDS(".pdf")
def cyclic_object_stream() -> bytes:
    inner = stream(b"10 0 << >>", b"/Type /ObjStm /N 1 /First 5 /Extends 10 0 R")
    return one_page(more={10: inner})


# --- nesting and number ------------------------------------------------------------------------


def _deep(opening: bytes, closing: bytes, depth: int) -> bytes:
    return one_page(page=b"/Deep " + opening * depth + closing * depth)


KINDS.add("deep_arrays", ".pdf", partial(_deep, b"[", b"]", 100_000))
KINDS.add("deep_dictionaries", ".pdf", partial(_deep, b"<< /A ", b">>", 50_000))
KINDS.add("deep_in_content", ".pdf", lambda: drawing(b"[" * 200_000 + WORDS))
KINDS.add("deep_states", ".pdf", lambda: drawing(b"q " * 500_000 + WORDS))
KINDS.add("deep_marks", ".pdf", lambda: drawing(b"/A BMC " * 100_000 + WORDS))
KINDS.add("deep_strings", ".pdf", lambda: drawing(b"(" * 300_000 + WORDS))


@KINDS(".pdf")
def deep_page_tree() -> bytes:
    floors = {n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (n + 1, n - 1)
              for n in range(2, 5000)}  # fmt: skip
    floors[5000] = b"<< /Type /Page /Parent 4999 0 R /MediaBox [0 0 595 842] >>"
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", **floors})


def _pages(count: int, said: int | None = None) -> bytes:
    kids = b" ".join(b"%d 0 R" % (10 + n) for n in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R " \
           b"/Resources << /Font << /F1 5 0 R >> >> >>"  # fmt: skip
    size = count if said is None else said
    return pdf({
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, size),
        4: stream(WORDS), 5: FONT % b"", **{10 + n: page for n in range(count)},
    })  # fmt: skip


KINDS.add("ten_thousand_pages", ".pdf", partial(_pages, 10_000))
KINDS.add("two_thousand_pages", ".pdf", partial(_pages, 2000), heavy=True)
KINDS.add("fewer_pages_than_said", ".pdf", partial(_pages, 3, 40))
KINDS.add("billion_pages_said", ".pdf", partial(_pages, 3, 10**9))
KINDS.add("negative_pages_said", ".pdf", partial(_pages, 3, -5))
KINDS.add("no_pages", ".pdf", partial(_pages, 0))


def _lines(count: int) -> bytes:
    draw = random.Random(8)
    points = (b"%d %d m %d %d l S" % tuple(draw.randrange(842) for _ in range(4))
              for _ in range(count))  # fmt: skip
    return drawing(WORDS + b"\n" + b"\n".join(points))


def _grid(rows: int, columns: int) -> bytes:
    across = b"\n".join(b"0 %.3f m 595 %.3f l S" % (y, y) for y in _steps(842, rows))
    down = b"\n".join(b"%.3f 0 m %.3f 842 l S" % (x, x) for x in _steps(595, columns))
    return drawing(b"0.1 w " + across + b"\n" + down + b"\n" + WORDS)


def _steps(length: int, count: int) -> list[float]:
    return [length * step / count for step in range(count + 1)]


def _words(count: int, spread: bool) -> bytes:
    draw = random.Random(9)
    places = ((draw.uniform(0, 595), draw.uniform(0, 842)) if spread else (72.0, 700.0)
              for _ in range(count))  # fmt: skip
    words = b"\n".join(b"1 0 0 1 %.2f %.2f Tm (cac xa) Tj" % place for place in places)
    return drawing(b"BT /F1 6 Tf " + words + b" ET")


KINDS.add("lines_at_random", ".pdf", partial(_lines, 40_000))
KINDS.add("lines_too_many", ".pdf", partial(_lines, 200_000), heavy=True)
KINDS.add("grid_of_40_000_cells", ".pdf", partial(_grid, 200, 200))
KINDS.add("grid_of_2_000_rows", ".pdf", partial(_grid, 2000, 4))
KINDS.add("words_at_random", ".pdf", partial(_words, 5000, spread=True))
KINDS.add("words_at_random_many", ".pdf", partial(_words, 100_000, spread=True), heavy=True)
KINDS.add("words_at_one_place", ".pdf", partial(_words, 20_000, spread=False))
KINDS.add("word_of_a_million", ".pdf",
          lambda: drawing(b"BT /F1 1 Tf (" + b"a" * 1_000_000 + b") Tj ET"))  # fmt: skip
KINDS.add("images_many", ".pdf", lambda: drawing(
    b"q 9 0 0 9 72 72 cm BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q\n" * 20_000))  # fmt: skip


@KINDS(".pdf")
def annotations_many() -> bytes:
    notes = b"/Annots [" + b"10 0 R " * 100_000 + b"]"
    note = b"<< /Type /Annot /Subtype /FreeText /Rect [0 0 9 9] /Contents (a) >>"
    return one_page(page=notes, more={10: note})


@KINDS(".pdf")
def annotation_draws_itself() -> bytes:
    form = stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
                  b"/Resources << /XObject << /X 11 0 R >> >>")  # fmt: skip
    note = b"<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /AP << /N 11 0 R >> >>"
    return one_page(page=b"/Annots [10 0 R 10 0 R]", more={10: note, 11: form})


# --- numbers -----------------------------------------------------------------------------------

for _number in (b"1e30", b"99999999999999999999", b"nan", b"-1", b"0", b"0.00000001", b"--5"):
    _label = _number.decode().replace("-", "minus").replace(".", "_")
    KINDS.add(f"matrix_of_{_label}", ".pdf", lambda n=_number: drawing(
        b"q %b 0 0 %b %b %b cm " % (n, n, n, n) + WORDS + b" 0 0 100 100 re S 9 9 m 9 900 l S "
        b"0 50 m 100 50 l S BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI Q " + WORDS))  # fmt: skip
    KINDS.add(f"font_size_of_{_label}", ".pdf", lambda n=_number: drawing(
        WORDS + b" BT /F1 %b Tf 72 600 Td (cac xa) Tj 1 0 0 1 %b %b Tm (cac xa) Tj ET"
        % (n, n, n)))  # fmt: skip
    KINDS.add(f"rules_at_{_label}", ".pdf", lambda n=_number: drawing(
        WORDS + b" 50 50 200 200 re S 50 100 m 250 100 l S 50 %b m %b 150 l S 100 50 m 100 250 l S"
        b" %b 50 m %b 250 l S %b 50 100 %b re S" % (n, n, n, n, n, n)))  # fmt: skip


# --- truncated, damaged, lies ------------------------------------------------------------------


def _cut(share: float) -> bytes:
    whole = with_all()
    return whole[: int(share * len(whole))]


def with_all() -> bytes:
    """A sound file with text, rules, an image, a form and several pages."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), pageCompression=1)
    for _ in range(3):
        canvas.drawString(72, 760, "Ke hoach cua cac xa trong huyen")
        canvas.grid([72, 200, 400], [500, 550, 600])
        canvas.drawString(80, 560, "cac thon")
        canvas.acroForm.textfield(value="so 12", x=72, y=300)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


for _percent in (1, 5, 20, 40, 60, 80, 90, 95, 99):
    KINDS.add(f"cut_at_{_percent}", ".pdf", partial(_cut, _percent / 100))


@KINDS(".pdf")
def only_a_head() -> bytes:
    return b"%PDF-1.7\n"


@KINDS(".pdf")
def no_pdf() -> bytes:
    return b"\x89PNG\r\n\x1a\n" * 100


@KINDS(".pdf")
def places_that_lie() -> bytes:
    lines = one_page().split(b"\n")
    return b"\n".join(b"0000000009 00000 n " if line.endswith(b" n ") else line for line in lines)


@KINDS(".pdf")
def table_of_huge_size() -> bytes:
    return one_page(trailer=b"/Size 2147483647").replace(b"xref\n0 6", b"xref\n0 2147483647")


@KINDS(".pdf")
def table_nowhere() -> bytes:
    good = one_page()
    return good[: good.rindex(b"startxref")] + b"startxref\n99999999999999999999\n%%EOF"


@KINDS(".pdf")
def no_catalogue() -> bytes:
    return one_page().replace(b"/Root 1 0 R", b"/Root 77 0 R")


@KINDS(".pdf")
def catalogue_is_a_page() -> bytes:
    return one_page().replace(b"/Root 1 0 R", b"/Root 3 0 R")


@KINDS(".pdf")
def pages_that_are_numbers() -> bytes:
    return one_page(more={2: b"<< /Type /Pages /Kids [1 2 (a) null [ ] << >>] /Count 6 >>"})


@KINDS(".pdf")
def page_of_wrong_types() -> bytes:
    return one_page(page=b"/Contents 7 /Resources (a) /Annots 5 /MediaBox /A /Rotate [1]")


@KINDS(".pdf")
def stream_longer_than_file() -> bytes:
    return one_page(stream(WORDS, length=2**31 - 1))


@KINDS(".pdf")
def stream_of_negative_length() -> bytes:
    return one_page(stream(WORDS, length=-5))


@KINDS(".pdf")
def contents_many() -> bytes:
    return one_page(page=b"/Contents [" + b"4 0 R " * 100_000 + b"]")


# --- locked, live, attached --------------------------------------------------------------------


def _locked(user: str, owner: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(user, owner, strength=128))
    canvas.drawString(72, 760, "Ke hoach cua cac xa trong huyen")
    canvas.save()
    return out.getvalue()


KINDS.add("locked_for_users", ".pdf", partial(_locked, "a", "b"))
KINDS.add("locked_for_owners", ".pdf", partial(_locked, "", "b"))


@KINDS(".pdf")
def locked_in_an_unknown_way() -> bytes:
    return one_page(trailer=b"/Encrypt << /Filter /Nonsense /V 99 >> /ID [(a) (b)]")


@KINDS(".pdf")
def locked_without_keys() -> bytes:
    lock = b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 99999 /O () /U () /P -4 >>"
    return one_page(trailer=lock + b" /ID [() ()]")


@KINDS(".pdf")
def live() -> bytes:
    """Scripts, programs to launch, addresses to call and files inside: nothing of it may run."""
    script = b"<< /S /JavaScript /JS (app.alert\\(1\\); while \\(1\\);) >>"
    launch = b"<< /S /Launch /F (/bin/sh) /Next << /S /URI /URI (http://192.0.2.1/) >> >>"
    names = b"/Names << /JavaScript << /Names [(a) %b] >> /EmbeddedFiles << /Names [(b) " \
            b"<< /F (../../b.exe) /EF << /F 10 0 R >> >>] >> >>" % script  # fmt: skip
    return one_page(
        catalogue=b"/OpenAction %b %b /AcroForm << /XFA 10 0 R /Fields [] >>" % (script, names),
        page=b"/AA << /O %b >>" % launch,
        more={10: stream(b"MZ" * 100, b"/Type /EmbeddedFile")},
    )


# --- fonts -------------------------------------------------------------------------------------


def _mapped(target: bytes, repeat: int = 60) -> bytes:
    """Words whose font says that each letter is `target` (hexadecimal UTF-16)."""
    cmap = letters(b"1 beginbfrange <21> <7E> <%b> endbfrange" % target)
    font = FONT % b"/ToUnicode 11 0 R"
    words = WORDS + b" BT /F2 9 Tf 72 600 Td " + b"0 -9 Td (cac xa trong huyen) Tj " * repeat
    return drawing(words + b"ET", fonts=b"/F1 5 0 R /F2 10 0 R", more={10: font, 11: stream(cmap)})


for _name, _target in (("private_use", b"E000"), ("surrogates", b"D800"), ("nul", b"0000"),
                       ("beyond_unicode", b"DBFFDFFF"), ("no_characters", b"FFFE"),
                       ("long", b"00410301" * 200), ("nothing", b"")):  # fmt: skip
    KINDS.add(f"font_maps_to_{_name}", ".pdf", partial(_mapped, _target))


@KINDS(".pdf")
def font_without_a_map() -> bytes:
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Nonsense /Encoding /Identity-H "
        b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Nonsense "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
    )
    words = b"BT /F2 12 Tf 72 700 Td " + b"0 -12 Td <0102030405060708> Tj " * 50 + b"ET"
    return drawing(words, fonts=b"/F2 10 0 R", more={10: font})


@KINDS(".pdf")
def font_file_of_noise() -> bytes:
    noise = stream(random.Random(3).randbytes(50_000))
    font = FONT % b"/FontDescriptor 11 0 R /FirstChar 0 /LastChar 99999999"
    describing = b"<< /Type /FontDescriptor /FontName /A /Flags 4 /FontFile2 12 0 R >>"
    return one_page(fonts=b"/F1 10 0 R", more={10: font, 11: describing, 12: noise})


@KINDS(".pdf")
def font_map_bomb() -> bytes:
    ranges = b"1 beginbfrange <0000> <FFFF> <0000> endbfrange\n" * 20_000
    font = FONT % b"/ToUnicode 11 0 R"
    packed = stream(zlib.compress(ranges), b"/Filter /FlateDecode")
    return one_page(fonts=b"/F1 10 0 R", more={10: font, 11: packed})
