"""Gold: where it is found, and its two forms.

The compact form lists what is scored: openings of sections, counts of tasks. The full form is
the plan JSON of the contract as a careful reader would write it, told by its `sections`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from extractor.errors import NoGold
from extractor.evaluation.header import as_days
from extractor.evaluation.outline import every_node, node_words

Record = dict[str, Any]
OPENING = 80
"""How many characters of a section's words are compared."""
SAME = (
    "number", "issued_on", "place", "title", "motto", "citations", "signatures", "targets",
    "unscored_sections",
)  # fmt: skip


def find_gold(folder: Path) -> dict[str, Path]:
    """Slug to file: `<slug>.json`, and `<slug>/gold.json` as the sample corpus has it. A slug may
    lie deeper, as documents of an archive do: `a/x.pdf`."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.json")}
    files = {name.removesuffix(".json").removesuffix("/gold"): p for name, p in paths.items()}
    return dict(sorted(files.items()))


def read_gold(path: Path) -> Record:
    """The gold in `path`, in the compact form. Raises `NoGold`."""
    try:
        gold = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise NoGold(str(path), str(error)) from None
    if not isinstance(gold, dict):
        raise NoGold(str(path), "not a JSON object")
    return compact(gold) if "sections" in gold else gold


def compact(full: Record) -> Record:
    """The compact form of gold in full form. What it leaves out stays out, and is not scored."""
    gold = {key: full[key] for key in SAME if key in full}
    gold |= {key: make(full) for key, (source, make) in _CONVERSIONS.items() if source in full}
    return gold


def _outline(full: Record) -> list[list[str]]:
    nodes = (node for node in every_node(full["sections"]) if node.get("kind") != "paragraph")
    return [[node["path"], node_words(node).strip()[:OPENING]] for node in nodes]


def _roles(full: Record) -> Record:
    return {n["path"]: n["role"] for n in every_node(full["sections"]) if n.get("role")}


def _campaigns(full: Record) -> list[Record]:
    return [c | {"period": as_days(c.get("period"))} for c in full["campaigns"]]


def _assignments(full: Record) -> list[Record]:
    """The number of tasks stands for them; `tasks_count` lists the numbers that are allowed."""
    return [a | {"tasks": a.get("tasks_count", len(a["tasks"]))} for a in full["assignments"]]


def _stated(full: Record, part: str) -> list[str]:
    tasks = (task for a in full["assignments"] for task in a["tasks"])
    return sorted({task[part] for task in tasks if task.get(part)})


def _texts(values: Iterable[Any]) -> list[str]:
    return [value if isinstance(value, str) else value["text"] for value in values]


_CONVERSIONS: dict[str, tuple[str, Callable[[Record], Any]]] = {
    "document_type": ("document_type", lambda f: (f["document_type"] or {}).get("code")),
    "issuer": ("issuer", lambda f: (f["issuer"] or {}).get("name")),
    "province": ("province", lambda f: (f["province"] or {}).get("name")),
    "current_province": (
        "province", lambda f: ((f["province"] or {}).get("current") or {}).get("name")
    ),
    "period": ("period", lambda f: as_days(f["period"])),
    "outline": ("sections", _outline),
    "roles": ("sections", _roles),
    "campaigns": ("campaigns", _campaigns),
    "themes": ("themes", lambda f: f["themes"]),
    "assignments": ("assignments", _assignments),
    "dues": ("assignments", lambda f: _stated(f, "due")),
    "recurrences": ("assignments", lambda f: _stated(f, "recurrence")),
    "recipients": ("recipients", lambda f: _texts(f["recipients"])),
    "abbreviations": (
        "abbreviations", lambda f: {a["short"]: a["long"] for a in f["abbreviations"]}
    ),
}  # fmt: skip
