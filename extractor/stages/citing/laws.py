"""Laws, codes, ordinances and the Constitution, cited by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex

from extractor.scan import match_at
from extractor.stages.citing.found import Found, View
from extractor.stages.citing.grammar import form
from extractor.stages.citing.heads import type_of
from extractor.stages.citing.numbers import Number, number_at
from extractor.stages.citing.tails import Tail, tail_after
from extractor.tables.acts import listed_title, named_acts
from extractor.vietnamese import fold, same_word_key

_ISSUERS = {"PL": "Ủy ban Thường vụ Quốc hội"}
_CONSTITUTION = regex.compile(r" nuoc cong hoa xa hoi chu nghia viet nam")
_ORDINARY_LAW = regex.compile(r"[^\S\n]*(?:,|va)[^\S\n]*(?:phap[^\S\n]+)?luat")
# Words before *Luật* that make it a subject of study, a profession or a paper.
_NO_ACT = regex.compile(
    r"(?:dai hoc|truong|khoa|hoc vien|nganh|bao|tap chi|cong ty|van phong|hang|doan|vien|"
    r"thac si|tien si|cu nhan|chuyen nganh|cau lac bo|du thao|du an) $"
)
_ABBREVIATED = regex.compile(r"\p{Lu}[\p{Lu}&]{2,}(?![\p{L}\d])(?!-)")
# An unlisted title: its first letter is a capital, and it ends where the clause goes on.
_UNLISTED = regex.compile(
    r"\p{Lu}\p{Ll}*(?:(?:,? (?!và (?:các|Luật|Nghị|pháp|văn)|năm |ngày |số |được |quy định|có |"
    r"theo |tại |trong |đến |cho |của |để |là |này|nhằm |trên |với |về |do |đã |sẽ |thì |từ |"
    r"hoặc |và |khi |phải |như |sửa đổi|ban hành)[\p{L}\d/-]+)|"
    r"(?: và [\p{Ll}]+)(?= [\p{Ll}]+ (?:năm|ngày|số) )){0,14}"
)
_GOES_ON = regex.compile(r" (?:và|hoặc|của|trong|tại|đến|theo|cho) \p{Ll}|, \p{Ll}")
_REVISED = regex.compile(r" \(?sua doi(?:,? bo sung)?(?=\)| nam| so| ngay)\)?")
_YEAR = regex.compile(r" \(?(?P<year>(?:19|20)\d\d)\)?(?![\d/]|[^\S\n]*[-–][^\S\n]*\d)")
_NUMBERED = regex.compile(r"[^\S\n]*[,(]?[^\S\n]*(?:(?:luat )?so[^\S\n]*:?)?[^\S\n]*(?=\d)")
_ALSO = regex.compile(
    r"(?:,| va|;)(?= (?:(?:ngay )?\d{1,2}(?:[/.-]\d| thang )|(?:nam )?(?:19|20)\d\d(?!\d)))"
)
_LIST = regex.compile(r"[^\S\n]*(?:,|va)[^\S\n]*(?=luat|bo luat|phap lenh)")


@cache
def _titles() -> regex.Pattern[str]:
    """The names of the listed acts without their type words, commas and dashes left free."""
    titles = {act.title for act in named_acts() if "sửa đổi" not in act.title}
    names = {
        fold(title).split(" ", 2 if title.startswith(("Bộ", "Pháp")) else 1)[-1] for title in titles
    }
    parts = [
        r"[^\S\n]*[-–]?[^\S\n]+".join(_loose(word) for word in name.replace(" - ", " ").split())
        for name in sorted(names, key=len, reverse=True)
    ]
    extra = _abbreviated_titles()
    return regex.compile(rf"(?:{'|'.join([*extra, *parts])})(?!\p{{L}})")


def _loose(word: str) -> str:
    return regex.escape(word.rstrip(",")) + (",?" if word.endswith(",") else "")


def _abbreviated_titles() -> list[str]:
    """Names of bodies inside titles may be abbreviated: *Luật Tổ chức HĐND và UBND*."""
    short = {
        "hoi dong nhan dan": "hdnd",
        "uy ban nhan dan": "ubnd",
        "van ban quy pham phap luat": "vbqppl",
    }
    found = []
    for act in named_acts():
        name = fold(act.title).split(" ", 1)[-1]
        cut = name
        for long, abbreviation in short.items():
            cut = cut.replace(long, abbreviation)
        if act.type != "L" or "sua doi" in name:
            continue
        written = {cut, name.replace("quy pham phap luat", "qppl")} - {name}
        found += [regex.escape(words).replace(r"\ ", r"[^\S\n]+") for words in written]
    return sorted(set(found), key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class _Name:
    """A title read in the text: where it ends, and whether it is sure to be one."""

    end: int
    sure: bool


def laws_in(view: View) -> Iterator[Found]:
    """Every act cited by its name, in order."""
    done = 0
    for match in form("law").finditer(view.folded):
        if match.start() < done or not _may_begin(view, match):
            continue
        for found in _acts_at(view, match):
            done = found.end
            yield found


def _may_begin(view: View, match: regex.Match[str]) -> bool:
    left = view.folded[max(0, match.start() - 14) : match.start()]
    return not _NO_ACT.search(left)


def _acts_at(view: View, match: regex.Match[str]) -> list[Found]:
    kind = type_of(match["noun"])
    name = _constitution(view, match) if kind == "HP" else _name_at(view, match)
    if name is None:
        return []
    start = match.start()
    tail, number = _tail(view, name.end)
    if not name.sure and not (tail.year or number):
        return []
    title = _title(view, start, name.end)
    issuer = _ISSUERS.get(kind, "Quốc hội")
    act = Found(
        start,
        tail.end,
        kind,
        number=number.value if number else None,
        number_span=number.span if number else None,
        title=title,
        issued_on=tail.issued_on,
        year=(number.year if number else None) or tail.year,
        issuer=tail.issuer or (number.issuer if number else None) or issuer,
        issuer_inferred=tail.issuer is None,
        code=kind,
    )
    return [act, *_further_versions(view, act)]


def _constitution(view: View, match: regex.Match[str]) -> _Name | None:
    if not view.text[match.start()].isupper():
        return None
    long = match_at(_CONSTITUTION, view.folded, match.end())
    end = long.end() if long else match.end()
    general = match_at(_ORDINARY_LAW, view.folded, end)
    return None if general else _Name(end, sure=True)


def _name_at(view: View, match: regex.Match[str]) -> _Name | None:
    amending = match_at(form("amending"), view.folded, match.end())
    if amending:
        return _amended(view, amending.end()) or _Name(amending.end(), sure=False)
    return _plain_name(view, match.start(), match.end() + 1)


def _amended(view: View, pos: int) -> _Name | None:
    """The acts that an amending one names: they are part of its title."""
    name = None
    while noun := match_at(form("law"), view.folded, pos):
        following = _plain_name(view, noun.start(), noun.end() + 1)
        if following is None:
            break
        name = following
        more = match_at(_LIST, view.folded, name.end)
        if not more:
            break
        pos = more.end()
    return name


def _plain_name(view: View, noun: int, pos: int) -> _Name | None:
    capital = view.text[noun].isupper() or view.text[pos : pos + 1].isupper()
    if not capital:
        return None
    if listed := match_at(_titles(), view.folded, pos):
        return _Name(listed.end(), sure=True)
    if short := _ABBREVIATED.match(view.text, pos):
        return _Name(short.end(), sure=listed_title(view.words(noun, short.end())) is not None)
    unlisted = _UNLISTED.match(view.text, pos)
    if unlisted is None or view.text[noun : noun + 4].isupper():
        return None
    goes_on = _GOES_ON.match(view.text, unlisted.end()) is not None
    return _Name(unlisted.end(), sure=view.text[noun].isupper() and not goes_on)


def _title(view: View, start: int, end: int) -> str:
    """The title as written; one in capitals, or in which OCR lost marks, as the table has it."""
    printed = view.words(start, end)
    listed = listed_title(printed)
    if listed is None or len(listed) != len(printed):
        return printed
    same = same_word_key(listed) == same_word_key(printed)
    return printed if same and not printed.isupper() else listed


def _tail(view: View, pos: int) -> tuple[Tail, Number | None]:
    """Number, date and year after a title."""
    revised = match_at(_REVISED, view.folded, pos)
    pos = revised.end() if revised else pos
    number = _number_after(view, pos)
    if number:
        pos = number.span.end
        pos += view.text[pos : pos + 1] == ")"
    return _dated(view, pos), number


def _dated(view: View, pos: int) -> Tail:
    """Date or year, which may stand without *năm*."""
    tail = tail_after(view, pos, None)
    if tail.year is None and (bare := match_at(_YEAR, view.folded, pos)):
        return replace(tail, end=bare.end(), year=int(bare["year"]))
    return tail


def _number_after(view: View, pos: int) -> Number | None:
    lead = match_at(_NUMBERED, view.folded, pos)
    number = number_at(view.text, lead.end(), view.line_end(pos)) if lead else None
    return number if number and number.is_legislative else None


def _further_versions(view: View, act: Found) -> Iterator[Found]:
    """*Luật sửa đổi … ngày 14/6/2005 và ngày 16/11/2013*: an act for each day or year."""
    while act.year and (more := match_at(_ALSO, view.folded, act.end)):
        tail = _dated(view, more.end())
        if tail.year is None:
            return
        act = replace(
            act,
            start=more.end() + 1,
            end=tail.end,
            issued_on=tail.issued_on,
            year=tail.year,
            number=None,
            number_span=None,
            worded=False,
        )
        yield act
