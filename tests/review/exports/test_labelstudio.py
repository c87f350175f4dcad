"""Label Studio's format: every span is the words that it labels, and its parts are configured."""

from __future__ import annotations

import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from extractor.plan import Plan
from extractor.plan.publish import from_file
from extractor.review.corrections import Author, apply, correct
from extractor.review.exports import labelling_config, task

PLAN = from_file(Path(__file__).parents[3] / "schemas" / "plan.example.json")
WHO = Author("an", datetime.datetime(2025, 3, 1, tzinfo=datetime.UTC))


def test_spans_are_the_words() -> None:
    made = task("a.pdf", PLAN)
    (prediction,) = made["predictions"]
    text = made["data"]["text"]
    labelled = [r["value"] for r in prediction["result"] if r["type"] == "labels"]
    recipients = [v for v in labelled if v["labels"] == ["recipients"]]
    assert [text[v["start"] : v["end"]] for v in recipients] == [r.text for r in PLAN.recipients]
    assert 0.9 < prediction["score"] <= 1 and made["annotations"] == []


def test_each_part_is_in_the_configuration() -> None:
    made = task("a.pdf", PLAN)["predictions"][0]["result"]
    view = ElementTree.fromstring(labelling_config())
    names = {element.get("name"): element.tag for element in view.iter() if element.get("name")}
    labels = {element.get("value") for element in view.iter("Label")}
    kinds = {"labels": "Labels", "textarea": "TextArea"}
    for result in made:
        assert names[result["from_name"]] == kinds[result["type"]]
        assert names[result["to_name"]] == "Text"
        assert set(result["value"].get("labels", ())) <= labels
    ids = [result["id"] for result in made if result["type"] == "labels"]
    assert len(ids) == len(set(ids)) and set(ids) == {result["id"] for result in made}


def test_what_people_made_of_it_is_an_annotation() -> None:
    added = {"text": "Cổng thông tin điện tử"}
    said = [
        correct(PLAN, "a", "replace", "/targets/0/value", 12, WHO),
        correct(PLAN, "a", "remove", "/recipients/0", None, WHO),
        correct(PLAN, "a", "add", "/recipients/-", added, WHO),
    ]
    made = task("a.pdf", PLAN, apply(PLAN, said).plan)
    (annotation,) = made["annotations"]
    values = [r["value"] for r in annotation["result"]]
    assert any("value: 12" in text for v in values for text in v.get("text", ()))
    first = PLAN.recipients[0].at
    assert not [v for v in values if (v["start"], v["end"]) == (first.start, first.end)]
    assert made["data"]["without_place"] == ["Cổng thông tin điện tử"]
    assert '"an"' not in str(made)


def test_places_are_the_same_in_a_browser() -> None:
    far = PLAN.model_copy(update={"text": "𠀀" + (PLAN.text or "")[1:]})
    text = task("a.pdf", far)["data"]["text"]
    assert len(text.encode("utf-16-le")) // 2 == len(far.text or "")


def test_a_plan_without_text_has_no_task(plan: Plan) -> None:
    with pytest.raises(ValueError, match=r"a\.pdf: the plan has no text"):
        task("a.pdf", plan.model_copy(update={"text": None}))
