"""What the weights are worth: rules, weights alone, both, on sample plans that they were not
trained on, as they are and with half of what the rules know hidden. Writes `build/scores.json`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from folds import FIELDS
from hide import HIDDEN, hide
from plans import BUILD, MODELS

SEED = 3
RUNS = {"rules that know all": "", "rules that know half": "hidden"}


def main() -> None:
    """Prints and writes the scores of both runs."""
    hide(BUILD / "hidden", SEED)
    found = {}
    for name, folder in RUNS.items():
        out = BUILD / f"scores-{folder or 'all'}.json"
        package = BUILD / folder if folder else MODELS.parent
        nouns = [str(package / HIDDEN)] if folder else []
        command = [sys.executable, str(Path(__file__).with_name("folds.py")), str(out), *nouns]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": str(package)})
        found[name] = json.loads(out.read_text("utf-8"))
    (BUILD / "scores.json").write_text(json.dumps(found, indent=0), "utf-8")
    print(tables(found))


def tables(found: dict[str, list[dict]]) -> str:
    """The scores as Markdown: strict F1, and soft F1 where it differs."""
    lines = []
    fields = [field for field in FIELDS if field not in ("outline", "recipients")]
    for name, rows in found.items():
        lines += [f"**{name[0].upper()}{name[1:]}**", "", f"| text | by | {' | '.join(fields)} |"]
        lines.append("| --- " * (2 + len(fields)) + "|")
        for text in dict.fromkeys(row["text"] for row in rows):
            for way in ("rules", "model", "both"):
                cells = {r["field"]: r for r in rows if (r["text"], r["by"]) == (text, way)}
                lines.append(f"| {text} | {way} | {' | '.join(_cell(cells[f]) for f in fields)} |")
        lines.append("")
    return "\n".join(lines)


def _cell(row: dict) -> str:
    strict, soft = f"{row['strict']:.3f}", f"{row['soft']:.3f}"
    return strict if strict == soft else f"{strict} / {soft}"


if __name__ == "__main__":
    main()
