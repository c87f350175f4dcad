"""Stage: the tree of sections.

Labels are read where paragraphs begin; which level a label stands on follows from the order in
which kinds of labels first appear, not from their glyphs; a Roman numeral that reading broke is
the one that the sequence demands (findings: OCR spoils `III.` in nearly every scan)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import regex

from extractor.document import (
    ASIDE,
    Correction,
    Document,
    Node,
    Paragraph,
    Span,
    Warning,
)
from extractor.errors import WARNINGS
from extractor.labels import Label, in_capitals, label_of
from extractor.numerals import demanded
from extractor.tables.headings import is_known_heading
from extractor.vietnamese import fold, from_roman

_RULE = "section_sequence"
_RANK = {"part": 0, "chapter": 1, "article": 2, "roman": 3}


def find_sections(document: Document, /) -> Document:
    """`document` with the tree of its body's sections, and the labels' corrections."""
    document = replace(
        document,
        corrections=tuple(c for c in document.corrections if c.rule != _RULE),
        warnings=tuple(
            w for w in document.warnings if w.code not in ("label_repeated", "no_sections")
        ),
    )
    frame = document.frame
    if frame is None or frame.body.start == frame.body.end:
        return replace(document, sections=(), annex_sections=())
    nodes, corrections, warnings = _outline(document, frame.body)
    return replace(
        document,
        sections=nodes,
        annex_sections=tuple(_outline(document, annex.span)[0] for annex in frame.annexes),
        corrections=(*document.corrections, *corrections),
        warnings=(*document.warnings, *warnings),
    )


def _outline(
    document: Document, span: Span
) -> tuple[tuple[Node, ...], list[Correction], list[Warning]]:
    """The tree of sections in `span` (the body, or an appendix)."""
    paragraphs = [
        p for p in document.paragraphs_in(span) if p.zone != "table" and p.zone not in ASIDE
    ]
    entries = _entries(document, paragraphs)
    corrections = _set_roman_labels(document, entries)
    if not any(entry.label for entry in entries):
        return _plain_nodes(document, paragraphs, span)
    tree = _tree(entries)
    warnings = list(_set_path_labels(tree))
    return tuple(_nodes(document, tree.children, "", span.end)), corrections, warnings


@dataclass(slots=True)
class _Entry:
    """A paragraph and the label with which it begins."""

    span: Span
    text: str
    bold: bool
    label: Label | None
    children: list[_Entry] = field(default_factory=list)
    paragraphs: list[_Entry] = field(default_factory=list)
    path_label: str = ""

    @property
    def words(self) -> str:
        """The paragraph without its label."""
        return self.text[self.label.end :] if self.label else self.text


def _entries(document: Document, paragraphs: Sequence[Paragraph]) -> list[_Entry]:
    entries = []
    for paragraph in paragraphs:
        text = document.slice(paragraph.span)
        entries.append(_Entry(paragraph.span, text, paragraph.bold, label_of(text)))
    return entries


# --- Roman numerals by sequence -----------------------------------------------------------------


def _set_roman_labels(document: Document, entries: list[_Entry]) -> list[Correction]:
    """Gives each heading of the Roman level the numeral that its place demands, in place; what
    changed is returned. A numeral that the plan itself prints out of order is kept."""
    _find_lost_numerals(entries)
    _find_first_numeral(entries)
    ocr = any(page.method == "ocr" for page in document.source.pages)
    return [change for run in _runs(entries) for change in _number_run(run, ocr)]


def _find_lost_numerals(entries: list[_Entry]) -> None:
    """Marks headings whose numeral was lost or is junk as Roman: a line in capitals (or bold)
    that is a known heading, in a document that has Roman numerals."""
    if not any(e.label and e.label.kind == "roman" for e in entries):
        return
    for entry in entries:
        if entry.label is not None and entry.label.kind not in ("dash", "letter"):
            continue
        end = _lost_numeral(entry.text)
        if end is not None:
            entry.label = Label("roman", entry.text[:end].strip(" .,:;-"), "roman", end)


def _lost_numeral(text: str) -> int | None:
    """Where the words begin after a numeral that was lost (0) or spoiled; None for a line that is
    no heading of the first level."""
    spoiled = _SPOILED.match(text)
    if spoiled and is_known_heading(text[spoiled.end() :]):
        return spoiled.end()
    if not in_capitals(text):
        return None
    if is_known_heading(text):
        return 0
    junk = _JUNK.match(text)
    return junk.end() if junk and is_known_heading(text[junk.end() :]) else None


def _find_first_numeral(entries: list[_Entry]) -> None:
    """`I.` read as `1.`: the first label is a lone 1 and the next of its level is `II`."""
    labelled = [e for e in entries if e.label]
    romans = [e for e in labelled if e.label and e.label.kind == "roman"]
    if not romans or not labelled[0].label or from_roman(romans[0].label.text) == 1:  # type: ignore[union-attr]
        return
    first = labelled[0]
    before = labelled[: labelled.index(romans[0])]
    ones = sum(e.label is not None and e.label.kind == "number" for e in before)
    if (
        first.label
        and first.label.text in ("1", "l")
        and (ones == 1 or before[1].label.text == "1")
    ):  # type: ignore[union-attr]
        first.label = replace(first.label, kind="roman", style="roman")


_SPOILED = regex.compile(r"[IVXLHUTYJl1|!]{1,5}\s?[.,:;)/-]+\s*")
_JUNK = regex.compile(
    r"[^\s\p{Ll}]{1,6}[.,:;)\-/]*\s+(?=\p{Lu})|[\p{L}\d|!]{1,4}[.,:;)\-/]+\s*(?=\p{Lu}{2})"
)


def _runs(entries: list[_Entry]) -> list[list[_Entry]]:
    """The parts, and the Roman headings under each of them; a new part counts anew."""
    parts: list[_Entry] = []
    runs: list[list[_Entry]] = [[]]
    for entry in entries:
        if entry.label and entry.label.kind in ("part", "chapter"):
            if _ROMAN_PART.fullmatch(entry.label.text):
                parts.append(entry)
            runs.append([])
        elif entry.label and entry.label.kind == "roman":
            runs[-1].append(entry)
    return [parts, *runs]


_ROMAN_PART = regex.compile(r"\p{L}+ [IVXL]+")


def _number_run(run: list[_Entry], ocr: bool) -> Iterator[Correction]:
    printed = [entry.label.text.split()[-1:] for entry in run if entry.label]
    wanted = demanded(["".join(numeral) for numeral in printed], ocr=ocr)
    for entry, numeral in zip(run, wanted, strict=True):
        assert entry.label is not None
        before = entry.label.text
        words = before.split()
        after = " ".join([*words[:-1], numeral])
        if after != before:
            entry.label = replace(entry.label, text=after)
            at = Span(entry.span.start, entry.span.start + entry.label.end)
            yield Correction(before, after, _RULE, at)


# --- the tree -----------------------------------------------------------------------------------


def _tree(entries: Sequence[_Entry]) -> _Entry:
    """A root whose children are the top-level sections. The open sections form a path; an entry
    joins the nearest open section of its own style as a sibling, else it is a child of the
    deepest open one that may hold it."""
    root = _Entry(Span(0, 0), "", False, None)
    path: list[_Entry] = [root]
    for entry in entries:
        if entry.label is None:
            path[-1].paragraphs.append(entry)
            continue
        path = path[: _depth(path, entry.label)]
        path[-1].children.append(entry)
        path.append(entry)
    return root


def _depth(path: Sequence[_Entry], label: Label) -> int:
    """How many entries of `path` stay open around an entry with `label`."""
    for index in range(len(path) - 1, 0, -1):
        open_label = path[index].label
        if open_label and open_label.style == label.style:
            if _restarts(path, index, label):
                return len(path)
            return index
    return max(1, len(path) - _closed_by(path, label))


def _restarts(path: Sequence[_Entry], index: int, label: Label) -> bool:
    """Whether `label` begins a new sequence below the open one of its style: it is a first label
    while the open one has gone on, and something deeper is open that can hold it."""
    first = label.text in ("1", "a", "I")
    return (
        first
        and index < len(path) - 1
        and path[-1].label is not None
        and (label.kind == "number" and path[-1].label.kind == "letter")
    )


def _closed_by(path: Sequence[_Entry], label: Label) -> int:
    """How many open entries at the end of `path` a first label of its style closes."""
    closed = 0
    for entry in reversed(path[1:]):
        if entry.label and _level(entry.label) >= _level(label):
            closed += 1
        else:
            break
    return closed


def _level(label: Label) -> float:
    """The usual depth of a label's style."""
    if label.kind in _RANK:
        return _RANK[label.kind]
    if label.kind == "number":
        depth = label.text.count(".")
        return 4 + depth * 0.2 + (0.9 if label.style.endswith("()") else 0.0)
    return {"letter": 5.0, "dash": 6.0, "plus": 7.0}[label.kind]


