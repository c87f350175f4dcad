"""What can be corrected on a page, with which control, and what comes of what is sent."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from extractor.plan import Plan
from extractor.review.corrections import Author, NotCorrectable, apply, correct
from extractor.review.page.fields import Value, groups_of
from extractor.review.page.forms import (
    additions_to,
    additions_within,
    control_of,
    element_of,
    read_form,
    removable,
)
from extractor.review.page.page import Forms, Sources, _templates, plan_page

from .conftest import AN
from .hostile import HOSTILE
from .test_page import Elements

FORMS = Forms("/corrections", "t<k", "s" * 64)


def sent(**fields: str) -> dict[str, str]:
    return {"document": "a", "token": "t", "seen": "s", "op": "replace"} | fields


def forms_in(html: str) -> list[dict[str, str]]:
    """What each form would send as it stands."""
    made: list[dict[str, str]] = []
    for tag, attributes in Elements(html).found:
        if tag == "form":
            made.append({})
        elif tag in ("input", "textarea", "select") and made and attributes.get("name") != "lang":
            made[-1][attributes["name"] or ""] = attributes.get("value") or ""
    return made


def test_forms_are_there_only_where_they_are_asked_for(text_plan: Plan) -> None:
    assert "<form" not in plan_page(text_plan, "x", Sources("text"))
    html = plan_page(text_plan, "x", Sources("text"), forms=FORMS)
    assert "form-action &#39;self&#39;" in html
    forms = forms_in(html)
    assert all(form["token"] == "t<k" and form["document"] == "x" for form in forms)
    [number] = [f for f in forms if f.get("pointer") == "/number"]
    assert number == {
        "token": "t<k", "document": "x", "seen": "s" * 64, "back": "/number", "op": "replace",
        "pointer": "/number", "to": text_plan.number, "why": "", "who": "",
    }  # fmt: skip
    replaced = [form["pointer"] for form in forms if form["op"] == "replace"]
    shown = [v.pointer for g in groups_of(text_plan) for f in g.fields for v in f.values]
    assert set(shown) <= set(replaced) and len(replaced) == len(set(replaced)) > 150


def test_who_is_asked_or_known(text_plan: Plan) -> None:
    asked = plan_page(text_plan, "x", Sources("text"), forms=Forms("/c", "t", "s", "An"))
    known = plan_page(text_plan, "x", Sources("text"), forms=Forms("/c", "t", "s", "An", True))
    assert all(form["who"] == "An" for form in forms_in(asked))
    assert not any("who" in form for form in forms_in(known))


def test_each_form_as_it_stands_changes_nothing(text_plan: Plan) -> None:
    """What is typed by nobody is what was there: each value survives its own control."""
    data = text_plan.model_dump(mode="json")
    for group in groups_of(text_plan):
        for value in (value for field in group.fields for value in field.values):
            form = forms_in(plan_form(value))[0]
            held: Any = data
            for step in value.pointer[1:].split("/"):
                held = held[int(step)] if isinstance(held, list) else held[step]
            assert read_form(form).to == held, value


def plan_form(value: Value) -> str:
    """The form of a value by itself; what a choice and a long text hold is made an attribute."""
    template = _templates().from_string(
        '{% from "forms.html.j2" import changing with context %}{{ changing(value, "x", "b") }}'
    )
    html = template.render(value=value, forms=FORMS, document="x", language="vi")
    found = re.search(r'<option value="([^"]*)"[^>]* selected>|<textarea [^>]*>\n([^<]*)<', html)
    assert bool(found) == (control_of(value).kind in ("choice", "long"))
    if not found:
        return html
    return html.replace('name="to"', f'name="to" value="{found[1] or found[2]}"')


@pytest.mark.parametrize(
    ("pointer", "typed", "to"),
    [
        ("/number", " 59/KH-UBND ", "59/KH-UBND"),
        ("/number", "", None),
        ("/issued_on", "2024-05-07", "2024-05-07"),
        ("/issued_on", "", None),
        ("/targets/0/value", "95.5", 95.5),
        ("/targets/0/value", "95,5", 95.5),
        ("/targets/0/bound", "at_most", "at_most"),
        ("/targets/0/per", "", None),
        ("/themes/0/months", "1, 2  3", [1, 2, 3]),
        ("/themes/0/label", "", ""),
        ("/themes/0/events/0/lunar", "true", True),
        ("/themes/0/events/0/anniversary", "90", 90),
        ("/sections/0/text", "a\r\nb", "a\nb"),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_what_the_contract_has(pointer: str, typed: str, to: object) -> None:
    asked = read_form(sent(pointer=pointer, to=typed))
    assert (asked.op, asked.pointer, asked.to) == ("replace", pointer, to)


def test_an_object_is_put_together(text_plan: Plan) -> None:
    asked = read_form(
        sent(op="add", pointer="/targets/-")
        | {"to/text": "Đạt 95% số hộ", "to/value": "95", "to/unit": "% số hộ",
           "to/bound": "at_least", "to/per": ""}
    )  # fmt: skip
    assert asked.to == {
        "text": "Đạt 95% số hộ", "value": 95.0, "unit": "% số hộ", "bound": "at_least", "per": None,
    }  # fmt: skip
    made = correct(text_plan, "a", asked.op, asked.pointer, asked.to, AN)
    assert apply(text_plan, [made]).plan.targets[-1].text == "Đạt 95% số hộ"


def test_all_that_can_be_added_is_what_the_contract_takes(text_plan: Plan) -> None:
    """Each form for adding, filled in with something for each part."""
    typed = {"number": "5", "numbers": "3", "date": "2024-05-07", "text": "Lời", "long": "Lời"}
    lacking = text_plan.model_copy(update={"place": None, "motto": None, "period": None})
    groups = groups_of(lacking)
    offered = [a for g in groups for a in additions_to(g, lacking)]
    offered += [a for g in groups for f in g.fields for a in additions_within(f)]
    assert {"place", "motto", "period", "co_issuers", "targets", "topics", "tasks"} <= {
        addition.kind for addition in offered
    }
    tried = {addition.kind: addition for addition in offered}
    for addition in tried.values():
        parts = addition.control.parts or (addition.control,)
        to = {
            f"to/{part.name}" if addition.control.parts else "to": typed.get(part.kind)
            or part.choices[0]
            for part in parts
        }
        to = {name: "02-03" if name == "to/date" else text for name, text in to.items()}
        asked = read_form(sent(op=addition.op, pointer=addition.pointer) | to)
        made = correct(lacking, "a", asked.op, asked.pointer, asked.to, AN)
        assert apply(lacking, [made]).outcomes[0].state == "applied", addition


def test_elements_of_lists_can_be_removed(text_plan: Plan) -> None:
    for group in groups_of(text_plan):
        for field in group.fields:
            assert removable(field) == field.pointer.rpartition("/")[2].isdigit()
    values = [v for g in groups_of(text_plan) for f in g.fields for v in f.values]
    bodies = [element for value in values if (element := element_of(value))]
    assert bodies and all(body.rpartition("/")[2].isdigit() for body in bodies)
    asked = read_form(sent(op="remove", pointer=bodies[0], to="ignored"))
    assert asked.to is None
    correct(text_plan, "a", asked.op, asked.pointer, asked.to, AN)


def test_the_values_of_a_conflict_are_sent_as_json() -> None:
    held = {"text": "Đạt 5%", "value": 5.0}
    assert read_form(sent(pointer="/targets/0", json=json.dumps(held))).to == held
    assert read_form(sent(pointer="/number", json="null")).to is None


def test_withdrawing_needs_no_place() -> None:
    asked = read_form({"document": "a", "token": "t", "withdraw": "i" * 32, "back": "fields"})
    assert (asked.withdraw, asked.back) == ("i" * 32, "fields")


def test_what_goes_into_an_address_is_escaped() -> None:
    asked = read_form({"withdraw": "x", "back": "/number\r\nSet-Cookie: a=b #<script>"})
    assert asked.back == "/number%0D%0ASet-Cookie%3A%20a%3Db%20%23%3Cscript%3E"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        sent(op="move", pointer="/number", to="x"),
        sent(pointer="number", to="x"),
        sent(pointer="/nothing", to="x"),
        sent(pointer="/targets/0/at/start", to="1"),
        sent(pointer="/id", to="x"),
        sent(pointer="", to="x"),
        sent(pointer="/targets/0/value", to="nan"),
        sent(pointer="/targets/0/value", to="vài"),
        sent(pointer="/themes/0/months", to="một"),
        sent(pointer="/number", json="{"),
        sent(pointer="/number", json="NaN"),
        sent(pointer="/number", json="[" * 100_000),
    ],
)
def test_what_is_no_correction_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(NotCorrectable):
        read_form(fields)


def test_hostile_values_stay_values_in_forms(text_plan: Plan) -> None:
    plan = text_plan.model_copy(update={"number": HOSTILE, "title": HOSTILE * 2})
    made = [correct(plan, HOSTILE, "replace", "/place", HOSTILE, Author(HOSTILE, AN.when, HOSTILE))]
    published = apply(plan, made)
    html = plan_page(
        published.plan,
        HOSTILE,
        Sources("text"),
        corrections=list(zip(made, published.outcomes, strict=True)),
        forms=Forms("/c", HOSTILE, HOSTILE, HOSTILE),
        notice=HOSTILE,
    )
    assert all(form["token"] == form["who"] == form["document"] == HOSTILE
               for form in forms_in(html) if "who" in form)  # fmt: skip
    assert html.count("<script") == 1
    assert html.count("</textarea") == html.count("<textarea") > 1
    assert "<svg onload" not in html and "<img src=x" not in html


def test_a_page_begins_in_the_language_that_is_asked_for(text_plan: Plan) -> None:
    html = plan_page(text_plan, "x", Sources("text"), forms=FORMS, language="en")
    assert '<html lang="en">' in html and 'value="en" checked' in html
    assert '<option value="at_least" data-vi="ít nhất" data-en="at least"' in html
    assert ">at least</option>" in html and ">ít nhất</option>" not in html
