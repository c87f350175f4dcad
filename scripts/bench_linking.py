"""How well names are linked: by the names that gold has, and end to end from the documents.

`dev` or `test` (the usual one) says which split; only `dev` lists what went wrong."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from samples import CORPUS, make, split

from extractor.compare.linking import (
    link_act,
    link_agency,
    link_campaign,
    link_day,
    province_of,
)
from extractor.compare.model import Member
from extractor.compare.tables import build
from extractor.pipeline import extract
from extractor.plan import Agency, At, Campaign, Citation, Event, Plan, Province
from extractor.tables.acts import act_of, named_acts, title_key
from extractor.tables.bodies import Body, alias_words, bodies
from extractor.tables.movements import movements, words_of
from extractor.tables.places import province_named
from extractor.vietnamese import fold, slug

KINDS = ("agency", "campaign", "act", "day", "province")
GRADES = {"text": "plain text", "office": "office scans"}
# The first words of the places that the rows of a level stand for.
_NOUNS = {
    "tỉnh": {"tinh", "thanh"},
    "huyện": {"huyen", "quan", "thi", "thanh"},
    "xã": {"xa", "phuong", "thi", "dac"},
}
_KINDS = {"HD": "huong-dan", "HĐ": "hop-dong", "ĐA": "de-an", "DA": "du-an"}
AT = At(start=0, end=0, confidence=1.0)
Gold = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """A name in gold. `right` is the id that gold gives, None where it gives none; `listed` the
    entry with this very name that the registry has meanwhile all the same."""

    kind: str
    written: str
    right: str | None
    found: str | None
    listed: str | None = None


@dataclass(slots=True)
class Score:
    """Counts of one kind."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    newer: int = 0
    """Links of names that gold leaves open, to the entry of this very name."""
    misses: list[str] = field(default_factory=list)

    def add(self, named: Named) -> None:
        """Counts one name."""
        if named.found is not None and named.found == named.right:
            self.right += 1
            return
        if named.right is None and named.found is not None and named.found == named.listed:
            self.newer += 1
            return
        self.wrong += named.found is not None
        self.missed += named.right is not None
        if named.found or named.right:
            self.misses.append(f"{named.written}: wanted {named.right}, got {named.found}")

    def line(self, kind: str) -> str:
        """A row of the table."""
        linked, wanted = self.right + self.wrong, self.right + self.missed
        precision = self.right / linked if linked else 1.0
        recall = self.right / wanted if wanted else 1.0
        return f"| {kind} | {wanted} | {precision:.3f} | {recall:.3f} | {self.newer} |"


def main() -> None:
    """By name, then end to end."""
    name = sys.argv[1] if len(sys.argv) > 1 else "test"
    golds = {slug: _gold(slug) for slug in split(name)}
    show(f"{name} split, names as gold has them", by_name(golds), name)
    with tempfile.TemporaryDirectory() as folder:
        make(golds, GRADES, Path(folder))
        for grade, words in GRADES.items():
            show(f"{name} split, {words}", end_to_end(golds, Path(folder, grade)), name)


def show(title: str, names: Iterable[Named], split_name: str) -> None:
    """A table of scores."""
    scores = {kind: Score() for kind in KINDS}
    for named in names:
        scores[named.kind].add(named)
    total = Score(*(sum(getattr(s, p) for s in scores.values()) for p in ("right", "wrong")))
    total.missed = sum(score.missed for score in scores.values())
    total.newer = sum(score.newer for score in scores.values())
    print(f"\n{title}\n\n| | names | precision | recall | newer than gold |")
    print("| --- | --- | --- | --- | --- |")
    print("\n".join(score.line(kind) for kind, score in [*scores.items(), ("all", total)]))
    if split_name == "dev":
        print("\n".join(f"  {kind} {miss}" for kind in KINDS for miss in scores[kind].misses))


def by_name(golds: dict[str, Gold]) -> Iterator[Named]:
    """Every object of gold, linked from what is written alone."""
    for gold in golds.values():
        on = _day(gold["issued_on"])
        for body in _bodies(gold):
            yield _agency(body, on)
        for campaign in gold["campaigns"]:
            yield _campaign(campaign, on)
        for event in (event for theme in gold["themes"] for event in theme["events"]):
            yield _event(event)
        for citation in gold["citations"]:
            yield _citation(citation, gold)
        if gold["province"]:
            yield _province(gold["province"], on)


def end_to_end(golds: dict[str, Gold], folder: Path) -> Iterator[Named]:
    """What the tables link in each document against what gold links in it, each entry once."""
    paths = {path.name.partition(".")[0]: path for path in sorted(folder.iterdir())}
    tables = build((Member(slug, extract(paths[slug])) for slug in golds), ())
    for slug_, gold in golds.items():
        wanted = list(by_name({slug_: gold}))
        for kind, column, table in (
            ("agency", "agency_id", "assignees"), ("campaign", "campaign_id", "campaigns"),
            ("act", "act_id", "citations"), ("day", "day_id", "events"),
            ("province", "province_id", "plans"),
        ):  # fmt: skip
            rows = tables.only([slug_])[table][column].to_pylist()
            yield from _compared(kind, [n for n in wanted if n.kind == kind], set(rows) - {None})


