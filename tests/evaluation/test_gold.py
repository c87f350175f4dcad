"""Gold in full form says the same in the compact form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import NoGold, NotPlanJson
from extractor.evaluation.gold import compact, find_gold, read_gold
from extractor.evaluation.report import evaluate
from extractor.plan import Plan
from extractor.plan.publish import to_json


def test_the_compact_form(plan: Plan) -> None:
    full: dict[str, Any] = json.loads(to_json(plan))
    full["sections"][1]["role"] = ["implementation", "other"]
    full["assignments"][0] |= {"tasks_count": [1, 2], "partners_optional": True}
    full["citations"][0]["optional"] = True
    gold = compact(full)
    assert gold["document_type"] == "KH"
    assert gold["issuer"] == "Ủy ban nhân dân tỉnh Lâm Đồng"
    assert gold["province"] == gold["current_province"] == "Lâm Đồng"
    assert gold["period"] == ("2024-01-01", "2024-12-31")
    assert gold["outline"][1:] == [
        ["II", "TỔ CHỨC THỰC HIỆN"],
        ["II/1", full["sections"][1]["children"][0]["text"][:80]],
    ]
    assert gold["roles"] == {"I": "purpose", "II": ["implementation", "other"]}
    assert gold["assignments"][0]["tasks"] == [1, 2]
    assert gold["assignments"][0]["partners_optional"] is True
    assert gold["citations"][0]["optional"] is True
    assert gold["campaigns"][0]["period"] == ("2024-01-01", "2026-12-31")
    assert (gold["dues"], gold["recurrences"]) == (["2024-09-30"], ["FREQ=MONTHLY;BYMONTHDAY=25"])


def test_what_gold_leaves_out_is_not_scored() -> None:
    assert compact({"sections": [], "notes": "…"}) == {"outline": [], "roles": {}}


def test_a_plan_that_is_its_own_gold_is_all_right(tmp_path: Path, plan: Plan) -> None:
    for folder in ("found", "gold/small"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "found/small.json").write_text(to_json(plan), "utf-8")
    (tmp_path / "gold/small/gold.json").write_text(to_json(plan), "utf-8")
    report = evaluate(tmp_path / "found", tmp_path / "gold")
    assert (report.documents, report.lost) == (1, 0)
    assert report.strict_mean == report.soft_mean == 1
    assert not any(report.misses.values())


def test_a_document_without_a_prediction_is_all_missed(tmp_path: Path, plan: Plan) -> None:
    (tmp_path / "small.json").write_text(to_json(plan), "utf-8")
    report = evaluate(tmp_path / "none", tmp_path)
    assert (report.lost, report.soft_mean) == (1, 0)


@pytest.mark.parametrize("content", ["", "[]", "\ud800"])
def test_files_that_are_no_gold(tmp_path: Path, plan: Plan, content: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, "utf-8", errors="surrogatepass")
    with pytest.raises(NoGold, match=r"x\.json"):
        read_gold(path)
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold/x.json").write_text(to_json(plan), "utf-8")
    with pytest.raises(NotPlanJson, match=r"x\.json"):
        evaluate(tmp_path, tmp_path / "gold")


def test_the_corpus_gold_is_read(root: Path) -> None:
    golds = find_gold(root / "corpus" / "plans")
    assert golds
    for path in golds.values():
        assert read_gold(path)["outline"] is not None


def test_gold_of_documents_in_folders(tmp_path: Path, plan: Plan) -> None:
    """As archives have them: a slug is a path, and its letters are no pattern."""
    gold, predicted = tmp_path / "gold", tmp_path / "plans"
    for slug in ("a/[2024] x.pdf", "b/y.pdf"):
        for folder, text in ((gold, '{"number": "17/KH-UBND"}'), (predicted, to_json(plan))):
            path = folder / f"{slug}.json"
            path.parent.mkdir(parents=True)
            path.write_text(text, "utf-8")
    assert list(find_gold(gold)) == ["a/[2024] x.pdf", "b/y.pdf"]
    report = evaluate(predicted, gold)
    assert (report.documents, report.lost, report.fields["number"].strict_f1) == (2, 0, 1)
