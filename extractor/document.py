"""The one thing that flows through the pipeline: a document and its layers.

All positions are half-open character intervals into `Document.text`, which is NFC, repaired and
has one paragraph a line (paragraphs are parted by a single newline; line and page breaks inside a
paragraph are joined). All boxes are `(x0, y0, x1, y1)` in PDF points, origin at the page's top
left; pages count from 1. Everything here is immutable: a stage returns a copy with its own layer
replaced.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Literal, NamedTuple

from extractor.plan import At, Region

Box = tuple[float, float, float, float]
Method = Literal["text", "text_layer", "ocr"]
Zone = Literal[
    "letterhead",  # the two columns above the title, left column first
    "body",
    "table",
    "recipients",  # the left column of the closing
    "signature",  # the right column of the closing
    "footnote",
    "stamp",  # an e-signature block or a seal's text: read, but no part of the document's words
]
ASIDE: frozenset[Zone] = frozenset({"footnote", "stamp"})
SectionKind = Literal[
    "part", "chapter", "roman", "number", "letter", "dash", "plus", "paragraph", "article"
]
Scope = Literal["national", "province", "other"]
Relation = Literal["implements", "basis", "replaces", "amends", "cites"]
Level = Literal[
    "central", "province", "district", "commune", "department", "party", "front", "press",
    "enterprise", "group", "other",
]  # fmt: skip


class Span(NamedTuple):
    """A half-open interval of characters, `text[start:end]`."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


NOWHERE = Span(0, 0)


class Spans:
    """Many spans, of which it can be asked at once whether any is at a place."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(span for span in spans if span.start < span.end)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))

    def overlap(self, span: Span) -> bool:
        """Whether any of them shares a character with `span`."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._ends[before - 1] > span.start

    def hold(self, offset: int) -> bool:
        """Whether any of them has the character at `offset`."""
        return self.overlap(Span(offset, offset + 1))


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read: where it stands in the text and on the page; confidence 0–1."""

    span: Span
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line (or, in plain text, a line of the file). `words` is empty for plain text."""

    span: Span
    page: int | None
    box: Box | None
    confidence: float
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of `Document.text`."""

    span: Span
    zone: Zone = "body"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `span` covers its paragraphs and may be empty. `spanned` marks a cell
    that is drawn as one with the cell above it."""

    span: Span
    spanned: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table, joined over page breaks, its repeated header rows dropped. `rows[0]` is the
    header where the table has one."""

    span: Span
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A change made to what was read, before the text froze or in a label. `span` is where the
    corrected words stand (for a label: where the printed one stands)."""

    before: str
    after: str
    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class Warning:
    """Something that a person should look at. `code` is one of `extractor.errors.WARNINGS`. `box`
    is the place on the page of what could not be read and so has no words in the text."""

    code: str
    message: str
    span: Span | None = None
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class PageSource:
    """How a page was read. `confidence` is 0–1, size in points (0 for plain text)."""

    number: int
    method: Method
    confidence: float
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read."""

    name: str
    sha256: str
    media_type: str
    pages: tuple[PageSource, ...] = ()


# --- layers that the stages fill -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows the signature: one appendix. `span` begins at its label."""

    label: str
    title: Span | None
    span: Span


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of an administrative document (Decree 30/2020/NĐ-CP, annex I). A part that the
    document lacks is an empty span at the place where it would stand."""

    letterhead: Span
    type_code: str | None
    type_line: Span
    title: Span
    preamble: Span
    body: Span  # first heading (or first paragraph) up to the closing sentence
    closing: Span  # the closing sentence: "Trên đây là …"
    recipients: Span
    signature: Span
    annexes: tuple[Annex, ...] = ()

    @property
    def is_annex(self) -> bool:
        """Whether the file holds an appendix alone, and its document is another file."""
        return bool(self.annexes) and self.annexes[0].span.start <= self.letterhead.start


@dataclass(frozen=True, slots=True)
class Node:
    """A section. `span` runs from its label to the end of its last descendant, `paragraphs` are
    its own running words (without heading, children and month tables)."""

    kind: SectionKind
    label: str
    path: str
    span: Span
    label_span: Span
    heading: Span | None
    paragraphs: tuple[Span, ...] = ()
    children: tuple[Node, ...] = ()

    @property
    def own(self) -> Span:
        """From the label to the last of the node's own words, children left out."""
        ends = [self.label_span.end, *(p.end for p in self.paragraphs)]
        if self.heading:
            ends.append(self.heading.end)
        limit = self.children[0].span.start if self.children else self.span.end
        return Span(self.span.start, max(e for e in ends if e <= limit))


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """A body that the text names. `text[span]` is what is written, unit included."""

    span: Span
    name: str
    id: str | None
    unit: str | None
    level: Level
    score: float | None = None
    """How probable trained weights hold it, 0–1, where they alone found it; None: by rule."""

    @property
    def collective(self) -> bool:
        """A set of bodies addressed together (*các sở, ban, ngành*)."""
        return self.level == "group"


@dataclass(frozen=True, slots=True)
class CitationMention:
    """One place that cites one document. `span` runs from the type word (or the number, where
    the type word is shared) to the end of number, date and issuer; `provision` is the point of
    law before it, `subject` the words after it that say what the cited act is about."""

    span: Span
    type: str
    number: str | None
    title: str | None = None
    issued_on: date | None = None
    year: int | None = None
    issuer: str | None = None
    issuer_inferred: bool = False
    subject: str | None = None
    relation: Relation = "cites"
    provision: str | None = None
    number_span: Span | None = None  # the number as printed


