"""Who does what until when: themes, assignments, dates, targets; recipients and short forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from extractor.evaluation.matching import Comparison, Item, brief, compare, items, lines, placed
from extractor.evaluation.outline import as_list
from extractor.evaluation.words import even

Record = dict[str, Any]


def compare_work(gold: Record, plan: Record) -> Iterator[Comparison]:
    """Themes, assignments, dues, recurrences, targets, recipients, abbreviations."""
    if "themes" in gold:
        yield from _themes(gold["themes"], plan.get("themes") or [])
    if "assignments" in gold:
        yield from _assignments(gold, plan.get("assignments") or [])
    yield from _times(gold, plan.get("assignments") or [])
    if "targets" in gold:
        yield compare("targets", _targets, gold["targets"], plan.get("targets") or [], exact=True)
    if "recipients" in gold:
        listed = plan.get("recipients") or []
        texts = compare("recipients", items, gold["recipients"], [r["text"] for r in listed])
        yield placed(texts, (r.get("at") for r in listed))
    if "abbreviations" in gold:
        known = plan.get("abbreviations") or []
        pairs = [(a["short"], a["long"]) for a in known]
        forms = compare("abbreviations", _short_forms, gold["abbreviations"].items(), pairs)
        yield placed(forms, (a.get("at") for a in known))


def _themes(gold: list[Record], found: list[Record]) -> Iterator[Comparison]:
    yield compare("themes", lambda themes: tuple(map(_theme, themes)), gold, found)
    counts = compare("theme bullets", _bullets, gold, found, exact=True)
    yield placed(counts, (theme.get("at") for theme in found))


def _theme(theme: Record) -> Item:
    """Months must be equal, topics alike; the number of content bullets is scored apart."""
    topics = (t if isinstance(t, str) else t.get("text") or "" for t in theme.get("topics") or [])
    return Item(
        (even(" ".join(topics)),),
        head=_when(theme),
        shown=brief({key: theme.get(key) for key in ("months", "all_year", "topics")}),
        optional=bool(theme.get("optional")),
        at=theme.get("at"),
    )


def _bullets(themes: list[Record]) -> tuple[Item, ...]:
    """Gold may say how many there are instead of listing them."""
    contents = ((_when(theme), theme.get("content")) for theme in themes)
    return lines(f"{when} #{len(c) if isinstance(c, list) else c}" for when, c in contents)


def _when(theme: Record) -> tuple[tuple[int, ...], bool]:
    return tuple(theme.get("months") or []), bool(theme.get("all_year"))


def _assignments(gold: Record, assignments: list[Record]) -> Iterator[Comparison]:
    wanted = gold["assignments"]
    found = [a for a in assignments if _is_scored(a, gold)]
    yield compare("assigned agencies", partial(_agencies, "agencies"), wanted, found)
    loose = {a["section"] for a in wanted if a.get("partners_optional")}
    sides = ([a for a in side if a.get("section") not in loose] for side in (wanted, found))
    yield compare("partner agencies", partial(_agencies, "partners"), *sides)
    by_section = {a.get("section"): a for a in found}
    sections = [a["section"] for a in wanted]
    for one in wanted:
        if sections.count(one["section"]) == 1:
            yield from _mode_and_tasks(one, by_section.get(one["section"], {}))


def _is_scored(assignment: Record, gold: Record) -> bool:
    """Work given in top-level sections where gold lists none is not scored, nor what gold marks
    as unsure."""
    section = assignment.get("section") or ""
    covered = {(a["section"] or "").split("/")[0] for a in gold["assignments"]}
    unsure = tuple(f"{path}/" for path in gold.get("unscored_sections") or ())
    return section.split("/")[0] in covered and not f"{section}/".startswith(unsure)


def _agencies(part: str, assignments: Iterable[Record]) -> tuple[Item, ...]:
    return tuple(
        Item(
            _agency_names(agency),
            head=a.get("section"),
            shown=brief([a.get("section"), agency]),
            at=agency.get("at") if isinstance(agency, dict) else None,
        )
        for a in assignments
        for agency in a.get(part) or []
    )


def _agency_names(agency: Any) -> tuple[str, ...]:
    """Every way of naming a body that counts as right: by name, as written, with its unit."""
    if isinstance(agency, str):
        return (even(agency),)
    name, unit = agency.get("name"), agency.get("unit")
    names = [name, agency.get("text")]
    if unit:
        names += [f"{name} ({unit})", f"{unit}, {name}"]
    return tuple(even(n) for n in names if n)


def _mode_and_tasks(wanted: Record, match: Record) -> Iterator[Comparison]:
    values = {"mode": match.get("mode"), "tasks": len(match.get("tasks") or [])}
    for name, value in values.items():
        allowed = as_list(wanted[name])
        got = allowed[0] if value in allowed else value
        both = ([f"{wanted['section']} {answer}"] for answer in (allowed[0], got))
        compared = compare(f"assignment {name}", lines, *both, exact=True)
        yield placed(compared, [match.get("at")])


def _times(gold: Record, assignments: list[Record]) -> Iterator[Comparison]:
    tasks = [task for a in assignments for task in a.get("tasks") or []]
    for name, part in (("dues", "due"), ("recurrences", "recurrence")):
        if name in gold:
            places = {task[part]: task.get("at") for task in reversed(tasks) if task.get(part)}
            found = sorted(places)
            compared = compare(name, lines, gold[name], found, exact=True)
            yield placed(compared, (places[stated] for stated in found))


def _targets(targets: list[Record]) -> tuple[Item, ...]:
    return tuple(_target(target) for target in targets if target.get("value") is not None)


def _target(target: Record) -> Item:
    value, unit = float(target["value"]), even(target.get("unit"))
    said = f"{value:g} {unit} {target.get('bound')} {target.get('per')}"
    return Item((said,), shown=brief(said), at=target.get("at"))


def _short_forms(pairs: Iterable[tuple[str, str]]) -> tuple[Item, ...]:
    return items(f"{short}={long}" for short, long in pairs)
