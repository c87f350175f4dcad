"""Corrections over other readings of the same document, and over readings of other documents."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.plan import Plan
from extractor.plan.publish import from_file
from extractor.review.corrections import Author, Correction, apply, correct

EXAMPLE = from_file(Path(__file__).parents[3] / "schemas" / "plan.example.json")
LISTS = ("citations", "campaigns", "themes", "assignments", "targets", "recipients")
Tree = dict[str, Any]


def author(minute: int = 0) -> Author:
    return Author("an", datetime.datetime(2025, 3, 1, 9, minute, tzinfo=datetime.UTC), "scan")


def said(
    pointer: str, to: Any, op: Any = "replace", *, of: Plan = EXAMPLE, minute: int = 0
) -> Correction:
    return correct(of, "a.pdf", op, pointer, to, author(minute))


def tree(plan: Plan = EXAMPLE) -> Tree:
    made: Tree = json.loads(plan.model_dump_json())
    return made


def reading(change: Callable[[Tree], object], of: Plan = EXAMPLE) -> Plan:
    """Another reading: `change` of the JSON."""
    values = tree(of)
    change(values)
    return Plan.model_validate_json(json.dumps(values))


def values_of(plan: Plan) -> Tree:
    """What the plan says, without marks of corrections."""
    return {name: value for name, value in tree(plan).items() if name != "corrected"}


SAID = (
    said("/number", "80/KH-UBND", minute=1),
    said("/targets/0/value", 12, minute=2),
    said("/citations/3/relation", "cites", minute=3),
    said("/recipients/1", None, "remove", minute=4),
    said("/recipients/-", {"text": "Cổng thông tin điện tử"}, "add", minute=5),
    said("/assignments/0/tasks/0/due", "2022-12-11", minute=6),
    said("/period/end", None, minute=7),
    said("/themes/4/months", [5, 6], minute=8),
    said("/signatures/0/name", "Trần Lê Hoàn", minute=9),
)


# --- one correction ---------------------------------------------------------------------------


def test_a_value_is_replaced_and_marked() -> None:
    applied = apply(EXAMPLE, [SAID[0]])
    assert applied.plan.number == "80/KH-UBND"
    (record,) = applied.plan.corrected
    assert (record.pointer, record.from_, record.outcome) == ("/number", EXAMPLE.number, "applied")
    assert applied.outcomes[0].state == "applied"


def test_who_corrects_is_not_published() -> None:
    one = said("/place", "Vinh")
    assert one.who == "an"
    published = apply(EXAMPLE, [one]).plan.model_dump_json()
    assert '"an"' not in published and '"scan"' not in published


def test_a_target_is_corrected_wherever_the_plan_lists_it() -> None:
    applied = apply(EXAMPLE, [SAID[1]])
    assert applied.plan.targets[0].value == 12
    pointers = [record.pointer for record in applied.plan.corrected]
    assert pointers[0] == "/targets/0/value" and len(pointers) == 2
    twins = [t for a in applied.plan.assignments for task in a.tasks for t in task.targets]
    assert [t for t in twins if t.value == 12 and t.text == EXAMPLE.targets[0].text]


def test_elements_are_removed_and_added() -> None:
    plan = apply(EXAMPLE, SAID[3:5]).plan
    texts = [recipient.text for recipient in plan.recipients]
    assert EXAMPLE.recipients[1].text not in texts
    assert texts[-1] == "Cổng thông tin điện tử"
    added = plan.recipients[-1].at
    assert added.start == added.end == EXAMPLE.recipients[-1].at.end
    by_op = {record.op: record for record in plan.corrected}
    assert by_op["remove"].pointer == "/recipients"
    assert by_op["add"].pointer == f"/recipients/{len(texts) - 1}"


def test_a_new_reading_that_is_right_needs_no_correction() -> None:
    right = reading(lambda values: values.update(number="80/KH-UBND"))
    applied = apply(right, [SAID[0]])
    assert applied.outcomes[0].state == "already"
    assert values_of(applied.plan) == values_of(right)


# --- other readings of the same document ------------------------------------------------------


@given(st.sets(st.integers(0, len(SAID) - 1)), st.integers(1, 3))
@settings(max_examples=25, deadline=None)
def test_twice_is_once(which: set[int], times: int) -> None:
    corrections = [SAID[place] for place in sorted(which)]
    once = apply(EXAMPLE, corrections)
    again = once
    for _ in range(times):
        again = apply(again.plan, corrections)
    assert again == once
    unmarked = once.plan.model_copy(update={"corrected": ()})
    assert values_of(apply(unmarked, corrections).plan) == values_of(once.plan)


@given(st.permutations(SAID))
@settings(max_examples=15, deadline=None)
def test_their_order_on_the_way_makes_no_difference(corrections: list[Correction]) -> None:
    assert apply(EXAMPLE, corrections).plan == apply(EXAMPLE, SAID).plan


def slip(text: str, at: int) -> str:
    """One letter is misread; figures stay."""
    letters = [place for place, letter in enumerate(text) if letter.isalpha()]
    if len(letters) < 12:
        return text
    place = letters[at % len(letters)]
    return f"{text[:place]}ơ{text[place + 1 :]}"


def misread(value: Any, at: int) -> None:
    """Slips in every printed text below, and all places in the text shifted."""
    if isinstance(value, list):
        for element in value:
            misread(element, at)
    elif isinstance(value, dict):
        for name, below in value.items():
            if name in ("text", "subject", "heading") and isinstance(below, str):
                value[name] = slip(below, at)
            elif name in ("start", "end") and isinstance(below, int):
                value[name] = below + at
            else:
                misread(below, at)


@given(st.randoms(use_true_random=False), st.integers(0, 500), st.sampled_from(LISTS))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_reading_in_another_order_with_slips(random: Any, at: int, name: str) -> None:
    def otherwise(values: Tree) -> None:
        random.shuffle(values[name])
        for part in (*LISTS, "sections"):
            misread(values[part], at)

    applied = apply(reading(otherwise), SAID)
    assert [outcome.state for outcome in applied.outcomes] == ["applied"] * len(SAID)
    plan = applied.plan
    assert plan.number == "80/KH-UBND" and plan.period is not None and plan.period.end is None
    (cited,) = [c for c in plan.citations if c.key == EXAMPLE.citations[3].key]
    assert cited.relation == "cites"
    assert sum(target.value == 12 for target in plan.targets) == 1
    (theme,) = [t for t in plan.themes if t.months == (5, 6)]
    assert theme.label == EXAMPLE.themes[4].label
    assert len(plan.recipients) == len(EXAMPLE.recipients)


@given(st.sets(st.integers(0, 6), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_a_reading_that_has_less(missing: set[int]) -> None:
    """What a correction is about is found though others are not read, and never mistaken."""

    def otherwise(values: Tree) -> None:
        values["citations"] = [c for n, c in enumerate(values["citations"]) if n not in missing]

    plan = reading(otherwise)
    applied = apply(plan, [SAID[2]])
    changed = [
        now.key
        for now, was in zip(applied.plan.citations, plan.citations, strict=True)
        if now != was
    ]
    if 3 in missing:
        assert applied.outcomes[0].state == "lost" and changed == []
    else:
        assert applied.outcomes[0].state == "applied" and changed == [EXAMPLE.citations[3].key]


def test_sections_that_moved_keep_their_correction() -> None:
    one = said("/sections/0/children/0/heading", "Mục đích chung")

    def deeper(values: Tree) -> None:
        first = values["sections"].pop(0)
        values["sections"][0]["children"][:0] = first["children"]

    applied = apply(reading(deeper), [one])
    assert applied.plan.sections[0].children[0].heading == "Mục đích chung"
    assert applied.outcomes[0].pointer == "/sections/0/children/0/heading"


# --- a reading that disagrees -----------------------------------------------------------------


def test_a_conflict_shows_and_the_person_stands() -> None:
    def otherwise(values: Tree) -> None:
        under_task = [t for a in values["assignments"] for k in a["tasks"] for t in k["targets"]]
        for target in (*values["targets"], *under_task):
            target["value"] = 120.0 if target["value"] == 10.0 else target["value"]

    disagrees = reading(otherwise)
    applied = apply(disagrees, [SAID[1]])
    assert applied.plan.targets[0].value == 12
    outcome = applied.outcomes[0]
    assert (outcome.state, outcome.read, outcome.pointer) == ("conflict", 120.0, "/targets/0/value")
    (warning,) = [w for w in applied.plan.warnings if w.code == "correction_conflict"]
    assert "120" in warning.message and "12." in warning.message
    assert warning.page == 4 or warning.at is not None
    assert apply(applied.plan, [SAID[1]]) == applied


def test_a_conflict_is_decided_by_a_newer_correction() -> None:
    disagrees = reading(lambda values: values.update(number="88/KH-UBND"))
    seen = apply(disagrees, [SAID[0]]).plan
    decided = said("/number", "88/KH-UBND", of=seen, minute=30)
    assert (decided.replaces, decided.from_) == (SAID[0].id, "88/KH-UBND")
    applied = apply(disagrees, [decided])
    assert applied.outcomes[0].state == "already"
    assert not [w for w in applied.plan.warnings if w.code == "correction_conflict"]


def test_a_part_that_is_not_read_any_more_is_the_persons() -> None:
    applied = apply(reading(lambda values: values.update(period=None)), [SAID[6]])
    assert applied.outcomes[0].state == "conflict"
    assert applied.plan.period is not None and str(applied.plan.period.start) == "2022-01-01"


def test_what_is_gone_is_lost_or_already_removed() -> None:
    def fewer(values: Tree) -> None:
        values.update(targets=[], assignments=[], recipients=values["recipients"][2:])

    states = [outcome.state for outcome in apply(reading(fewer), SAID).outcomes]
    assert states == [
        "applied", "lost", "applied", "already", "applied", "lost", "applied", "applied", "applied",
    ]  # fmt: skip


def test_another_document_takes_none(plan: Plan) -> None:
    applied = apply(plan, SAID)
    assert {outcome.state for outcome in applied.outcomes} == {"lost"}
    assert applied.plan == plan


def test_next_years_plan_is_another_document() -> None:
    """Under the same name, with all its words but for the years."""
    later = EXAMPLE.model_dump_json().replace("2022", "2023").replace("76 năm", "77 năm")
    plan = Plan.model_validate_json(later)
    other = plan.source.model_copy(update={"sha256": "0" * 64})
    applied = apply(plan.model_copy(update={"source": other}), SAID)
    assert {outcome.state for outcome in applied.outcomes} == {"lost"}


@pytest.mark.parametrize(("rewritten", "state"), [(12, "applied"), (2, "lost")])
def test_another_scan_is_the_document_and_another_text_is_not(rewritten: int, state: str) -> None:
    """In the one every twelfth text reads otherwise, in the other every second."""

    def otherwise(values: Tree) -> None:
        values["source"]["sha256"] = "0" * 64
        parts = [values[name] for name in (*LISTS, "sections")]
        for place, written in enumerate(every(parts)):
            if place % rewritten == 0:
                written["text"] = written["text"].replace("a", "e").replace("n", "m")

    applied = apply(reading(otherwise), [SAID[0]])
    assert applied.outcomes[0].state == state


def every(value: Any) -> list[Tree]:
    """All objects below that have a text."""
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    here = [value] if isinstance(value, dict) and value.get("text") else []
    return here + [found for part in below for found in every(part)]


def test_same_words_in_several_places_keep_apart() -> None:
    """One agency in many assignments: only that of the same assignment is corrected."""
    one = said("/assignments/1/agencies/0/name", "Sở Văn hóa")

    def fewer(values: Tree) -> None:
        del values["assignments"][0]

    applied = apply(reading(fewer), [one])
    changed = [
        a for a in applied.plan.assignments if any(g.name == "Sở Văn hóa" for g in a.agencies)
    ]
    assert len(changed) == 1 and changed[0].tasks == EXAMPLE.assignments[1].tasks


# --- several over one another -----------------------------------------------------------------


@pytest.mark.parametrize("again", [False, True])
def test_corrections_upon_corrections(again: bool) -> None:
    first = said("/targets/0/value", 12)
    seen = apply(EXAMPLE, [first]).plan
    second = said("/targets/0/unit", "gương điển hình", of=seen, minute=5)
    third = said("/targets/0/value", 15, of=seen, minute=6)
    assert third.replaces == first.id and third.from_ == 10
    reading_again = reading(lambda values: values["targets"].reverse()) if again else EXAMPLE
    plan = apply(reading_again, [second, third]).plan
    (target,) = [t for t in plan.targets if t.value == 15]
    assert target.unit == "gương điển hình"


def test_what_was_added_can_be_corrected_and_removed() -> None:
    seen = apply(EXAMPLE, [SAID[4]]).plan
    place = f"/recipients/{len(seen.recipients) - 1}"
    changed = said(f"{place}/text", "Cổng TTĐT tỉnh", of=seen, minute=20)
    plan = apply(EXAMPLE, [SAID[4], changed]).plan
    assert plan.recipients[-1].text == "Cổng TTĐT tỉnh"
    removed = said(place, None, "remove", of=plan, minute=21)
    both = apply(EXAMPLE, [SAID[4], changed, removed])
    assert both.plan.recipients == EXAMPLE.recipients
    assert apply(both.plan, [SAID[4], changed, removed]).plan == both.plan
