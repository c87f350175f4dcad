"""What a corpus holds: documents with their plans, and inputs that gave none."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.plan import Plan


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a corpus. `document` is its key: the path of its plan JSON below the archive,
    without `.json` (`a/x.pdf`; `a/x.pdf.2` for the second of a file that holds several).

    `same_as` is the document of which it is another copy or scan, `part_of` the one to which it is
    an appendix or further pages, in a file of its own: such are listed, but not counted.
    `location` is where its archive found the file; empty where that is not known."""

    document: str
    plan: Plan
    same_as: str | None = None
    part_of: str | None = None
    location: str = ""

    @property
    def year(self) -> int | None:
        """The first year of the plan's period, else the year of its issue."""
        period = self.plan.period
        days = (period and period.start, self.plan.issued_on, period and period.end)
        return next((day.year for day in days if day), None)


@dataclass(frozen=True, slots=True)
class Unread:
    """An input that gave no plan, and why."""

    input: str
    code: str
    sentence: str
