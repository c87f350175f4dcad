"""A plan in which every text of a document wants to run."""

from __future__ import annotations

from typing import Any

from extractor.plan import Plan
from extractor.plan.model import WarningRecord

HOSTILE = (
    "</script><script>window.ran=1</script>\"'><img src=x onerror=window.ran=1>"
    "<svg onload=window.ran=1><a href=javascript:window.ran=1>{{7*7}}{% raw %}</title></style>"
    " onfocus=window.ran=1 autofocus --><!-- \u2028window.ran=1// ]]> &lt;script&gt;\n"
)
CODED = {
    "schema_version", "level", "role", "relation", "scope", "bound", "per", "mode", "code_list",
    "method", "sha256", "media_type", "date",
}  # fmt: skip
"""Fields of a fixed form, which the contract does not let hold anything else."""


def turned(plan: Plan) -> Plan:
    """`plan` with hostile words before each text; its places stay, its own text is hostile too."""
    data = _turned(plan.model_dump(mode="json"), "")
    turned = Plan.model_validate(data)
    warning = WarningRecord(code=HOSTILE, message=HOSTILE, page=1)
    return turned.model_copy(update={"warnings": (*turned.warnings, warning)})


def _turned(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {key: _turned(held, key) for key, held in value.items()}
    if isinstance(value, list):
        return [_turned(held, name) for held in value]
    fixed = name in CODED or name.endswith(("_on", "due")) or name in ("start", "end")
    if isinstance(value, str) and not fixed and name != "kind":
        return HOSTILE + value
    return value
