"""Figures to reach: the examples and counterexamples of `data/targets.toml`, and headings."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.document import Span
from extractor.figures.find import find_figures
from extractor.tables import table
from extractor.vietnamese import fold

DATA = table("targets")


def figures(text: str, *, aimed: bool = False) -> list[str]:
    found = find_figures(text, fold(text), Span(0, len(text)), aimed=lambda _: aimed)
    return [f"{f.value:g} {f.unit} {f.bound} {f.per or 'null'}" for f in found]


@pytest.mark.parametrize("example", DATA["example"], ids=lambda e: e["text"][:50])
def test_example(example: dict[str, Any]) -> None:
    assert figures(example["text"]) == example["figures"]


@pytest.mark.parametrize("example", DATA["counterexample"], ids=lambda e: e["text"][:50])
def test_counterexample(example: dict[str, Any]) -> None:
    assert not figures(example["text"])


def test_bare_number_counts_only_under_a_heading_of_aims() -> None:
    text = "Tổ chức 02 lớp tập huấn cho cán bộ thôn"
    assert not figures(text)
    assert figures(text, aimed=True) == ["2 lớp tập huấn exactly null"]


def test_text_of_a_figure_reaches_from_bound_to_unit() -> None:
    text = "Mỗi quý giới thiệu ít nhất 05 gương người tốt, việc tốt"
    (figure,) = find_figures(text, fold(text), Span(0, len(text)), aimed=lambda _: False)
    assert (
        text[figure.span.start : figure.span.end] == "Mỗi quý giới thiệu ít nhất 05 gương người tốt"
    )


def test_figures_of_two_paragraphs_do_not_mix() -> None:
    text = "Mỗi tháng\n03 xã\n- trên 90%\nhộ dân"
    assert figures(text) == ["90 % at_least null"]
