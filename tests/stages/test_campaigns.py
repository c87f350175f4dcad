"""Stage campaigns: names in quotes and without, lists, periods, who launched them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor.document import Document
from extractor.quotes import without_quotes
from extractor.stages.campaigns import find_campaigns
from extractor.tables import table

Make = Callable[..., Document]
DATA = table("campaigns")
PERIODS = tomllib.loads(Path(__file__).with_name("campaign_periods.toml").read_text("utf-8"))


@pytest.mark.parametrize("example", DATA["example"], ids=lambda e: e["text"][:50])
def test_example(make_document: Make, example: dict[str, Any]) -> None:
    document = find_campaigns(make_document(example["text"]))
    found = [
        f"{without_quotes(document.slice(m.span))}|{m.start.year if m.start else ''}|{m.scope}"
        for m in document.campaigns
    ]
    assert found == example["names"]


@pytest.mark.parametrize("example", DATA["counterexample"], ids=lambda e: e["text"][:50])
def test_counterexample(make_document: Make, example: dict[str, Any]) -> None:
    assert not find_campaigns(make_document(example["text"])).campaigns


@pytest.mark.parametrize(("text", "expected"), PERIODS["periods"], ids=lambda v: str(v)[:60])
def test_period_of_a_movement(make_document: Make, text: str, expected: list[str]) -> None:
    document = find_campaigns(make_document(text))
    told = [f"{document.slice(m.span)}|{m.start or ''}|{m.end or ''}" for m in document.campaigns]
    assert told == expected


def test_phrase_covers_lead_quotes_and_period(make_document: Make) -> None:
    text = "Hưởng ứng phong trào thi đua “Dân vận khéo” giai đoạn 2021 - 2025 ở cơ sở"
    document = find_campaigns(make_document(text))
    (mention,) = document.campaigns
    assert document.slice(mention.phrase) == text[text.index("phong") : text.index(" ở cơ sở")]
    assert document.slice(mention.span) == "Dân vận khéo"


@pytest.mark.parametrize(
    ("title", "campaign"), [("Năm 2018", "vi-nguoi-ngheo-2016"), ("Năm 2022", "vi-nguoi-ngheo")]
)
def test_successor_is_told_by_the_year_of_the_plan(
    make_document: Make, title: str, campaign: str
) -> None:
    text = "phong trào “Cả nước chung tay vì người nghèo - Không để ai bị bỏ lại phía sau”"
    document = find_campaigns(make_document(text, title=title))
    assert [mention.id for mention in document.campaigns] == [campaign]


def test_what_the_plan_says_of_one_mention_holds_for_all(make_document: Make) -> None:
    text = (
        "Thực hiện phong trào “Dân vận khéo”.\n"
        "Phong trào thi đua “Dân vận khéo” do Tỉnh ủy phát động được nhân rộng."
    )
    document = find_campaigns(make_document(text))
    assert [mention.scope for mention in document.campaigns] == ["province", "province"]


def test_launch_of_one_does_not_reach_the_next_sentence(make_document: Make) -> None:
    text = "Các phong trào do huyện phát động. Phong trào “Bình dân học vụ số” lan rộng."
    (mention,) = find_campaigns(make_document(text)).campaigns
    assert mention.scope == "national"
