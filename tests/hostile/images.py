"""Hostile pictures: bombs, lies about sizes, damage, rare modes and patterns that stall OCR."""

from __future__ import annotations

import io
import struct
import zlib
from functools import partial

import numpy as np
from PIL import Image

from hostile.kind import Kinds

KINDS = Kinds("image")
PNG = b"\x89PNG\r\n\x1a\n"


def grey(width: int = 400, height: int = 200) -> Image.Image:
    """White paper with some black bars, which is no text."""
    pixels = np.full((height, width), 255, np.uint8)
    pixels[height // 4 : height // 2, width // 8 : width // 2 : 3] = 0
    return Image.fromarray(pixels)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """The picture as a file of this kind."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


# --- PNG ---------------------------------------------------------------------------------------


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG file with its length and checksum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def deflated(size: int) -> bytes:
    """So many zero bytes as a zlib stream, made without holding them."""
    packer = zlib.compressobj(9)
    block = bytes(1024 * 1024)
    out = b"".join(packer.compress(block) for _ in range(size // len(block)))
    return out + packer.compress(bytes(size % len(block))) + packer.flush()


def png(width: int, height: int, *, depth: int = 1, data: bytes | None = None,
        before: bytes = b"") -> bytes:  # fmt: skip
    """A grey PNG that says it has this size; `before` are chunks before its pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0))
    if data is None:
        data = deflated((width * depth + 7) // 8 * height + height)
    return PNG + header + before + chunk(b"IDAT", data) + chunk(b"IEND", b"")


KINDS.add("png_huge_sides", ".png", lambda: png(100_000, 100_000, data=deflated(1000)))
KINDS.add("png_largest_sides", ".png", lambda: png(2**31 - 1, 2**31 - 1, data=b""))
KINDS.add("png_no_side", ".png", lambda: png(0, 0, data=b""))
KINDS.add("png_at_the_limit", ".png", lambda: png(8900, 8900), heavy=True)
KINDS.add("png_over_the_limit", ".png", lambda: png(9200, 9200))
KINDS.add("png_too_little_data", ".png", lambda: png(2000, 3000, data=deflated(1000)))
KINDS.add("png_too_much_data", ".png", lambda: png(200, 300, data=deflated(200_000_000)))
KINDS.add("png_strip", ".png", lambda: png(30_000, 1, depth=8))
KINDS.add("png_upright_strip", ".png", lambda: png(1, 30_000, depth=8))
KINDS.add("png_one_pixel", ".png", lambda: png(1, 1, depth=8))
KINDS.add("png_long_strip", ".png", lambda: png(2_000_000, 8, depth=8))


@KINDS(".png")
def png_many_chunks() -> bytes:
    return png(200, 300, depth=8, before=chunk(b"tEXt", b"a\0b") * 200_000)


@KINDS(".png")
def png_text_bomb() -> bytes:
    return png(200, 300, depth=8, before=chunk(b"zTXt", b"a\0\0" + deflated(500_000_000)))


@KINDS(".png")
def png_many_text_bombs() -> bytes:
    text = chunk(b"zTXt", b"a\0\0" + deflated(1_000_000))
    return png(200, 300, depth=8, before=text * 2000)


@KINDS(".png")
def png_profile_bomb() -> bytes:
    return png(200, 300, depth=8, before=chunk(b"iCCP", b"a\0\0" + deflated(500_000_000)))


@KINDS(".png")
def png_chunk_longer_than_file() -> bytes:
    return png(200, 300)[:33] + b"\xff\xff\xff\xffIDAT"


@KINDS(".png")
def png_animated() -> bytes:
    frames = [grey(), grey(401, 200), grey(400, 201)]
    return saved(frames[0], "PNG", save_all=True, append_images=frames[1:])


@KINDS(".png")
def png_many_frames_said() -> bytes:
    return png(200, 300, before=chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0)))


def _resolution(across: int, down: int, unit: int) -> bytes:
    return png(200, 300, before=chunk(b"pHYs", struct.pack(">IIB", across, down, unit)))


KINDS.add("png_no_resolution", ".png", partial(_resolution, 0, 0, 1))
KINDS.add("png_absurd_resolution", ".png", partial(_resolution, 2**32 - 1, 1, 1))
KINDS.add("png_two_resolutions", ".png", partial(_resolution, 20_000, 7, 1))
KINDS.add("png_unknown_unit", ".png", partial(_resolution, 300, 300, 7))


# --- TIFF --------------------------------------------------------------------------------------

_SHORT, _LONG, _RATIONAL = 3, 4, 5
Tags = dict[int, tuple[int, int]]


