"""The values of a plan that have a place, each with what speaks for and against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.confidence.evidence import (
    NOTHING,
    Facts,
    Guesses,
    facts,
    of_agency,
    of_citation,
    of_header,
    of_outline,
    of_recipient,
    of_section,
    of_signature,
    of_target,
)
from extractor.document import Document, Span
from extractor.plan import (
    Abbreviation,
    Agency,
    Appendix,
    Assignment,
    At,
    Bullet,
    Campaign,
    Citation,
    Event,
    Period,
    Plan,
    Section,
    Target,
    Task,
    Theme,
)

_OPENING = 80
"""Characters of a section or an assignment that are judged; gold tells as many."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the plan. `pointer` (RFC 6901) leads to its `at`; `span` is the part of the text
    that decides it; `kind` and the names of `facts` are those of `data/confidence.toml`."""

    pointer: str
    kind: str
    span: Span
    facts: Facts = NOTHING


def values_of(plan: Plan, document: Document) -> Iterator[Value]:
    """All values of `plan`, which was made of `document`."""
    text, guesses = document.text, Guesses(document.guesses)
    yield from _header(plan)
    yield from _sections(plan.sections, "/sections", of_outline(plan))
    yield from _appendices(plan.appendices)
    yield from _citations(plan.citations, text)
    yield from _campaigns(plan.campaigns)
    yield from _themes(plan.themes, text, guesses)
    yield from _assignments(plan.assignments, text, guesses)
    yield from _targets(plan.targets, "/targets", text)
    for i, recipient in enumerate(plan.recipients):
        yield _value(f"/recipients/{i}", "recipients", recipient.at, of_recipient(recipient))
    for i, signature in enumerate(plan.signatures):
        found = of_signature(signature, plan.signatures)
        yield _value(f"/signatures/{i}", "signatures", signature.at, found)
    yield from _plain(plan.abbreviations, "/abbreviations", "abbreviations")


def _value(holder: str, kind: str, at: At, found: Facts = NOTHING) -> Value:
    return Value(f"{holder}/at", kind, Span(at.start, at.end), found)


def _opening(holder: str, kind: str, at: At, found: Facts = NOTHING) -> Value:
    """A value that the beginning of a long place decides."""
    span = Span(at.start, min(at.end, at.start + _OPENING))
    return Value(f"{holder}/at", kind, span, found)


def _header(plan: Plan) -> Iterator[Value]:
    dated = of_header(plan)
    for name, at in plan.at.items():
        yield Value(f"/at/{name}", name, Span(at.start, at.end), dated)
    if plan.document_type and plan.document_type.at:
        yield _value("/document_type", "document_type", plan.document_type.at)
    if plan.province and plan.province.at:
        inferred = facts(inferred=plan.province.inferred)
        yield _value("/province", "province", plan.province.at, inferred)
    yield from _period(plan.period, "/period", "period")
    issuers = {"/issuer": plan.issuer}
    issuers |= {f"/co_issuers/{i}": agency for i, agency in enumerate(plan.co_issuers)}
    for pointer, issuer in issuers.items():
        if issuer and issuer.at:
            found = facts(unlisted=issuer.id is None, inferred=issuer.inferred)
            yield _value(pointer, "issuer", issuer.at, found)


def _period(period: Period | None, pointer: str, kind: str) -> Iterator[Value]:
    if period and period.at:
        yield _value(pointer, kind, period.at, facts(inferred=period.inferred))


def _sections(sections: Iterable[Section], pointer: str, outline: Facts) -> Iterator[Value]:
    for i, section in enumerate(sections):
        kind = "items" if section.kind in ("dash", "plus") else "sections"
        yield _opening(f"{pointer}/{i}", kind, section.at, of_section(section, outline))
        yield from _sections(section.children, f"{pointer}/{i}/children", outline)


def _appendices(appendices: Iterable[Appendix]) -> Iterator[Value]:
    for i, appendix in enumerate(appendices):
        yield _opening(f"/appendices/{i}", "appendices", appendix.at)
        yield from _sections(appendix.sections, f"/appendices/{i}/sections", NOTHING)


def _citations(citations: tuple[Citation, ...], text: str) -> Iterator[Value]:
    """Each mention says how sure the citation is that all of them make."""
    for i, citation in enumerate(citations):
        found = of_citation(citation, citations, text)
        first = citation.mentions[0].at
        for j in range(len(citation.mentions)):
            yield _value(f"/citations/{i}/mentions/{j}", "citations", first, found)


def _campaigns(campaigns: Iterable[Campaign]) -> Iterator[Value]:
    """Each mention says how sure the campaign is."""
    for i, campaign in enumerate(campaigns):
        first, found = campaign.mentions[0].at, facts(unlisted=campaign.id is None)
        for j in range(len(campaign.mentions)):
            yield _value(f"/campaigns/{i}/mentions/{j}", "campaigns", first, found)
        yield from _period(campaign.period, f"/campaigns/{i}/period", "campaigns")


def _themes(themes: Iterable[Theme], text: str, guesses: Guesses) -> Iterator[Value]:
    for i, theme in enumerate(themes):
        pointer = f"/themes/{i}"
        yield _value(pointer, "themes", theme.at, facts(inferred=theme.inferred))
        yield from _plain(theme.topics, f"{pointer}/topics", "bullets")
        yield from _plain(theme.content, f"{pointer}/content", "bullets")
        yield from _plain(theme.events, f"{pointer}/events", "events")
        yield from _agencies(theme.agencies, f"{pointer}/agencies", text, guesses)


def _assignments(assignments: Iterable[Assignment], text: str, guesses: Guesses) -> Iterator[Value]:
    for i, assignment in enumerate(assignments):
        pointer = f"/assignments/{i}"
        yield _opening(pointer, "assignments", assignment.at)
        yield from _agencies(assignment.agencies, f"{pointer}/agencies", text, guesses)
        yield from _agencies(assignment.partners, f"{pointer}/partners", text, guesses)
        yield from _tasks(assignment.tasks, f"{pointer}/tasks", text)


def _tasks(tasks: Iterable[Task], pointer: str, text: str) -> Iterator[Value]:
    for i, task in enumerate(tasks):
        yield _value(f"{pointer}/{i}", "tasks", task.at, facts(recurring=task.recurrence))
        yield from _targets(task.targets, f"{pointer}/{i}/targets", text)


def _agencies(
    agencies: Iterable[Agency], pointer: str, text: str, guesses: Guesses
) -> Iterator[Value]:
    for i, agency in enumerate(agencies):
        if agency.at:
            span = Span(agency.at.start, agency.at.end)
            found = of_agency(agency, span, text, guesses)
            yield Value(f"{pointer}/{i}/at", "agencies", span, found)


def _targets(targets: Iterable[Target], pointer: str, text: str) -> Iterator[Value]:
    for i, target in enumerate(targets):
        span = Span(target.at.start, target.at.end)
        yield Value(f"{pointer}/{i}/at", "targets", span, of_target(target, span, text))


def _plain(
    held: Iterable[Bullet | Event | Abbreviation], pointer: str, kind: str
) -> Iterator[Value]:
    for i, one in enumerate(held):
        yield _value(f"{pointer}/{i}", kind, one.at)
