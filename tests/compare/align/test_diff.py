"""Differences word by word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.compare.align import Change, diff
from extractor.compare.align.diff import LINES, WORDS
from extractor.vietnamese import same_word_key

WORD = st.sampled_from(
    ["hòa", "hoà", "Sở", "nội", "vụ", "năm", "2022", ",", ";", "\n", "  ", " \n", "(a)"]
)
TEXT = st.one_of(st.text(max_size=60), st.lists(WORD, max_size=40).map(" ".join))


def rejoined(changes: tuple[Change, ...]) -> tuple[str, str]:
    return "".join(c.before for c in changes), "".join(c.after for c in changes)


@given(TEXT, TEXT)
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    changes = diff(before, after)
    assert rejoined(changes) == (before, after)
    for change in changes:
        assert change.before or change.after
        if change.kind == "equal":
            assert same_word_key(change.before) == same_word_key(change.after)
    kinds = [change.kind == "equal" for change in changes]
    assert all(one != other for one, other in pairwise(kinds))


@given(TEXT)
def test_a_text_is_equal_to_itself(text: str) -> None:
    assert all(change.kind == "equal" for change in diff(text, text))


def test_words_not_letters() -> None:
    changes = diff(
        "Sở Nội vụ báo cáo trước ngày 10/12/2022.", "Sở Tài chính báo cáo trước ngày 10/12/2023."
    )
    assert [(c.kind, c.before.strip(), c.after.strip()) for c in changes] == [
        ("equal", "Sở", "Sở"),
        ("replace", "Nội vụ", "Tài chính"),
        ("equal", "báo cáo trước ngày 10/12/", "báo cáo trước ngày 10/12/"),
        ("replace", "2022", "2023"),
        ("equal", ".", "."),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("hoà giải ở cơ sở", "hòa giải ở cơ sở"),
        ("Ủy ban nhân dân", "UỶ BAN NHÂN DÂN"),
        ("thuỷ lợi", "thuy\u0309 lợi"),
        ("một  hai\nba", "một hai\nba"),
    ],
)
def test_spellings_of_the_same_words_are_equal(before: str, after: str) -> None:
    assert [change.kind for change in diff(before, after)] == ["equal"]


def test_lines_that_have_little_in_common_are_not_mixed() -> None:
    before = "Giới thiệu kết quả các đợt thi đua của năm trước.\nTôn vinh nhà giáo tận tụy."
    after = "Hoạt động chăm lo Tết cho hộ nghèo trong năm.\nTôn vinh nhà giáo trẻ tận tụy."
    kinds = [(c.kind, c.before, c.after) for c in diff(before, after)]
    assert kinds[0] == ("replace", *(text.split("\n")[0] + "\n" for text in (before, after)))
    assert ("insert", "", " trẻ") in kinds


def test_what_moves_in_is_an_insertion() -> None:
    changes = diff("a b c\nx y z", "một dòng mới\na b c\nx y z")
    assert (changes[0].kind, changes[0].after) == ("insert", "một dòng mới\n")


@pytest.mark.parametrize("joint", [" ", "\n"])
def test_texts_beyond_the_limits(joint: str) -> None:
    """Too many words in a line: it is replaced. Too many lines: those that are equal stay."""
    words = [f"từ{number}" for number in range(max(WORDS, LINES) + 1)]
    before, after = joint.join(words), joint.join(["khác", *words[1:]])
    changes = diff(before, after)
    assert rejoined(changes) == (before, after)
    assert [change.kind for change in changes] == (
        ["replace"] if joint == " " else ["replace", "equal"]
    )
