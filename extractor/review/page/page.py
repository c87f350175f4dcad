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
from pydantic import JsonValue

from extractor import __version__
from extractor.compare.report.templating import WORDS as REPORT_WORDS
from extractor.errors import WARNINGS
from extractor.pages.closed import BASE, inlined, policy
from extractor.pages.templating import environment
from extractor.pages.words import Language, Pair, Words
from extractor.plan import Plan
from extractor.plan.glance import shorten
from extractor.review.page.decisions import Decision, Told
from extractor.review.page.fields import GROUPS, Field, Group, Value, groups_of
from extractor.review.page.forms import (
    additions_to,
    additions_within,
    control_of,
    element_of,
    removable,
)
from extractor.review.page.marks import marks_by_page, pieces_of

HERE = Path(__file__).parent
OPEN = frozenset({"conflicts", "warnings", "lost", "header", "signatures"})
"""Groups that are open at first; others are where they hold something doubtful."""
PRINTED = 400
"""Most characters shown of the words of one place."""
_DAYS = frozenset({"issued_on", "start", "end", "due"})
_CODED = frozenset({"relation", "mode", "role", "bound", "per", "level", "scope"})
_SAYING = ("text", "heading", "title", "name", "number", "short", "label")
"""What of an object is shown in a sentence: the first of these that it has."""
_HANOI = datetime.timezone(datetime.timedelta(hours=7))
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
    """Lets each value be corrected by a form that is posted to `action`, see `read_form`. `token`
    goes with it, so that no other site can send one, and `seen`, the version of the plan that is
    shown. `who` is put into the field for a name; where it is `signed`, it is known and not asked
    for."""

    action: str
    token: str
    seen: str
    who: str = ""
    signed: bool = False


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
    corrections: Told = (),
    forms: Forms | None = None,
    notice: str | None = None,
    language: Language = "vi",
) -> str:
    """The page of `plan`, as it is published, as HTML. `document` is what its archive calls it;
    `back` is the address of the queue that it belongs to; `corrections` are those of the document:
    without them the page says only what the plan itself does. `notice` is said on top. The page
    begins in `language`."""
    groups = groups_of(plan, corrections)
    pieces = pieces_of(plan.text or "", groups) if sources.shown != "pictures" else []
    return render(
        "plan.html.j2",
        images=sources.images,
        plan=plan,
        document=document,
        groups=[g for g in groups if g.fields or (forms and any(additions_to(g, plan)))],
        opened={g.name for g in groups if g.name in OPEN or g.doubtful},
        pictures=sources.pictures,
        source=sources.shown,
        marks=marks_by_page(groups),
        pieces=pieces,
        placed=_placed(groups, sources, pieces=bool(pieces)),
        printed=lambda field: _printed(plan, field),
        additions=lambda group: additions_to(group, plan),
        back=back,
        forms=forms,
        notice=notice,
        language=language,
    )


def render(
    template: str,
    *,
    images: str = "data:",
    forms: object = None,
    language: Language = "vi",
    **values: object,
) -> str:
    """A page of this kind; it may send forms where there are `forms`."""
    return _templates().get_template(template).render(
        version=__version__,
        policy=page_policy(images, forms="'self'" if forms else "'none'"),
        style=style(),
        script=script(),
        forms=forms,
        language=language,
        **values,
    )  # fmt: skip


def page_policy(images: str = "data:", *, forms: str = "'none'") -> str:
    """The content security policy of the pages."""
    return policy(style(), script(), images=images, forms=forms)


@cache
def style() -> Markup:
    """The style of the pages."""
    hidden = ",".join(
        f"body:has(#g-{name}:not([open])) .paper .g-{name}" for name in GROUPS if name != "warnings"
    )
    rule = f"{hidden} {{ display: none; }}\n"
    return inlined([BASE, HERE / "style" / "review.css"]) + Markup(rule)  # noqa: S704 - ours


@cache
def script() -> Markup:
    """The script of the pages. They can be used without it."""
    return inlined([HERE / "script" / "review.js"])


@cache
def _templates() -> Environment:
    return environment(
        HERE / "templates",
        t=words(),
        usual=defaultdict(str, WARNINGS),
        shown=shown,
        label=label,
        part=part,
        choice=choice,
        brief=brief,
        moment=moment,
        control_of=control_of,
        element_of=element_of,
        removable=removable,
        additions_within=additions_within,
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
    if value.name in _CODED:
        return choice(value.name, str(held))
    if value.name in _DAYS and (day := _day(held)):
        return said.shown(day)
    if isinstance(held, bool):
        return said("value.yes" if held else "value.no")
    if isinstance(held, list):
        return said.shown(", ".join(map(str, held)))
    if isinstance(held, float) and held.is_integer():
        return said.shown(int(held))
    return said.shown(held)


def part(name: str) -> Pair:
    """What a part of an object is called, or a field of the plan."""
    said = words()
    keys = (f"part.{name}", f"field.{name}")
    return next((said(key) for key in keys if key in said), said.shown(name))


def choice(name: str, code: str) -> Pair:
    """One of the values that the contract lets a part have."""
    said = words()
    key = {"true": "value.yes", "false": "value.no"}.get(code, f"{name}.{code}")
    return said(key) if key in said else said.shown(code)


def brief(decision: Decision, held: JsonValue) -> Pair:
    """A value that a decision is about, within a sentence."""
    if held is None:
        return words()("decided.nothing")
    name = decision.name or decision.kind
    if isinstance(held, dict | list):
        return words().shown(shorten(_said(held), PRINTED))
    if isinstance(held, str) and f"{name}.{held}" not in words() and name not in _DAYS:
        return words().shown(shorten(held, PRINTED))
    return shown(Value(name, decision.pointer, held))


def moment(when: datetime.datetime) -> Pair:
    """A day and the time of day, in Vietnam."""
    there = when.astimezone(_HANOI)
    return words()("decided.when", day=there.date(), time=f"{there:%H:%M}")


def _said(held: JsonValue) -> str:
    if isinstance(held, dict):
        saying = next((held[name] for name in _SAYING if held.get(name)), None)
        return _said(saying or [each for each in held.values() if each])
    if isinstance(held, list):
        return ", ".join(_said(each) for each in held)
    return str(held)


def _day(held: object) -> datetime.date | None:
    """A day as JSON has it; what a stranger's file has in its place is shown as it is."""
    try:
        return datetime.date.fromisoformat(str(held))
    except ValueError:
        return None


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
