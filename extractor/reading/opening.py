"""How a document opens and closes (Decree 30/2020/NĐ-CP, annex I): national name or motto, number
line, place and date, type line above; recipients or signatures below.

Forms in an appendix bear a letterhead too, but with blanks where an office is to fill them in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

import regex
from rapidfuzz import fuzz

from extractor.document import ASIDE
from extractor.framing.closing import RECIPIENTS
from extractor.labels import in_capitals
from extractor.reading.page import ReadLine, ReadPage
from extractor.tables.kinds import kind_of_line
from extractor.tables.offices import is_family_name, signs
from extractor.vietnamese import fold

_PLAN, _LETTER_CODE = "KH", "CV"
_MOTTO = regex.compile(
    r"doc lap\W+tu do\W+hanh phuc|cong hoa xa\s+hoi chu nghia|dang cong san viet nam"
)
_PARTY = regex.compile(r"dang cong san viet nam")
_SIGN = regex.compile(rf"{_MOTTO.pattern}|^\W*ke hoach\b")
_NUMBER = regex.compile(
    r"^\W*s[o06](?:\s*[:.;]|\s(?=\s*[\d.…_])|(?=.{1,8}/\s?[a-z]+-[a-z]))"
    r"\s*(?P<digits>[^/\n]{0,14}?)\s*[/-]\s*"
    r"(?P<symbol>\p{L}[\p{L}\d]*+(?:\s?[-/&]\s?[\p{L}\d&]++)*+)(?!\s?[-/]?\s?(?:…|\.{2}))",
    regex.MULTILINE,
)
_DATE = regex.compile(
    r"\p{L}[^,….\n]{1,40}[,.]?\s*\bngay\b(?P<day>.{0,12})\s\S{1,2}ang\b(?P<month>.{0,10})\bnam\s*\d{4}"
)
_FORM = regex.compile(
    r"^\W*(?:mau|bieu|phu luc|phu bieu)\b.{0,25}$|\(\s*mau\b|\bten (?:co quan|don vi)\b",
    regex.MULTILINE,
)
_ATTACHED = regex.compile(
    r"^\W*(?:ban hanh )?kem theo (?:quyet dinh|nghi quyet|cong van|thong bao|to trinh)\b",
    regex.MULTILINE,
)
_MARKS = regex.compile(rf"{_MOTTO.pattern}|{_NUMBER.pattern}", regex.MULTILINE)
_LETTER = regex.compile(r"\W*(?:v\s?/\s?v\b|kinh gui\b)")
_BLANK = regex.compile(r"(?:[.…_]\s?){4}|…{2}")
_TOP = 18  # lines among which a letterhead with its type line stands
_LETTERHEAD = 10  # lines from the national name to the type line
_TITLE = 6  # lines of the longest title, with what stands in brackets under it
_PAGE = 45  # lines: a text file has no pages
_BLANKS = 3  # on a page: a plan may have one, a form has many
_SAME_BODY = 85.0
_LONGEST = 120  # characters of a line of the letterhead


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands at the top of a page. `kind` is the code of the document; `number` the digits of
    the number line, empty where they are blank, None without such a line; `issuer` the folded
    lines in capitals above it; `year` and `dated`: place and date are there, with the year or in
    full; `blanks`: places on the page to be filled in; `form`: it says that it is a form, or has
    many of them; `attached`: a plan that says that it was issued with another document, or that has
    neither national name nor number; `scanned`: so that somebody may
    have written into it by hand."""

    kind: str | None
    motto: bool
    number: str | None
    issuer: str
    year: bool
    dated: bool
    blanks: int
    form: bool
    attached: bool
    scanned: bool

    @property
    def has_letterhead(self) -> bool:
        """Whether national name and number line are there, as in documents and their forms."""
        return self.motto and self.number is not None

    @property
    def begins(self) -> bool:
        """Whether a document begins so, and no form: it is numbered, or a plan."""
        if not self.has_letterhead or self.form or not (self.year or self.kind):
            return False
        return self.kind == _PLAN or (self.numbered and self.dated)

    @property
    def is_sure(self) -> bool:
        """Whether so begins a document even if its end is not seen."""
        return self.begins and self.dated and bool(self.number) and str(self.number).isdigit()

    def begins_after(self, other: Opening) -> bool:
        """Whether a document of its own begins so after `other`: also a plan that was issued with
        a decision. The number of a plan of another body may only be missing where pens are used."""
        if self.attached and not self.form:
            return other.kind not in (_PLAN, None)
        if not self.begins or self.numbered:
            return self.begins
        same_body = fuzz.ratio(self.issuer, other.issuer) > _SAME_BODY
        return self.year and (same_body or (self.scanned and not self.blanks))

    @property
    def numbered(self) -> bool:
        """Whether a digit of its number was read."""
        return any(map(str.isdigit, self.number or ""))


