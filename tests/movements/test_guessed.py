"""Unquoted movements that weights find after a lead."""

from __future__ import annotations

from extractor.document import Guess, Span
from extractor.movements.names import campaign_names


def names(text: str, *guessed: tuple[str, float]) -> list[tuple[str, float | None]]:
    """The movements of `text`, where weights find these names."""
    guesses = tuple(
        Guess(Span(text.index(name), text.index(name) + len(name)), "campaign", score)
        for name, score in guessed
    )
    return [(text[n.span.start : n.span.end], n.score) for n in campaign_names(text, guesses)]


def test_a_guess_after_a_lead_is_a_name() -> None:
    text = "Phát động phong trào bốn mùa trồng hoa ở xã"

    assert names(text, ("bốn mùa trồng hoa", 0.9)) == [("bốn mùa trồng hoa", 0.9)]
    assert names(text, ("bốn mùa trồng hoa", 0.5)) == []
    assert names(text.replace("phong trào", "việc"), ("bốn mùa trồng hoa", 0.9)) == []


def test_a_certain_guess_ends_a_name_that_no_registry_has() -> None:
    text = "Hưởng ứng phong trào Bếp xanh, nhà sạch hằng tuần"

    assert names(text) == [("Bếp xanh", None)]
    assert names(text, ("Bếp xanh, nhà sạch", 0.99)) == [("Bếp xanh, nhà sạch", 0.99)]


def test_a_known_movement_and_quotes_stay() -> None:
    known = "phong trào Dân vận khéo trong cơ quan"
    quoted = "phong trào “Bếp xanh, nhà sạch” ở xã"

    assert names(known, ("Dân vận khéo trong", 1.0)) == [("Dân vận khéo", None)]
    assert names(quoted, ("Bếp xanh", 1.0)) == [("Bếp xanh, nhà sạch", None)]
