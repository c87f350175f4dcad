"""The page of one plan: what was scanned on the left, what was read of it on the right."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from markupsafe import Markup

from extractor import __version__
from extractor.compare.report.templating import WORDS as REPORT_WORDS
from extractor.errors import WARNINGS
from extractor.pages.closed import BASE, inlined, policy
from extractor.pages.templating import environment
from extractor.pages.words import Pair, Words
from extractor.plan import Plan
from extractor.plan.glance import shorten
from extractor.review.page.fields import GROUPS, Field, Group, Value, groups_of
from extractor.review.page.marks import marks_by_page, pieces_of

HERE = Path(__file__).parent
OPEN = frozenset({"warnings", "header", "signatures"})
"""Groups that are open at first; others are where they hold something doubtful."""
PRINTED = 400
"""Most characters shown of the words of one place."""
_DAYS = frozenset({"issued_on", "start", "end", "due"})
_CODED = frozenset({"relation", "mode", "role", "bound", "per"})
Shown = Literal["pictures", "text", "gone", "changed", "broken"]
"""What the left side shows: the pages; the text of a text; or the text, since the source is gone,
is another one now, or cannot be shown."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page: its size in points, and of its picture the address and the size in pixels; no
    address where the page cannot be shown."""

    number: int
    width: float
    height: float
    address: str = ""
    pixels: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Forms:
    """Makes each value a form that posts a correction to `action`; `token` goes with it, so that
    no other site can send one."""

    action: str
    token: str


@dataclass(frozen=True, slots=True)
class Sources:
    """What stands on the left, and where pictures come from: `data:`, or also files beside."""

    shown: Shown
    pictures: Sequence[Picture] = ()
    images: str = "data:"


@cache
def words() -> Words:
    """What the pages say; codes that the report knows too are said as there."""
    said = Words.load(REPORT_WORDS).messages
    return Words({**said, **Words.load(HERE / "words").messages})


def plan_page(
    plan: Plan,
    document: str,
    sources: Sources,
    *,
    back: str | None = None,
    forms: Forms | None = None,
) -> str:
    """The page of `plan` as HTML. `document` is what its archive calls it; `back` is the address
    of the queue that it belongs to."""
    groups = groups_of(plan)
    style, script = _style(), inlined([HERE / "script" / "review.js"])
    pieces = pieces_of(plan.text or "", groups) if sources.shown != "pictures" else []
    return _templates().get_template("plan.html.j2").render(
        plan=plan,
        document=document,
        groups=groups,
        opened={g.name for g in groups if g.name in OPEN or g.doubtful},
        pictures=sources.pictures,
        source=sources.shown,
        marks=marks_by_page(groups),
        pieces=pieces,
        placed=_placed(groups, sources, pieces=bool(pieces)),
        printed=lambda field: _printed(plan, field),
        back=back,
        forms=forms,
        version=__version__,
        policy=policy(
            style, script, images=sources.images, forms="'self'" if forms else "'none'"
        ),
        style=style,
        script=script,
    )  # fmt: skip


def render(template: str, **values: object) -> str:
    """Another page of the same kind, without a script."""
    style = values.pop("style", None) or _style()
    return _templates().get_template(template).render(
        version=__version__, policy=policy(str(style)), style=style, **values
    )  # fmt: skip


def style_with(rules: str) -> Markup:
    """The style of the pages, and rules of our own making."""
    return _style() + Markup(rules)  # noqa: S704 - ours


@cache
def _style() -> Markup:
    hidden = ",".join(
        f"body:has(#g-{name}:not([open])) .paper .g-{name}" for name in GROUPS if name != "warnings"
    )
    rule = f"{hidden} {{ display: none; }}\n"
    return inlined([BASE, HERE / "style" / "review.css"]) + Markup(rule)  # noqa: S704 - ours


@cache
def _templates() -> Environment:
    return environment(
        HERE / "templates", t=words(), usual=defaultdict(str, WARNINGS), shown=shown, label=label
    )


def label(field: Field) -> Pair:
    """What a field is called."""
    said = words()
    if field.warning is None:
        return said(f"field.{field.kind}")
    key = f"warning.{field.warning}"
    return said(key) if key in said else said.shown(field.message)


def shown(value: Value) -> Pair:
    """A value as people write it."""
    said, held = words(), value.value
    if value.name in _CODED and f"{value.name}.{held}" in said:
        return said(f"{value.name}.{held}")
    if value.name in _DAYS:
        return said.shown(datetime.date.fromisoformat(held))
    if isinstance(held, bool):
        return said("value.yes")
    if isinstance(held, list):
        return said.shown(", ".join(map(str, held)))
    if isinstance(held, float) and held.is_integer():
        return said.shown(int(held))
    return said.shown(held)


def _printed(plan: Plan, field: Field) -> list[str]:
    """The words of its places as they stand in the text, where the values do not say the same."""
    if plan.text is None or field.warning:
        return []
    same = {str(value.value) for value in field.values} if len(field.values) == 1 else set()
    found = (shorten(plan.text[at.start : at.end], PRINTED) for at in field.places)
    return [text for text in dict.fromkeys(found) if text and text not in same]


def _placed(groups: Sequence[Group], sources: Sources, *, pieces: bool) -> frozenset[int]:
    """The numbers of the fields that have a mark on the left, to which a link can lead."""
    shown_pages = {picture.number for picture in sources.pictures if picture.address}
    return frozenset(
        field.number
        for group in groups
        for field in group.fields
        if (pieces and field.places)
        or any(r.page in shown_pages for place in field.places for r in place.regions or ())
    )
