"""Which fields a plan has, in which order, and what is doubtful about them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest

from extractor.compare.report.templating import WORDS as REPORT_WORDS
from extractor.errors import WARNINGS
from extractor.pages.words import Words
from extractor.plan import At, Plan
from extractor.plan.model import Campaign, CorrectionRecord, WarningRecord
from extractor.review.corrections.applying import State
from extractor.review.page import page
from extractor.review.page.fields import DOUBTFUL, GROUPS, Field, groups_of
from extractor.review.page.marks import marks_by_page, pieces_of
from extractor.review.page.page import Shown, label, shown, words


def fields(plan: Plan) -> list[Field]:
    return [field for group in groups_of(plan) for field in group.fields]


def at_pointer(data: Any, pointer: str) -> Any:
    for step in pointer.removeprefix("/").split("/"):
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


def test_each_value_is_that_at_its_pointer(text_plan: Plan) -> None:
    data = text_plan.model_dump(mode="json")
    values = [value for field in fields(text_plan) for value in field.values]
    assert len(values) > 150
    assert len({value.pointer for value in values}) == len(values)
    for value in values:
        assert at_pointer(data, value.pointer) == value.value


def test_numbers_follow_the_page(text_plan: Plan, scan_plan: Plan) -> None:
    for plan in (text_plan, scan_plan):
        assert [field.number for field in fields(plan)] == list(range(1, len(fields(plan)) + 1))
        names = [group.name for group in groups_of(plan)]
        assert names == sorted(names, key=GROUPS.index)


def test_doubtful_fields_come_first_in_their_group(scan_plan: Plan) -> None:
    [header] = [group for group in groups_of(scan_plan) if group.name == "header"]
    kinds = [field.kind for field in header.fields]
    assert kinds[:2] == ["issued_on", "issuer"]  # missing, then hardly read
    assert kinds[2:] == [kind for kind in ("document_type", "number", "place", "title", "province",
                                           "period", "motto") if kind in kinds]  # fmt: skip
    missing, low = header.fields[:2]
    assert missing.missing and missing.doubtful and not missing.low
    assert low.low and low.confidence == 0.5
    assert all(field.doubtful == (index < header.doubtful)
               for group in groups_of(scan_plan)
               for header, index, field in [(group, i, f) for i, f in enumerate(group.fields)])  # fmt: skip


def test_warnings_come_first_of_all(plan: Plan) -> None:
    warning = WarningRecord(code="number_blank", message="m", page=1)
    first, *_ = fields(plan.model_copy(update={"warnings": (warning,)}))
    assert (first.kind, first.warning, first.on_pages, first.doubtful) == (
        "warning", "number_blank", (1,), True,
    )  # fmt: skip


def test_a_correction_stands_at_the_field_whose_words_it_changed(text_plan: Plan) -> None:
    number = text_plan.at["number"]
    change = CorrectionRecord(from_="O8", to="08", rule="digits", at=number)
    changed = text_plan.model_copy(update={"corrections": (change,)})
    told = [field.kind for field in fields(changed) if field.changes]
    assert told == ["number", "correction"]


def test_a_signature_without_a_name_lacks_it_and_nought_is_a_figure(text_plan: Plan) -> None:
    data = text_plan.model_dump(mode="json")
    data["signatures"][0]["name"] = None
    data["targets"][0]["value"] = 0.0
    found = fields(Plan.model_validate(data))
    [signature] = [field for field in found if field.kind == "signatures"]
    assert signature.missing and signature.values[-1].pointer == "/signatures/0/name"
    assert 0.0 in [value.value for field in found for value in field.values]


def test_what_is_read_with_the_limit_itself_is_not_doubtful() -> None:
    at = At(start=0, end=1, confidence=DOUBTFUL)
    assert not Field("number", (), (at,)).low
    assert Field("number", (), (at.model_copy(update={"confidence": DOUBTFUL - 0.01}),)).low


def test_all_that_can_be_shown_has_words(text_plan: Plan, scan_plan: Plan, plan: Plan) -> None:
    for one in (text_plan, scan_plan, plan):
        for group in groups_of(one):
            assert f"group.{group.name}" in words()
            for field in group.fields:
                assert label(field).vi
                for value in field.values:
                    assert f"part.{value.name}" in words() or f"field.{value.name}" in words()
                    if value.value is not None:
                        assert shown(value).vi


@pytest.mark.parametrize("code", WARNINGS)
def test_each_warning_is_said_in_both_languages(code: str) -> None:
    said = words()(f"warning.{code}")
    assert said.vi and said.en and said.vi != said.en


def test_marks_have_one_first_page_and_lie_around_their_regions(scan_plan: Plan) -> None:
    pages = marks_by_page(groups_of(scan_plan))
    assert sorted(pages) == [1, 2]
    firsts = [mark.field.number for marks in pages.values() for mark in marks if mark.first]
    assert len(firsts) == len(set(firsts))
    regions = {
        (r.page, r.box) for f in fields(scan_plan) for p in f.places for r in p.regions or ()
    }
    for number, box in regions:
        assert any(
            x <= box[0] and y <= box[1] and x + w >= box[2] and y + h >= box[3]
            for mark in pages[number]
            for x, y, w, h in mark.boxes
        )
    for marks in pages.values():  # what is small lies above what is large
        areas = [sum(w * h for _, _, w, h in mark.boxes) for mark in marks]
        assert areas == sorted(areas, reverse=True)


def test_pieces_are_the_text_and_know_their_fields(text_plan: Plan) -> None:
    text = text_plan.text or ""
    pieces = pieces_of(text, groups_of(text_plan))
    assert "".join(piece.text for piece in pieces) == text
    [number] = [field for field in fields(text_plan) if field.kind == "number"]
    place = text_plan.at["number"]
    assert text[place.start : place.end] == "".join(
        piece.text for piece in pieces if number.number in piece.fields
    )
    begun = [field.number for piece in pieces for _, field in piece.begins]
    assert sorted(begun) == [f.number for f in fields(text_plan) if f.places]


def test_places_past_the_end_of_the_text_do_no_harm(plan: Plan) -> None:
    assert "".join(piece.text for piece in pieces_of("abc", groups_of(plan))) == "abc"
    assert pieces_of("", groups_of(plan))[0].text == ""


REVIEW = Path(page.__file__).parent
SOURCES = "".join(
    file.read_text("utf-8") for file in sorted(REVIEW.rglob("*")) if file.suffix in (".j2", ".py")
)
OWN = Words.load(REVIEW / "words")


def test_the_pages_ask_only_for_words_that_are_there() -> None:
    asked = set(re.findall(r'\b(?:t|said|words\(\))\("([\w.]+)"[,)]', SOURCES))
    assert len(asked) > 20
    assert {key for key in asked if key not in words()} == set()


def test_all_words_are_used() -> None:
    """By their keys, or as those of a field, a part, a group, a warning or a coded value."""
    files = [REVIEW / "fields.py", REVIEW / "forms.py"]
    kinds = set(re.findall(r'"(\w+)"', "".join(file.read_text("utf-8") for file in files)))
    said = {f"warning.{code}" for code in WARNINGS}
    said |= {f"decided.{state}" for state in get_args(State)}
    said |= {"decided.lead_conflicts", "decided.lead_lost"}
    said |= {f"queue.{name}" for name in ("all", "conflict", "corrected", "lost")}
    said |= {f"scope.{code}" for code in get_args(Campaign.model_fields["scope"].annotation)}
    said |= {f"review.source_{shown}" for shown in get_args(Shown)}
    schema = Plan.model_json_schema()["$defs"]["Target"]["properties"]
    said |= {f"bound.{code}" for code in schema["bound"]["enum"]}
    said |= {f"per.{code}" for code in schema["per"]["anyOf"][0]["enum"]}
    for key in OWN.messages:
        group, _, name = key.partition(".")
        named = group in ("field", "part", "group") and (
            name in kinds
            or any(kind.endswith(f"/{name}") for kind in re.findall(r"[\w/]+", SOURCES))
        )
        assert named or key in said or f'"{key}"' in SOURCES, key


def test_no_word_of_the_report_is_said_otherwise_here() -> None:
    assert not OWN.messages.keys() & Words.load(REPORT_WORDS).messages.keys()
