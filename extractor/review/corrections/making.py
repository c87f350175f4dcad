"""Making a correction: what a person says of a place in the plan that they see."""

from __future__ import annotations

import datetime
import json
import uuid
from copy import deepcopy
from dataclasses import dataclass

from pydantic import JsonValue

from extractor.plan import Plan
from extractor.review.corrections.model import Change, Correction, Evidence
from extractor.review.corrections.pointers import END, is_index, parts_of, put, split, value_at
from extractor.review.corrections.things import (
    Thing,
    Tree,
    origin_of,
    rest_of,
    things_of,
    words_of,
)
from extractor.review.corrections.values import NotCorrectable, bare, checked, field_type
from extractor.vietnamese import nfc

NOWHERE: Tree = {"at": {"start": 0, "end": 0, "confidence": 1.0}}
"""Of what is added, until it is put into a reading."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who says it, when, and why."""

    who: str
    when: datetime.datetime
    why: str = ""


def correct(
    plan: Plan, document: str, op: Change, pointer: str, to: JsonValue, author: Author
) -> Correction:
    """The correction that puts `to` at `pointer` of `plan`, which may have been corrected before;
    with `add`, before the element there (`/targets/-`: after the last); with `remove`, `to` is
    none. Raises `NotCorrectable`."""
    tree = tree_of(plan)
    read = as_read(tree)
    try:
        parts = parts_of(pointer)
        maker = {"replace": _replacing, "add": _adding, "remove": _removing}[op]
        known = {parts_of(record.pointer): record for record in plan.corrected}
        earlier = known.get(parts) if op != "add" else None
        was, now, evidence = maker(tree, read, parts, to)
    except (LookupError, ValueError) as error:
        if isinstance(error, NotCorrectable):
            raise
        raise NotCorrectable(f"The plan has no place {pointer}.") from None
    replaces = earlier if earlier and earlier.op == op == "replace" else None
    return Correction(
        id=uuid.uuid4().hex,
        document=document,
        op=op,
        pointer=pointer,
        from_=replaces.from_ if replaces else was,
        to=now,
        why=nfc(author.why),
        who=nfc(author.who),
        when=author.when,
        evidence=evidence,
        origin=origin_of(read, tree["issued_on"], now if pointer == "/issued_on" else None),
        replaces=replaces.id if replaces else None,
    )


def tree_of(plan: Plan) -> Tree:
    """The plan's JSON, to be changed."""
    tree: Tree = json.loads(plan.model_dump_json())
    return tree


def as_read(tree: Tree) -> Tree:
    """With the values that the reading had in the places where people have put others."""
    read = deepcopy(tree)
    for record in tree.get("corrected", ()):
        parts = parts_of(record["pointer"])
        if record["op"] == "replace":
            put(read, parts, record["from"])
    return read


Made = tuple[JsonValue, JsonValue, Evidence]


def _replacing(tree: Tree, read: Tree, parts: tuple[str, ...], to: JsonValue) -> Made:
    way, names = split(parts)
    thing = _thing(read, way)
    field_type(parts)
    was = value_at(value_at(tree, way), names)
    if not names:
        to = {"at": was["at"], **to} if isinstance(to, dict) else to
    elif isinstance(was, list) and was and isinstance(was[0], dict):
        raise NotCorrectable("Add or remove the elements of a list one by one.")
    now = checked(parts, to)
    corrected = deepcopy(value_at(tree, way))
    put(corrected, names, now)
    evidence = _evidence(thing, names[0] if names else "", corrected)
    whole = bare(value_at(corrected, names[:-1])) if len(names) > 1 else None
    return was, now, evidence.model_copy(update={"whole": whole})


def _removing(tree: Tree, read: Tree, parts: tuple[str, ...], to: JsonValue) -> Made:
    way, names = split(parts)
    if names or to is not None:
        raise NotCorrectable("Only elements of lists are removed; another value becomes null.")
    field_type(parts)
    if not isinstance(value_at(tree, way), dict):
        raise NotCorrectable("Give the whole list anew.")
    return value_at(tree, way), None, _evidence(_thing(read, way), "", {})


def _adding(tree: Tree, read: Tree, parts: tuple[str, ...], to: JsonValue) -> Made:
    holder, name, place = parts[:-2], parts[-2], parts[-1]
    siblings = value_at(tree, parts[:-1])
    if not isinstance(siblings, list) or not isinstance(to, dict):
        raise NotCorrectable("Only objects are added, and only to a list; give other lists anew.")
    if place != END and not (is_index(place) and int(place) <= len(siblings)):
        raise NotCorrectable(f"The list has {len(siblings)} elements.")
    index = len(siblings) if place == END else int(place)
    now = checked(parts, to if "at" not in field_type(parts).model_fields else NOWHERE | to)
    evidence = _evidence(_thing(read, holder), name, {})
    words = [words_of(element) for element in siblings]
    beside = {
        "previous": words[index - 1] if index else None,
        "following": words[index] if index < len(words) else None,
    }
    return None, now, evidence.model_copy(update=beside)


def _thing(tree: Tree, way: tuple[str, ...]) -> Thing:
    value = value_at(tree, way)
    return next(thing for thing in things_of(tree) if thing.value is value)


def _evidence(thing: Thing, name: str, corrected: Tree) -> Evidence:
    if not thing.kind:
        return Evidence(kind="", field=name)
    return Evidence(
        kind=thing.kind,
        words=thing.words,
        after_words=words_of(corrected) if corrected else thing.words,
        field=name,
        rest=rest_of(thing.value, name),
        owner=thing.owner,
        headings=thing.headings,
        before=thing.before,
        after=thing.after,
        page=thing.page,
        occurrence=thing.occurrence,
    )
