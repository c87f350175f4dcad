"""Stage: the movements (phong trào thi đua, cuộc vận động) that a plan names.

Who launched one is said by *do … phát động* before or after it, else by a place in its name (*An
Giang chung sức …*), else by the registry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extractor.document import CampaignMention, Document, Scope, Span
from extractor.movements.launches import Launch, find_launches, scope_of_name
from extractor.movements.names import Named, campaign_names
from extractor.movements.own_title import launched_by_title
from extractor.scan import match_at
from extractor.tables.movements import Movement, movement_named, words_of
from extractor.times.calendar import Period, period_at
from extractor.times.horizon import horizon_of
from extractor.vietnamese import fold

# From a name to its period: marks, where it holds (*trên địa bàn tỉnh*), *giai đoạn II (*. A full
# stop stands only before closing quotes, a line break only in titles.
_TO_PERIOD = regex.compile(
    r"[ ,;:…]*\.?[”\"»“]?[ ,]*(?:\n(?=giai doan|\(giai doan))?"
    r"(?:(?:(?:tren dia ban|trong|cua|tai|o) )?(?:toan )?(?:ca nuoc|tinh|huyen|xa|thi xa|thanh pho|"
    r"phuong|nganh|quan|dia ban|don vi|co quan|dia phuong)(?: \w+){0,3}? |"
    r"(?:trong|cua|o) (?!viec|ke hoach|nghi quyet|chuong trinh)[a-z][a-z ,]{2,60}? (?=giai doan))?"
    r"[, ]*\(?(?:(?:duoc )?(?:phat dong|trien khai|thuc hien|to chuc|dien ra|keo dai|bat dau) )?"
    r"\(?\s*(?:trong |tu nay (?=den ))?(?:(?:giai doan|dot) (?:[iv]{1,3}|\d)\s?[(:,]?\s?|"
    r"(?:giai doan )?(?:0?5|10|muoi) nam\s?\(?|"
    r"lan thu \w+,? )?(?=giai doan|thoi ky|nhiem ky|cac nam|hai nam|nam |tu |den |20\d\d)"
)
# The period may stand before the name too: *phong trào thi đua giai đoạn 2021 - 2025 “…”*.
_FROM_LEAD = regex.compile(
    r"(?:phong trao|cuoc van dong|dot thi dua|chien dich thi dua)(?: \w+){0,12}? "
    r"(?=giai doan|nam 20|thoi ky|nhiem ky)"
)
_TO_NAME = 25  # characters from such a period to the first name
_SENTENCE_END = regex.compile(r"\.\s|\n")
_PROVINCE = regex.compile(r"(?<!\w)(?:tinh|thanh pho|so)(?!\w)")
_LOWER = regex.compile(
    r"(?<!\w)(?:huyen|quan|thi xa|xa(?! hoi)|phuong|thi tran|truong|benh vien|phong|trung tam)"
    r"(?!\w)"
)
_TO_LAUNCH = regex.compile(r"[\s,(]*(?=do\s)")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A name with what stands after it."""

    named: Named
    name: str
    movement: Movement | None
    period: Period | None
    end: int
    launch: Launch | None  # after the name

    @property
    def key(self) -> str:
        """Equal for mentions of one movement."""
        return words_of(self.name)


def find_campaigns(document: Document, /) -> Document:
    """`document` with its `campaigns`, in order, none overlapping."""
    text, folded = document.text, fold(document.text)
    launches = tuple(find_launches(folded))
    year = horizon_of(document).year
    readings = [_read(text, folded, named, launches, year) for named in _names(document, folded)]
    used = {reading.launch for reading in readings if reading.launch}
    open_launches = [launch for launch in launches if launch not in used]
    said: dict[str, Scope] = {}
    for reading in readings:
        launch = _launch_of(folded, reading, readings) or _before(folded, reading, open_launches)
        if launch and launch.scope:
            said.setdefault(reading.key, launch.scope)
        elif reading.named.own and _is_provincial(document):
            said.setdefault(reading.key, "province")
    return replace(document, campaigns=tuple(_mention(r, said.get(r.key)) for r in readings))


def _names(document: Document, folded: str) -> list[Named]:
    """The names in the text, in order, with that of the movement which the title launches where
    no rule finds it."""
    found = list(campaign_names(document.text, document.guesses))
    if frame := document.frame:
        own = launched_by_title(document.text, folded, frame.title, frame.preamble)
        found += [n for n in own if not any(n.span.overlaps(other.span) for other in found)]
    return sorted(found, key=lambda named: named.span)


def _is_provincial(document: Document) -> bool:
    """Whether the letterhead is that of a body that works in a whole province."""
    head = document.frame.letterhead if document.frame else Span(0, 0)
    words = fold(document.text)[head.start : head.end]
    return bool(_PROVINCE.search(words)) and not _LOWER.search(words)


def _read(
    text: str, folded: str, named: Named, launches: Sequence[Launch], year: int | None
) -> _Reading:
    name = text[named.span.start : named.span.end]
    period = _period_after(folded, named.span.end)
    end = max(named.end, period.span.end if period else 0)
    to_launch = match_at(_TO_LAUNCH, folded, end)
    at = to_launch.end() if to_launch else -1
    launch = next((one for one in launches if one.span.start == at), None)
    if launch and period is None:
        period = _period_after(folded, launch.span.end)
        end = period.span.end if period else end
    period = period or _period_of_lead(folded, named)
    began = period.days.start if period else None
    movement = movement_named(name, began.year if began else year)
    return _Reading(named, name, movement, period, end, launch)


def _period_after(folded: str, end: int) -> Period | None:
    """The period that stands right after a name, or ends it inside its quotes."""
    gap = match_at(_TO_PERIOD, folded, end)
    return period_at(folded, gap.end()) if gap else None


def _period_of_lead(folded: str, named: Named) -> Period | None:
    """The period between the lead and the first name that follows it."""
    words = _FROM_LEAD.match(folded, named.lead, named.span.start)
    period = period_at(folded, words.end()) if words else None
    near = period and folded.find('"', period.span.end, period.span.end + _TO_NAME)
    return period if near and near >= 0 else None


def _launch_of(folded: str, reading: _Reading, readings: Sequence[_Reading]) -> Launch | None:
    """Who launched it, as said after it; after *các phong trào “A”, “B”* said of all."""
    lead = reading.named.lead
    if reading.launch or not folded.endswith(("cac ", "nhung "), 0, lead):
        return reading.launch
    return next((r.launch for r in readings if r.launch and r.named.lead == lead), None)


def _before(folded: str, reading: _Reading, launches: Sequence[Launch]) -> Launch | None:
    """Who launched it, as said before it, in the paragraph and sentence of its lead."""
    lead, start = reading.named.lead, reading.named.span.start
    paragraph = folded.rfind("\n", 0, lead) + 1
    told = [one for one in launches if paragraph <= one.span.start and one.span.end <= start]
    if not told:
        return None
    between = folded[told[-1].span.end : lead]
    return None if _SENTENCE_END.search(between) else told[-1]


def _mention(reading: _Reading, said: Scope | None) -> CampaignMention:
    movement, period = reading.movement, reading.period
    own = scope_of_name(reading.name, movement)
    return CampaignMention(
        span=reading.named.span,
        phrase=Span(reading.named.start, reading.end),
        id=movement.id if movement else None,
        scope=said or own or (movement.scope if movement else "other"),
        start=period.days.start if period else None,
        end=period.days.end if period else None,
        period=period.span if period else None,
        score=reading.named.score,
    )
