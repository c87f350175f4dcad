"""`kehoach evaluate` counts exactly as the script beside the shared gold does."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extractor.evaluation.report import evaluate

Record = dict[str, Any]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("folder", ["gold", "real/gold"])
def test_same_numbers(shared: Path, tmp_path: Path, folder: str, seed: int) -> None:
    chance = random.Random(seed)
    for path in sorted((shared / folder).glob("*.json"))[seed:]:
        plan = damaged(predicted(json.loads(path.read_text("utf-8"))), chance)
        name = path.name if seed else f"{path.stem}.pdf.json"
        (tmp_path / name).write_text(json.dumps(plan), "utf-8")
    theirs = subprocess.run(
        [sys.executable, shared / "score.py", tmp_path, shared / folder, "--json"],
        capture_output=True,
        check=True,
    )
    ours = evaluate(tmp_path, shared / folder).as_json()
    assert ours == json.loads(theirs.stdout)
    assert 0 < ours["mean"]["strict_f1"] < 1


def predicted(gold: Record) -> Record:
    """A plan that says what gold says."""
    plan = {**gold, "document_type": {"code": gold["document_type"]}}
    plan["issuer"] = {"name": gold["issuer"]}
    plan["province"] = {"name": gold["province"], "current": {"name": gold["current_province"]}}
    plan["sections"] = [
        {"path": path, "heading": None, "text": f"{text} và các nội dung khác", "children": []}
        for path, text in gold.get("outline", [])
    ]
    for section in plan["sections"]:
        section["role"] = first(gold.get("roles", {}).get(section["path"]))
    plan["themes"] = [t | {"content": ["…"] * t["content"]} for t in gold.get("themes", [])]
    plan["assignments"] = [assignment(a) for a in gold.get("assignments", [])]
    timed = [{"due": due} for due in gold.get("dues", [])]
    timed += [{"recurrence": rule} for rule in gold.get("recurrences", [])]
    plan["assignments"].append({"section": "X", "tasks": timed})
    plan["recipients"] = [{"text": text} for text in gold.get("recipients", [])]
    pairs = gold.get("abbreviations", {}).items()
    plan["abbreviations"] = [{"short": short, "long": long} for short, long in pairs]
    return plan


def assignment(gold: Record) -> Record:
    agencies = [a if isinstance(a, dict) else {"name": a} for a in gold["agencies"]]
    partners = [a if isinstance(a, dict) else {"name": a} for a in gold["partners"]]
    tasks = [{"text": "…"}] * first(gold["tasks"])
    given = {"agencies": agencies, "partners": partners, "tasks": tasks}
    return {"section": gold["section"], "mode": first(gold["mode"]), **given}


def first(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


def damaged(value: Any, chance: random.Random) -> Any:
    """`value` with letters changed and items lost, doubled and swapped here and there."""
    if isinstance(value, dict):
        return {key: damaged(item, chance) for key, item in value.items()}
    if isinstance(value, list):
        kept = [damaged(item, chance) for item in value if chance.random() > 0.05]
        return kept + kept[: chance.random() < 0.05]
    if isinstance(value, str) and chance.random() < 0.15:
        place = chance.randrange(len(value) + 1)
        return value[:place] + chance.choice(["", "ò", " ", "-", "x"]) + value[place + 1 :]
    return value