def lines_of(page: ReadPage) -> Iterator[ReadLine]:
    """The lines of a page outside tables that belong to its text."""
    return (b for b in page.blocks if isinstance(b, ReadLine) and b.zone not in ASIDE and b.words)


def opening_of(page: ReadPage) -> Opening:
    """What stands at the top of `page`."""
    lines = list(islice(lines_of(page), _TOP))
    kind, stop = _kind(lines)
    head, below = _folded(lines[:stop]), _folded(lines[stop : stop + _TITLE])
    number, date = _NUMBER.search(head), _DATE.search(head)
    blanks = sum(len(_BLANK.findall(line.text)) for line in islice(lines_of(page), _PAGE))
    if kind is None and number and number["symbol"].startswith("kh"):
        kind = _PLAN
    return Opening(
        kind=kind,
        motto=bool(_MOTTO.search(head)) or any(line.zone == "letterhead" for line in lines),
        number="".join(number["digits"].split()).strip(".…_") if number else None,
        issuer=_issuer(lines[:stop]),
        year=date is not None,
        dated=date is not None and all(date[part].strip().isdigit() for part in ("day", "month")),
        blanks=blanks,
        form=bool(_FORM.search(f"{head}\n{below}")) or blanks >= _BLANKS,
        attached=kind == _PLAN and (bool(_ATTACHED.search(below)) or not _MARKS.search(head)),
        scanned=page.method == "ocr",
    )


def closes(page: ReadPage) -> bool:
    """Whether recipients or a signature stand on the page."""
    return any(_closes(line) for line in lines_of(page))


def may_open(page: ReadPage) -> bool:
    """Whether the top of a page bears any sign that a document may begin there."""
    return any(_is_sign(line) for line in islice(lines_of(page), _TOP))


def first_of_letterhead(lines: Sequence[ReadLine]) -> Iterator[int]:
    """Where letterheads begin among the lines of a text file: a little above each motto, and above
    each type line of a plan that has none."""
    stop = 0
    for at, line in enumerate(lines):
        if at >= stop and _is_sign(line):
            above = range(at - 1, max(stop, at - _TOP) - 1, -1)
            heading = takewhile(lambda i: _may_head(lines[i]), above)
            yield min(heading, default=at)
            stop = at + _LETTERHEAD


def _kind(lines: Sequence[ReadLine]) -> tuple[str | None, int]:
    """The kind that the type line names, or that of a letter; and the line after that line."""
    for index, line in enumerate(lines):
        if kind := kind_of_line(line.text):
            return kind, index + 1
        if _LETTER.match(fold(line.text)):
            return _LETTER_CODE, index + 1
    return None, len(lines)


def _folded(lines: Sequence[ReadLine]) -> str:
    """The lines folded; one that goes on in the next is not parted from it."""
    return "".join(f"{fold(line.text[:_LONGEST]).strip()}{_part(line)}" for line in lines)


def _part(line: ReadLine) -> str:
    return " " if line.full else "\n"


def _issuer(lines: Sequence[ReadLine]) -> str:
    """The last of the lines that name the body, which stands under the one above it."""
    issuer = ""
    for line in lines:
        folded = fold(line.text).strip()
        if _NUMBER.match(folded):
            break
        if in_capitals(line.text) and not _MOTTO.search(folded):
            issuer = folded
    return issuer


def _closes(line: ReadLine) -> bool:
    if line.zone == "recipients":
        return True
    short = len(line.text) < 200
    return (short and bool(RECIPIENTS.match(fold(line.text)))) or (
        line.zone == "signature" and signs(line.text)
    )


def _is_sign(line: ReadLine) -> bool:
    if line.zone == "letterhead":
        return True
    folded = fold(line.text[:_LONGEST])
    if in_capitals(line.text):
        return bool(_SIGN.search(folded))
    return bool(_MOTTO.search(folded)) and not _PARTY.search(folded)


def _may_head(line: ReadLine) -> bool:
    text = line.text
    folded = fold(text).strip()
    if _NUMBER.match(folded) or _FORM.search(folded) or _DATE.match(folded):
        return True
    is_name = is_family_name(folded.split(" ")[0]) and len(folded.split()) <= 5
    return in_capitals(text) and len(text) < _LONGEST and not signs(text) and not is_name