def _set_path_labels(entry: _Entry) -> Iterator[Warning]:
    """Sets the labels that paths are made of; a label that comes again among its siblings gets
    `~2`, with a warning."""
    counts: dict[str, int] = {}
    for child in entry.children:
        assert child.label is not None
        name = child.label.text
        mark = child.label.kind in ("dash", "plus")
        counts[name] = counts.get(name, 0) + 1
        if mark:
            child.path_label = f"{name}{counts[name]}"
        elif counts[name] > 1:
            child.path_label = f"{name}~{counts[name]}"
            yield Warning("label_repeated", WARNINGS["label_repeated"], child.span)
        else:
            child.path_label = name
        yield from _set_path_labels(child)


# --- nodes --------------------------------------------------------------------------------------


def _nodes(document: Document, entries: Sequence[_Entry], prefix: str, end: int) -> Iterator[Node]:
    for index, entry in enumerate(entries):
        stop = entries[index + 1].span.start if index + 1 < len(entries) else end
        yield _node(document, entry, prefix, document.trim(Span(entry.span.start, stop)))


def _node(document: Document, entry: _Entry, prefix: str, span: Span) -> Node:
    assert entry.label is not None
    path = f"{prefix}{entry.path_label}"
    label_end = entry.span.start + entry.label.end
    words = document.trim(Span(label_end, entry.span.end))
    heading, first = _heading(document, entry, words)
    own = ([first] if first else []) + [p.span for p in entry.paragraphs]
    return Node(
        kind=entry.label.kind,  # type: ignore[arg-type]
        label=entry.label.text,
        path=path,
        span=span,
        label_span=document.trim(Span(entry.span.start, label_end)),
        heading=heading,
        paragraphs=tuple(own),
        children=tuple(_nodes(document, entry.children, f"{path}/", span.end)),
    )


