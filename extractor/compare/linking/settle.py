"""One act, one id, over a whole corpus: what a short citation leaves out, others say.

A number alone is no key. A citation without a year becomes the one of that number that is dated
elsewhere, in the registry or in another plan, only if there is no other, it was issued by then,
and something else agrees: what the act is about, or whose it is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from extractor.compare.linking.actids import has_symbol, kind_slug, numbered_id
from extractor.compare.linking.acts import act_state
from extractor.compare.linking.versions import versions
from extractor.vietnamese import fold, slug

_SAME_SUBJECT = 80
_COLUMNS = (
    "document", "province", "act_id", "act_name", "type", "number", "issued_on", "act_year",
    "subject", "link", "act_state", "replaced_by",
)  # fmt: skip
_CHANGED = ("act_id", "act_name", "link", "act_state", "replaced_by")
_NUMERAL = re.compile(r"\d+")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Act:
    """An act as a citation that says all of it, or the registry, has it."""

    id: str
    name: str
    year: int
    issued_on: date | None
    subject: str | None
    province: str | None = None
    """The province whose plan cites it; None in the registry."""
    local: bool = False
    """Whether its issuer is a province's or lower."""


def settle(citations: Any, plans: Any) -> Any:
    """The table `citations` with the ids of short citations filled in, where that is certain."""
    import pyarrow as pa

    rows = [
        dict(zip(_COLUMNS, values, strict=True))
        for values in zip(*(citations[name].to_pylist() for name in _COLUMNS), strict=True)
    ]
    days = dict(zip(*(plans[name].to_pylist() for name in ("document", "issued_on")), strict=True))
    known = _known_acts(rows)
    for row in rows:
        act = _meant(row, known, days.get(row["document"]))
        if act:
            row |= _as(act, days.get(row["document"]))
    for name in _CHANGED:
        place = citations.column_names.index(name)
        values = pa.array([row[name] for row in rows], citations.schema.field(name).type)
        citations = citations.set_column(place, citations.schema.field(name), values)
    return citations


def _known_acts(rows: Iterable[Row]) -> dict[str, list[_Act]]:
    """Acts by what short citations have of them: kind and number, kind and numeral."""
    found: dict[str, dict[tuple[str, str | None], _Act]] = defaultdict(dict)
    for row, act in _dated(rows):
        for key in _keys(row["type"], row["number"]):
            found[key].setdefault((act.id, act.province), act)
    return {key: list(acts.values()) for key, acts in found.items()}


def _dated(rows: Iterable[Row]) -> Iterator[tuple[Row, _Act]]:
    for version in versions().values():
        if version.number and version.issued_on:
            name = f"{version.number} ({version.issued_on.year})"
            day = version.issued_on
            act = _Act(version.id, name, day.year, day, version.subject)
            yield {"type": version.type, "number": version.number}, act
    for row in rows:
        if row["link"] == "exact" and row["number"] and row["act_year"]:
            yield (
                row,
                _Act(
                    row["act_id"],
                    row["act_name"],
                    row["act_year"],
                    row["issued_on"],
                    row["subject"],
                    row["province"],
                    "@" in row["act_id"],
                ),
            )


def _keys(kind: str, number: str) -> tuple[str, ...]:
    """What a full number is found by: itself, without its year, and its numeral alone."""
    numeral = _NUMERAL.match(number)
    full = numbered_id(kind, number, None)
    return (full, f"{kind_slug(kind)}-{numeral[0]}") if numeral else (full,)


def _meant(row: Row, known: dict[str, list[_Act]], on: date | None) -> _Act | None:
    """The one act that a short citation can only mean."""
    if row["link"] not in ("ambiguous", "unlisted") or not row["number"]:
        return None
    if has_symbol(row["number"]):
        key = numbered_id(row["type"], row["number"], None)
    else:
        key = f"{kind_slug(row['type'])}-{slug(row['number'])}"
    fitting = [act for act in known.get(key, ()) if _can_be(act, row, on)]
    if len({act.id for act in fitting}) != 1:
        return None
    return fitting[0] if any(_agrees(act, row) for act in fitting) else None


def _can_be(act: _Act, row: Row, on: date | None) -> bool:
    """Whether nothing speaks against it: its date, its place."""
    if row["issued_on"] and act.issued_on and row["issued_on"] != act.issued_on:
        return False
    if row["act_year"] and row["act_year"] != act.year:
        return False
    if on and (act.year > on.year or (act.issued_on and act.issued_on > on)):
        return False
    place = _local_part(row)
    return act.id.endswith(place) if place else not act.local or act.province == row["province"]


def _agrees(act: _Act, row: Row) -> bool:
    """Whether more than the number is the same: the day, the subject, or the local body."""
    if act.issued_on and act.issued_on == row["issued_on"]:
        return True
    if act.subject and row["subject"]:
        alike = fuzz.token_set_ratio(fold(act.subject), fold(row["subject"]))
        return alike >= _SAME_SUBJECT
    return bool(_local_part(row)) and act.province == row["province"]


def _local_part(row: Row) -> str:
    """The place with which the id of a local act ends."""
    _, at, place = (row["act_id"] or "").partition("@")
    return at + place


def _as(act: _Act, on: date | None) -> Row:
    state, replaced_by = act_state(act.id, on, act.issued_on)
    return {
        "act_id": act.id,
        "act_name": act.name,
        "link": "short",
        "act_state": state,
        "replaced_by": replaced_by,
    }
