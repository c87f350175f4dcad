"""The plan JSON, field by field. The string under a field is its description in the schema."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

SCHEMA_VERSION = "1.3"


class Record(BaseModel):
    """A part of the contract: immutable, and nothing in it that the contract does not name."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        populate_by_name=True,
        serialize_by_alias=True,
    )


class Region(Record):
    """A part of a page."""

    page: int = Field(ge=1)
    """Page number, from 1."""
    box: tuple[float, float, float, float]
    """x0, y0, x1, y1 in PDF points (1/72 inch), origin at the page's top left."""


class At(Record):
    """Where a value was read."""

    start: int = Field(ge=0)
    """First character in the document's normalised text."""
    end: int = Field(ge=0)
    """One past the last character."""
    regions: tuple[Region, ...] | None = None
    """The same words on the pages; absent for plain-text input."""
    confidence: float = Field(ge=0, le=1)
    """How likely it is that the value is right, 0–1: of values with 0.95, 95 in 100 are what a
    careful reader would have put. Of corrections and warnings, and before version 1.3, the mean
    confidence with which the words were read."""
    reading: float | None = Field(default=None, ge=0, le=1)
    """Mean confidence with which the words were read from the page, 0–1; absent for plain-text
    input."""

    @model_serializer(mode="wrap")
    def _without_what_is_absent(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        values: dict[str, Any] = handler(self)
        return {name: held for name, held in values.items() if held is not None}


class DocumentType(Record):
    """What kind of document it is, as Decree 30/2020/NĐ-CP lists them."""

    code: str
    """`KH`, `QĐ`, `CT`, `CV` …"""
    name: str
    """`Kế hoạch`, `Quyết định` …"""
    qualifier: str | None = None
    """What the type line adds: `HÀNH ĐỘNG`, `(DỰ THẢO)`."""
    at: At | None = None
    """The type line, where one is printed."""


class Agency(Record):
    """A body that is named."""

    text: str
    """As written."""
    name: str
    """In full, without its unit."""
    id: str | None
    """The registry's entry, or null for a body that the registry does not list."""
    unit: str | None = None
    """A part of the body that is named with it."""
    level: Literal[
        "central", "province", "district", "commune", "department", "party", "front", "press",
        "enterprise", "group", "other",
    ]  # fmt: skip
    """`group` is a collective address: *các sở, ban, ngành*."""
    inferred: bool = False
    """True where it is not written as such (an issuer known from symbol or signature)."""
    learned: bool = False
    """True where trained weights, and no rule, say that a body stands here or where it ends."""
    at: At | None = None
    """Where it is written; null where it is inferred."""


class CurrentProvince(Record):
    """The province of today."""

    name: str
    code: str
    """Code of the General Statistics Office, in the list named beside it."""
    code_list: Literal["63", "34"]


class Province(Record):
    """The province at the time of issue."""

    name: str
    code: str | None
    """Code of the General Statistics Office, in the list named beside it."""
    code_list: Literal["63", "34"] | None
    """`63` until 30 June 2025, `34` since: codes were reused with another meaning."""
    current: CurrentProvince | None
    """The province that it is part of today."""
    inferred: bool = False
    """True where the document names it only through its issuer or place."""
    at: At | None = None


class Period(Record):
    """Whole days, both included; an open end is null."""

    start: datetime.date | None
    end: datetime.date | None
    text: str
    inferred: bool = False
    at: At | None = None


class Section(Record):
    """A node of the outline."""

    path: str
    """Labels from the root, joined by `/`: `II/1/1.2/a`; `-2` is the second dash."""
    label: str
    """As written without its closing mark, corrected where the sequence demands another."""
    kind: Literal[
        "part", "chapter", "roman", "number", "letter", "dash", "plus", "paragraph", "article"
    ]
    heading: str | None
    """The title of a node that has one."""
    role: (
        Literal[
            "purpose", "targets", "scope", "content", "solutions", "schedule", "funding",
            "implementation", "other",
        ]
        | None
    )  # fmt: skip
    """What a top-level node is for, whatever its heading says; null below."""
    text: str
    """Running paragraphs of the node itself, joined by newlines."""
    children: tuple[Section, ...]
    at: At
    """From the label to the end of the node's own words, children left out."""


class Appendix(Record):
    """What follows the signature."""

    label: str
    """`Phụ lục I`; empty where the appendix has no label."""
    title: str | None
    text: str
    sections: tuple[Section, ...]
    at: At


class CitationText(Record):
    """One place that cites a document."""

    text: str
    provision: str | None = None
    """The point of law: `khoản 7 Điều 2`."""
    section: str | None = None
    """Path of the section; null in preamble and footnotes; the label in an appendix."""
    at: At


class Citation(Record):
    """A cited document, listed once."""

    key: str
    """Type, number and year (or the title): the same for the same act in every plan."""
    type: str
    """By the word that is written: `NĐ`, `QĐ`, `CT`, `L` …"""
    number: str | None
    """`34-CT/TW`, `91/2017/NĐ-CP`; null for an act cited by name."""
    title: str | None
    """For an act cited by name."""
    issued_on: datetime.date | None
    year: int | None
    """From the text, the date or the number."""
    issuer: str | None
    """As written after the date, else what the number says."""
    issuer_inferred: bool = False
    """True where only the number says it."""
    subject: str | None
    """What the act is about, as the plan says."""
    relation: Literal["implements", "basis", "replaces", "amends", "cites"]
    """Of this plan to the act."""
    mentions: tuple[CitationText, ...]


class CampaignText(Record):
    """One place that names a campaign."""

    text: str
    section: str | None = None
    at: At


class Campaign(Record):
    """A movement (*phong trào thi đua*, *cuộc vận động*) with a name."""

    id: str | None
    """The registry's entry of which it is a form."""
    name: str
    """As written, without quotes and without its period."""
    text: str
    """The whole phrase, as first written."""
    scope: Literal["national", "province", "other"]
    """Who launched it, as the plan says, else the registry."""
    period: Period | None
    learned: bool = False
    """True where trained weights, and no rule, say that a name stands here or where it ends."""
    mentions: tuple[CampaignText, ...]


class Bullet(Record):
    """One item of a cell or of a heading's list."""

    text: str
    at: At


class Event(Record):
    """A day that a theme marks."""

    name: str
    date: str | None
    """`MM-DD`; a lunar date as `MM-DD` with `lunar` true."""
    lunar: bool = False
    anniversary: int | None
    """The number of years, as written."""
    id: str | None
    """The registry's entry of the day."""
    at: At


class Theme(Record):
    """One row of the month table, or one month heading."""

    months: tuple[int, ...]
    all_year: bool
    label: str
    """As written; empty where the cell is blank."""
    inferred: bool = False
    """True where the months come from the dates in the row."""
    topics: tuple[Bullet, ...]
    content: tuple[Bullet, ...]
    events: tuple[Event, ...]
    agencies: tuple[Agency, ...] = ()
    """From a column that names who does it."""
    at: At


class Target(Record):
    """A figure to reach."""

    text: str
    value: float
    unit: str
    bound: Literal["at_least", "at_most", "exactly"]
    per: Literal["day", "week", "month", "quarter", "half_year", "year"] | None
    """A span of time."""
    section: str | None = None
    at: At


class Task(Record):
    """One piece of work."""

    text: str
    due: datetime.date | None
    recurrence: str | None
    """An RFC 5545 RRULE."""
    targets: tuple[Target, ...]
    section: str | None
    at: At


class Assignment(Record):
    """A node that gives somebody work."""

    section: str | None
    """Path of the section; the label where an appendix gives the work."""
    agencies: tuple[Agency, ...]
    """Those who do it."""
    partners: tuple[Agency, ...]
    """Those named after *phối hợp với*."""
    mode: Literal["assigned", "requested", "general"]
    tasks: tuple[Task, ...]
    at: At


class Recipient(Record):
    """One bullet of *Nơi nhận*."""

    text: str
    at: At


class Signature(Record):
    """One signature, its parts as Decree 30/2020/NĐ-CP, Điều 13 and annex I, II.7 name them."""

    authority: str | None
    """`TM. ỦY BAN NHÂN DÂN`."""
    capacity: str | None
    """`KT. CHỦ TỊCH`."""
    position: str | None
    """`PHÓ CHỦ TỊCH`."""
    name: str | None
    """`Lê Văn Phước`; null where it cannot be read."""
    at: At


class Abbreviation(Record):
    """A short form that the document itself introduces."""

    short: str
    long: str
    at: At


class CorrectionRecord(Record):
    """A change made to what was read."""

    from_: str = Field(alias="from", serialization_alias="from")
    to: str
    rule: str
    at: At


class CorrectedRecord(Record):
    """What a person decided of one place, over what was read. Persons are not named here."""

    id: str
    """Of the correction."""
    pointer: str
    """JSON Pointer (RFC 6901) to the corrected value; of what was removed, to its list."""
    op: Literal["replace", "add", "remove"]
    from_: Any = Field(alias="from", serialization_alias="from")
    """JSON: what this reading had there; null where it had nothing."""
    outcome: Literal["applied", "already", "conflict"]
    """`already`: the reading says the same. `conflict`: it says something else than what the
    person saw and than what they put; theirs stands, with a warning, until it is decided."""


class PageRecord(Record):
    """How a page was read."""

    page: int
    method: Literal["text", "text_layer", "ocr"]
    confidence: float = Field(ge=0, le=1)


class SourceRecord(Record):
    """The file that was read."""

    name: str
    sha256: str
    media_type: str
    pages: tuple[PageRecord, ...]


class WarningRecord(Record):
    """Something that a person should look at."""

    code: str
    """Stable."""
    message: str
    page: int | None = None
    at: At | None = None
    """Where. What could not be read has an empty place in the text, and a box on its page."""


class Plan(Record):
    """A plan (or another administrative document) as data."""

    schema_version: str = SCHEMA_VERSION
    """A breaking change raises the first digit."""
    id: str
    """Stable across runs and re-scans: province, issuer where the symbol does not tell it, number
    with symbol, year; else the content's hash."""
    document_type: DocumentType | None
    number: str | None
    """`90/KH-UBND`, no spaces; null where blank or illegible."""
    issued_on: datetime.date | None
    place: str | None
    title: str | None
    issuer: Agency | None
    co_issuers: tuple[Agency, ...] = ()
    province: Province | None
    period: Period | None
    """What the plan covers."""
    issued_with: str | None = None
    """`key` of the citation with which this was issued: *(Kèm theo Quyết định số …)* under the
    title of a plan or of an appendix that stands alone."""
    motto: str | None
    """The text after *phương châm*."""
    sections: tuple[Section, ...]
    """The body, from its first heading to the closing sentence."""
    appendices: tuple[Appendix, ...]
    citations: tuple[Citation, ...]
    campaigns: tuple[Campaign, ...]
    themes: tuple[Theme, ...]
    assignments: tuple[Assignment, ...]
    targets: tuple[Target, ...]
    recipients: tuple[Recipient, ...]
    signatures: tuple[Signature, ...]
    abbreviations: tuple[Abbreviation, ...]
    corrections: tuple[CorrectionRecord, ...]
    """Changes that the extractor made by its rules."""
    corrected: tuple[CorrectedRecord, ...] = ()
    """Changes that people made."""
    source: SourceRecord
    warnings: tuple[WarningRecord, ...]
    at: dict[str, At]
    """Where the plain values (`number`, `issued_on`, `place`, `title`, `issued_with`,
    `motto`) were read."""
    text: str | None = None
    """The normalised text that every `at` points into, embedded on request."""

    def __str__(self) -> str:
        """The plan at a glance, as plain text."""
        from extractor.plan.view import to_text

        return to_text(self)

    def __repr__(self) -> str:
        """One line that tells this plan from another."""
        from extractor.plan.view import to_line

        return to_line(self)

    def _repr_html_(self) -> str:
        from extractor.plan.view import to_html

        return to_html(self)
