"""Stage: the tree of sections of the body, and of each appendix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.document import ASIDE, Correction, Document, Node, Paragraph, Span, Warning
from extractor.errors import WARNINGS
from extractor.outline.entries import Entry, entries_of
from extractor.outline.neighbours import set_by_neighbours
from extractor.outline.numbering import RULE, set_roman_labels
from extractor.outline.titles import heading_of
from extractor.outline.tree import set_path_labels, tree_of


def find_sections(document: Document, /) -> Document:
    """`document` with the tree of its body's sections, and the labels' corrections."""
    document = replace(
        document,
        corrections=tuple(c for c in document.corrections if c.rule != RULE),
        warnings=tuple(
            w for w in document.warnings if w.code not in ("label_repeated", "no_sections")
        ),
    )
    frame = document.frame
    if frame is None:
        return replace(document, sections=(), annex_sections=())
    has_body = frame.body.start < frame.body.end
    nodes, corrections, warnings = _outline(document, frame.body) if has_body else ((), [], [])
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
    entries = entries_of(document, paragraphs)
    corrections = set_roman_labels(document, entries)
    if not any(entry.label for entry in entries):
        return _plain_nodes(document, paragraphs, span)
    tree = tree_of(entries)
    if any(page.method == "ocr" for page in document.source.pages):
        corrections += set_by_neighbours(tree)
    warnings = list(set_path_labels(tree))
    return tuple(_nodes(document, tree.children, "", span.end)), corrections, warnings


def _nodes(document: Document, entries: Sequence[Entry], prefix: str, end: int) -> Iterator[Node]:
    for index, entry in enumerate(entries):
        stop = entries[index + 1].span.start if index + 1 < len(entries) else end
        yield _node(document, entry, prefix, document.trim(Span(entry.span.start, stop)))


def _node(document: Document, entry: Entry, prefix: str, span: Span) -> Node:
    assert entry.label is not None
    path = f"{prefix}{entry.path_label}"
    label_end = entry.span.start + entry.label.end
    words = document.trim(Span(label_end, entry.span.end))
    heading, first = heading_of(document, entry, words)
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
