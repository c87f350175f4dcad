"""Figures to reach: the examples and counterexamples of `data/targets.toml`, and headings."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.document import Span
from extractor.figures.find import find_figures
from extractor.tables import table
from extractor.vietnamese import fold

DATA = table("targets")
SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))


def figures(text: str, *, aimed: bool = False) -> list[str]:
    found = find_figures(text, fold(text), Span(0, len(text)), aimed=lambda _: aimed)
    return [f"{f.value:g} {f.unit} {f.bound} {f.per or 'null'}" for f in found]


@pytest.mark.parametrize("example", DATA["example"], ids=lambda e: e["text"][:50])
def test_example(example: dict[str, Any]) -> None:
    assert figures(example["text"]) == example["figures"]


@pytest.mark.parametrize("example", DATA["counterexample"], ids=lambda e: e["text"][:50])
def test_counterexample(example: dict[str, Any]) -> None:
    assert not figures(example["text"])


@pytest.mark.parametrize(("text", "expected"), SENTENCES["aims"], ids=lambda v: str(v)[:60])
def test_sentence_under_a_heading_of_aims(text: str, expected: list[str]) -> None:
    assert [found.removesuffix(" null") for found in figures(text, aimed=True)] == expected


@pytest.mark.parametrize(("text", "expected"), SENTENCES["work"], ids=lambda v: str(v)[:60])
def test_sentence_of_work(text: str, expected: list[str]) -> None:
    assert [found.removesuffix(" null") for found in figures(text)] == expected


def test_number_of_what_there_is_counts_only_under_a_heading_of_aims() -> None:
    text = "Có 12 xã đạt chuẩn, 3 xã nâng cao"
    assert not figures(text)
    assert figures(text, aimed=True) == ["12 xã exactly null", "3 xã exactly null"]


def test_text_of_a_figure_reaches_from_bound_to_unit() -> None:
    text = "Mỗi quý giới thiệu ít nhất 05 gương người tốt, việc tốt"
    (figure,) = find_figures(text, fold(text), Span(0, len(text)), aimed=lambda _: False)
    assert text[figure.span.start : figure.span.end] == text


def test_figures_of_two_paragraphs_do_not_mix() -> None:
    text = "Mỗi tháng\n03 xã\n- trên 90%\nhộ dân"
    assert figures(text) == ["90 % at_least null"]
