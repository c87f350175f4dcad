"""What a plan says, as fields to check: each with its values, its place, and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from extractor.confidence import CODE, shipped
from extractor.plan import At, Plan
from extractor.review.corrections import CONFLICT
from extractor.review.page.decisions import Decision, Told, decisions_of, within

DOUBTFUL = shipped().threshold
"""Values of less confidence are to be looked at (`docs/confidence.md`)."""
_SHOWN_AT_FIELDS = frozenset({CODE, CONFLICT})
"""Warnings of fields, which are marked where they stand."""
_NEEDED = frozenset({"document_type", "number", "issued_on", "title", "issuer"})
"""What each document bears (Decree 30/2020/NĐ-CP, Điều 8): to be looked at where it is missing."""
_HEADER: dict[str, tuple[str, ...]] = {
    "document_type": ("name", "qualifier"),
    "number": (),
    "issued_on": (),
    "place": (),
    "title": (),
    "issuer": ("name", "unit"),
    "co_issuers": ("name", "unit"),
    "province": ("name",),
    "period": ("start", "end"),
    "motto": (),
    "issued_with": (),
}
_LISTS: dict[str, tuple[str, ...]] = {
    "signatures": ("authority", "capacity", "position", "name"),
    "recipients": ("text",),
    "citations": (
        "relation", "type", "number", "title", "issued_on", "issuer", "subject"
    ),
    "campaigns": ("name", "period/start", "period/end"),
    "themes": ("label", "months"),
    "assignments": ("mode", "agencies", "partners"),
    "targets": ("value", "unit", "bound", "per"),
    "abbreviations": ("short", "long"),
    "sections": ("label", "heading", "role"),
    "appendices": ("label", "title"),
}  # fmt: skip
_WITHIN: dict[str, dict[str, tuple[str, ...]]] = {
    "themes": {
        "topics": ("text",),
        "content": ("text",),
        "events": ("name", "date", "lunar", "anniversary"),
        "agencies": ("name",),
    },
    "assignments": {"tasks": ("text", "due", "recurrence")},
    "sections": {"children": ("label", "heading", "role")},
    "appendices": {"sections": ("label", "heading", "role")},
}
"""Lists in the objects of a list; sections have sections of their own."""
GROUPS = ("conflicts", "lost", "warnings", "header", *_LISTS, "decided", "corrections")
"""In the order of the page. A field in conflict stands in the first of them and not in its own."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value that can be put right: where it is in the plan JSON (RFC 6901), and what it is."""

    name: str
    pointer: str
    value: Any


@dataclass(frozen=True, slots=True)
class Field:
    """Something to check. `kind` says what it is, `pointer` where it is in the plan JSON, `section`
    the path of the section it stands in, `places` where it was read, `missing` that each document
    has it and this one not. `changes` are what the reading itself corrected there, `decisions`
    what people did; `warning` is the code of a warning, which has a `message` and may have a `page`
    instead of a place."""

    kind: str
    values: tuple[Value, ...]
    places: tuple[At, ...] = ()
    pointer: str = ""
    section: str | None = None
    missing: bool = False
    inferred: bool = False
    warning: str | None = None
    message: str = ""
    page: int | None = None
    changes: tuple[Mapping[str, Any], ...] = ()
    decisions: tuple[Decision, ...] = ()
    number: int = 0

    @property
    def anchor(self) -> str:
        """What its name is called on the page: its place in the plan, which stays the same."""
        return self.pointer if self.values else f"n{self.number}"

    @property
    def confidence(self) -> float | None:
        """The least of its places."""
        return min((place.confidence for place in self.places), default=None)

    @property
    def low(self) -> bool:
        """Whether it may well be wrong, and nobody has looked at it."""
        sure = self.confidence is None or self.confidence >= DOUBTFUL
        return not sure and not self.decisions

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it."""
        return (
            self.missing
            or self.warning is not None
            or self.low
            or any(decision.open for decision in self.decisions)
        )

    @property
    def in_conflict(self) -> bool:
        """Whether this reading says something else than a person did."""
        return any(decision.state == "conflict" for decision in self.decisions)

    @property
    def on_pages(self) -> tuple[int, ...]:
        """The pages it stands on, in order."""
        found = {region.page for place in self.places for region in place.regions or ()}
        return tuple(sorted(found | ({self.page} if self.page else set())))


@dataclass(frozen=True, slots=True)
class Group:
    """Fields of one part of the plan, doubtful ones first, else in the document's order."""

    name: str
    fields: tuple[Field, ...]

    @property
    def doubtful(self) -> int:
        """How many of its fields a person should look at."""
        return sum(field.doubtful for field in self.fields)


def groups_of(plan: Plan, told: Told = ()) -> tuple[Group, ...]:
    """The fields of `plan`, as it is published, numbered as they follow one another on the page.
    `told` are its corrections; without them its own words say what was corrected."""
    data = plan.model_dump(mode="json", exclude={"text"})
    changes = data["corrections"]
    decisions = decisions_of(plan, data, told)
    read = {"header": _header(data)}
    read |= {name: _listed(name, data[name], f"/{name}") for name in _LISTS}
    found = {name: [_changed(field, changes) for field in read[name]] for name in read}
    found |= {name: [] for name in ("conflicts", "lost", "decided")}
    _put(found, read, decisions)
    found["warnings"] = _warnings(data["warnings"])
    found["corrections"] = _changes(changes)
    made, number = [], 0
    for name in GROUPS:
        fields = sorted(found[name], key=_order)
        numbered = [replace(field, number=number + n) for n, field in enumerate(fields, 1)]
        number += len(numbered)
        made.append(Group(name, tuple(numbered)))
    return tuple(made)