_SENTENCE_END = regex.compile(r"[.;!?…]\W*$")
_NO_TITLE = regex.compile(r"[.;!?]\s|(?:nhu sau|sau day|bao gom|gom|sau)$")
_COLON = regex.compile(r"\s*:\s+(?=\S)")
_SHORT = 160


def _heading(document: Document, entry: _Entry, words: Span) -> tuple[Span | None, Span | None]:
    """The heading of a node and the rest of its first paragraph, either of which may be None.

    A paragraph that stands over children or further paragraphs is a heading unless it ends as a
    sentence does; alone, it is one only as the noun phrase before a colon, or where it is short
    and has no end mark."""
    assert entry.label is not None
    text = document.slice(words)
    if not text:
        return None, None
    if entry.label.kind in ("roman", "part", "chapter", "article"):
        return _split_capitals(document, words, text)
    if entry.label.kind in ("dash", "plus"):
        return None, words
    if text.endswith(":") and len(text) <= 2 * _SHORT and not _COLON.search(text):
        return document.trim(words, " :\n"), None
    colon = _COLON.search(text)
    if colon and _is_title(text[: colon.start()], text[colon.end() :]):
        start = words.start
        return Span(start, start + colon.start()), Span(start + colon.end(), words.end)
    has_content = bool(entry.children or entry.paragraphs)
    ends = bool(_SENTENCE_END.search(text)) and not (text.endswith("...") and len(text) <= 80)
    if entry.bold and not ends and len(text) <= 2 * _SHORT:
        return document.trim(words, " :\n"), None
    limit = 2 * _SHORT if has_content else 80
    if not ends and len(text) <= limit:
        return document.trim(words, " :\n"), None
    if (
        has_content
        and ends
        and len(text) <= 60
        and _SENTENCE_END.sub("", text).count(".") == 0
        and not text.endswith(";")
        and entry.children
    ):
        return document.trim(words, " :.\n"), None
    return None, words


def _is_title(before: str, rest: str) -> bool:
    """Whether the words before a colon are a title: a noun phrase shorter than the rest."""
    if len(before) >= len(rest) or len(before) > _SHORT or len(rest) < 12:
        return False
    return not _NO_TITLE.search(fold(before))


def _split_capitals(document: Document, words: Span, text: str) -> tuple[Span | None, Span | None]:
    """A first-level heading and, where the clerk went on in the same paragraph, the words after
    its colon or after the capitals."""
    colon = _COLON.search(text)
    if colon and colon.start() <= _SHORT and len(text) - colon.end() > 20:
        start = words.start
        return Span(start, start + colon.start()), Span(start + colon.end(), words.end)
    if len(text) > 2 * _SHORT and not in_capitals(text):
        return None, words
    return document.trim(words, " :.\n"), None


def _plain_nodes(
    document: Document, paragraphs: Sequence[Paragraph], span: Span
) -> tuple[tuple[Node, ...], list[Correction], list[Warning]]:
    """The body of a plan without any label: one node for each paragraph."""
    nodes = tuple(
        Node(
            kind="paragraph",
            label=f"¶{number}",
            path=f"¶{number}",
            span=paragraph.span,
            label_span=Span(paragraph.span.start, paragraph.span.start),
            heading=None,
            paragraphs=(paragraph.span,),
        )
        for number, paragraph in enumerate(paragraphs, 1)
    )
    return nodes, [], [Warning("no_sections", WARNINGS["no_sections"], span)] if nodes else []
