"""Field: figures to reach, wherever the plan states them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from math import isfinite

import regex

from extractor.document import Document, Node, Span, Spans, node_at, section_of
from extractor.fields.target_tables import (
    cells_without_aims,
    figures_in_tables,
    product_cells,
)
from extractor.figures.find import Figure, find_figures
from extractor.plan import Target
from extractor.scan import match_at
from extractor.tables import table
from extractor.times.horizon import horizon_of
from extractor.vietnamese import fold

_CLAUSE_START = regex.compile(r"(?r)[^.;\n]{0,160}")
_YEAR = regex.compile(
    r"(?<!so voi )(?<!cung ky )(?<![%‰] )(?<![%‰] cuoi )(?<!\w)(?:nam|20\d\d ?-) ?((?:19|20)\d\d)"
)
# The figure's own year: *80% năm 2022*, *80% (năm 2022)*, *(năm 2022: 80%)*.
_OWN_YEAR = regex.compile(r" ?(?:(\()|(?:cuoi |dau ))*+nam ((?:19|20)\d\d)(?(1)\))")
_BRACKETED_YEAR = regex.compile(r"(?r)\((?:cuoi |dau )?nam ((?:19|20)\d\d)(?: la| dat|:)* ")
_SIGN = regex.compile(r"[%‰]")
# What comes after a year and such a word is of another one: *năm 2022 là 80%, phấn đấu 85%*.
_ONWARDS = regex.compile(r"(?<!\w)(?:phan dau|len|xuong|con|muc tieu|chi tieu)(?!\w)")


def targets(document: Document) -> tuple[Target, ...]:
    """The targets of body and appendices, in order."""
    frame = document.frame
    parts = [frame.body, *(annex.span for annex in frame.annexes)] if frame else []
    return tuple(target for part in parts for target in targets_in(document, part))


def targets_in(document: Document, span: Span) -> tuple[Target, ...]:
    """The targets that the words at `span` state."""
    rows = figures_in_tables(document, horizon_of(document).year)
    figures = [*_figures(document, span), *(row for row in rows if span.covers(row.span))]
    figures = [figure for figure in figures if isfinite(figure.value)]  # 400 digits are no number
    return tuple(_target(document, f) for f in sorted(figures, key=lambda f: f.span))


def _figures(document: Document, span: Span) -> Iterator[Figure]:
    """The figures at `span`, without those in citations and times and those under a heading that
    tells of what was or what marks are given for."""

    def aimed(offset: int) -> bool:
        return products.hold(offset) or _under(document, offset, "heading")

    folded, year = fold(document.text), horizon_of(document).year
    products, barren = Spans(product_cells(document)), Spans(cells_without_aims(document, year))
    taken = _taken(document)
    for figure in find_figures(document.text, folded, span, aimed=aimed):
        start = figure.span.start
        apart = any(_under(document, start, what) for what in ("past_heading", "marks_heading"))
        past = apart or _of_earlier_year(folded, figure, year)
        if not past and not taken.overlap(figure.span) and not barren.hold(start):
            yield figure


def _of_earlier_year(folded: str, figure: Figure, year: int | None) -> bool:
    """Whether the figure is of a year before the plan's: its own (*80% năm 2022*), or that of its
    clause (*Năm 2022, đạt 85%*); a year that it is compared with says nothing."""
    if year is None:
        return False
    own = _own_year(folded, figure)
    if own is not None:
        return own < year
    start = figure.span.start
    clause = _CLAUSE_START.match(folded, 0, start)
    told = list(_YEAR.finditer(folded, clause.start(), start)) if clause else []
    if not told or _ONWARDS.search(folded, told[-1].end(), start):
        return False
    return max(int(match[1]) for match in told) < year


def _own_year(folded: str, figure: Figure) -> int | None:
    """The year printed right after or, in brackets, right before a figure."""
    start, end = figure.span
    sign = _SIGN.search(folded, start, end)
    after = (match_at(_OWN_YEAR, folded, place) for place in (sign.end() if sign else end, end))
    match = next((one for one in after if one), None)
    if match:
        return int(match[2])
    before = _BRACKETED_YEAR.match(folded, 0, start)
    return int(before[1]) if before else None


def _taken(document: Document) -> Spans:
    """The words that another layer has read: times, cited documents, names of movements."""
    times = (time.span for time in document.times if time.kind not in ("period", "recurrence"))
    cited = (citation.span for citation in document.citations)
    named = (campaign.span for campaign in document.campaigns)
    return Spans(chain(times, cited, named))


def _under(document: Document, offset: int, what: str) -> bool:
    """Whether `offset` stands under a heading of that kind, at any depth."""
    return any(_pattern(what).search(title) for title in _titles(document, offset))


def _titles(document: Document, offset: int) -> Iterator[str]:
    """The folded headings around `offset`, and leads that a list hangs on (*Phấn đấu đến năm
    2025:*); in an appendix its title too."""
    frame = document.frame
    for annex, tree in zip(frame.annexes if frame else (), document.annex_sections, strict=False):
        if annex.span.start <= offset < annex.span.end:
            if annex.title:
                yield fold(document.slice(annex.title))
            yield from _titles_in(document, tree, offset)
    yield from _titles_in(document, document.sections, offset)


def _titles_in(document: Document, nodes: Sequence[Node], offset: int) -> Iterator[str]:
    while node := node_at(nodes, offset):
        words = node.heading or node.own
        if node.heading or (node.children and document.text.endswith(":", *words)):
            yield fold(document.slice(words))
        nodes = node.children


def _target(document: Document, figure: Figure) -> Target:
    return Target(
        text=" ".join(document.slice(figure.span).split()),
        value=figure.value,
        unit=figure.unit,
        bound=figure.bound,
        per=figure.per,
        section=section_of(document, figure.span.start),
        at=document.locate(figure.span),
    )


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    return regex.compile(table("targets")["aim"][name])
