"""How much of a plan a person should look at: what the queue says of a document."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from extractor.plan import Plan
from extractor.review.page.fields import groups_of


class Look(BaseModel):
    """Of one document. Its size does not grow with the plan's."""

    model_config = ConfigDict(frozen=True)

    doubtful: int
    """Fields to look at."""
    fields: int
    least: float | None
    """The least confidence with which one was read."""
    warnings: tuple[str, ...]
    """The codes of its warnings, each once."""
    conflicts: int
    """Corrections that this reading contradicts."""
    settled: int
    """Corrections that it has and that are in no conflict."""


def look_of(plan: Plan) -> Look:
    """What there is to look at in a published plan."""
    fields = [field for group in groups_of(plan) for field in group.fields]
    conflicts = sum(record.outcome == "conflict" for record in plan.corrected)
    return Look(
        doubtful=sum(field.doubtful for field in fields),
        fields=len(fields),
        least=min((f.confidence for f in fields if f.confidence is not None), default=None),
        warnings=tuple(sorted({warning.code for warning in plan.warnings})),
        conflicts=conflicts,
        settled=len(plan.corrected) - conflicts,
    )
