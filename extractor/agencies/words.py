"""A text as the syllables that the agency grammar reads, with the registry's names found in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import accumulate, pairwise

from extractor.document import Span
from extractor.tables.bodies import Alias, aliases
from extractor.tables.places import province_names
from extractor.tokens import Gazetteer
from extractor.vietnamese import even

_JOINS = frozenset({"", ",", "-", "&", "/", "."})  # what may stand inside a name
_CITY = re.compile(
    r"(?:thành phố|tp\.?)\s*(?:hà nội|hồ chí minh|hcm|hải phòng|đà nẵng|cần thơ|huế)\b"
)
_PROVINCIAL = re.compile(even(r"\b(?:nhân dân|ubnd|tổ quốc việt nam)\s+tỉnh\b|\btỉnh ủy\b"))
_ISSUED = re.compile(r"ngày\W{0,3}\d{0,2}\W{0,4}tháng\W{0,3}\d{0,2}\W{0,4}năm\s+(20\d\d)\b")
_SYLLABLES = re.compile(r"(\w+)")
_AND = even("và")
_TOP = 1_500  # characters in which letterhead and date of issue stand


@dataclass(frozen=True, slots=True)
class Words:
    """The syllables of a text, in order.

    `forms` are the syllables as `even` gives them, `gaps[i]` the marks before syllable i without
    spaces (a line break stays one), `capital[i]` says that it begins with a capital, `upper[i]`
    that it is an abbreviation or word in capitals. `names` maps a first syllable to the registry
    names that begin there (longest first: one past the last syllable, alias), `provinces` to one
    past the last syllable of a province's name. `city`: the document is a centrally run city's;
    `day`: about when it was issued."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    forms: Sequence[str]
    gaps: Sequence[str]
    capital: Sequence[bool]
    upper: Sequence[bool]
    names: dict[int, list[tuple[int, Alias]]]
    provinces: dict[int, int]
    city: bool
    day: date | None

    def __len__(self) -> int:
        return len(self.forms)

    def first(self, offset: int) -> int:
        """The first syllable that begins at or after the character `offset`."""
        return bisect_left(self.starts, offset)

    def stop(self, offset: int) -> int:
        """One past the last syllable that ends at or before the character `offset`."""
        return bisect_right(self.ends, offset)

    def written(self, start: int, end: int) -> str:
        """The text of the syllables `start` to `end`, white space evened out."""
        if start >= end:
            return ""
        return " ".join(self.text[self.starts[start] : self.ends[end - 1]].split())

    def span(self, start: int, end: int) -> Span:
        """Where the syllables `start` to `end` stand in the text."""
        return Span(self.starts[start], self.ends[end - 1])


@cache
def _gazetteer() -> tuple[Gazetteer, dict[str, Alias]]:
    known = {str(number): alias for number, alias in enumerate(aliases().values())}
    phrases: list[tuple[str, Sequence[str]]] = [(k, alias.words) for k, alias in known.items()]
    places = [name.replace("-", " ").split() for name in province_names()]
    phrases += [(f"province {number}", words) for number, words in enumerate(places)]
    return Gazetteer(phrases), known


@lru_cache(maxsize=4096)
def _gap(text: str) -> str:
    marks = text.strip(" \t\u00a0*_")
    return "\n" if "\n" in text else marks.replace("–", "-").replace("—", "-").replace(" ", "")


def _day(text: str) -> date | None:
    issued = _ISSUED.search(text[:_TOP])
    return date(int(issued[1]), 12, 31) if issued else None


@lru_cache(maxsize=32)
def words_of(text: str) -> Words:
    """The syllables of `text` (NFC)."""
    parts = _SYLLABLES.split(text.replace("_", " "))  # marks and syllables by turns
    bounds = list(accumulate(map(len, parts)))
    tokens, starts, ends = parts[1::2], bounds[0:-1:2], bounds[1::2]
    evened = even(text)
    found = Words(
        text=text,
        starts=starts,
        ends=ends,
        forms=[evened[s:e] for s, e in zip(starts, ends, strict=True)],
        gaps=list(map(_gap, parts[:-1:2])),
        capital=[token[0].isupper() for token in tokens],
        upper=[len(token) > 1 and token.isupper() for token in tokens],
        names={},
        provinces={},
        city=bool(_CITY.search(evened)) and not _PROVINCIAL.search(evened),
        day=_day(evened),
    )
    _find_names(found, tokens)
    return found


def _find_names(words: Words, tokens: Sequence[str]) -> None:
    gazetteer, known = _gazetteer()
    content = [i for i, form in enumerate(words.forms) if form != _AND]
    for first, past, label in gazetteer.find([tokens[i] for i in content]):
        indices = content[first:past]
        start, end = indices[0], indices[-1] + 1
        if label not in known:
            if _is_place(words, indices):
                words.provinces[start] = max(end, words.provinces.get(start, 0))
        elif _is_meant(words, indices, known[label]) and _hangs_together(
            words, indices, known[label]
        ):
            words.names.setdefault(start, []).append((end, known[label]))
    for matches in words.names.values():
        matches.sort(key=lambda match: -match[0])


def _is_place(words: Words, indices: Sequence[int]) -> bool:
    joined = all(words.gaps[i] in ("", "-") for i in indices[1:])
    return joined and all(words.capital[i] for i in indices)


def _hangs_together(words: Words, indices: Sequence[int], alias: Alias) -> bool:
    """Whether no mark parts the syllables but where the name itself has one."""
    for n, (before, i) in enumerate(pairwise(indices), start=1):
        gaps = {words.gaps[k] for k in range(before + 1, i + 1)} - {""}
        if not gaps and i == before + 1:
            continue
        short = words.upper[before]
        loose = n in alias.joints or (short and words.upper[i] and gaps <= {"-", "&", "/", "."})
        if not (loose or (short and gaps == {"."})) or gaps - _JOINS:
            return False
    return True


def _is_meant(words: Words, indices: Sequence[int], alias: Alias) -> bool:
    """Whether the syllables are the alias: abbreviations in capitals, a capital first, and marks
    that differ no more than a bad scan makes them."""
    pairs = list(zip(indices, alias.words, alias.capitals, strict=True))
    if any(short and not words.upper[i] for i, _, short in pairs):
        return False
    wrong = sum(a != b for i, w, _ in pairs for a, b in zip(words.forms[i], w, strict=True))
    allowed = sum(map(len, alias.words)) // 6 if words.capital[indices[0]] else 0
    return wrong <= allowed
