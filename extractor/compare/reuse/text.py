"""What text reuse is looked for in: the words of a plan, and where in them its sections stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractor.plan import Plan
from extractor.plan.model import At, Section
from extractor.vietnamese import fold

LEGAL_BASIS = "can cu "

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a document. `sections` are (start, end, path) in order; `formulas` are places of
    words that are nobody's: letterhead, legal bases, names, recipients, signatures. `grounded`
    is false where the offsets hold in no published text."""

    document: str
    text: str
    issued_on: date | None = None
    sections: tuple[tuple[int, int, str], ...] = ()
    formulas: tuple[Place, ...] = ()
    grounded: bool = True

    def section(self, start: int, end: int) -> str | None:
        """Path of the first section that stands in this place."""
        return next((path for a, b, path in self.sections if a < end and start < b), None)


def text_of(document: str, plan: Plan) -> Text:
    """The text of a plan; of a plan without an embedded text, the words of its sections."""
    if plan.text is None:
        return _from_sections(document, plan)
    places = [(s.at.start, s.at.end, s.path) for s in _all(plan.sections)]
    return Text(
        document,
        plan.text,
        plan.issued_on,
        tuple(sorted(places)),
        tuple(_formulas(plan, plan.text)),
    )


def _from_sections(document: str, plan: Plan) -> Text:
    words, places, start = [], [], 0
    for section in _all(plan.sections):
        own = "\n".join(filter(None, (section.heading, section.text)))
        words.append(own)
        places.append((start, start + len(own), section.path))
        start += len(own) + 1
    return Text(document, "\n".join(words), plan.issued_on, tuple(places), grounded=False)


def _all(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all(section.children)


def _formulas(plan: Plan, text: str) -> Iterator[Place]:
    """Places of what Decree 30/2020 has every plan print, and of names that plans have in common:
    days, acts, campaigns, agencies."""
    title = plan.at.get("title")
    if title is not None:
        yield 0, title.start
    body = plan.sections[0].at.start if plan.sections else len(text)
    start = 0
    for line in text[:body].splitlines(keepends=True):
        if fold(line).startswith(LEGAL_BASIS):
            yield start, start + len(line)
        start += len(line)
    for at in _places(plan):
        if at is not None:
            yield at.start, at.end


def _places(plan: Plan) -> Iterator[At | None]:
    yield from (event.at for theme in plan.themes for event in theme.events)
    yield from (mention.at for citation in plan.citations for mention in citation.mentions)
    yield from (mention.at for campaign in plan.campaigns for mention in campaign.mentions)
    yield from (agency.at for work in plan.assignments for agency in work.agencies)
    yield from (recipient.at for recipient in plan.recipients)
    yield from (signature.at for signature in plan.signatures)
