"""Guesses beside rules: they fill gaps and shorten what only the grammar ends."""

from __future__ import annotations

import pytest

from extractor.agencies import agency_list, agency_run
from extractor.agencies.guessed import CERTAIN, PROBABLE
from extractor.document import Document, Guess, Source, Span

SOURCE = Source("", "", "text/plain")


def document(text: str, *names: tuple[str, float], kind: str = "agency") -> Document:
    """A document in which weights find these names."""
    guesses = []
    for name, score in names:
        start = text.index(name)
        guesses.append(Guess(Span(start, start + len(name)), kind, score))
    return Document(text, SOURCE, guesses=tuple(sorted(guesses, key=lambda g: g.span)))


def run(doc: Document) -> list[tuple[str, float | None]]:
    """The bodies that the text begins with."""
    found = agency_run(doc, Span(0, len(doc.text)))
    return [(doc.slice(mention.span), mention.score) for mention in found.mentions]


def test_a_run_begins_and_goes_on_with_guesses() -> None:
    text = "Ga Lộc Thủy, Sở Y tế và Xưởng Rèn Đúc bố trí người trực"
    doc = document(text, ("Ga Lộc Thủy", 0.9), ("Xưởng Rèn Đúc", 0.85))

    assert run(doc) == [("Ga Lộc Thủy", 0.9), ("Sở Y tế", None), ("Xưởng Rèn Đúc", 0.85)]
    assert run(document(text)) == []


@pytest.mark.parametrize(
    ("score", "kind"), [(PROBABLE - 0.01, "agency"), (1.0, "campaign")], ids=["unsure", "movement"]
)
def test_only_probable_bodies_count(score: float, kind: str) -> None:
    assert run(document("Ga Lộc Thủy trực", ("Ga Lộc Thủy", score), kind=kind)) == []


@pytest.mark.parametrize("name", ["Đồng chí Lò Văn Pá", "Ông Pá", "Kế toán xưởng rèn"])
def test_persons_are_no_bodies(name: str) -> None:
    assert run(document(f"{name} lo việc", (name, 1.0))) == []


def test_a_name_of_the_registry_stays() -> None:
    text = "Sở Y tế tổ chức trực"
    doc = document(text, ("Sở Y tế tổ chức", 1.0))

    assert run(doc) == [("Sở Y tế", None)]


def test_a_bare_noun_gives_way_to_the_name_that_goes_on() -> None:
    text = "Đơn vị Dự trữ Lộc Thủy lo việc"

    assert run(document(text)) == [("Đơn vị", None)]
    assert run(document(text, ("Đơn vị Dự trữ Lộc Thủy", 0.9))) == [("Đơn vị Dự trữ Lộc Thủy", 0.9)]


@pytest.mark.parametrize(("score", "wanted"), [(CERTAIN, "Trạm Cứu hộ"), (CERTAIN - 0.1, None)])
def test_a_certain_guess_ends_an_unlisted_name_sooner(score: float, wanted: str | None) -> None:
    text = "Trạm Cứu hộ canh gác bờ biển"
    before = run(document(text))[0][0]
    after = run(document(text, ("Trạm Cứu hộ", score)))[0][0]

    assert before != "Trạm Cứu hộ"
    assert after == (wanted or before)


def test_each_of_what_is_no_body_is_none() -> None:
    for text in ("Các ngọn núi lo việc", "Văn phòng giúp xã"):
        guess = text.rsplit(" ", 2)[0] if text.startswith("Các") else text
        assert run(document(text, (guess, 1.0))) == run(document(text))


def test_a_list_is_parted_before_a_guess() -> None:
    text = "Nhóm Lửa hồng, Xưởng Rèn Đúc"
    doc = document(text, ("Xưởng Rèn Đúc", 0.9))
    found = agency_list(doc, Span(0, len(text)))

    assert [doc.slice(mention.span) for mention in found] == ["Nhóm Lửa hồng", "Xưởng Rèn Đúc"]


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Xưởng Rèn Đúc", "other"),
        ("Xưởng Rèn huyện Mường La", "district"),
        ("Các Xưởng Rèn", "group"),
        ("Chi hội Làng nghề", "front"),
    ],
)
def test_levels_follow_the_noun_and_the_territory(name: str, level: str) -> None:
    doc = document(f"{name} lo việc", (name, 0.99))

    assert agency_run(doc, Span(0, len(doc.text))).mentions[0].level == level


def test_no_guess_takes_in_what_a_bare_noun_does() -> None:
    text = "Văn phòng giúp chủ nhiệm soạn lịch"

    assert run(document(text, ("Văn phòng giúp chủ nhiệm", 0.95))) == [("Văn phòng", None)]
