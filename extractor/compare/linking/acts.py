"""Cited acts: one id for one act, and whether it was in force."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import Literal

from extractor.compare.linking.actids import (
    has_symbol,
    kind_slug,
    numbered_id,
    place_of,
    titled_id,
    year_of,
)
from extractor.compare.linking.link import How, Link, likeness, most_like
from extractor.compare.linking.misread import Vocabulary, only, vocabulary
from extractor.compare.linking.versions import Version, versions
from extractor.plan import Citation, Plan
from extractor.tables.acts import (
    NamedAct,
    act_of,
    document_types,
    listed_title,
    named_acts,
    title_key,
)
from extractor.vietnamese import even, fold

ActState = Literal["in_force", "replaced", "repealed", "pending", "not_yet", "unknown"]
_LAWS = frozenset({"L", "BL", "PL", "HP"})


def link_act(citation: Citation, plan: Plan | None = None) -> Link:
    """The act that is cited. `plan`, which cites it, says whose act a local one is, and of which
    version of a law it speaks that it cites by title alone."""
    if citation.number is None:
        return _titled(citation, plan)
    if not has_symbol(citation.number):
        return Link(None, None, "unlisted", 0.0)
    year = year_of(citation.number) or citation.year
    id = numbered_id(citation.type, citation.number, year) + place_of(citation, plan)
    return Link(id, act_name(citation, year), "exact" if year else "ambiguous", 1.0)


def act_state(
    act_id: str | None, on: date | None, issued_on: date | None = None
) -> tuple[ActState, str | None]:
    """Whether an act was in force on a day, and the id of what replaced or repealed it (several
    parted by `|`). `not_yet`: not issued yet; `pending`: issued, not yet in force. Of an act that
    is not listed `issued_on` tells."""
    version = versions().get(act_id or "")
    issued = (version.issued_on if version else None) or issued_on
    if on is None or act_id is None:
        return "unknown", None
    if issued and on < issued:
        return "not_yet", None
    return _standing(version, on) if version else ("unknown", None)


def amendments(act_id: str, on: date | None) -> tuple[str, ...]:
    """The ids of the acts that amended an act until the day `on`."""
    version = versions().get(act_id)
    amending = (versions().get(id) for id in version.amended_by) if version else ()
    known = [act for act in amending if act and act.valid_from]
    return tuple(act.id for act in known if on and act.valid_from and act.valid_from <= on)


def act_name(citation: Citation, year: int | None) -> str:
    """What to call an act: *Luật Thi đua, khen thưởng (06/2022/QH15)*, *Chỉ thị 34-CT/TW
    (2014)*."""
    number = "".join((citation.number or "").split()).replace("TƯ", "TW")
    title = _titles().get(f"{kind_slug(citation.type)} {number}") or citation.title
    if title:
        return f"{title} ({number or year})" if number or year else title
    name = f"{_kinds().get(citation.type, citation.type)} {number}"
    return f"{name} ({year})" if year and not year_of(number) else name


def nearest_act(title: str) -> tuple[NamedAct, float]:
    """The listed act whose title is most like `title`."""
    return _nearest(fold(title))


def _standing(version: Version, on: date) -> tuple[ActState, str | None]:
    if version.valid_from and on < version.valid_from:
        return "pending", None
    if version.valid_to and on > version.valid_to:
        state: ActState = "replaced" if version.replaced_by else "repealed"
        return state, "|".join(version.replaced_by or version.repealed_by) or None
    known = version.valid_to or version.checked
    began = version.valid_from is not None
    return ("in_force" if began and known and on <= known else "unknown"), None


def _titled(citation: Citation, plan: Plan | None) -> Link:
    title = citation.title or ""
    if citation.type not in _LAWS:
        id = titled_id(citation.type, title, citation.year) + place_of(citation, plan)
        return Link(id, title, "unlisted", 0.0)
    listed = _listed(title)
    if listed is None:
        id = titled_id(citation.type, title, citation.year)
        return Link(id, title, "unlisted", nearest_act(title)[1])
    name, how, alike = listed
    year, day = citation.year, citation.issued_on
    if act := act_of(name, year, day) or _in_force(name, plan, dated=bool(year or day)):
        told = how if year or day else "core"
        return Link(_id_of(act), _label(act), told, alike)
    id = titled_id(citation.type, name, year)
    return Link(id, f"{name} ({year})" if year else name, how if year else "ambiguous", alike)


def _in_force(title: str, plan: Plan | None, *, dated: bool) -> NamedAct | None:
    """The version of a law that a plan means by its title alone: the one in force on its day,
    where no newer one had been issued by then."""
    on = plan.issued_on if plan else None
    if on is None or dated:
        return None
    issued = [act for act in _versions_of().get(title, ()) if act.issued_on and act.issued_on <= on]
    latest = issued[-1] if issued else None
    return latest if latest and act_state(_id_of(latest), on)[0] == "in_force" else None


@cache
def _versions_of() -> dict[str, list[NamedAct]]:
    """The dated versions by listed title, the earliest first."""
    found: dict[str, list[NamedAct]] = {}
    for act in sorted(named_acts(), key=lambda act: act.issued_on or date.min):
        found.setdefault(listed_title(act.title) or act.title, []).append(act)
    return found


def _id_of(act: NamedAct) -> str:
    year = act.issued_on.year if act.issued_on else None
    if act.number is None:
        return titled_id(act.type, act.title, year)
    return numbered_id(act.type, act.number, year)


def _label(act: NamedAct) -> str:
    year = act.issued_on.year if act.issued_on else ""
    return f"{act.title} ({act.number or year})"


@lru_cache(maxsize=1 << 13)
def _listed(title: str) -> tuple[str, How, float] | None:
    """The listed title that `title` is a writing of, how, and how like it is."""
    if found := listed_title(title):
        same = title_key(found) == title_key(title)
        return found, "exact" if same else "short", 1.0
    found = only(title, _vocabulary(), listed_title)
    return (found, "near", likeness(even(title), even(found))) if found else None


@cache
def _vocabulary() -> Vocabulary:
    return vocabulary(act.title for act in named_acts())


@cache
def _titles() -> dict[str, str]:
    return {f"{kind_slug(act.type)} {act.number}": act.title for act in named_acts()}


@cache
def _kinds() -> dict[str, str]:
    return {kind.code: kind.name for kind in document_types()}


@lru_cache(maxsize=1 << 12)
def _nearest(folded: str) -> tuple[NamedAct, float]:
    best, alike = most_like(folded, _by_title())
    return _by_title()[best], alike


@cache
def _by_title() -> dict[str, NamedAct]:
    return {fold(act.title): act for act in named_acts()}