def ifd(tags: Tags, following: int) -> bytes:
    """A directory of a little-endian TIFF; `following` is where the next one begins."""
    entries = b"".join(struct.pack("<HHII", t, k, 1, v) for t, (k, v) in sorted(tags.items()))
    return struct.pack("<H", len(tags)) + entries + struct.pack("<I", following)


def _tags(width: int, height: int, offset: int, size: int, **more: tuple[int, int]) -> Tags:
    known = {
        256: (_LONG, width), 257: (_LONG, height), 258: (_SHORT, 8), 259: (_SHORT, 1),
        262: (_SHORT, 1), 273: (_LONG, offset), 277: (_SHORT, 1), 278: (_LONG, height),
        279: (_LONG, size),
    }  # fmt: skip
    return known | {int(tag[1:]): value for tag, value in more.items()}


_PIXELS = bytes([255]) * 64


def tiff(width: int = 8, height: int = 8, *, following: int = 0, offset: int = 8,
         size: int = 64, **more: tuple[int, int]) -> bytes:  # fmt: skip
    """A small TIFF whose one directory may say anything; `following`: where it says that the next
    directory is (8 + 64: itself)."""
    head = b"II*\0" + struct.pack("<I", 8 + len(_PIXELS))
    return head + _PIXELS + ifd(_tags(width, height, offset, size, **more), following)


KINDS.add("tiff_cyclic", ".tif", lambda: tiff(following=8 + 64))
KINDS.add("tiff_next_beyond_end", ".tif", lambda: tiff(following=2**32 - 1))
KINDS.add("tiff_strip_beyond_end", ".tif", lambda: tiff(offset=2**31))
KINDS.add("tiff_long_strip", ".tif", lambda: tiff(size=2**32 - 1))
KINDS.add("tiff_huge_sides", ".tif", lambda: tiff(2**31 - 1, 2**31 - 1))
KINDS.add("tiff_no_rows_in_strip", ".tif", lambda: tiff(t278=(_LONG, 0)))
KINDS.add("tiff_many_samples", ".tif", lambda: tiff(t277=(_SHORT, 65535)))
KINDS.add("tiff_unknown_compression", ".tif", lambda: tiff(t259=(_SHORT, 34712)))
KINDS.add("tiff_fax_of_nothing", ".tif",
          lambda: tiff(2000, 3000, t258=(_SHORT, 1), t259=(_SHORT, 4)))  # fmt: skip
KINDS.add("tiff_lzw_of_nothing", ".tif", lambda: tiff(2000, 3000, t259=(_SHORT, 5)))
KINDS.add("tiff_jpeg_of_nothing", ".tif", lambda: tiff(2000, 3000, t259=(_SHORT, 7)))
KINDS.add("tiff_bad_resolution", ".tif", lambda: tiff(t282=(_RATIONAL, 0), t296=(_SHORT, 9)))
KINDS.add("tiff_no_tags", ".tif", lambda: b"II*\0\x08\0\0\0\0\0\0\0\0\0")


@KINDS(".tif")
def tiff_two_directories_in_a_circle() -> bytes:
    size = len(ifd(_tags(8, 8, 8, 64), 0))
    first, second = 8 + 64, 8 + 64 + size
    head = b"II*\0" + struct.pack("<I", first) + _PIXELS
    return head + ifd(_tags(8, 8, 8, 64), second) + ifd(_tags(8, 8, 8, 64), first)


@KINDS(".tif", heavy=True)
def tiff_hundred_thousand_frames() -> bytes:
    size = len(ifd(_tags(8, 8, 8, 64), 0))
    start = 8 + 64
    places = [start + size * number for number in range(1, 100_000)]
    head = b"II*\0" + struct.pack("<I", start) + _PIXELS
    return head + b"".join(ifd(_tags(8, 8, 8, 64), place) for place in [*places, 0])


@KINDS(".tif")
def tiff_zero_resolution() -> bytes:
    return saved(grey(), "TIFF", dpi=(0, 0))


@KINDS(".tif")
def tiff_floats() -> bytes:
    pixels = np.full((200, 300), np.nan, np.float32)
    pixels[::2], pixels[::3] = np.inf, 1e30
    return saved(Image.fromarray(pixels), "TIFF")


def _mode(mode: str) -> bytes:
    return saved(grey().convert(mode), "TIFF")


for _name in ("1", "CMYK", "LAB", "YCbCr", "P", "PA", "LA", "RGBA", "RGBX", "I", "F", "I;16"):
    KINDS.add(f"tiff_mode_{_name.lower()}", ".tif", partial(_mode, _name))


# --- JPEG --------------------------------------------------------------------------------------


def _cut(share: float) -> bytes:
    data = saved(grey(1600, 1200), "JPEG")
    return data[: int(share * len(data))]


for _share in (0.01, 0.2, 0.5, 0.9, 0.999):
    KINDS.add(f"jpeg_cut_at_{_share}", ".jpg", partial(_cut, _share))


