"""Field abbreviations: what the document introduces, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from extractor.document import AgencyMention, Document, Span
from extractor.fields.abbreviations import abbreviations
from extractor.tables import table

Make = Callable[..., Document]
DATA = table("abbreviations")


def pairs(document: Document) -> list[list[str]]:
    return [[found.short, found.long] for found in abbreviations(document)]


@pytest.mark.parametrize("example", DATA["example"], ids=lambda e: e["text"][:50])
def test_example(make_document: Make, example: dict[str, Any]) -> None:
    assert pairs(make_document(example["text"])) == example["pairs"]


@pytest.mark.parametrize("example", DATA["counterexample"], ids=lambda e: e["text"][:50])
def test_counterexample(make_document: Make, example: dict[str, Any]) -> None:
    assert pairs(make_document(example["text"])) == []


@pytest.mark.parametrize(
    ("text", "body", "expected"),
    [
        ("Viện Sốt rét (IMPE) giám sát", "Viện Sốt rét", [["IMPE", "Viện Sốt rét"]]),
        ("Sở Nội vụ (BTĐKT) tổng hợp", "Sở Nội vụ", []),
        (
            "Ban Thường vụ Huyện đoàn (sau đây gọi tắt là Huyện đoàn)",
            "Ban Thường vụ Huyện đoàn",
            [["Huyện đoàn", "Ban Thường vụ Huyện đoàn"]],
        ),
    ],
)
def test_bodies(make_document: Make, text: str, body: str, expected: list[list[str]]) -> None:
    mention = AgencyMention(Span(0, len(body)), body, None, None, "other")
    assert pairs(replace(make_document(text), agencies=(mention,))) == expected


def test_first_introduction_counts(make_document: Make) -> None:
    text = "hợp tác xã (HTX) kiểu mới; hộ trồng xoài (HTX)"
    (found,) = abbreviations(make_document(text))
    assert (found.short, found.long) == ("HTX", "hợp tác xã")
    assert text[found.at.start : found.at.end] == "hợp tác xã (HTX)"
