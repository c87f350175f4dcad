"""The table of findings: messages, order, where it was read, what is left out."""

from __future__ import annotations

from datetime import date
from typing import Any

from made_tables import tables_of

from extractor.compare.checks import findings
from extractor.compare.tables import codebook

LATE = {"number": "52/2018/NĐ-CP", "issued_on": date(2018, 4, 12), "act_year": 2018}
PLAN = {"issued_on": date(2017, 3, 2), "province": "Phú Yên", "year": 2017}


def _found(**given: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = findings(tables_of(given)).to_pylist()
    return found


def test_a_finding_is_the_row_that_it_is_about_in_two_languages() -> None:
    place = {
        "section": "II/1",
        "page": 3,
        "box": "1 2 3 4",
        "start": 5,
        "end": 9,
        "confidence": 1.0,
    }
    sentence = "theo Nghị định số 52/2018/NĐ-CP ngày 12/4/2018"
    (one,) = _found(plans=[PLAN], citations=[{**LATE, **place, "sentence": sentence}])
    assert {name: one[name] for name in place} == place
    assert (one["id"], one["check"], one["grade"]) == (
        "a#/citations/0",
        "act_after_plan",
        "impossible",
    )
    assert (one["against"], one["reading"], one["sentence"]) == (["a#"], "clear", sentence)
    assert one["message_vi"] == (
        "Viện dẫn 52/2018/NĐ-CP ngày 12/04/2018, sau ngày ban hành của chính văn bản này (02/03/2017)."
    )
    assert "52/2018/NĐ-CP of 12 April 2018" in one["message_en"]
    assert "(2 March 2017)" in one["message_en"]


def test_words_that_were_read_badly_may_be_misread() -> None:
    (one,) = _found(plans=[PLAN], citations=[{**LATE, "confidence": 0.71}])
    assert one["reading"] == "unsure"
    assert one["message_vi"].endswith("có thể do đọc nhầm.")
    assert one["message_en"].endswith("it may be a misreading.")


def test_a_finding_about_a_plan_has_its_province_and_no_place() -> None:
    wrong = {"period_start": date(2020, 1, 1), "period_end": date(2019, 1, 1)}
    (one,) = _found(plans=[{**PLAN, **wrong}])
    assert (one["id"], one["document"], one["year"]) == ("a#", "a", 2017)
    assert (one["section"], one["page"], one["sentence"]) == (None, None, None)


def test_rows_stand_in_the_order_of_the_document_and_of_numbers() -> None:
    rows = [{**LATE, "id": f"a#/citations/{n}"} for n in (10, 9, 2)]
    found = _found(plans=[PLAN], citations=rows)
    assert [one["id"] for one in found] == ["a#/citations/2", "a#/citations/9", "a#/citations/10"]


def test_copies_are_not_checked_again() -> None:
    copy = {**PLAN, "document": "b", "same_as": "a"}
    found = _found(plans=[PLAN, copy], citations=[LATE, {**LATE, "document": "b"}])
    assert [one["document"] for one in found] == ["a"]


def test_the_majority_is_counted_in_documents() -> None:
    """Three rows of one document are one voice."""
    said = [{**LATE, "number": "9/NQ-CP", "issued_on": day} for day in (date(2016, 4, 1),) * 3]
    others = [{**said[0], "document": name, "issued_on": date(2016, 5, 1)} for name in "bc"]
    found = _found(plans=[], citations=[*said, *others])
    assert {(one["document"], one["check"]) for one in found} == {("a", "act_dates_differ")}
    assert "2 văn bản khác ghi ngày 01/05/2016" in found[0]["message_vi"]


def test_words_of_a_document_are_no_template() -> None:
    (one,) = _found(plans=[PLAN], citations=[{**LATE, "number": "{issued}/2018/<b>"}])
    assert "{issued}/2018/<b>" in one["message_en"]


def test_no_rows_no_findings() -> None:
    empty = findings(tables_of({}))
    assert empty.num_rows == 0
    assert empty.schema == codebook()["findings"].schema
