"""Plans as JSON Lines (NDJSON): a record for each document that has changed or gone."""

from __future__ import annotations

import json
from pathlib import Path

from extractor.compare.whole import whole
from extractor.feed.export.model import Written
from extractor.feed.export.selection import Selection


def write_jsonl(selection: Selection, path: Path) -> Written:
    """Records `{"document", "plan_id", "removed", "plan"}`, one a line in UTF-8: first the plans,
    which are as in the plan JSON, then the documents that are no more, whose plan is null.

    Raises `CannotWrite`, and what the selection raises."""
    count = 0
    with whole(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        for member in selection.members:
            count += 1
            plan = member.plan.model_dump_json()
            file.write(_record(member.document, member.plan.id, removed=False, plan=plan))
        for change in selection.removed:
            file.write(_record(change.document, change.plan_id, removed=True, plan="null"))
    return Written(count)


def _record(document: str, plan_id: str, *, removed: bool, plan: str) -> str:
    """`plan` is JSON already."""
    values = {"document": document, "plan_id": plan_id, "removed": removed}
    head = json.dumps(values, ensure_ascii=False, separators=(",", ":")).removesuffix("}")
    return f'{head},"plan":{plan}}}\n'
