"""The name of the issuing body after *của*: where it ends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from extractor.scan import match_at
from extractor.stages.citing.found import View
from extractor.stages.citing.grammar import compiled, form, nouns, section
from extractor.tables.acts import issuers
from extractor.vietnamese import fold

_TOKEN = regex.compile(r"[^\S\n]*(?:(?<word>[\p{L}\d&.]*[\p{L}\d&])|(?<mark>[-–—,]))")
_LONGEST = 18  # syllables
_PLACE_ABBREVIATION = regex.compile(r"(?:TP|Tp|TX|T|H|P|Q)\.[^\S\n]?(?=\p{Lu})")
_ORDINAL = regex.compile(
    r"lan thu (?:\p{L}{2,5}|\d{1,2})(?![\p{L}\d]),?(?: cua(?= (?:bch|ban chap hanh)))?|"
    r"(?:trung uong|tw|(?<=chi dao)) \d{1,3}(?![\d/])|"
    r"(?<=chi dao )\d{2,3}(?![\d/])"
)
_TERM = regex.compile(r",?[^\S\n]*\(?khoa[^\S\n]+[ivx\d]+\)?(?![\p{L}\d])")
_BODY = regex.compile(
    r"(?:bo|so|uy ban|ubnd|hdnd|hoi dong|ban|chinh phu|thu tuong|chu tich|tong cuc|cuc|vien|toa an|"
    r"tong lien doan|trung uong|lien doan|hoi|doan|cong an)(?!\p{L})"
)
# A body that is named by its mission, and what its document is about.
_STEERING = regex.compile(r"(?:ban chi dao|bcd) (?!tinh|huyen|xa|thanh pho|trung uong|tw|quoc gia)")
_SUBJECT = regex.compile(
    r"(?=,? (?:ve|v/v|ban hanh|phe duyet|quy dinh)(?!\p{L})|[;.()]|,? (?:khoa|ngay) )"
)
_NUMBER = regex.compile(r"(?<!\p{L})so \d|\d/")
_LONGEST_MISSION = 30  # syllables
_PLANNING = regex.compile(r"\Gtai chinh (?:va|&) ke hoach(?! (?:so|hanh dong|\d))")


@dataclass(frozen=True, slots=True)
class _Reader:
    """Where the reading stands: `end` of what is accepted, and what the last word was."""

    end: int
    in_place: bool = False
    after_capital: bool = False


@cache
def _phrases(name: str) -> regex.Pattern[str]:
    words = sorted(section("issuer")[name], key=len, reverse=True)
    return compiled(rf"(?:{'|'.join(words)})(?!\p{{L}})")


def issuer_after(view: View, pos: int, *, joint: bool = False) -> tuple[int, str] | None:
    """The end and the name of the body after *của* at `pos`; None where no body follows."""
    of = match_at(form("of"), view.folded, pos)
    if not of:
        return None
    joint = joint or of["between"] is not None
    end = _name_end(view, of.end(), joint=joint)
    name = view.words(of.end(), end)
    if not name or _is_vague(name):
        return None
    return end, _cased(name)


def _is_vague(name: str) -> bool:
    return fold(name) in section("issuer")["vague"]


def _cased(name: str) -> str:
    """A name in capitals as the table spells it."""
    if not name.isupper() or " " not in name:
        return name
    return _names().get(fold(name), name)


@cache
def _names() -> dict[str, str]:
    return {fold(issuer.name): issuer.name for issuer in issuers().values()}


def _name_end(view: View, start: int, *, joint: bool) -> int:
    limit = view.line_end(start)
    if end := _steering_end(view, start, limit):
        return end
    reader, capitals = _Reader(start), view.text[start : start + 12].isupper()
    for _ in range(_LONGEST):
        step = _phrase(view, reader, limit) or _word(view, reader, limit, capitals, joint)
        if step is None:
            break
        reader = step
    return _with_term(view, start, reader.end)


def _steering_end(view: View, start: int, limit: int) -> int | None:
    """The end of *Ban Chỉ đạo phòng, chống cháy rừng …*, which goes on in small letters up to
    what its document is about; None for another body."""
    named = _phrases("named").match(view.folded, start, limit)
    if named:
        return named.end()
    head = _STEERING.match(view.folded, start, limit)
    found = _SUBJECT.search(view.folded, head.end(), limit) if head else None
    if head is None or found is None or not view.text[head.end()].islower():
        return None
    name = view.folded[head.end() : found.start()]
    other = _NUMBER.search(name) or any(_BODY.match(part.strip()) for part in name.split(","))
    return None if other or len(name.split()) > _LONGEST_MISSION else found.start()


def _with_term(view: View, start: int, end: int) -> int:
    """*khóa XII* belongs to the name of a Central Committee, which each congress elects."""
    if "ban chap hanh" not in view.folded[start:end]:
        return end
    term = match_at(_TERM, view.folded, end)
    return term.end() if term and not term[0].endswith(")") else end


def _phrase(view: View, reader: _Reader, limit: int) -> _Reader | None:
    """Words that go on in small letters."""
    pos = _skip(view, reader.end)
    if found := _ORDINAL.match(view.folded, pos, limit):
        return _Reader(found.end())
    if found := _PLACE_ABBREVIATION.match(view.text, pos, limit):
        return _Reader(found.end(), in_place=True)
    if found := _phrases("levels").match(view.text[pos : pos + 12].lower()):
        return _Reader(pos + found.end(), in_place=True)
    if (found := _phrases("inside").match(view.folded, pos, limit)) and not view.text[
        pos
    ].isupper():
        stopped = _stopped(view, pos, limit)
        return None if stopped else _Reader(found.end())
    return None


def _skip(view: View, pos: int) -> int:
    while pos < len(view.text) and view.text[pos] in " \u00a0\t":
        pos += 1
    return pos


@cache
def _stops() -> regex.Pattern[str]:
    return compiled(rf"(?:{'|'.join(section('issuer')['stops'])})(?!\p{{L}})")


def _stopped(view: View, pos: int, limit: int) -> bool:
    return _stops().match(view.text[pos : min(limit, pos + 24)].lower()) is not None


def _word(view: View, reader: _Reader, limit: int, capitals: bool, joint: bool) -> _Reader | None:
    token = _TOKEN.match(view.text, reader.end, limit)
    if not token:
        return None
    if token["mark"]:
        return _mark(view, token, limit, joint)
    pos, word = token.start("word"), token["word"]
    if word.lower() in ("và", "&"):
        return _and(view, reader, token.end(), limit, joint)
    if _stopped(view, pos, limit):
        return None
    if word[0].isupper():
        acronym = len(word) > 1 and word.isupper() and not capitals
        return _Reader(token.end(), reader.in_place, after_capital=not acronym)
    if reader.after_capital and not reader.in_place:
        return _Reader(token.end())
    return None


def _mark(view: View, token: regex.Match[str], limit: int, joint: bool) -> _Reader | None:
    """A dash or comma inside a name, or between the bodies of a joint document."""
    pos = _skip(view, token.end())
    if token["mark"] == "," and not (joint and _BODY.match(view.folded, pos, limit)):
        more = _phrases("after_comma").match(view.folded, pos, limit)
        return _Reader(more.end(), after_capital=True) if more else None
    upper = pos < limit and view.text[pos].isupper()
    return _Reader(pos) if upper and not _stopped(view, pos, limit) else None


def _and(view: View, reader: _Reader, end: int, limit: int, joint: bool) -> _Reader | None:
    """*và* inside a name (*Giáo dục và Đào tạo*), not before another document or body."""
    pos = _skip(view, end)
    if pos >= limit or not view.text[pos].isupper() or (reader.in_place and not joint):
        return None
    planning = _PLANNING.search(view.folded, reader.end - len("tai chinh"), limit)
    if _another().match(view.folded, pos, limit) and not planning:
        return None
    if _BODY.match(view.folded, pos, limit) and not joint:
        return None
    return _Reader(end)


@cache
def _another() -> regex.Pattern[str]:
    return compiled(rf"(?:{nouns()})(?!\p{{L}})")