@dataclass(frozen=True, slots=True)
class CampaignMention:
    """One place that names a movement. `span` is the name as written, without quotes and period;
    `phrase` covers the lead-in, quotes and period too (*phong trào thi đua “…” giai đoạn …*)."""

    span: Span
    phrase: Span
    id: str | None
    scope: Scope
    start: date | None = None
    end: date | None = None
    period: Span | None = None
    score: float | None = None
    """How probable trained weights hold it, 0–1, where they alone found it; None: by rule."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A name that trained weights find: what it is a name of (`agency`, `campaign`), and how
    probable they hold it to stand at exactly this span, 0–1."""

    span: Span
    kind: str
    score: float


TimeKind = Literal["date", "due", "recurrence", "period"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time that the text states. `start` is the day of a `date` and the last day of a `due`;
    a `period` has `start` and `end` (either may be open); a `recurrence` has an RFC 5545 RRULE."""

    span: Span
    kind: TimeKind
    start: date | None = None
    end: date | None = None
    rrule: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document at any point of the pipeline."""

    text: str
    source: Source
    lines: tuple[Line, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    corrections: tuple[Correction, ...] = ()
    warnings: tuple[Warning, ...] = ()
    frame: Frame | None = None
    sections: tuple[Node, ...] = ()
    annex_sections: tuple[tuple[Node, ...], ...] = ()  # one tree for each of `frame.annexes`
    guesses: tuple[Guess, ...] = ()
    agencies: tuple[AgencyMention, ...] = ()
    citations: tuple[CitationMention, ...] = ()
    campaigns: tuple[CampaignMention, ...] = ()
    times: tuple[TimeMention, ...] = ()

    def slice(self, span: Span) -> str:
        """The words at `span`."""
        return self.text[span.start : span.end]

    @property
    def is_empty(self) -> bool:
        """Whether it has no words but those that are set aside."""
        return not any(self.slice(p.span).strip() for p in self.paragraphs if p.zone not in ASIDE)

    def trim(self, span: Span, marks: str = " \n\t") -> Span:
        """`span` without the characters of `marks` at its two ends."""
        start, end = span
        while start < end and self.text[start] in marks:
            start += 1
        while end > start and self.text[end - 1] in marks:
            end -= 1
        return Span(start, end)

    def paragraphs_in(self, span: Span) -> Iterator[Paragraph]:
        """The paragraphs that begin inside `span`, in order."""
        first = bisect_right(self.paragraphs, span.start - 1, key=lambda p: p.span.start)
        for index in range(first, len(self.paragraphs)):  # a slice would copy all that follows
            paragraph = self.paragraphs[index]
            if paragraph.span.start >= span.end:
                return
            yield paragraph

    def locate(self, span: Span) -> At:
        """Where `span` was read: offsets, page regions and the mean confidence of its words, which
        `extractor.confidence` replaces where a value stands.

        Lines that are covered whole and stand under one another make one region."""
        regions: list[Region] = []
        scores: list[float] = []
        whole_before = False
        for line in self._lines_in(span):
            words = [w for w in line.words if w.span.overlaps(span)]
            scores.extend(w.confidence for w in words) if words else scores.append(line.confidence)
            box = union(w.box for w in words) if words else line.box
            if line.page is None or box is None:
                continue
            whole = len(words) == len(line.words)
            last = regions[-1] if regions else None
            if last and whole and whole_before and last.page == line.page and box[1] > last.box[1]:
                regions[-1] = Region(page=line.page, box=rounded(union([last.box, box])))
            else:
                regions.append(Region(page=line.page, box=rounded(box)))
            whole_before = whole
        confidence = round(sum(scores) / len(scores), 3) if scores else 1.0
        return At(
            start=span.start,
            end=span.end,
            regions=tuple(regions) or None,
            confidence=confidence,
            reading=confidence if regions else None,
        )

    def gap_at(self, page: int, box: Box) -> At:
        """Where the words at `box` would stand, which could not be read: an empty place in the
        text, after the last line that ends above the middle of `box`."""
        middle = (box[1] + box[3]) / 2
        earlier = [line.span.end for line in self.lines if line.page and line.page < page]
        above = [
            line.span.end
            for line in self.lines
            if line.page == page and line.box and line.box[3] <= middle
        ]
        at = max(above or earlier, default=0)
        region = Region(page=page, box=rounded(box))
        return At(start=at, end=at, regions=(region,), confidence=0.0, reading=0.0)

    def _lines_in(self, span: Span) -> Iterator[Line]:
        first = max(0, bisect_right(self.lines, span.start, key=lambda line: line.span.start) - 1)
        for index in range(first, len(self.lines)):  # a slice would copy all that follows
            line = self.lines[index]
            if line.span.start >= span.end:
                return
            if line.span.overlaps(span):
                yield line


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every section of a tree, parents before children."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def node_at(nodes: Sequence[Node], offset: int) -> Node | None:
    """The one of these neighbours that is around `offset`."""
    index = bisect_right(nodes, offset, key=lambda node: node.span.start) - 1
    return nodes[index] if index >= 0 and offset < nodes[index].span.end else None


def section_of(document: Document, offset: int) -> str | None:
    """The path of the deepest section around `offset`; in an appendix the appendix's label; in
    letterhead, preamble, closing and footnotes None."""
    nodes, path = document.sections, None
    while node := node_at(nodes, offset):
        nodes, path = node.children, node.path
    if path is None and document.frame:
        annexes = document.frame.annexes
        path = next((a.label for a in annexes if a.span.start <= offset < a.span.end), None)
    return path


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around `boxes`, of which there must be one."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return (min(x0), min(y0), max(x1), max(y1))


def rounded(box: Box) -> Box:
    """`box` to a tenth of a point."""
    x0, y0, x1, y1 = (round(value, 1) for value in box)
    return (x0, y0, x1, y1)
