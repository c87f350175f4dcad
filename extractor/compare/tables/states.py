"""Why a value is there or is not: *absent*, *illegible* and *not looked for* are not the same.

A value that is there is `read`, or `inferred` where the document does not write it as such. One
that is not there is

- `not_looked_for` where this kind of document does not have it (an appendix on its own has no
  number, issuer, recipients or signatures; a central body's document no province), or where the
  plan JSON is of a version that did not know it;
- `illegible` where a warning says that it cannot be read (`number_blank`, `date_blank`,
  `name_unreadable`: its place is there, but blank, written by hand or under a seal), or where some
  of the pages on which it would stand could not be read (`page_unreadable`, `unread_area`,
  `low_resolution`);
- `absent` where all of that was read and it is not there.

Inputs that gave no plan at all have no row but in `unread`."""

from __future__ import annotations

import re
from typing import Literal

from extractor.plan import Plan, Signature

State = Literal["read", "inferred", "absent", "illegible", "not_looked_for"]

APPENDIX_ALONE = "appendix_alone"
_NOT_READ = frozenset({"page_unreadable", "unread_area", "low_resolution"})
_ISSUED_WITH_SINCE = (1, 1)


def codes(plan: Plan) -> frozenset[str]:
    """The codes of the plan's warnings."""
    return frozenset(warning.code for warning in plan.warnings)


def fully_read(plan: Plan) -> bool:
    """Whether every page could be read."""
    return not codes(plan) & _NOT_READ


def plan_states(plan: Plan) -> dict[str, State]:
    """The states of a plan's values that may be missing, by column."""
    found, first, whole = codes(plan), _first_page_read(plan), fully_read(plan)
    own = APPENDIX_ALONE not in found
    central = plan.issuer is not None and plan.issuer.level == "central"
    known = _version(plan) >= _ISSUED_WITH_SINCE
    return {
        "number_state": _state(plan.number, first and "number_blank" not in found, sought=own),
        "issued_on_state": _state(plan.issued_on, first and "date_blank" not in found, sought=own),
        "title_state": _state(plan.title, first),
        "issuer_state": _state(plan.issuer, first, sought=own),
        "province_state": _state(plan.province, whole, sought=not central),
        "period_state": _state(plan.period, whole),
        "issued_with_state": _state(plan.issued_with, first, sought=known),
        "recipients_state": _state(plan.recipients, whole, sought=own),
        "signatures_state": _state(plan.signatures, whole, sought=own),
    }


def name_state(signature: Signature, plan: Plan) -> State:
    """The state of a signer's name."""
    return _state(signature.name, fully_read(plan) and "name_unreadable" not in codes(plan))


def _state(value: object, read: bool, *, sought: bool = True) -> State:
    if value:
        return "inferred" if getattr(value, "inferred", False) else "read"
    if not sought:
        return "not_looked_for"
    return "absent" if read else "illegible"


def _first_page_read(plan: Plan) -> bool:
    """Whether the page could be read on which letterhead and title stand."""
    first = min((page.page for page in plan.source.pages), default=1)
    unread = (w.page for w in plan.warnings if w.code in _NOT_READ)
    return all(page not in (first, None) for page in unread)


def _version(plan: Plan) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", plan.schema_version)))
