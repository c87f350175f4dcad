"""What speaks for and against a value, other than how its words were read: the registries, the
form that it has, and other values that were read elsewhere and must agree with it.

What a fact weighs for a kind of value is fitted and stands in `data/confidence.toml`; a fact that
no document of the fit showed weighs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import regex
from rapidfuzz.distance import Levenshtein

from extractor.document import Guess, Span, Spans
from extractor.plan import Agency, Citation, Plan, Recipient, Section, Signature, Target
from extractor.reading.plausible import plausibility
from extractor.tables.acts import NamedAct, act_of, named_acts
from extractor.tables.offices import is_family_name, office_pattern, rank_pattern
from extractor.vietnamese import fold

Facts = frozenset[str]
NOTHING: Facts = frozenset()
OF_READING = frozenset(
    {
        "again", "beside", "contradicted", "doubled", "headless", "incomplete", "inferred",
        "listed", "noted", "odd_form", "odd_marks", "odd_office", "repeated", "torn", "twin",
        "unclosed", "unlisted",
    }
)  # fmt: skip
"""The facts that a misread word may bring about."""
OF_MEANING = frozenset(
    {
        "agreed", "bare", "contested", "contradicted", "counted", "goes_on", "inferred", "listed",
        "overrides", "recurring", "role", "undated", "unlisted", "unseen",
    }
)  # fmt: skip
"""The facts that tell where rules may take a document for something else than it means."""
_PROBABLE = 0.5  # of a guess: more likely there than not
_AHEAD = 20
"""Characters after a name that tell whether it ends there."""
_GOES_ON = regex.compile(r"\s+(?:và|-|–|&)\s+\p{L}|\s*/\s*\p{L}|,?\s+\p{Lu}|\s+\p{Ll}")
_CODED = regex.compile(r"\p{Lu}")
_YEAR = regex.compile(r"/((?:19|20)\d\d)/")
_TORN = regex.compile(r"\s[\dIl|!]{1,3}\s+\d$")  # *số 1 17/2020/NĐ-CP*
_ODD_MARKS = regex.compile(r"[^\p{L}\d\s.,;:/()&\-–'’\"“”+%]")


def facts(**held: object) -> Facts:
    """The names of those of `held` that hold."""
    return frozenset(name for name, holds in held.items() if holds)


def goes_on(span: Span, text: str) -> bool:
    """Whether the text goes on after `span` as if the name were not at its end."""
    return _GOES_ON.match(text, span.end, span.end + _AHEAD) is not None


def of_header(plan: Plan) -> Facts:
    """Date of issue and period are read apart, and have to agree."""
    if plan.issued_on is None or plan.period is None:
        return NOTHING
    year, first, last = plan.issued_on.year, plan.period.start, plan.period.end
    early, late = first and year < first.year - 2, last and year > last.year
    return facts(contradicted=early or late)


def of_outline(plan: Plan) -> Facts:
    """A label that comes twice: a heading was lost, or is none."""
    return facts(repeated=any(w.code == "label_repeated" for w in plan.warnings))


def of_section(section: Section, outline: Facts) -> Facts:
    """What is under a heading that comes twice may belong elsewhere."""
    return facts(role=section.role, again="~" in section.path) | outline


def of_agency(agency: Agency, span: Span, text: str, guesses: Guesses) -> Facts:
    """A body that no registry lists may be half a name, or no body. What trained weights say of a
    body that rules found is a second opinion; without weights there is none."""
    unlisted = agency.id is None and agency.level != "group"
    found = facts(unlisted=unlisted, goes_on=agency.id is None and goes_on(span, text))
    return found if agency.learned else found | guesses.opinion(span)


class Guesses:
    """The bodies that trained weights find with some certainty."""

    def __init__(self, guesses: Sequence[Guess] = ()) -> None:
        sure = [g.span for g in guesses if g.kind == "agency" and g.score >= _PROBABLE]
        self._asked = bool(guesses)
        self._same, self._any = frozenset(sure), Spans(sure)

    def opinion(self, span: Span) -> Facts:
        """Whether they stand at `span` itself, at another span that meets it, or not there."""
        if not self._asked:
            return NOTHING
        same = span in self._same
        contested = not same and self._any.overlap(span)
        return facts(agreed=same, contested=contested, unseen=not (same or contested))


def of_target(target: Target, span: Span, text: str) -> Facts:
    """A percentage needs no noun; what is counted is a phrase, whose end is to be found."""
    counted = target.unit != "%"
    return facts(counted=counted, goes_on=counted and goes_on(span, text))


def of_citation(citation: Citation, others: Iterable[Citation], text: str) -> Facts:
    """The form of the number, what the table of acts knows, and citations that are too alike."""
    first = citation.mentions[0]
    span = Span(first.at.start, first.at.end)
    number, act = citation.number, _listed(citation)
    named = number is None and act is None
    return facts(
        listed=act and not _disagrees(citation, act),
        unlisted=named,
        goes_on=named and goes_on(span, text),
        bare=number and not _CODED.search(number),
        odd_form=number and _CODED.search(number) and not plausibility(number, "", ""),
        undated=citation.issued_on is None and citation.year is None,
        torn=_TORN.search(text, max(0, span.start - _AHEAD), span.start + 1),
        contradicted=_disagrees(citation, act) or _is_another_year(citation),
        twin=any(_is_twin(citation, other) for other in others),
        overrides=citation.relation in ("replaces", "amends"),
    )


def _listed(citation: Citation) -> NamedAct | None:
    """The act of the table that has the title, or else the number."""
    if citation.title:
        return act_of(citation.title, citation.year, citation.issued_on)
    return _numbered().get(citation.number or "")


@cache
def _numbered() -> dict[str, NamedAct]:
    return {act.number: act for act in named_acts() if act.number}


def _disagrees(citation: Citation, act: NamedAct | None) -> bool:
    number, day = citation.number, citation.issued_on
    return bool(
        act
        and ((number and act.number and number != act.number)
             or (day and act.issued_on and day != act.issued_on))
    )  # fmt: skip


def _is_another_year(citation: Citation) -> bool:
    """Whether the number and the date are of different years."""
    year = _YEAR.search(citation.number or "")
    return bool(year and citation.issued_on and int(year[1]) != citation.issued_on.year)


def _is_twin(one: Citation, other: Citation) -> bool:
    """Whether two numbers are one but for a character that one of them lacks, and no date tells
    them apart: the shorter may be a misreading of the longer."""
    if not one.number or not other.number or one.type != other.type:
        return False
    dates = {one.issued_on, other.issued_on} - {None}
    return len(dates) < 2 and (
        abs(len(one.number) - len(other.number)) == 1
        and Levenshtein.distance(one.number, other.number, score_cutoff=1) == 1
    )


def of_signature(signature: Signature, signatures: Sequence[Signature]) -> Facts:
    """Offices and family names are known; a seal spoils some of what it lies on."""
    position = fold(signature.position or "").strip(" .")
    authority = fold(signature.authority or "")
    return facts(
        incomplete=signature.name is None or signature.position is None,
        odd_office=position and not office_pattern().match(position),
        unlisted=signature.name and not _is_name(signature.name),
        doubled=authority.count("tm.") > 1,
        beside=len(signatures) > 1,
        headless=not (signature.authority or signature.capacity),
    )


def _is_name(name: str) -> bool:
    """Whether a person's name begins with a family name that is known."""
    rank = regex.match(rank_pattern(), name)
    return is_family_name(name[rank.end() if rank else 0 :].split(" ")[0])


def of_recipient(recipient: Recipient) -> Facts:
    """A note in brackets is short, and misread without a word that would tell."""
    text = recipient.text
    return facts(
        noted="(" in text,
        unclosed=text.count("(") != text.count(")"),
        odd_marks=_ODD_MARKS.search(text),
    )
