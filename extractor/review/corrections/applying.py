"""Corrections over a reading: each finds its place by its evidence; what a person said stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import JsonValue

from extractor.plan import SCHEMA_VERSION, CorrectedRecord, Plan
from extractor.plan.publish import from_json, to_json
from extractor.review.corrections.making import tree_of
from extractor.review.corrections.matching import ALIKE, NEIGHBOURS, alike, find, same_document
from extractor.review.corrections.model import Correction, Origin
from extractor.review.corrections.pointers import parts_of, pointer_of, put, split, value_at
from extractor.review.corrections.things import Thing, Tree, kind_of, origin_of, things_of, words_of
from extractor.review.corrections.values import NotCorrectable, bare, checked
from extractor.vietnamese import same_word_key

CONFLICT = "correction_conflict"
"""The warning's code."""
State = Literal["applied", "already", "conflict", "lost"]
_Parts = tuple[str | int, ...]
_SHOWN = 60  # characters of a value


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction in a reading. `lost`: the reading has not the object that it is
    about, or is of another document; nothing of it is published."""

    id: str
    state: State
    pointer: str | None = None
    """To the value in the corrected plan."""
    read: JsonValue = None
    """What this reading has there."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A corrected plan, and an outcome for each correction, in their order."""

    plan: Plan
    outcomes: tuple[Outcome, ...]


def publish(plan: bytes, contents: Sequence[Mapping[str, Any]], name: str) -> bytes:
    """The plan JSON with corrections, as an archive keeps them. Raises `NotPlanJson`."""
    corrections = [Correction.model_validate(content) for content in contents]
    return to_json(apply(from_json(plan.decode(), name), corrections).plan).encode()


def apply(plan: Plan, corrections: Iterable[Correction]) -> Applied:
    """`plan` with `corrections`, the older first. Those that it has already change nothing.

    In a conflict the person's value is published, and a warning says what the reading has."""
    given = list(corrections)
    work = _Work(tree_of(plan))
    known = {record.id: record for record in plan.corrected}
    for correction in sorted(given, key=lambda each: (each.when, each.id)):
        if correction.id not in known:
            work.take(correction)
    changed = work.plan() if work.marks else plan
    records = {record.id: record for record in reversed(changed.corrected)}
    return Applied(changed, tuple(_outcome(c, records.get(c.id), work) for c in given))


def _outcome(correction: Correction, record: CorrectedRecord | None, work: _Work) -> Outcome:
    if record is None:
        return Outcome(correction.id, work.unmarked[correction.id])
    return Outcome(correction.id, record.outcome, record.pointer, record.from_)


@dataclass(slots=True)
class _Mark:
    """A record of the plan's `corrected`, whose pointer is known when all is done."""

    record: Tree
    value: Tree
    names: tuple[str, ...]


