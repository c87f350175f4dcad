"""Who is to do what by when: from sections, from bullets that name doers, from tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from extractor.document import Document, Node, Span, walk
from extractor.fields.agency import to_agency
from extractor.fields.tasks import Duty, tasks_of
from extractor.fields.work_grammar import (
    Addressed,
    addressed,
    doer_line,
    partners_in,
)
from extractor.fields.work_tables import rows_of_work
from extractor.plan import Agency, Assignment, Target
from extractor.tables.headings import role_of
from extractor.vietnamese import fold

Mode = Literal["assigned", "requested", "general"]

# Where a paragraph turns to bodies: *…; đề nghị các xã …*
_TURN = regex.compile(r"[.;,]\s+(?=(?:de nghi|yeu cau|giao)\s)")
_DOER_GROUP = regex.compile(r"(?:co quan|don vi|phan cong|to chuc|bo phan)\b.{0,40}$")


@dataclass(frozen=True, slots=True)
class _Given:
    """Work given to bodies in a section, before its tasks are cut."""

    section: str | None
    span: Span
    doers: tuple[Agency, ...]
    partners: tuple[Agency, ...]
    mode: Mode
    duties: tuple[Duty, ...]


def assignments(document: Document, figures: Sequence[Target]) -> tuple[Assignment, ...]:
    """Every node, paragraph or table row that gives somebody work, in the document's order; tasks
    hold those of the plan's `figures` that stand in their words."""
    # A directive's points are all work; in a plan one section is there for it.
    all_work = not _has_work_section(document)
    given = [g for node in document.sections for g in _from_node(document, node, all_work)]
    given += _from_tables(document)
    made = [_published(document, g, figures) for g in sorted(given, key=lambda g: g.span)]
    return tuple(a for a in made if a.tasks)


def _has_work_section(document: Document) -> bool:
    return any(_is_work(document, node) for node in walk(document.sections))


def _is_work(document: Document, node: Node) -> bool:
    """Whether a top-level section is there to give work."""
    return node.heading is not None and role_of(document.slice(node.heading)) == "implementation"


def _from_node(document: Document, node: Node, work: bool) -> Iterator[_Given]:
    work = work or _is_work(document, node)
    by_lines = _by_doer_lines(document, node)
    if by_lines:
        yield by_lines
        return
    by_heading = _by_heading(document, node, work)
    if by_heading and not _groups(document, node, work):
        yield by_heading
        return
    yield from _by_paragraphs(document, node, work)
    for child in node.children:
        yield from _from_node(document, child, work)


def _groups(document: Document, node: Node, work: bool) -> bool:
    """Whether a heading only groups children that name bodies of their own."""
    named = [c for c in node.children if c.kind not in ("dash", "plus") and c.heading]
    return any(_by_heading(document, child, work) for child in named)


# --- bullets that say who, with whom, when -------------------------------------------------------


def _by_doer_lines(document: Document, node: Node) -> _Given | None:
    """A node whose own lines or bullets say *Đơn vị chủ trì: …*, *Phối hợp: …*, *Thời gian: …*."""
    if any(_has_doer_line(document, child) for child in node.children if child.children):
        deeper = [c for c in node.children if c.children and _has_doer_line(document, c)]
        if not all(_is_doer_group(document, c) for c in deeper):
            return None
    lines = list(_lines(document, node))
    parsed = [(span, doer_line(document, span)) for span in lines]
    doers = [a for _, line in parsed if line and line.kind == "doer" for a in line.agencies]
    if not doers:
        return None
    partners = [a for _, line in parsed if line and line.kind == "partner" for a in line.agencies]
    times = tuple(span for span, line in parsed if line and line.kind == "time")
    words = [span for span, line in parsed if line is None]
    if not words and node.heading:
        words = [node.heading]
    duties = tuple(Duty((span,), node.path, times) for span in _task_spans(node, words))
    return _Given(node.path, node.own, tuple(doers), tuple(partners), _mode(None, doers), duties)


def _task_spans(node: Node, words: Sequence[Span]) -> Iterable[Span]:
    """The words of the work: its bullets, else the node's own words as one."""
    bullets = [c.paragraphs[0] for c in node.children if c.paragraphs and c.paragraphs[0] in words]
    if bullets:
        return bullets
    return [Span(words[0].start, words[-1].end)] if words else []


def _lines(document: Document, node: Node) -> Iterator[Span]:
    """The node's own paragraphs and those of its bullets, a bullet's *Cơ quan thực hiện:* group
    included."""
    yield from node.paragraphs
    for child in node.children:
        if child.heading and not child.paragraphs:
            yield child.heading
        elif child.heading and child.paragraphs:
            yield Span(child.heading.start, child.paragraphs[-1].end)
        else:
            yield from child.paragraphs
        if _is_doer_group(document, child):
            for grandchild in child.children:
                yield from grandchild.paragraphs


