"""What the server answers with. Each record says by which version of its schema it is made."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

RECORDS_VERSION = "1.0"
"""Of the records here. A breaking change raises the first digit, an addition the second."""


class Answer(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class Record(Answer):
    """What others may keep."""

    schema_version: str = RECORDS_VERSION
    """Of this record: `/v1/schemas` has its schema. A plan in it names its own."""


class Summary(Record):
    """A document, as lists have it."""

    document: str
    """Its key: the path of its plan JSON in the archive, without `.json`."""
    plan_id: str
    """Several documents may share one: copies, and scans of the same plan."""
    sha256: str
    """Of the bytes of its plan JSON, as `/v1/documents/{document}` gives them."""
    title: str | None
    number: str | None
    issued_on: str | None
    """A day, ISO 8601."""
    year: int | None
    """The first year of its period, else that of its issue."""
    type: str | None
    """`KH`, `QĐ` …"""
    issuer: str | None
    province_then: str | None
    """The province at the time of issue."""
    province_now: str | None
    """The province of today that it is part of."""


class Documents(Answer):
    """A page of a list. Documents that come or go meanwhile move no other one."""

    documents: list[Summary]
    next: str | None
    """Give it as `cursor` for the page that follows; null on the last one."""


class PlanRecord(Record):
    """A plan, and the documents that hold it."""

    plan_id: str
    documents: list[Summary]
    """In order of their keys."""
    plan: dict[str, Any]
    """The plan JSON of the first of them."""


class FieldRecord(Record):
    """One field of a plan."""

    document: str
    plan_id: str
    sha256: str
    pointer: str
    value: Any


class ChangeRecord(Record):
    """The last that happened to a document. One that changes again moves behind the others."""

    cursor: str
    """Give it as `cursor` for what follows this change."""
    document: str
    plan_id: str
    removed: bool
    """The document is no more."""
    sha256: str | None
    """Of the bytes of its plan JSON; null where it was removed."""
    plan: dict[str, Any] | None = None
    """The plan JSON, where `plans=true` was asked; null also where it was lost from the disk:
    then ask for the document later, which is read again by the next run."""


class Changes(Answer):
    """A page of changes."""

    changes: list[ChangeRecord]
    cursor: str
    """Stands after the last of them: ask again with it, at once or later."""
    more: bool
    """Whether there were more when this was made."""


class Schemas(Answer):
    """The schemas that there are."""

    schemas: list[SchemaLink]


class SchemaLink(Answer):
    """A schema. What its `$id` stands for never changes."""

    id: str
    href: str


class Health(Answer):
    """The server and its store answer."""

    status: Literal["ok"] = "ok"


JobState = Literal["queued", "done", "failed", "gone"]


class JobRecord(Record):
    """An uploaded file, and what became of it."""

    id: str
    name: str
    key: str
    """The input's key in the archive."""
    state: JobState
    """`gone`: the file was taken out of the archive again."""
    code: str | None = None
    """Why it failed; stable."""
    detail: str | None = None
    documents: list[str] = Field(default_factory=list)
    """The documents that were read from it."""


class CorrectionRecord(Record):
    """What a person said of one place of a document, and what has become of it."""

    id: str
    document: str
    op: Literal["replace", "add", "remove"]
    pointer: str
    """JSON Pointer into the plan that the person saw."""
    read: Any
    """What the extractor had read there when it was corrected."""
    to: Any
    why: str
    who: str
    when: datetime
    outcome: Literal["applied", "already", "conflict", "lost"]
    """`already`: the last reading says the same. `conflict`: it says something else than what was
    corrected and what it was corrected to; the person's value stands until somebody decides.
    `lost`: it has no such place; nothing of the correction is published."""
    now_at: str | None
    """JSON Pointer to it in the plan as it is published; null where it is not in it."""
    now_read: Any
    """What the last reading has there."""


class Corrections(Answer):
    """A page of corrections."""

    corrections: list[CorrectionRecord]
    next: str | None
    """Give it as `cursor` for the page that follows; null on the last one."""


class Jobs(Answer):
    """A page of the caller's jobs, the latest first. Jobs that come meanwhile move no other one."""

    jobs: list[JobRecord]
    next: str | None
    """Give it as `cursor` for the page that follows; null on the last one."""
