"""A document as its rows see it: what all of them share, ids, and the evidence for each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extractor.compare.model import Member
from extractor.compare.tables.sentences import sentence_around
from extractor.plan import At, Plan, Section

Row = dict[str, Any]
Pointer = tuple[str | int, ...]
"""Where an object stands in the plan JSON: the parts of its JSON Pointer."""


@dataclass(frozen=True)
class Context:
    """A document of a corpus, with what its rows need to know of it."""

    member: Member

    @property
    def plan(self) -> Plan:
        """What the document says."""
        return self.member.plan

    @cached_property
    def shared(self) -> Row:
        """The columns that all rows of the document share."""
        province = self.plan.province
        current = province.current if province else None
        return {
            "document": self.member.document,
            "province": province.name if province else None,
            "province_now": current.name if current else None,
            "year": self.member.year,
        }

    def id(self, *pointer: str | int) -> str:
        """The id of the row of the object at `pointer`."""
        return f"{self.member.document}#{''.join(f'/{part}' for part in pointer)}"

    def row(self, pointer: Pointer, at: At | None, section: str | None, **own: object) -> Row:
        """A row of evidence for the object at `pointer`: `own` are the columns of its table."""
        id = self.id(*pointer)
        return {"id": id, **self.shared, **own, "section": section, **self._place(at)}

    def section_at(self, start: int) -> str | None:
        """The path of the last section that begins before `start`; in an appendix its label."""
        starts, paths = self._sections
        place = bisect_right(starts, start)
        return paths[place - 1] if place else None

    @cached_property
    def headings(self) -> dict[str, str | None]:
        """The headings of sections by path, of appendices by label."""
        titles = {appendix.label: appendix.title for appendix in self.plan.appendices}
        return titles | {section.path: section.heading for section in walk(self.plan.sections)}

    @cached_property
    def _sections(self) -> tuple[list[int], list[str]]:
        found = [(section.at.start, section.path) for section in walk(self.plan.sections)]
        found += [(appendix.at.start, appendix.label) for appendix in self.plan.appendices]
        found.sort()
        return [start for start, _ in found], [path for _, path in found]

    def _place(self, at: At | None) -> Row:
        region = at.regions[0] if at and at.regions else None
        text = self.plan.text
        return {
            "page": region.page if region else None,
            "box": " ".join(f"{edge:g}" for edge in region.box) if region else None,
            "start": at.start if at else None,
            "end": at.end if at else None,
            "confidence": at.confidence if at else None,
            "sentence": sentence_around(text, at.start, at.end) if at and text else None,
        }


def walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    """All sections of a tree, in the order in which they stand."""
    for section in sections:
        yield section
        yield from walk(section.children)
