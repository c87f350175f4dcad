"""Facts that speak for and against values."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from extractor.confidence.evidence import (
    Guesses,
    of_agency,
    of_citation,
    of_header,
    of_outline,
    of_recipient,
    of_section,
    of_signature,
    of_target,
)
from extractor.document import Guess, Span
from extractor.plan import (
    Agency,
    At,
    Citation,
    CitationText,
    Plan,
    Recipient,
    Signature,
    Target,
    WarningRecord,
)

AT = At(start=0, end=1, confidence=1.0)


def citation(text: str, words: str = "", **given: Any) -> Citation:
    """A citation with one mention, of `words` or of the whole of `text`."""
    start = text.index(words or text)
    at = At(start=start, end=start + len(words or text), confidence=1.0)
    values = {
        "key": "k", "type": "NĐ", "number": None, "title": None, "issued_on": None, "year": None,
        "issuer": None, "subject": None, "relation": "cites",
    } | given  # fmt: skip
    return Citation(**values, mentions=(CitationText(text=words or text, at=at),))


def facts(text: str, words: str = "", others: tuple[Citation, ...] = (), **given: Any) -> set[str]:
    return set(of_citation(citation(text, words, **given), others, text))


def test_the_form_of_a_number() -> None:
    day = datetime.date(2017, 7, 31)
    whole = {"issued_on": day, "year": 2017}
    assert facts("Nghị định số 91/2017/NĐ-CP", number="91/2017/NĐ-CP", **whole) == set()
    assert facts("Thông tư 34/2018/T7-BYT", number="34/2018/T7-BYT", **whole) >= {"odd_form"}
    assert facts("Chỉ thị số 05", type="CT", number="05") == {"bare", "undated"}


def test_a_number_and_its_date_are_of_one_year() -> None:
    day = datetime.date(2019, 7, 31)
    given = {"number": "91/2017/NĐ-CP", "issued_on": day, "year": 2019}
    assert "contradicted" in facts("Nghị định số 91/2017/NĐ-CP", **given)


def test_the_table_of_acts_speaks_for_a_law_and_against_another_number() -> None:
    given = {"type": "L", "title": "Luật Thi đua, khen thưởng", "year": 2022,
             "issued_on": datetime.date(2022, 6, 15)}  # fmt: skip
    assert facts("Luật Thi đua, khen thưởng", **given) == {"listed"}
    wrong = facts("Luật Thi đua, khen thưởng", **given, number="08/2022/QH15")
    assert "contradicted" in wrong and "listed" not in wrong


def test_an_act_by_name_that_no_table_knows() -> None:
    text = "Nghị quyết Đại hội XIX Công đoàn tỉnh"
    found = facts(text, "Nghị quyết Đại hội XIX", type="NQ", title="Nghị quyết Đại hội XIX")
    assert found == {"unlisted", "goes_on", "undated"}


def test_two_numbers_may_be_one() -> None:
    day = datetime.date(2025, 6, 9)
    one = citation("Nghị định số 118/2025/NĐ-CP", number="118/2025/NĐ-CP", issued_on=day)
    short = citation("18/2025/NĐ-CP", number="18/2025/NĐ-CP", issued_on=day)
    another = citation("117/2025/NĐ-CP", number="117/2025/NĐ-CP", issued_on=day)
    dated = short.model_copy(update={"issued_on": datetime.date(2025, 1, 20)})
    assert "twin" in of_citation(one, (one, short), "")
    assert "twin" not in of_citation(one, (one, another, dated), "")


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ("theo Nghị định số 1 17/2020/NĐ-CP", True),
        ("Căn cứ Nghị định số I 17/2020/NĐ-CP", True),
        ("các Nghị định số 91/2017/NĐ-CP, 17/2020/NĐ-CP", False),
        ("Thông tư số 12 và 17/2020/NĐ-CP", False),
    ],
)
def test_a_number_that_was_torn_in_two(text: str, torn: bool) -> None:
    found = facts(text, "17/2020/NĐ-CP", number="17/2020/NĐ-CP")
    assert ("torn" in found) is torn


@pytest.mark.parametrize(
    ("text", "end", "level", "expected"),
    [
        ("Sở Y tế, Sở Nội vụ", 7, "department", set()),
        ("Phòng Nghiệp vụ Y Thanh tra Sở", 17, "other", {"unlisted", "goes_on"}),
        ("Các doanh nghiệp bưu chính, viễn thông", 26, "group", set()),
        ("Các bệnh viện công lập và ngoài công lập", 22, "group", {"goes_on"}),
        ("Phòng Nghiệp vụ Y.", 17, "other", {"unlisted"}),
    ],
)
def test_bodies(text: str, end: int, level: Any, expected: set[str]) -> None:
    name = text[:end]
    listed = "so-y-te" if name == "Sở Y tế" else None
    agency = Agency(text=name, name=name, id=listed, level=level, at=AT)
    assert of_agency(agency, Span(0, end), text, Guesses()) == expected


@pytest.mark.parametrize(
    ("span", "score", "expected"),
    [
        (Span(0, 7), 0.9, {"agreed"}), (Span(0, 15), 0.9, {"contested"}),
        (Span(9, 15), 0.9, {"unseen"}), (Span(0, 7), 0.3, {"unseen"}),
    ],
)  # fmt: skip
def test_a_second_opinion(span: Span, score: float, expected: set[str]) -> None:
    text = "Sở Y tế, Sở Nội vụ"
    agency = Agency(text="Sở Y tế", name="Sở Y tế", id="so-y-te", level="department", at=AT)
    guesses = Guesses([Guess(span, "agency", score)])
    assert of_agency(agency, Span(0, 7), text, guesses) == expected
    learned = agency.model_copy(update={"learned": True})
    assert of_agency(learned, Span(0, 7), text, guesses) == set()


def test_what_is_counted_has_an_end() -> None:
    def target(unit: str) -> Target:
        return Target(text="…", value=2, unit=unit, bound="exactly", per=None, at=AT)

    assert of_target(target("%"), Span(0, 3), "80% cơ quan") == set()
    assert of_target(target("đợt"), Span(0, 5), "2 đợt tiêm vét") == {"counted", "goes_on"}
    assert of_target(target("đợt"), Span(0, 5), "2 đợt; 3 lớp") == {"counted"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"authority": "TM. ỦY BAN NHÂN DÂN", "position": "CHỦ TỊCH", "name": "Lê Văn Phước"}, set()),
        ({"position": "GIÁM ĐỐC", "name": "BS.CKII. Trần Đình Lưu"}, {"headless"}),
        ({"capacity": "KT. GIÁM ĐỐC", "position": "PHÓ-GIÁM ĐỐC", "name": "O Duc"}, {"unlisted"}),
        ({"capacity": "KT. CHỦ TỊCH", "position": "PHÓ CHỦ TỊCH", "name": None}, {"incomplete"}),
        ({"authority": "TM. BAN TM. BAN", "position": "XÃ", "name": "Lê Văn An"}, {"doubled", "odd_office"}),
    ],
)  # fmt: skip
def test_signatures(given: dict[str, str | None], expected: set[str]) -> None:
    parts = {"authority": None, "capacity": None, "position": None, "name": None} | given
    one = Signature(**parts, at=AT)
    found = of_signature(one, [one])
    assert found - {"odd_office"} == expected - {"odd_office"}
    assert ("odd_office" in found) == ("odd_office" in expected)
    assert of_signature(one, [one, one]) == found | {"beside"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Các sở, ban, ngành", set()), ("Bộ Y tế (b/c)", {"noted"}),
        ("Bộ Y tế (để", {"noted", "unclosed"}), ("Bộ Y tế (b/€)", {"noted", "odd_marks"}),
    ],
)  # fmt: skip
def test_recipients(text: str, expected: set[str]) -> None:
    assert of_recipient(Recipient(text=text, at=AT)) == expected


def test_a_date_and_a_period_that_cannot_both_be_right(plan: Plan) -> None:
    assert of_header(plan) == set()
    late = plan.model_copy(update={"issued_on": datetime.date(2031, 1, 1)})
    assert of_header(late) == {"contradicted"}
    assert of_header(plan.model_copy(update={"issued_on": None})) == set()


def test_an_outline_that_lost_a_heading(plan: Plan) -> None:
    warning = WarningRecord(code="label_repeated", message="")
    outline = of_outline(plan.model_copy(update={"warnings": (warning,)}))
    assert of_outline(plan) == set() and outline == {"repeated"}
    second = plan.sections[0].model_copy(update={"path": "I~2", "role": None})
    assert of_section(second, outline) == {"repeated", "again"}
