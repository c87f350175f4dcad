"""Cursors: opaque, and fit for URLs."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.archive.store import Place
from extractor.errors import BadCursor
from extractor.feed.cursor import decode, encode

MARK = "5f0c1a52d5b94f3e8a7e3c0d9b6e2f11"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
numbers = st.integers(0, 2**56 - 1)


@given(numbers, st.uuids())
def test_what_is_encoded_is_decoded(seq: int, mark: UUID) -> None:
    cursor = encode(Place(seq, mark.hex))
    assert decode(cursor) == Place(seq, mark.hex)
    assert re.fullmatch(r"[A-Za-z0-9_-]{36}", cursor)


@given(numbers, st.integers(0, 35), st.sampled_from(LETTERS))
def test_a_wrong_letter_is_refused(seq: int, at: int, letter: str) -> None:
    cursor = encode(Place(seq, MARK))
    wrong = cursor[:at] + letter + cursor[at + 1 :]
    if wrong != cursor:
        with pytest.raises(BadCursor, match="it is damaged"):
            decode(wrong)


@given(st.text())
def test_any_other_word_is_refused(word: str) -> None:
    with pytest.raises(BadCursor):
        decode(word)


@pytest.mark.parametrize(
    "change",
    [
        lambda cursor: "",
        lambda cursor: cursor[:-1],
        lambda cursor: cursor[:-4],
        lambda cursor: cursor + "AAAA",
        lambda cursor: cursor + "=",
        lambda cursor: cursor + "\n",
        lambda cursor: f" {cursor}",
        lambda cursor: cursor[:18] + "!" + cursor[18:],
        lambda cursor: "7",
        lambda cursor: "../../etc/passwd",
        lambda cursor: "\udc80",
    ],
)
def test_a_damaged_one_is_refused(change: Callable[[str], str]) -> None:
    with pytest.raises(BadCursor, match="it is damaged") as caught:
        decode(change(encode(Place(7, MARK))))
    assert str(caught.value).isascii()
    assert (caught.value.code, caught.value.exit_status) == ("bad_cursor", 32)