@dataclass
class _Work:
    """A plan's JSON under correction. Its things keep the words that were read."""

    tree: Tree
    things: list[Thing] = field(init=False)
    origin: Origin = field(init=False)
    earlier: list[_Mark] = field(init=False)
    marks: list[_Mark] = field(default_factory=list)
    unmarked: dict[str, State] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.things = things_of(self.tree)
        self.origin = origin_of(self.tree)
        self.earlier = [_resolved(self.tree, record) for record in self.tree.get("corrected", ())]

    def take(self, correction: Correction) -> None:
        """Applies it."""
        evidence = correction.evidence
        at_home = same_document(correction.origin, self.origin)
        thing = find(evidence, self.things) if at_home else None
        taking = {"replace": self._replace, "add": self._add, "remove": self._remove}
        before = len(self.marks)
        try:
            if thing:
                taking[correction.op](correction, thing)
        except NotCorrectable:  # the contract has changed since it was made
            pass
        if len(self.marks) == before:
            gone = at_home and correction.op == "remove"
            self.unmarked[correction.id] = "already" if gone else "lost"

    def plan(self) -> Plan:
        """The corrected plan."""
        where = dict(_places(self.tree, ()))
        for mark in (*self.earlier, *self.marks):
            mark.record["pointer"] = pointer_of((*where[id(mark.value)], *mark.names))
        records = [mark.record for mark in (*self.earlier, *self.marks)]
        changed = {"schema_version": SCHEMA_VERSION, "corrected": records}
        return Plan.model_validate_json(json.dumps(self.tree | changed))

    def _replace(self, correction: Correction, thing: Thing) -> None:
        parts = parts_of(correction.pointer)
        names, to = split(parts)[1], correction.to
        try:
            read = value_at(thing.value, names)
        except LookupError:  # this reading has not even the part that the value belongs to
            names, to, read = names[:-1], correction.evidence.whole, None
            parts = parts[:-1]
        state = _state(read, correction.from_, to)
        now = _with_place(checked(parts, _with_place(to, read)), read)
        for twin in self._twins(thing):
            put(twin.value, names, now)
            self._mark(correction, state, read, twin.value, names)
        if state == "conflict":
            self._warn(correction, thing, names, read)

    def _remove(self, correction: Correction, thing: Thing) -> None:
        """What stands between the same neighbours with other words is another thing."""
        if alike(correction.evidence.words, thing.words) < ALIKE:
            return
        for twin in self._twins(thing):
            twin.siblings[:] = [each for each in twin.siblings if each is not twin.value]
            self.things.remove(twin)
            self._bury_within(twin)
            self._mark(correction, "applied", twin.value, twin.holder, (twin.name,))

    def _bury_within(self, removed: Thing) -> None:
        """What was decided of `removed`, or of parts of it, has come to its removal."""
        gone = {place for place, _ in _places(removed.value, ())}
        for mark in (*self.earlier, *self.marks):
            if id(mark.value) in gone:
                mark.value, mark.names = removed.holder, (removed.name,)
                mark.record["op"] = "remove"

    def _add(self, correction: Correction, holder: Thing) -> None:
        parts, name = parts_of(correction.pointer), correction.evidence.field
        to = checked(parts, correction.to)
        words = words_of(to) if isinstance(to, dict) else ""
        there = [t for t in self.things if t.holder is holder.value and t.name == name]
        same = max(there, key=lambda thing: alike(thing.words, words), default=None)
        if same and alike(same.words, words) >= NEIGHBOURS:
            read = dict(same.value)
            put(same.value, (), _with_place(to, read))
            state = _state(read, to, to, slips=True)
            self._mark(correction, state, read, same.value, ())
            if state == "conflict":
                self._warn(correction, same, (), read)
            return
        added = self._insert(correction, holder, to)
        self._mark(correction, "applied", None, added, ())

    def _insert(self, correction: Correction, holder: Thing, to: Any) -> Tree:
        name, evidence = correction.evidence.field, correction.evidence
        siblings: list[Tree] = holder.value[name]
        words = [words_of(sibling) for sibling in siblings]
        place = _nearest(evidence.previous, words)
        index = _nearest(evidence.following, words) if place is None else place + 1
        index = len(siblings) if index is None else index
        added: Tree = to | _empty_place(to, siblings[index - 1] if index else holder.value)
        siblings.insert(index, added)
        self.things.append(
            Thing(
                kind_of(name), added, holder.value, name, holder.words if holder.kind else "",
                holder.headings, words[index - 1] if index else None,
                words[index] if index < len(words) else None,
            )
        )  # fmt: skip
        return added

    def _twins(self, thing: Thing) -> list[Thing]:
        """`thing`, and where else the plan lists the same: a target also stands under its task."""
        if not thing.value.get("at") or not thing.kind:
            return [thing]
        same = [t for t in self.things if t.kind == thing.kind and t.value == thing.value]
        return sorted(same, key=lambda each: each is not thing)

    def _mark(
        self, correction: Correction, state: State, read: Any, value: Tree, names: tuple[str, ...]
    ) -> None:
        record = {"id": correction.id, "op": correction.op, "from": read, "outcome": state}
        self.marks.append(_Mark(record, value, names))

    def _warn(
        self, correction: Correction, thing: Thing, names: tuple[str, ...], read: Any
    ) -> None:
        place = thing.value.get("at")
        if not thing.kind:  # the plan: where its plain values and its parts were read
            part = self.tree[names[0]]
            place = part.get("at") if isinstance(part, dict) else self.tree["at"].get(names[0])
        what = " ".join(filter(None, (thing.kind, *names)))
        message = f"{what}: this reading has {_shown(read)}, a person put {_shown(correction.to)}."
        regions = (place or {}).get("regions") or [{}]
        self.tree["warnings"].append(
            {"code": CONFLICT, "message": message, "page": regions[0].get("page"), "at": place}
        )


def _resolved(tree: Tree, record: Tree) -> _Mark:
    way, names = split(parts_of(record["pointer"]))
    return _Mark(record, value_at(tree, way), names)


def _places(value: Any, parts: _Parts) -> Iterator[tuple[int, _Parts]]:
    """Where each object of the tree is."""
    if isinstance(value, dict):
        yield id(value), parts
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for name, below in pairs:
        if isinstance(below, dict | list):
            yield from _places(below, (*parts, name))


def _state(read: Any, was: Any, to: Any, *, slips: bool = False) -> State:
    if bare(read) == bare(to):
        return "already"
    return "applied" if any(_same(bare(read), bare(v), slips) for v in (was, to)) else "conflict"


def _same(one: Any, other: Any, slips: bool) -> bool:
    """Whether they differ in nothing but spelling; with `slips` also in misread letters."""
    if isinstance(one, str) and isinstance(other, str):
        same = same_word_key(one) == same_word_key(other)
        return same or (slips and alike(one, other) >= ALIKE)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[k], other[k], slips) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(
            _same(a, b, slips) for a, b in zip(one, other, strict=True)
        )
    return bool(one == other)


def _with_place(to: Any, read: Any) -> Any:
    """An object where this reading has it: places in another reading's text mean nothing here."""
    if not isinstance(to, dict):
        return to
    kept = {name: value for name, value in to.items() if name != "at"}
    return kept | ({"at": read["at"]} if isinstance(read, dict) and "at" in read else {})


def _empty_place(to: Tree, beside: Tree) -> Tree:
    """Past the words beside it; with the box that a person drew, else theirs."""
    if "at" not in to:
        return {}
    near = beside.get("at") or {}
    near = near if "end" in near else {"end": 0}  # the plan's own is a table
    drawn = to["at"].get("regions") or near.get("regions")
    place = {"start": near["end"], "end": near["end"], "confidence": 1.0}
    return {"at": place | ({"regions": drawn} if drawn else {})}


def _nearest(words: str | None, among: Sequence[str]) -> int | None:
    """The place of the words that are most like `words`."""
    if words is None or not among:
        return None
    place = max(range(len(among)), key=lambda each: alike(words, among[each]))
    return place if alike(words, among[place]) >= ALIKE else None


def _shown(value: JsonValue) -> str:
    text = json.dumps(bare(value), ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
