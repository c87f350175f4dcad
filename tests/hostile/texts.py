"""Hostile text: what makes patterns, loops and decoders slow or wrong."""

from __future__ import annotations

import random
from collections.abc import Callable

from hostile.kind import Kinds

KINDS = Kinds("text")
SENTENCE = "Phòng Văn hóa phối hợp với các xã tổ chức phong trào thi đua ở cơ sở. "

# Texts of about so many characters, each the worst case of some pattern or loop.
GROWING: dict[str, Callable[[int], str]] = {
    "one_line": lambda n: SENTENCE * (n // len(SENTENCE)),
    "empty_lines": lambda n: SENTENCE + "\n" * n + SENTENCE,
    "short_lines": lambda n: "Các xã\n" * (n // 7),
    "paragraphs": lambda n: (SENTENCE * 3 + "\n\n") * (n // (3 * len(SENTENCE) + 2)),
    "letters": lambda n: "ổ" * n,
    "capitals": lambda n: "Ủy Ban " * (n // 7),
    "digits": lambda n: "Số: " + "1" * n,
    "digit_groups": lambda n: "1.000." * (n // 6),
    "numbers": lambda n: "12 " * (n // 3),
    "dots": lambda n: "Mục tiêu " + "." * n,
    "spaced_dots": lambda n: "Mục tiêu " + ". " * (n // 2),
    "dashes": lambda n: "Mục tiêu " + "-" * n,
    "spaced_dashes": lambda n: "- " * (n // 2),
    "slashes": lambda n: "12/" * (n // 3),
    "dates": lambda n: "ngày 01 tháng 02 năm 2023 " * (n // 26),
    "open_date": lambda n: "ngày " * (n // 5),
    "ranges": lambda n: "từ tháng 1 đến " * (n // 15),
    "months": lambda n: "tháng 1, 2, " * (n // 12),
    "quotes": lambda n: "“" * n,
    "quoted": lambda n: "“a” " * (n // 4),
    "straight_quotes": lambda n: '"a ' * (n // 3),
    "open_movements": lambda n: "phong trào thi đua “" * (n // 20),
    "movements": lambda n: "phong trào thi đua Các xã chung tay " * (n // 36),
    "brackets": lambda n: "(" * n,
    "bracketed": lambda n: "((a) " * (n // 5),
    "square_brackets": lambda n: "[" * n,
    "links": lambda n: "[a](" * (n // 4),
    "tags": lambda n: "<a " * (n // 3),
    "comments": lambda n: "<!-- " * (n // 5),
    "tables": lambda n: "<table><tr><td>" * (n // 15),
    "table_lines": lambda n: "<table>\n" * (n // 8),
    "rows": lambda n: "| TT | Việc | Quý I |\n" * (n // 22),
    "rule_rows": lambda n: "|---|\n" * (n // 6),
    "bare_pipes": lambda n: "|\n" * (n // 2),
    "pipes_and_blanks": lambda n: "|\n\nViệc\n" * (n // 8),
    "tables_without_rows": lambda n: "<table>\n" * (n // 8) + "</table>",
    "images": lambda n: "![](" * (n // 4),
    "services": lambda n: "[image " * (n // 7),
    "wide_gaps": lambda n: "Nơi nhận:          CHỦ TỊCH\n" + "a. B   " * (n // 7),
    "lone_pipes": lambda n: "|\nViệc\n" * (n // 7),
    "wide_row": lambda n: "|" + "a|" * (n // 2) + "\n|" + "b|" * 3,
    "tabs": lambda n: "TT\tViệc\tQuý I\n" * (n // 14),
    "tab_run": lambda n: "a\t" * (n // 2) + "\n" + "b\t" * (n // 2),
    "spaces": lambda n: "a" + " " * n + "b",
    "columns": lambda n: "NƠI NHẬN          CHỦ TỊCH\n" * (n // 27),
    "stars": lambda n: "*" * n,
    "spaced_stars": lambda n: "(*a " * (n // 4),
    "underscores": lambda n: "_a" * (n // 2),
    "hashes": lambda n: "#" * n,
    "backslashes": lambda n: "\\" * n,
    "entities": lambda n: "&amp" * (n // 4),
    "citations": lambda n: "Nghị quyết số 12/NQ-TW ngày 01/02/2021 của Bộ Chính trị " * (n // 56),
    "open_citations": lambda n: "Nghị định số " * (n // 13),
    "citation_list": lambda n: "Nghị định số 1/NĐ-CP, " + "số 2/NĐ-CP, " * (n // 12),
    "provisions": lambda n: "Điều 1 Khoản 1 " * (n // 15),
    "provision_list": lambda n: "Điều 1, 2, " + "3, " * (n // 3),
    "symbols": lambda n: "1/KH-" + "UBND-" * (n // 5),
    "agencies": lambda n: "Sở Nội vụ, Sở Tài chính, " * (n // 25),
    "agency_heads": lambda n: "Ủy ban nhân dân " * (n // 16),
    "agency_list": lambda n: "Các sở, ban, ngành, " * (n // 20),
    "agency_of": lambda n: "Phòng Nội vụ huyện của " * (n // 23),
    "abbreviations": lambda n: "Hội Nông dân (sau đây gọi tắt là HND) " * (n // 38),
    "parts": lambda n: "I. MỤC TIÊU\n" * (n // 12),
    "numbered": lambda n: "".join(f"{k}. Các xã tổ chức thực hiện\n" for k in range(1, n // 30)),
    "nested_labels": lambda n: "1.1.1.1.1.1. Các xã\n" * (n // 20),
    "deep_labels": lambda n: "1." * (n // 2) + " Các xã",
    "bullets": lambda n: "- Các xã tổ chức thực hiện\n+ Các thôn\n" * (n // 38),
    "recipients": lambda n: "Nơi nhận:\n" + "- Các xã;\n" * (n // 10),
    "signatures": lambda n: "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn A\n" * (n // 42),
    "annexes": lambda n: "PHỤ LỤC I\nKèm theo Kế hoạch\n" * (n // 28),
    "letterheads": lambda n: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKẾ HOẠCH\n" * (n // 44),
    "targets": lambda n: "Phấn đấu 95% số xã, 80% số thôn đạt chuẩn; " * (n // 43),
    "persons": lambda n: "đồng chí Nguyễn Văn A, " * (n // 23),
    "combining": lambda n: "a" + "\u0301" * n,
    "mixed_combining": lambda n: "a" + "\u0301\u0323" * (n // 2),
    "zero_width": lambda n: "a\u200b" * (n // 2),
    "bidi": lambda n: "\u202ea\u202c" * (n // 3),
    "controls": lambda n: "Các xã\x01\x1b[31m\x7f\x85\u2028" * (n // 15),
    "form_feeds": lambda n: "Các xã\f" * (n // 7),
    "page_numbers": lambda n: "".join(f"{k}\n{SENTENCE * 9}\n" for k in range(1, n // 640)),
    "lone_numbers": lambda n: "1\n" * (n // 2),
    "decomposed": lambda n: "Các xã tổ chức\n" * (n // 18),
    "eths": lambda n: "Ð" * n,
    "dotted_capitals": lambda n: "İ" * n,
    "ligatures": lambda n: "ﷺ" * n,
    "words": lambda n: _words(n),
}
_START = "KẾ HOẠCH\nPhát động phong trào thi đua của các xã\n"


_WORDS = (
    "Căn cứ Nghị quyết số 12/NQ-TW ngày 5/6/2021 của Ủy ban nhân dân tỉnh về việc phong trào thi "
    "đua “ ” ( ) - + ; : , . I. 1. a) Sở Nội vụ trước tháng năm 2023 Quý I % 95 95% hằng năm giai "
    "đoạn 2021 - 2025 Điều Khoản Nơi nhận: KẾ HOẠCH PHỤ LỤC TM. |"
)


def _words(size: int) -> str:
    """Words of plans in any order, with any marks between them: what no one would write."""
    words = [*_WORDS.split(), "\n", "\n\n", "\t"]
    return " ".join(random.Random(4).choices(words, k=size // 5))


def text_of(name: str, size: int) -> str:
    """The growing text of this name, as the body of a plan, about `size` characters long."""
    return _START + GROWING[name](size)


def _add_growing(size: int = 100_000) -> None:
    for name in GROWING:
        KINDS.add(name, ".txt", lambda name=name: text_of(name, size).encode())


_add_growing()


@KINDS(".txt", heavy=True)
def one_line_of_5_mb() -> bytes:
    return text_of("one_line", 3_700_000).encode()


@KINDS(".txt", heavy=True)
def million_empty_lines() -> bytes:
    return text_of("empty_lines", 1_000_000).encode()


@KINDS(".md", heavy=True)
def hundred_thousand_rows() -> bytes:
    return text_of("rows", 2_200_000).encode()


@KINDS(".txt")
def nul_characters() -> bytes:
    return (SENTENCE * 100).encode() + b"\0" * 50 + SENTENCE.encode()


@KINDS(".txt")
def lone_surrogates() -> bytes:
    return (SENTENCE + "\ud800 \udfff ").encode("utf-8", "surrogatepass") * 20


@KINDS(".txt")
def lone_surrogates_utf_16() -> bytes:
    return b"\xff\xfe" + (SENTENCE + "\ud800 \udfff ").encode("utf-16-le", "surrogatepass") * 20


@KINDS(".txt")
def invalid_utf_8() -> bytes:
    return (SENTENCE.encode() + b"\xc3\x28\xff\xf8\x80") * 20


@KINDS(".txt")
def utf_16_with_mark() -> bytes:
    return (SENTENCE * 20).encode("utf-16")


@KINDS(".txt")
def utf_16_without_mark() -> bytes:
    return (SENTENCE * 20).encode("utf-16-le")


@KINDS(".txt")
def utf_16_of_odd_length() -> bytes:
    return (SENTENCE * 20).encode("utf-16") + b"a"


@KINDS(".txt")
def utf_32() -> bytes:
    return (SENTENCE * 20).encode("utf-32")


@KINDS(".txt")
def mixed_encodings() -> bytes:
    return SENTENCE.encode() * 5 + SENTENCE.encode("cp1258", "replace") * 5


@KINDS(".txt")
def a_program() -> bytes:
    return b"\x7fELF" + random.Random(1).randbytes(100_000)


@KINDS(".txt")
def random_bytes_without_nul() -> bytes:
    return random.Random(2).randbytes(100_000).replace(b"\0", b"a")


@KINDS(".md")
def cells_that_span_all() -> bytes:
    cell = '<td rowspan="1000000000" colspan="1000000000">Các xã</td>'
    return f"<table><tr>{cell}{cell}</tr><tr>{cell}</tr></table>\n{SENTENCE}".encode()


@KINDS(".md")
def negative_spans() -> bytes:
    cell = '<td rowspan="-1" colspan="0">Các xã</td><td colspan="٣²">x</td>'
    return f"<table><tr>{cell}{cell}</tr></table>\n{SENTENCE}".encode()


@KINDS(".md")
def nested_tables() -> bytes:
    return ("<table><tr><td>" * 3000 + "Các xã" + "</td></tr></table>" * 3000).encode()


@KINDS(".md")
def huge_entity() -> bytes:
    return (SENTENCE + "&#99999999999999999999; &#xD800; &#0; &#x110000;\n").encode() * 20


@KINDS(".txt")
def huge_numbers() -> bytes:
    lines = (
        f"Số: {'9' * 5000}/KH-UBND",
        f"ngày {'9' * 5000} tháng {'9' * 5000} năm {'9' * 5000}",
        f"Phấn đấu {'9' * 5000}% số xã, {'9' * 5000},{'9' * 5000} tỷ đồng",
        f"{'9' * 5000}. Các xã tổ chức",
        f"{'M' * 5000}. Các xã tổ chức",
        "ngày 31 tháng 2 năm 2023, ngày 00/00/0000, ngày 99/99/9999, năm 0000, năm 9999",
        f"giai đoạn {'9' * 5000} - {'9' * 5000}, Điều {'9' * 5000}, trang {'²' * 99}٣",
    )
    return (_START + "\n".join(lines)).encode()


def path_tricks() -> tuple[str, ...]:
    """Names of files that only a careless program takes for paths, commands or markup."""
    return (
        "..%2f..%2fetc%2fpasswd.txt", "a\nb.txt", "a\tb.txt", "-rf.txt", "$(id).txt", "a;b.txt",
        "\u202etxt.exe.txt", "con.txt", "a" * 240 + ".txt", " .txt", "....txt", "[red].txt",
        "\udcff\udcfe.txt", "<b>.txt", "%s%n.txt", "kế hoạch.txt", "ke\u0302\u0301.txt",
    )  # fmt: skip
