"""The phrases in which plans give work: who is addressed, in which mode, who helps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import regex

from extractor.agencies import agency_list, agency_run
from extractor.document import AgencyMention, Document, Span
from extractor.fields.agency import to_agency
from extractor.fields.persons import begins_with_person, begins_with_staff, crew_in, person_at
from extractor.plan import Agency
from extractor.scan import match_at
from extractor.tables import table
from extractor.vietnamese import even, fold

LeadMode = Literal["assigned", "requested"] | None
ADDRESS_LIMIT = 320
"""Longest run of unknown bodies that is believed, in characters."""
NEAR = 3
"""How far from the words before them bodies may begin, in characters."""
MARKS = " ,;:.-–*+•\n"
"""Marks around names."""

_TITLE = 24  # characters in which a form of address stands
_COLON = regex.compile(r"\s*:")
_PARTNERS = regex.compile(
    r"phoi hop\s+(?:(?:chat che|thuong xuyen|tot|kip thoi|dong bo)\s+)*"
    r"(?:(?:voi|cung(?: voi)?)\s+)?"
)
_NO_VERB = regex.compile(
    r"(?<!\w)(?:giao vien(?: phu trach)?|tong phu trach)(?!\w)"
)  # but looks like one
_OPENS = regex.compile(r"phoi hop(?: (?:chat che|thuc hien))?(?: voi| cung(?: voi)?)?[\s:]*$")
# Clauses that say which of the addressed are meant, not what they are to do.
_WHICH = regex.compile(
    r"\s+(?:hoat dong|kinh doanh|san xuat|tham gia|dang|co(?! trach nhiem)|duoc(?! giao nhiem vu)"
    r"|cung cap dich vu|nuoi trong)\s"
)
# … in a sentence, up to what they are to do.
_CHOSEN = regex.compile(
    r"\s+duoc (?:giao|phan cong) [^.;:]{3,120}?(?=\s+(?:co|chiu) trach nhiem\b)"
)
_AFTER = 40  # characters that show what a sentence says of the bodies that it begins with
_NO_WORK = regex.compile(
    r"(?:da|dang|duoc|bi|co(?! trach nhiem))\s"
    r"|(?:moi \w+(?: \w+)? (?:de nghi |duoc |chon |xet chon )?)?(?:khong qua |toi da )?\d"  # quotas
)
_CHARGED = regex.compile(
    r"(?:co|chiu) trach nhiem\b|chu tri\b|tham muu\b|lam dau moi\b"
    r"|(?:xay dung|lap) (?:ke hoach,? )?du toan\b"
    r"|(?:phoi hop |to chuc |trien khai )*thuc hien (?:cac|mot so) [^.;:]{6,20} sau(?: day)?:"
)


@dataclass(frozen=True, slots=True)
class Addressed:
    """Bodies that a text begins with, and the offset where they end; `mode` where a word before
    them tells it. `guarded`: that word counts only where work is given."""

    agencies: tuple[AgencyMention, ...]
    end: int
    mode: LeadMode
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Lead:
    """The words before the bodies, up to `end`. `open_ended`: bodies follow even where no rule
    knows them; `colon`: in a sentence a colon must follow the bodies."""

    end: int
    mode: LeadMode = None
    open_ended: bool = False
    guarded: bool = False
    colon: bool = False


def folded_at(document: Document, span: Span) -> str:
    """The words at `span`, folded."""
    return fold(document.text)[span.start : span.end]


@cache
def _stop_words() -> regex.Pattern[str]:
    """The words of two syllables and more that no name goes on with."""
    words = [fold(word) for word in table("agency_grammar")["stops"]["words"] if " " in word]
    return regex.compile("(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")\b")


@cache
def _leads() -> tuple[tuple[regex.Pattern[str], Lead], ...]:
    return tuple(
        (
            regex.compile(lead["pattern"]),
            Lead(
                0,
                lead.get("mode"),
                lead["open_ended"],
                lead.get("guarded", False),
                lead.get("colon", False),
            ),
        )
        for lead in table("assignments")["lead"]
    )


@cache
def _any_lead() -> regex.Pattern[str]:
    return regex.compile("|".join(lead["pattern"] for lead in table("assignments")["lead"]))


@cache
def _pattern(name: str) -> regex.Pattern[str]:
    return regex.compile(table("assignments")[name])


@cache
def _verb() -> regex.Pattern[str]:
    """What begins the work, also in a text of bodies that no rule knows."""
    verbs = sorted(table("assignments")["verbs"], key=len, reverse=True)
    return regex.compile(r"\b(?:" + "|".join(v.strip() + r"\b" for v in verbs) + ")")


def addressed(document: Document, span: Span, *, whole: bool) -> Addressed | None:
    """The bodies with which the words at `span` begin, after *Giao*, *Đề nghị* or an opening
    clause. `whole`: the words are a heading, which may name bodies that no registry knows."""
    folded = folded_at(document, span)
    lead = lead_of(folded, even(document.text)[span.start : span.end])
    rest = Span(span.start + lead.end, span.end)
    if crew := _crew(document, rest, whole=whole):
        return Addressed(crew, crew[-1].span.end, lead.mode, lead.guarded)
    run = agency_run(document, rest)
    if run.mentions and run.mentions[0].span.start - rest.start <= NEAR:
        if lead.colon and not whole and not match_at(_COLON, folded, run.end - span.start):
            return None
        found, end = run.mentions, run.end
        if whole and found[-1].collective and match_at(_WHICH, folded, end - span.start):
            found, end = (*found[:-1], _widened(document, found[-1], span.end)), span.end
        elif found[-1].collective and (which := match_at(_CHOSEN, folded, end - span.start)):
            end = span.start + which.end()
            found = (*found[:-1], _widened(document, found[-1], end))
        elif whole and _only_bodies(folded, run.end - span.start):
            found = agency_list(document, document.trim(rest, MARKS))
            end = found[-1].span.end
        return Addressed(found, end, lead.mode, lead.guarded)
    return _unlisted(document, span, folded, lead, whole=whole)


def _crew(document: Document, rest: Span, *, whole: bool) -> tuple[AgencyMention, ...]:
    """The people of a school or an office who are addressed by their duties."""
    words = _NO_VERB.sub(lambda m: m[0].replace(" ", "_"), folded_at(document, rest))
    stop = len(words) if whole else _verb_or_colon(words, 0)
    return crew_in(document, Span(rest.start, rest.start + stop)) if stop else ()


def _unlisted(
    document: Document, span: Span, folded: str, lead: Lead, *, whole: bool
) -> Addressed | None:
    """Persons, and bodies that no rule knows: up to the first verb or colon."""
    rest = Span(span.start + lead.end, span.end)
    words = document.text[rest.start : rest.start + _TITLE]
    person = begins_with_person(words) or begins_with_staff(words)
    each = folded.startswith("cac ", lead.end) and not whole
    each = each and not match_at(_pattern("things"), folded, lead.end)
    if not (lead.open_ended or each or person) or folded[lead.end : lead.end + 1].isdigit():
        return None
    stop = len(folded) if whole else _verb_or_colon(folded, lead.end)
    if stop is None or not 0 < stop - lead.end <= ADDRESS_LIMIT:
        return None
    names = document.trim(Span(rest.start, span.start + stop), MARKS)
    if names.start >= names.end:
        return None
    found = (person_at(document, names),) if person else agency_list(document, names)
    return Addressed(found, names.end, lead.mode, lead.guarded) if found else None


def lead_of(folded: str, marked: str) -> Lead:
    """Where the bodies begin, the mode that the words before them tell, and whether those words
    alone show that bodies follow."""
    opening = _pattern("opening").match(folded)
    start = opening.end() if opening else 0
    if not (_any_lead().match(marked, start) or (start and _any_lead().match(marked))):
        return Lead(start)
    for pattern, lead in _leads():
        match = pattern.match(marked, start) or pattern.match(marked)
        if match:
            return replace(lead, end=match.end())
    return Lead(start)


def lead_mode(document: Document, span: Span) -> LeadMode:
    """The mode that the words at `span` begin with: *Giao …*, *Đề nghị …*."""
    return lead_of(folded_at(document, span), even(document.text)[span.start : span.end]).mode


def _only_bodies(folded: str, end: int) -> bool:
    """Whether what follows the bodies of a heading still says who is meant: no verb follows."""
    return _verb().search(folded, end) is None


def _widened(document: Document, mention: AgencyMention, end: int) -> AgencyMention:
    """A collective with the clause that says which of them are meant."""
    span = document.trim(Span(mention.span.start, end), MARKS)
    return replace(mention, span=span, name=" ".join(document.slice(span).split()))


def begins_with_verb(folded: str, start: int = 0) -> bool:
    """Whether the words from `start` begin with what bodies are to do."""
    return bool(match_at(_verb(), folded, start) or match_at(_stop_words(), folded, start))


def _verb_or_colon(folded: str, start: int) -> int | None:
    """Where bodies that no registry knows end: at the first verb or colon."""
    verb = _verb().search(folded, start + 1)
    colon = folded.find(":", start)
    ends = [m for m in (verb.start() if verb else -1, colon) if m > start]
    return min(ends) if ends else None


def partners_in(document: Document, spans: Iterable[Span]) -> tuple[Agency, ...]:
    """The bodies named after *phối hợp (với)* in the words at `spans`, each once; after *phối hợp
    với:* at the end of one, those that the next begin with."""
    found: dict[tuple[str, str | None], Agency] = {}
    opened = False
    for span in spans:
        mentions = list(_helpers(document, span))
        first = agency_run(document, span).mentions if opened else ()
        opened = bool(_OPENS.search(folded_at(document, span))) or bool(first)
        for mention in (*first, *mentions):
            agency = to_agency(document, mention)
            found.setdefault((fold(agency.name), agency.unit), agency)
    return tuple(found.values())


def _helpers(document: Document, span: Span) -> Iterator[AgencyMention]:
    folded = folded_at(document, span)
    for match in _PARTNERS.finditer(folded) if "phoi hop" in folded else ():
        yield from agency_run(document, Span(span.start + match.end(), span.end)).mentions


def gives_work(document: Document, found: Addressed, *, named: bool) -> bool:
    """Whether a sentence outside the sections that give work gives some to the bodies that it
    begins with: to `named` ones unless it tells what they are or did, to others only with *chủ
    trì*, *có trách nhiệm* and the like."""
    after = folded_at(document, Span(found.end, found.end + _AFTER)).lstrip(" ,:-")
    return _NO_WORK.match(after) is None if named else _CHARGED.match(after) is not None