@KINDS(".jpg")
def jpeg_huge_sides() -> bytes:
    data = bytearray(saved(grey(), "JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 65535, 65535)
    return bytes(data)


@KINDS(".jpg", heavy=True)
def jpeg_progressive_scans() -> bytes:
    """Many scans over a large picture: each is decoded over all of it."""
    data = saved(grey(4000, 4000), "JPEG", progressive=True)
    at = data.rindex(b"\xff\xda")
    scan = data[at:-2]
    return data[:at] + scan * 2000 + b"\xff\xd9"


@KINDS(".jpg")
def jpeg_cmyk() -> bytes:
    return saved(grey().convert("CMYK"), "JPEG")


def _turned(way: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = way
    return saved(grey(), "JPEG", exif=exif)


for _way in (0, 3, 6, 8, 9):
    KINDS.add(f"jpeg_turned_{_way}", ".jpg", partial(_turned, _way))


@KINDS(".jpg")
def jpeg_broken_exif() -> bytes:
    return saved(grey(), "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0" + b"\xff" * 300)


def _jpeg_resolution(dpi: tuple[int, int]) -> bytes:
    return saved(grey(), "JPEG", dpi=dpi)


KINDS.add("jpeg_no_resolution", ".jpg", partial(_jpeg_resolution, (0, 0)))
KINDS.add("jpeg_absurd_resolution", ".jpg", partial(_jpeg_resolution, (65535, 1)))


# --- other kinds under these names -------------------------------------------------------------


def _as(kind: str) -> bytes:
    return saved(grey().convert("RGB"), kind)


for _kind in ("GIF", "BMP", "WEBP", "PPM", "TGA", "PCX", "EPS", "PDF", "ICO", "JPEG2000"):
    KINDS.add(f"{_kind.lower()}_called_png", ".png", partial(_as, _kind))


@KINDS(".png")
def eps_program_called_png() -> bytes:
    """A PostScript program: to look at it as a picture would be to run it."""
    return (
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 400 200\n%%EndComments\n"
        b"{} loop\nshowpage\n%%EOF\n"
    )


# --- patterns that stall OCR -------------------------------------------------------------------


def _noise(share: float, size: int = 1600) -> bytes:
    draw = np.random.default_rng(5)
    pixels = np.where(draw.random((size, size)) < share, 0, 255).astype(np.uint8)
    return saved(Image.fromarray(pixels), "PNG", dpi=(200, 200))


def _blobs(size: int = 1654, length: int = 2339, step: int = 9) -> bytes:
    """Marks of about the size of letters, at no place in order."""
    draw = np.random.default_rng(6)
    marks = draw.random((length // step + 1, size // step + 1)) < 0.35
    pixels = np.kron(np.where(marks, 0, 255), np.ones((step, step)))[:length, :size]
    return saved(Image.fromarray(pixels.astype(np.uint8)), "PNG", dpi=(200, 200))


def _halftone(size: int = 1654, length: int = 2339, step: int = 6) -> bytes:
    y, x = np.mgrid[:length, :size]
    waves = np.sin(x * 2 * np.pi / step) * np.sin(y * 2 * np.pi / step)
    pixels = np.where(waves > np.sin(x / 300) * 0.8, 0, 255).astype(np.uint8)
    return saved(Image.fromarray(pixels), "PNG", dpi=(200, 200))


def _grating(size: int = 1654, length: int = 2339, step: int = 5) -> bytes:
    y, x = np.mgrid[:length, :size]
    pixels = np.where((x + y // 7) % step < step // 2, 0, 255).astype(np.uint8)
    pixels[::29] = 255
    return saved(Image.fromarray(pixels), "PNG", dpi=(200, 200))


def _letters(size: int = 1654, length: int = 2339, step: int = 8) -> bytes:
    """Rows of strokes as thick as those of letters, on all of the page, very small."""
    draw = np.random.default_rng(7)
    pixels = np.full((length, size), 255, np.uint8)
    for top in range(4, length - step, step):
        for left in range(4, size - 4, 4):
            pixels[top : top + draw.integers(2, 6), left : left + draw.integers(1, 4)] = 0
    return saved(Image.fromarray(pixels), "PNG", dpi=(300, 300))


KINDS.add("ocr_noise", ".png", partial(_noise, 0.12), heavy=True)
KINDS.add("ocr_dense_noise", ".png", partial(_noise, 0.4), heavy=True)
KINDS.add("ocr_blobs", ".png", _blobs, heavy=True)
KINDS.add("ocr_halftone", ".png", _halftone, heavy=True)
KINDS.add("ocr_grating", ".png", _grating, heavy=True)
KINDS.add("ocr_small_strokes", ".png", _letters, heavy=True)
