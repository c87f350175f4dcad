"""A plan as a tree of what can stand side by side: headings hold, leaves say. A leaf is a bullet,
a paragraph under a heading, or what a month is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.plan import Plan
from extractor.plan.model import Agency, Appendix, At, Section, Theme

Months = tuple[int, ...]
Assigned = dict[str, tuple[Agency, ...]]


@dataclass(frozen=True, slots=True)
class Node:
    """A section with what makes it alike to others. `start` and `end` hold all below it."""

    path: str
    heading: str | None
    text: str
    start: int
    end: int
    children: tuple[Node, ...] = ()
    role: str | None = None  # of a section at the top: `purpose` … `appendix`
    agencies: tuple[Agency, ...] = ()  # to whom it gives work
    months: Months = ()

    def words(self) -> Iterator[str]:
        """Headings and texts, down to the last child."""
        yield from filter(None, (self.heading, self.text))
        for child in self.children:
            yield from child.words()


def nodes(plan: Plan) -> tuple[Node, ...]:
    """The sections at the top of a plan, then its appendices."""
    assigned = {work.section: work.agencies for work in plan.assignments if work.section}
    tops = [_section(section, assigned) for section in plan.sections]
    tops += [_appendix(appendix, assigned) for appendix in plan.appendices]
    ends = [top.start for top in tops[1:]] + [max(map(_last, plan.themes), default=0)]
    return tuple(
        _with_months(replace(top, end=max(top.end, end)), plan.themes)
        for top, end in zip(tops, ends, strict=False)
    )


def _section(section: Section, assigned: Assigned) -> Node:
    children = [_section(child, assigned) for child in section.children]
    at = section.at
    alone = section.role is None and not children and "\n" not in section.text
    says = alone or not section.heading  # itself, in a line or two: it needs no leaf
    leaves = () if says else _paragraphs(section.path, section.text, at)
    return Node(
        path=section.path,
        heading=section.heading,
        text=section.text if says else "",
        start=at.start,
        end=max(at.end, *(child.end for child in children), 0),
        children=(*leaves, *children),
        role=section.role,
        agencies=assigned.get(section.path, ()),
    )


def _appendix(appendix: Appendix, assigned: Assigned) -> Node:
    leaves = _paragraphs(appendix.label, appendix.text, appendix.at)
    return Node(
        path=appendix.label,
        heading=appendix.title or appendix.label or None,
        text="",
        start=appendix.at.start,
        end=appendix.at.end,
        children=(*leaves, *(_section(section, assigned) for section in appendix.sections)),
        role="appendix",
    )


def _paragraphs(path: str, text: str, at: At) -> tuple[Node, ...]:
    return tuple(Node(path, None, line, at.start, at.end) for line in text.split("\n") if line)


def _last(theme: Theme) -> int:
    return theme.at.end


def _with_months(node: Node, themes: Sequence[Theme]) -> Node:
    """A node in which themes of months stand has these for children: they tell better than their
    bullets what goes with what."""
    own = [theme for theme in themes if node.start <= theme.at.start < node.end]
    if not own:
        return node
    for child in node.children:
        if child.heading and all(child.start <= theme.at.start < child.end for theme in own):
            within = _with_months(child, own)
            return replace(node, children=tuple(within if c is child else c for c in node.children))
    first, last = own[0].at.start, max(map(_last, own))
    before = tuple(child for child in node.children if child.end <= first)
    after = tuple(child for child in node.children if child.start >= last)
    return replace(node, children=(*before, *map(_theme, own), *after))


def _theme(theme: Theme) -> Node:
    return Node(
        path=theme.label,
        heading=theme.label or None,
        text="\n".join(bullet.text for bullet in (*theme.topics, *theme.content)),
        start=theme.at.start,
        end=theme.at.end,
        months=tuple(range(1, 13)) if theme.all_year else theme.months,
    )