def _has_doer_line(document: Document, node: Node) -> bool:
    spans = [*node.paragraphs, *(p for child in node.children for p in child.paragraphs)]
    return any((line := doer_line(document, span)) and line.kind == "doer" for span in spans)


def _is_doer_group(document: Document, node: Node) -> bool:
    """A node that only holds doer lines: *b) Cơ quan thực hiện:*."""
    words = node.heading or (node.paragraphs[0] if node.paragraphs else None)
    if words is None or not _DOER_GROUP.match(fold(document.slice(words))):
        return False
    return bool(node.children) and all(
        child.paragraphs and doer_line(document, child.paragraphs[0]) for child in node.children
    )


# --- bodies that are addressed --------------------------------------------------------------


def _by_heading(document: Document, node: Node, work: bool) -> _Given | None:
    """A heading that names bodies: *3. Giao Sở Nội vụ (Ban …):*, with bullets or sentences."""
    if node.heading is None or node.kind in ("part", "chapter"):
        return None
    found = addressed(document, node.heading, whole=True)
    if found is None or not (work or found.mode):
        return None
    duties = tuple(_duties(node))
    spans = [*node.paragraphs, *(span for duty in duties for span in duty.spans)]
    partners = partners_in(document, spans)
    doers = [to_agency(document, m) for m in found.agencies]
    return _Given(node.path, node.own, tuple(doers), partners, _mode(found.mode, doers), duties)


def _duties(node: Node) -> Iterator[Duty]:
    """The bullets of a node, pluses with their dash; without bullets its own paragraphs."""
    yield from (
        Duty((p,), node.path, (), sentences=True) for p in node.paragraphs if not node.children
    )
    for child in node.children:
        spans = tuple(_words(child))
        if spans:
            yield Duty(spans, child.path, ())


def _words(node: Node) -> Iterator[Span]:
    if node.heading:
        yield node.heading
    yield from node.paragraphs
    for child in node.children:
        yield from _words(child)


def _by_paragraphs(document: Document, node: Node, work: bool) -> Iterator[_Given]:
    """Running paragraphs that begin with the bodies that they address, or that turn to bodies in
    a later sentence (*Đề nghị …*)."""
    if not work and node.kind in ("roman", "part", "chapter"):
        return
    for paragraph in node.paragraphs:
        found = _address(document, paragraph, work)
        if found is None:
            continue
        addressed_at, begin = found
        span = Span(begin, paragraph.end)
        by_sentence = not node.children and node.kind not in ("dash", "plus")
        duties = [Duty((span,), node.path, (), sentences=by_sentence)]
        if node.children and paragraph == node.paragraphs[-1] and not _groups(document, node, work):
            bullets = tuple(_duties(node))
            ends_open = document.slice(paragraph).rstrip().endswith(":")
            duties = list(bullets) if ends_open else [*duties, *bullets]
        doers = [to_agency(document, mention) for mention in addressed_at.agencies]
        partners = partners_in(document, [s for duty in duties for s in duty.spans])
        mode = _mode(addressed_at.mode, doers)
        yield _Given(node.path, node.own, tuple(doers), partners, mode, tuple(duties))


def _address(document: Document, paragraph: Span, work: bool) -> tuple[Addressed, int] | None:
    """Whom a paragraph addresses, and where the words to them begin."""
    found = addressed(document, paragraph, whole=False)
    if found and (work or found.mode or _is_specific(found.agencies)):
        return found, paragraph.start
    if not work:
        return None
    for turn in _TURN.finditer(fold(document.slice(paragraph))):
        rest = Span(paragraph.start + turn.end(), paragraph.end)
        later = addressed(document, rest, whole=False)
        if later and later.mode:
            return later, rest.start
    return None


def _is_specific(mentions: Sequence[object]) -> bool:
    return any(not getattr(m, "collective", True) and getattr(m, "id", None) for m in mentions)


def _mode(lead: Mode | None, doers: Sequence[Agency]) -> Mode:
    if lead == "requested":
        return "requested"
    if doers and all(doer.level == "group" for doer in doers):
        return "general"
    return "assigned"


# --- tables --------------------------------------------------------------------------------------


def _from_tables(document: Document) -> Iterator[_Given]:
    for row in rows_of_work(document):
        duty = Duty(row.task, row.section, row.times)
        yield _Given(
            row.section, row.span, row.doers, row.partners, _mode(None, row.doers), (duty,)
        )


def _published(document: Document, given: _Given, figures: Sequence[Target]) -> Assignment:
    return Assignment(
        section=given.section,
        agencies=given.doers,
        partners=given.partners,
        mode=given.mode,
        tasks=tuple(task for duty in given.duties for task in tasks_of(document, duty, figures)),
        at=document.locate(given.span),
    )
