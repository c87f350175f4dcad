"""What a found body is called: its name in full, its registry entry, its level."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from extractor.agencies.casing import cased
from extractor.agencies.found import LEVELS, LOCAL, Found
from extractor.agencies.grammar import TERRITORIES, grammar
from extractor.agencies.words import Words
from extractor.document import AgencyMention, Level, Span
from extractor.tables.bodies import Body, Territory, alias_words, bodies, choose
from extractor.vietnamese import fold

_WORD = re.compile(r"[^\W_]+")
_PROVINCIAL_BY_NATURE = ("Sở ",)  # names after which a bare "tỉnh" says nothing
_MISREAD = re.compile(r"\btính\b")
_CLOSE_ENOUGH = 92
_AHEAD = 3  # points by which the best entry must lead
_PLACE_WORDS = frozenset(fold(word) for phrase in TERRITORIES for word in phrase) | {
    "uy", "trung", "uong", "khu", "vuc", "viet", "nam", "doan", "cap", "cac",
}  # fmt: skip


def mention_of(words: Words, found: Found) -> AgencyMention:
    """The mention that `found` stands for. A unit's mention has its owner's name."""
    span = Span(words.starts[found.start], found.close)
    main = found.owner or found
    body = _body(words, main)
    name = _name(words, main, body)
    if body is None and not main.alias and not main.group:
        body = _snapped(name)
        name = body.name if body else name
    unit = found if found.owner else found.unit
    written = _unit_name(words, unit) if unit else None
    level = _level_of(main, body)
    entry = body.id if body and not main.group else None
    return AgencyMention(span, name, entry, written, level, found.score)


def _level_of(found: Found, body: Body | None) -> Level:
    if found.group:
        return _level_of_each(found)
    return _level(found, body) if body else found.level


def _level_of_each(found: Found) -> Level:
    """*UBND các xã*, *các Huyện ủy* are so many bodies of one level; an address that names no body
    is a group."""
    place = found.place or found.lent
    if not found.alias or place is None:
        return found.level
    level = found.alias.bodies[0].level
    if level not in LOCAL:
        return level
    return LEVELS[place.territory] if place.territory else found.level


def _level(found: Found, body: Body) -> Level:
    place = found.place or found.lent
    if place is None or found.level == "central" or place.territory == body.territory:
        return body.level
    return found.level


def _body(words: Words, found: Found) -> Body | None:
    if not found.alias:
        return None
    place = found.place or found.lent
    territory: Territory | None = place.territory if place else None
    return choose(found.alias, territory, words.day)


def _unit_name(words: Words, unit: Found) -> str:
    end = unit.end
    if unit.owner:
        end = next(k for k in range(unit.end - 1, unit.core, -1) if k == unit.owner.start)
    return cased(_cut(words.written(unit.core, end)))


def _cut(text: str) -> str:
    """`text` without the marks and small words that led to an owner."""
    return re.sub(r"(?:[\s,(–-]|\b(?:trực )?thuộc|\bcủa)+$", "", text)


def _name(words: Words, found: Found, body: Body | None) -> str:
    if not found.alias:
        end = found.unit.start if found.unit else found.end
        written = words.written(found.core, end)
        return expanded(cased(_cut(written) if found.unit or found.owner else written))
    core = _alias_name(words, found, body)
    if not found.place:
        lent = body.territory if body and found.lent and not found.lent.many else None
        return f"{core} {lent}" if lent else core
    rest = _rest(words, found.alias_end, found.place.end)
    if not rest:
        return core
    if core.startswith(_PROVINCIAL_BY_NATURE) and rest.lower() in ("tỉnh", "thành phố"):
        return core
    return f"{core} {expanded(rest)}"


def _rest(words: Words, start: int, end: int) -> str:
    """The territory as written, but for its noun where that stands in the name before it."""
    rest = _MISREAD.sub("tỉnh", words.written(start, end))
    if not rest:
        return rest
    noun = (words.forms[start - 1],) in TERRITORIES and (words.forms[start],) not in TERRITORIES
    named = noun and rest.isupper()
    return rest.title() if named else cased(rest, begins=False)


def _alias_name(words: Words, found: Found, body: Body | None) -> str:
    alias = found.alias
    if alias is None:
        return words.written(found.core, found.end)
    row = body or alias.bodies[0]
    if found.shared:
        return row.core
    fuller = len(alias.words) > len(alias_words(row.core))
    if not alias.short and (row.keeps_form or fuller):
        return words.written(found.core, found.alias_end)
    return row.core


@cache
def _long_forms() -> tuple[dict[str, str], re.Pattern[str]]:
    long = dict(grammar().abbreviations)
    either = "|".join(sorted(map(re.escape, long), key=len, reverse=True))
    return long, re.compile(rf"\b(?:{either})\b")


def expanded(text: str) -> str:
    """`text` with the abbreviations of the registry written out."""
    long, pattern = _long_forms()
    return pattern.sub(lambda match: long[match[0]], text)


@cache
def _names() -> dict[str, dict[str, str]]:
    """Registry ids by folded name, by its first syllable."""
    found: dict[str, dict[str, str]] = {}
    for body in bodies().values():
        name = fold(body.name)
        found.setdefault(name.split()[0], {})[name] = body.id
    return found


@lru_cache(maxsize=4096)
def _snapped(name: str) -> Body | None:
    """The registry entry that `name` is a misread form of: nearly equal, clearly nearer than any
    other, and with the same head and the same words for places and levels."""
    folded = fold(name)
    names = _names().get(folded.split(" ", 1)[0], {})
    near = process.extract(
        folded, names.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH - _AHEAD, limit=2
    )
    if not near or near[0][1] < _CLOSE_ENOUGH:
        return None
    if len(near) > 1 and near[0][1] - near[1][1] < _AHEAD:
        return None
    best = near[0][0]
    same = _places(folded) == _places(best)
    return bodies()[names[best]] if same else None


def _places(folded: str) -> list[str]:
    return [word for word in _WORD.findall(folded) if word in _PLACE_WORDS]
