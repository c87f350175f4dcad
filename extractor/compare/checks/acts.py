"""What a plan says of the acts that it cites, against its own date, number and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import regex

from extractor.archive.linking.facts import number_key
from extractor.compare.checks.view import Raised, View, printed_day, words_of
from extractor.compare.linking.scope import own_scope
from extractor.compare.linking.versions import versions
from extractor.compare.rows import CitationRow, PlanRow
from extractor.tables import split, table
from extractor.tables.acts import act_of

_NUMBER_YEAR = regex.compile(r"^\d{1,5}/((?:19|20)\d{2})/")
_TERM = regex.compile(r"QH(\d{1,2})$")
_RESTS = frozenset({"basis", "implements"})
_ENDS = frozenset({"replaces", "amends"})


def own_acts(view: View) -> Iterator[Raised]:
    """Each cited act against the plan that cites it."""
    for citation in view.citations:
        plan = view.plans[citation.document]
        yield from tuple(_number(citation)) or _time(citation, plan)
        yield from _state(citation, plan)
        if _is_itself(view, citation, plan):
            yield Raised("replaces_itself", citation.id, {"act": words_of(citation)}, (plan.id,))


def listed_day(citation: CitationRow) -> date | None:
    """The day of the act as the registry has it; for a law with a date that is no version's, that
    of the version of the same year."""
    if version := versions().get(citation.act_id or ""):
        return version.issued_on
    day = printed_day(citation)
    if day is None or citation.title is None:
        return None
    act = act_of(citation.title, None, day) or act_of(citation.title, day.year)
    return act.issued_on if act else None


def _number(citation: CitationRow) -> Iterator[Raised]:
    """The number against the date and the year beside it."""
    act, said, year = words_of(citation), printed_day(citation), _year(citation)
    own, term = _own_year(citation.any_number), _TERM.search(citation.any_number or "")
    first, last = _terms().get(int(term[1]) if term else 0, (date.min.year, date.max.year))
    if own and said and own != said.year:
        yield Raised("number_year", citation.id, {"act": act, "year": own, "date": said})
    elif term and year and not first <= year <= last:
        values = {"term": term[1], "first": first, "last": last, "year": year}
        yield Raised("assembly_term", citation.id, {"act": act, **values})


def _own_year(number: str | None) -> int | None:
    """The year that a number bears: `52/2018/NĐ-CP`."""
    match = _NUMBER_YEAR.search(number or "")
    return int(match[1]) if match else None


@cache
def _terms() -> dict[int, list[int]]:
    return {row["number"]: row["years"] for row in table("compare/checks")["term"]}


def _time(citation: CitationRow, plan: PlanRow) -> Iterator[Raised]:
    """The act against the day on which the plan was issued."""
    act, year, issued, end = words_of(citation), _year(citation), plan.issued_on, plan.period_end
    day = printed_day(citation) or listed_day(citation)
    if issued and day and day > issued:
        values = {"act": act, "date": day, "issued": issued}
        yield Raised("act_after_plan", citation.id, values, (plan.id,))
    elif issued and not day and year and year > issued.year:
        values = {"act": act, "year": year, "issued": issued}
        yield Raised("act_year_after_plan", citation.id, values, (plan.id,))
    elif issued is None and end and year and year > end.year:
        values = {"act": act, "year": year, "end": end}
        yield Raised("act_after_period", citation.id, values, (plan.id,))


def _year(citation: CitationRow) -> int | None:
    """The year of the act, where it does not come from a date that proves nothing."""
    unproven = citation.issued_on is not None and printed_day(citation) is None
    return None if unproven else citation.act_year


def _state(citation: CitationRow, plan: PlanRow) -> Iterator[Raised]:
    """An act that was no longer in force cited as if it were."""
    if plan.issued_on is None or citation.relation not in _RESTS:
        return
    if citation.act_state in ("replaced", "repealed"):
        values = {"act": words_of(citation), "issued": plan.issued_on, "by": _called(citation)}
        yield Raised(f"act_{citation.act_state}", citation.id, values, (plan.id,))


def _called(citation: CitationRow) -> str:
    """What replaced an act, by number."""
    ids = split(citation.replaced_by or "")
    known = (versions().get(id) for id in ids)
    return ", ".join(v.number if v and v.number else id for id, v in zip(ids, known, strict=True))


def _is_itself(view: View, citation: CitationRow, plan: PlanRow) -> bool:
    """Whether the plan replaces a document with its own number, year, body and place."""
    if citation.relation not in _ENDS or plan.number is None or plan.issued_on is None:
        return False
    same_day = citation.issued_on in (None, plan.issued_on)
    return (
        number_key(citation.number) == number_key(plan.number)
        and citation.act_year == plan.issued_on.year
        and same_day
        and view.acts.scope(citation) == own_scope(plan)
    )


def mutual_replacements(view: View) -> Iterator[Raised]:
    """Two documents that replace each other."""
    replaced: dict[tuple[str, str], CitationRow] = {}
    for citation in view.citations:
        other = view.acts.meant(citation) if citation.relation == "replaces" else None
        if other:
            replaced[citation.document, other.document] = citation
    for (one, two), citation in replaced.items():
        if back := replaced.get((two, one)):
            yield Raised(
                "replaces_each_other", citation.id, {"act": words_of(citation)}, (back.id,)
            )
