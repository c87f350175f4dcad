"""What plans say of the same act, against one another, the registry and the act itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TypeVar

import regex
from rapidfuzz import fuzz

from extractor.archive.linking.facts import issuer_key, number_key
from extractor.compare.checks.acts import listed_day
from extractor.compare.checks.view import Raised, View, printed_day, words_of
from extractor.compare.linking.scope import NATION, own_scope
from extractor.compare.rows import CitationRow, PlanRow
from extractor.vietnamese import fold

_LONG = 30  # letters of a subject that can hardly be that of two acts
_UNLIKE = 60.0  # titles and subjects that are less alike are of different documents
_ENOUGH = 2  # documents that agree
_OWN_YEAR = regex.compile(r"^\d{1,5}/(?:19|20)\d{2}/")
Said = TypeVar("Said", bound=Hashable)


def dates(view: View) -> Iterator[Raised]:
    """The date given to an act: by the act itself, by the registry, by most others."""
    same: defaultdict[tuple[str, str | None], dict[CitationRow, date]] = defaultdict(dict)
    for citation in view.citations:
        day = printed_day(citation)
        known = list(_known_date(view, citation, day)) if day else []
        yield from known
        if day and citation.number and not known:
            # One symbol may be that of several bodies of a place.
            local = view.acts.scope(citation) != NATION
            body = issuer_key(citation.issuer) if local else None
            same[view.acts.key(citation), body][citation] = day
    for said in same.values():
        yield from _outvoted("act_dates_differ", said)


def _known_date(view: View, citation: CitationRow, day: date) -> Iterator[Raised]:
    """Against the act in the corpus, else the registry."""
    itself = view.acts.numbered(citation)
    listed = listed_day(citation) or day
    said: dict[str, object] = {"act": words_of(citation), "date": day}
    if itself and itself.document != citation.document and itself.issued_on != day:
        values = {**said, "other": itself.issued_on}
        yield Raised("plan_date_differs", citation.id, values, (itself.id,))
    elif listed != day:
        yield Raised("act_date_listed", citation.id, {**said, "listed": listed})


def years(view: View) -> Iterator[Raised]:
    """The year given to a nation-wide number that bears none, where the subject is the same."""
    same: defaultdict[tuple[str, str], dict[CitationRow, int]] = defaultdict(dict)
    for citation in view.citations:
        subject, number = _letters(citation.subject), number_key(_without_year(citation))
        if number and len(subject) >= _LONG and view.acts.scope(citation) == NATION:
            same[number, subject][citation] = citation.act_year or 0
    for said in same.values():
        yield from _outvoted("act_years_differ", said)


def _without_year(citation: CitationRow) -> str | None:
    """The number, if it bears no year and one is said beside it."""
    number = citation.number
    bears = number is None or citation.act_year is None or _OWN_YEAR.match(number)
    return None if bears else number


def _outvoted(check: str, said: Mapping[CitationRow, Said]) -> Iterator[Raised]:
    """The rows that say otherwise than most documents do; where as many say either, all of them."""
    documents = {value: len(found) for value, found in _documents(said).items()}
    ranked = sorted(documents, key=lambda value: (-documents[value], str(value)))
    for row, value in said.items() if len(ranked) > 1 else ():
        other = ranked[0] if value != ranked[0] else ranked[1]
        if documents[other] >= documents[value]:
            against = next(one.id for one, what in said.items() if what == other)
            own = {"act": words_of(row), "subject": row.subject, "date": value, "year": value}
            others = {"plans": documents[other], "other": other}
            yield Raised(check, row.id, {**own, **others}, (against,))


def _documents(said: Mapping[CitationRow, Said]) -> dict[Said, set[str]]:
    found: defaultdict[Said, set[str]] = defaultdict(set)
    for row, value in said.items():
        found[value].add(row.document)
    return found


def subjects(view: View) -> Iterator[Raised]:
    """A subject that most give to another act, beside a number that most give another subject."""
    of_subject: defaultdict[str, Counter[str]] = defaultdict(Counter)
    of_act: defaultdict[str, Counter[str]] = defaultdict(Counter)
    rows: list[tuple[CitationRow, str, str]] = []
    for citation in view.citations:
        subject, act = _letters(citation.subject), view.acts.key(citation)
        if citation.number and subject:
            of_subject[subject][act] += 1
            of_act[act][subject] += 1
            rows.append((citation, subject, act))
    called = {act: words_of(citation) for citation, _, act in reversed(rows)}
    for citation, subject, act in rows:
        (owner, plans), (usual, count) = _most(of_subject[subject]), _most(of_act[act])
        sure = plans >= _ENOUGH and count >= _ENOUGH and of_act[act][subject] < count
        if called[owner] != called[act] and sure and fuzz.ratio(subject, usual) < _UNLIKE:
            said = {"act": called[act], "subject": citation.subject}
            others = {"plans": plans, "other": called[owner]}
            yield Raised("act_subjects_differ", citation.id, {**said, **others})


def _most(found: Counter[str]) -> tuple[str, int]:
    return min(found.items(), key=lambda item: (-item[1], item[0]))


@lru_cache(maxsize=1 << 16)
def _letters(subject: str | None) -> str:
    return "".join(c for c in fold(subject or "") if c.isalnum())


def numbers(view: View) -> Iterator[Raised]:
    """One number of one issuer and year on documents with other titles."""
    same: defaultdict[Hashable, list[PlanRow]] = defaultdict(list)
    for plan in view.plans.values():
        if plan.number and plan.issued_on and plan.issuer and plan.title:
            identity = number_key(plan.number), plan.issued_on.year, issuer_key(plan.issuer)
            same[identity, own_scope(plan)].append(plan)
    for plans in same.values():
        for plan, other in _unlike(plans):
            values: dict[str, object] = {"number": plan.number, "issuer": plan.issuer}
            values |= {"year": plan.issued_on and plan.issued_on.year}
            values |= {"other": other.document, "title": other.title}
            yield Raised("number_twice", plan.id, values, (other.id,))


def _unlike(plans: Iterable[PlanRow]) -> Iterator[tuple[PlanRow, PlanRow]]:
    """Each document after the first whose title is another one's."""
    first, *others = sorted(plans)
    for other in others:
        if fuzz.ratio(_letters(first.title), _letters(other.title)) < _UNLIKE:
            yield other, first
