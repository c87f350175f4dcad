"""Gold from what people have checked: the evaluation takes it, and it says no more than they did."""

from __future__ import annotations

import json
from pathlib import Path

from extractor.evaluation.gold import read_gold
from extractor.plan import CorrectedRecord, Plan
from extractor.plan.publish import from_file
from extractor.review.exports import gold

ROOT = Path(__file__).parents[3]
PLAN = from_file(ROOT / "schemas" / "plan.example.json")


def corrected(*pointers: str, outcome: str = "applied") -> Plan:
    records = [
        CorrectedRecord(id=f"c{n}", pointer=p, op="replace", from_=None, outcome=outcome)  # type: ignore[arg-type]
        for n, p in enumerate(pointers)
    ]
    return PLAN.model_copy(update={"corrected": tuple(records)})


def test_only_what_people_decided_is_gold() -> None:
    made = gold(corrected("/number", "/period/end", "/issuer/name", "/targets/0/value"))
    assert made == {
        "number": PLAN.number,
        "issuer": "Ủy ban nhân dân tỉnh Nam Định",
        "period": ("2022-01-01", "2022-12-31"),
    }


def test_a_conflict_is_not_decided() -> None:
    assert gold(corrected("/number", outcome="conflict")) == {}
    assert "number" not in gold(corrected("/number", outcome="conflict"), whole=True)


def test_a_plan_that_was_gone_through_is_gold_as_the_corpus_has_it(tmp_path: Path) -> None:
    by_hand = json.loads((ROOT / "corpus/plans/nam-dinh-2022/gold.json").read_text("utf-8"))
    made = gold(PLAN, whole=True)
    assert by_hand.keys() - {"notes"} <= made.keys()
    assert '"at"' not in json.dumps(made)
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(made), "utf-8")
    hand = tmp_path / "hand.json"
    hand.write_text(json.dumps(by_hand), "utf-8")
    assert read_gold(path).keys() >= read_gold(hand).keys() - {"unscored_sections"}
    assert read_gold(path)["number"] == by_hand["number"]