def _compared(kind: str, wanted: list[Named], found: set[str]) -> Iterator[Named]:
    right = {named.right for named in wanted if named.right}
    newer = {named.listed for named in wanted if named.listed}
    for id in sorted(right | found):
        got = id if id in found else None
        yield Named(kind, id, id if id in right else None, got, id if id in newer else None)


def _bodies(gold: Gold) -> Iterator[Gold]:
    for assignment in gold["assignments"]:
        yield from (*assignment["agencies"], *assignment["partners"])


def _agency(body: Gold, on: date | None) -> Named:
    agency = Agency(
        text=body["text"], name=body["name"], id=None, unit=body.get("unit"), level="other"
    )
    found = link_agency(agency, on).id
    return Named("agency", body["text"], body["id"], found, _listed_body(body["name"], on))


def _listed_body(name: str, on: date | None) -> str | None:
    """The row whose name this is, with the name of one of its places or without any: *Ủy ban nhân
    dân xã* and a commune, *Phòng Tư pháp*."""
    words = _words(name)
    fitting = [
        body.id
        for body in bodies().values()
        if _is_named(words, body) and (on is None or body.valid_from <= on <= body.valid_to)
    ]
    return fitting[0] if fitting else None


def _is_named(words: list[str], body: Body) -> bool:
    """Whether these are the row's words, a place's noun and name after them where it has places."""
    core = _words(body.core)
    if words[: len(core)] != core:
        return False
    rest = words[len(core) :]
    return not rest or (body.territory is not None and rest[0] in _NOUNS[body.territory])


def _words(name: str) -> list[str]:
    return [fold(word) for word in alias_words(name)]


def _campaign(campaign: Gold, on: date | None) -> Named:
    name = campaign["name"]
    made = Campaign(id=None, name=name, text=name, scope="other", period=None, mentions=())
    found = link_campaign(made, on.year if on else None).id
    same = (
        movement.id
        for movement in movements()
        if words_of(name) in map(words_of, (movement.name, *movement.forms))
    )
    return Named("campaign", name, campaign.get("id"), found, next(same, None))


def _event(event: Gold) -> Named:
    made = Event(
        name=event["name"], date=event["date"], lunar=event.get("lunar", False),
        anniversary=event["anniversary"], id=None, at=AT,
    )  # fmt: skip
    return Named("day", event["name"], event["id"], link_day(made).id)


def _citation(citation: Gold, gold: Gold) -> Named:
    """Gold has no ids of acts: kind, number, year and place make one, a law's title and year that
    of the version that the table of laws has."""
    parts = ("type", "number", "title", "issued_on", "year", "issuer", "subject", "relation")
    made = Citation(key="", mentions=(), **{part: citation[part] for part in parts})
    plan = _plan(gold)
    found = link_act(made, plan)
    written = " ".join(filter(None, (made.title, made.number)))
    return Named("act", f"{written} {made.year}", _act_id(made, found.id or ""), found.id)


def _act_id(citation: Citation, found: str) -> str:
    """The id that is right, its place left as found; of a law without a year any version's."""
    place = found.partition("@")[2]
    year, number = citation.year, citation.number
    if number is None:
        act = act_of(citation.title or "", year, citation.issued_on)
        if act is None and year is None and _is_version(citation, found):
            return found
        number = act.number if act else None
    core = slug(number or citation.title or "")
    if year and str(year) not in core.split("-"):
        core += f"-{year}"
    kind = _KINDS.get(citation.type, slug(citation.type))
    return f"{kind}-{core}" + (f"@{place}" if place else "")


def _is_version(citation: Citation, found: str) -> bool:
    """Whether an id is a version's of the law with this title."""

    title = title_key(citation.title or "")
    return any(
        slug(act.number or "-") in found for act in named_acts() if title_key(act.title) == title
    )


def _province(province: Gold, on: date | None) -> Named:
    made = Province(name=province["name"], code=None, code_list=None, current=None)
    unit = province_named(province["name"], on)
    right = f"{province['code_list']}-{province['code']}" if province["code"] else None
    if unit and unit.code == province["code"] and unit.code_list == province["code_list"]:
        right = unit.id  # Huế has a row for each of its kinds
    return Named("province", province["name"], right, province_of(made, on)[0])


def _plan(gold: Gold) -> Plan:
    """The plan as far as gold has what tells whose acts it cites."""
    return Plan.model_construct(
        id="gold", number=gold["number"], issued_on=_day(gold["issued_on"]),
        issuer=Agency(**gold["issuer"]) if gold["issuer"] else None,
        province=Province(**gold["province"]) if gold["province"] else None,
    )  # fmt: skip


def _gold(slug_: str) -> Gold:
    gold: Gold = json.loads((CORPUS / "plans" / slug_ / "gold.json").read_text("utf-8"))
    return gold


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


if __name__ == "__main__":
    main()
