"""Sections and appendices as the plan publishes them."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Annex, Document, Node, Span
from extractor.fields.work_grammar import addressed
from extractor.plan import Appendix, Section
from extractor.tables.headings import role_of

_FRAMES = ("part", "chapter")


def sections(document: Document) -> tuple[Section, ...]:
    """The body's tree, with the role of each top-level section (under *Phần*, of each Roman
    one)."""
    return tuple(_section(document, node, top=True) for node in document.sections)


def _section(document: Document, node: Node, *, top: bool) -> Section:
    below = top and node.kind in _FRAMES and bool(node.children)
    heading = _joined(document.slice(node.heading)) if node.heading else None
    return Section(
        path=node.path,
        label=node.label,
        kind=node.kind,
        heading=heading,
        role=_role(document, node) if top and not below else None,
        text="\n".join(_joined(document.slice(p)) for p in node.paragraphs),
        children=tuple(_section(document, child, top=below) for child in node.children),
        at=document.locate(node.own),
    )


def _role(document: Document, node: Node) -> str:
    """By the heading's words; a node that says nothing of itself but names bodies is there to
    give them work."""
    if node.heading:
        role = role_of(document.slice(node.heading))
        gives_work = role == "other" and addressed(document, node.heading, whole=True)
        return "implementation" if gives_work else role
    if node.paragraphs and addressed(document, node.paragraphs[0], whole=False):
        return "implementation"
    return role_of(document.slice(node.paragraphs[0])[:120]) if node.paragraphs else "other"


def _joined(text: str) -> str:
    return " ".join(text.split())


def appendices(document: Document) -> tuple[Appendix, ...]:
    """What follows the signature."""
    annexes = document.frame.annexes if document.frame else ()
    return tuple(
        _appendix(document, annex, nodes)
        for annex, nodes in zip(annexes, document.annex_sections, strict=True)
    )


def _appendix(document: Document, annex: Annex, nodes: Sequence[Node]) -> Appendix:
    """An appendix; its `text` are the running words before its first section, or all of them
    where it has none. The words of its tables are in neither."""
    labelled = [node for node in nodes if node.kind != "paragraph"]
    begin = annex.title.end if annex.title else annex.span.start
    end = labelled[0].span.start if labelled else annex.span.end
    running = [
        _joined(document.slice(p.span))
        for p in document.paragraphs_in(Span(begin, end))
        if p.zone != "table" and (p.span.start != annex.span.start or not annex.label)
    ]
    return Appendix(
        label=annex.label,
        title=_joined(document.slice(annex.title)) if annex.title else None,
        text="\n".join(running),
        sections=tuple(_section(document, node, top=False) for node in labelled),
        at=document.locate(annex.span),
    )