def _put(
    found: dict[str, list[Field]], names: Iterable[str], decisions: Iterable[Decision]
) -> None:
    """Decisions at the fields that they are about; the others have fields of their own. What is in
    conflict goes before all."""
    for decision in decisions:
        at = None if decision.state == "lost" else _home(found, names, decision)
        if at is None:
            alone = Field(decision.kind, (), pointer=decision.pointer, decisions=(decision,))
            group = {"lost": "lost", "conflict": "conflicts"}.get(decision.state, "decided")
            found[group].append(alone)
        else:
            fields, place = at
            held = fields[place]
            fields[place] = replace(held, decisions=(*held.decisions, decision))
    for name in names:
        found["conflicts"] += [field for field in found[name] if field.in_conflict]
        found[name] = [field for field in found[name] if not field.in_conflict]


def _home(
    found: Mapping[str, list[Field]], names: Iterable[str], decision: Decision
) -> tuple[list[Field], int] | None:
    """The innermost field that holds the place of a decision, as its list and place there."""
    holding = [
        (len(field.pointer), name, place)
        for name in names
        for place, field in enumerate(found[name])
        if within(decision.pointer, field.pointer)
    ]
    _, name, place = max(holding, default=(0, "", 0))
    return (found[name], place) if name else None


def _order(field: Field) -> tuple[bool, float]:
    """Doubtful ones first, what is missing before what was hardly read."""
    if not field.doubtful:
        return (True, 0.0)
    return (False, 0.0 if field.missing else field.confidence or 0.0)


def _warnings(warnings: Iterable[Mapping[str, Any]]) -> list[Field]:
    return [
        Field(
            "warning",
            (),
            _places(warning),
            warning=warning["code"],
            message=warning["message"],
            page=warning["page"],
        )
        for warning in warnings
        if warning["code"] not in _SHOWN_AT_FIELDS
    ]


def _header(data: Mapping[str, Any]) -> list[Field]:
    fields: list[Field] = []
    for name, parts in _HEADER.items():
        held = data[name]
        if isinstance(held, list):
            fields += [_object(name, item, f"/{name}/{i}", parts) for i, item in enumerate(held)]
        elif parts and held is not None:
            fields.append(_object(name, held, f"/{name}", parts))
        elif held is not None or name in _NEEDED:
            value = Value(name, f"/{name}", held)
            at = data["at"].get(name)
            places = (At.model_validate(at),) if at else ()
            fields.append(Field(name, (value,), places, f"/{name}", missing=held is None))
    return fields


def _listed(name: str, items: Iterable[Mapping[str, Any]], pointer: str) -> list[Field]:
    """The objects of a list, each followed by those in its own lists."""
    return [
        field
        for index, item in enumerate(items)
        for field in _nested(name, item, f"{pointer}/{index}", _LISTS[name])
    ]


def _nested(
    name: str, item: Mapping[str, Any], pointer: str, parts: tuple[str, ...]
) -> Iterator[Field]:
    yield _object(name, item, pointer, parts)
    for inner, inner_parts in _WITHIN.get(name, {}).items():
        kind = "sections" if inner in ("children", "sections") else inner
        for index, held in enumerate(item[inner]):
            yield from _nested(kind, held, f"{pointer}/{inner}/{index}", inner_parts)


def _object(kind: str, item: Mapping[str, Any], pointer: str, parts: tuple[str, ...]) -> Field:
    values = tuple(value for part in parts for value in _values(item, pointer, part))
    unnamed = kind == "signatures" and item["name"] is None
    if unnamed:
        values = (*values, Value("name", f"{pointer}/name", None))
    return Field(
        kind,
        values,
        _places(item),
        pointer,
        missing=unnamed,
        section=item["path"] if kind == "sections" else item.get("section"),
        inferred=item.get("inferred", False),
    )


def _values(item: Mapping[str, Any], pointer: str, part: str) -> Iterator[Value]:
    """A part of an object; bodies one by one, by their names; what it lacks is left out."""
    held: Any = item
    for step in part.split("/"):
        held = held and held[step]
    if isinstance(held, list) and part in ("agencies", "partners"):
        for index, body in enumerate(held):
            yield Value(part, f"{pointer}/{part}/{index}/name", body["name"])
    elif held is not None and held is not False and held not in ("", []):
        yield Value(part.rpartition("/")[2], f"{pointer}/{part}", held)


def _places(item: Mapping[str, Any]) -> tuple[At, ...]:
    """Where it stands: each mention of what is listed once; of a node that gives work the bodies,
    for the node itself is half a page."""
    bodies = [*item.get("agencies", ()), *item.get("partners", ())] if "mode" in item else []
    held = [part["at"] for part in item.get("mentions", bodies)] or [item.get("at")]
    return tuple(At.model_validate(at) for at in held if at)


def _changes(changes: Iterable[Mapping[str, Any]]) -> list[Field]:
    return [Field("correction", (), _places(change), changes=(change,)) for change in changes]


def _changed(field: Field, changes: Iterable[Mapping[str, Any]]) -> Field:
    """`field` with the corrections that were made at its place."""
    here = tuple(change for change in changes if any(_meet(p, change["at"]) for p in field.places))
    return replace(field, changes=here) if here else field


def _meet(place: At, at: Mapping[str, Any]) -> bool:
    return bool(place.start < at["end"] and at["start"] < place.end)
