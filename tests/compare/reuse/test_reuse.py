"""What stands in which earlier plan, in small."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.compare.reuse import Reuse, Text, reuse, text_of
from extractor.compare.reuse.clauses import SOLID, clauses, letters
from extractor.plan import Plan

ONE = "Vận động hội viên vùng ven biển trồng và chăm sóc rừng phòng hộ, mỗi chi hội ít nhất hai lần một năm."
TWO = "Tổ chức hội thi tay nghề cho thợ trẻ của các làng nghề truyền thống vào dịp đầu xuân."
THREE = "Nhân rộng cách dạy bơi an toàn cho học sinh tiểu học ở các xã có sông ngòi chằng chịt."
OWN = "Phòng chuyên môn kiểm kê trang thiết bị, đề nghị thanh lý những thứ đã hư hỏng từ lâu."
DAY = date(2023, 1, 10)
LATER = date(2024, 2, 1)


def found(*texts: Text) -> Reuse:
    return reuse(texts)


def passages(result: Reuse) -> list[dict[str, object]]:
    return list(result.passages.to_pylist())


def test_a_passage_with_its_places() -> None:
    a = Text("a", f"Mở đầu\n{ONE} {TWO}\n{OWN}", DAY, sections=((7, 8 + len(ONE + TWO), "I/1"),))
    b = Text(
        "b", f"{THREE}\n{ONE} {TWO}", LATER, sections=((0, 10, "I"), (len(THREE) + 1, 400, "II"))
    )
    (row,) = passages(found(b, a))
    assert (row["document"], row["from_document"]) == ("b", "a")
    assert (row["text"], row["from_text"]) == (f"{ONE} {TWO}", f"{ONE} {TWO}")
    assert b.text[row["start"] : row["end"]] == row["text"]
    assert a.text[row["from_start"] : row["from_end"]] == row["from_text"]
    assert (row["section"], row["from_section"]) == ("II", "I/1")
    assert (row["likeness"], row["documents"], row["template"]) == (1.0, 2, False)


@pytest.mark.parametrize(
    ("days", "direction"),
    [((DAY, LATER), "earlier"), ((DAY, DAY), "same_day"), ((None, DAY), "unknown"), ((None, None), "unknown")],
)  # fmt: skip
def test_the_direction_is_that_of_the_days(
    days: tuple[date | None, date | None], direction: str
) -> None:
    result = found(Text("a", f"{ONE}\n{TWO}", days[0]), Text("b", f"{ONE}\n{THREE}", days[1]))
    (row,) = passages(result)
    assert row["direction"] == direction
    length = len(ONE)
    totals = {row["document"]: row for row in result.reuse.to_pylist()}
    assert [totals[name]["shared"] for name in "ab"] == [length, length]
    assert [totals[name]["reused"] for name in "ab"] == [0, length if direction == "earlier" else 0]
    assert totals["a"]["nearest"] == "b"
    assert totals["a"]["nearest_share"] == pytest.approx(
        length / totals["a"]["characters"], abs=1e-4
    )


def test_the_oldest_of_equal_sources_is_named() -> None:
    texts = [Text(name, ONE, date(2020 + place, 1, 1)) for place, name in enumerate("xyz")]
    rows = {row["document"]: row for row in passages(found(*texts))}
    assert {name: row["from_document"] for name, row in rows.items()} == {"y": "x", "z": "x"}
    assert {row["documents"] for row in rows.values()} == {3}


def test_the_source_that_explains_more_is_named() -> None:
    a = Text("a", ONE, date(2020, 1, 1))
    b = Text("b", f"{ONE}\n{TWO}\n{THREE}", date(2021, 1, 1))
    c = Text("c", f"{TWO}\n{OWN}\n{ONE}\n{TWO}", date(2022, 1, 1))
    rows = [row for row in passages(found(a, b, c)) if row["document"] == "c"]
    assert {row["from_document"] for row in rows} == {"b"}


def test_a_sentence_left_out_does_not_part_a_passage() -> None:
    a, b = Text("a", f"{ONE}\n{TWO}\n{THREE}", DAY), Text("b", f"{ONE}\n{THREE}", LATER)
    (row,) = passages(found(a, b))
    assert (row["text"], row["from_text"]) == (b.text, a.text)


def test_words_of_its_own_part_a_passage() -> None:
    a, b = Text("a", f"{ONE}\n{THREE}", DAY), Text("b", f"{ONE}\n{OWN}\n{THREE}", LATER)
    assert [row["text"] for row in passages(found(a, b))] == [ONE, THREE]


def test_formulas_are_template_wherever_they_stand() -> None:
    """By their place in a plan, even where only two plans have them."""
    texts = [
        Text(name, f"{ONE}\n{own}", day, formulas=((0, len(ONE)),))
        for name, own, day in (("a", TWO, DAY), ("b", THREE, LATER))
    ]
    result = found(*texts)
    (row,) = passages(result)
    assert row["template"]
    assert [(t["reused"], t["shared"], t["template"]) for t in result.reuse.to_pylist()] == [
        (0, 0, len(ONE)), (0, 0, len(ONE)),
    ]  # fmt: skip


def test_what_many_plans_have_is_template() -> None:
    texts = [
        Text(f"{place}", f"{ONE}\n{place * 7} {place}", date(2020, 1, 1 + place))
        for place in range(8)
    ]
    rows = passages(found(*texts))
    assert len(rows) == 7
    assert {(row["template"], row["documents"]) for row in rows} == {(True, 8)}


def test_the_order_of_the_texts_does_not_matter() -> None:
    sentences = [ONE, TWO, THREE, OWN]
    chance = random.Random(5)
    texts = [
        Text(f"{place}", "\n".join(chance.sample(sentences, 2)), date(2020, 1, 1 + place % 3))
        for place in range(9)
    ]
    shuffled = chance.sample(texts, len(texts))
    assert reuse(texts).passages.equals(reuse(shuffled).passages)
    assert reuse(texts).reuse.equals(reuse(shuffled).reuse)


@pytest.mark.parametrize("texts", [[], [Text("a", "")], [Text("a", "", DAY), Text("b", ONE, DAY)]])
def test_nothing_to_compare(texts: list[Text]) -> None:
    result = reuse(texts)
    assert result.passages.num_rows == 0
    assert result.reuse.num_rows == len(texts)


def test_a_plan_says_what_in_it_is_nobodys(plan: Plan) -> None:
    text = text_of("x", plan.model_copy(update={"text": "T" * 5000}))
    assert text.issued_on == plan.issued_on
    assert {path for *_, path in text.sections} >= {section.path for section in plan.sections}
    places = {(mention.at.start, mention.at.end) for c in plan.citations for mention in c.mentions}
    assert places
    assert places <= set(text.formulas)


def test_a_plan_without_its_text_gives_the_words_of_its_sections(plan: Plan) -> None:
    text = text_of("x", plan.model_copy(update={"text": None}))
    for start, end, path in text.sections:
        assert "/" in path or path in {section.path for section in plan.sections}
        assert text.text[start:end] == text.text[start:end].strip()
    copied = f"{ONE}\n{TWO}"
    (row,) = passages(found(Text("a", copied, DAY, grounded=False), Text("b", copied, LATER)))
    assert (row["from_start"], row["from_end"], row["from_text"]) == (None, None, copied)


@given(st.text(alphabet=st.sampled_from('aàbđ .;:\n”"1'), max_size=400))
def test_clauses_lie_in_order_and_leave_out_only_short_paragraphs(text: str) -> None:
    end = 0
    covered = set[int]()
    for start, stop, own in clauses(text):
        assert end <= start < stop <= len(text)
        assert letters(text[start:stop]) == own
        assert len(own) >= SOLID
        covered |= set(range(start, stop))
        end = stop
    rest = "".join(" " if place in covered else letter for place, letter in enumerate(text))
    assert all(len(letters(line)) < SOLID for line in rest.split("\n"))
