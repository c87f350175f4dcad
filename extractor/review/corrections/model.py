"""A correction, and the evidence by which it is found again."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

Change = Literal["replace", "add", "remove"]
"""As in JSON Patch (RFC 6902)."""


class _Kept(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True
    )


class Origin(_Kept):
    """What tells a document, however it was read, from another one under the same name."""

    source: str
    """The SHA-256 of the file."""
    plan: str
    """The plan's `id`."""
    issued_on: tuple[str, ...]
    """The day, as it was read and as it was corrected."""
    sketch: tuple[int, ...]
    """The least of the hashes of its pairs of words."""


class Evidence(_Kept):
    """What tells an object of a plan from the others in any reading of the document. For an
    addition it is that of the object which holds the list."""

    kind: str
    """The list that it is an element of, `targets`; empty for the plan itself."""
    words: str = ""
    """As the extractor read it."""
    after_words: str = ""
    """As it reads when corrected."""
    field: str = ""
    """The corrected field; empty where it is the object."""
    rest: str = ""
    """Its words without that field."""
    owner: str = ""
    """The words of the object that holds it: of a task, its assignment."""
    headings: str = ""
    """The headings above it."""
    before: str | None = None
    """The words of its neighbours in the list; null at either end."""
    after: str | None = None
    page: int | None = None
    occurrence: int = 0
    """How many objects with the same words come before it."""
    whole: JsonValue = None
    """The part of the object that the field is in, as corrected: of `period/end` the period. It is
    given where another reading has none."""
    previous: str | None = None
    """The words of what an addition stands between."""
    following: str | None = None


class Correction(_Kept):
    """What one person said of one place."""

    id: str
    document: str
    """As compare and feed name it: `a/x.pdf`."""
    op: Change
    pointer: str
    """JSON Pointer (RFC 6901) into the plan that the person saw."""
    from_: JsonValue = Field(alias="from")
    """What the extractor had read there."""
    to: JsonValue
    why: str
    who: str
    when: datetime.datetime
    evidence: Evidence
    origin: Origin
    replaces: str | None = None
    """The earlier correction of the same place, which this one stands for."""
