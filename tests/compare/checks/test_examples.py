"""Each check by its own examples in `data/compare/checks.toml`."""

from __future__ import annotations

from string import Formatter
from typing import Any

import pytest
from made_tables import tables_of

from extractor.compare.checks import findings
from extractor.tables import table

CHECKS = table("compare/checks")["check"]


@pytest.mark.parametrize(
    ("code", "rows"), [(check["code"], rows) for check in CHECKS for rows in check["examples"]]
)
def test_examples(code: str, rows: dict[str, Any]) -> None:
    found = findings(tables_of(rows))
    assert set(found["check"].to_pylist()) == {code}


@pytest.mark.parametrize(
    ("code", "rows"), [(check["code"], rows) for check in CHECKS for rows in check["not"]]
)
def test_counterexamples(code: str, rows: dict[str, Any]) -> None:
    assert findings(tables_of(rows)).to_pylist() == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check["code"])
def test_both_languages_say_the_same(check: dict[str, str]) -> None:
    def names(template: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(template) if name}

    assert names(check["vi"]) == names(check["en"])
    assert check["grade"] in ("impossible", "doubtful")
    assert check["examples"]
    assert check["not"]


def test_codes_are_unique() -> None:
    codes = [check["code"] for check in CHECKS]
    assert len(codes) == len(set(codes))
