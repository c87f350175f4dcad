"""The words of `data/agency_grammar.toml`, ready for looking up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from extractor.agencies.words import Words
from extractor.document import Level
from extractor.tables import table
from extractor.tables.bodies import Territory
from extractor.vietnamese import even

_NOUNS: tuple[tuple[str, Territory | None], ...] = (
    ("tỉnh", "tỉnh"), ("tính", "tỉnh"), ("thủ đô", "tỉnh"), ("thành phố", None), ("tp", None),
    ("huyện", "huyện"), ("quận", "huyện"), ("thị xã", "huyện"), ("tx", "huyện"), ("xã", "xã"),
    ("phường", "xã"), ("thị trấn", "xã"), ("đặc khu", "xã"),
)  # fmt: skip
# The nouns of territorial units, and what kind of unit each is. A *thành phố* is one of two kinds;
# *tính* is a misread *tỉnh*.
TERRITORIES: dict[tuple[str, ...], Territory | None] = {
    tuple(even(noun).split()): kind for noun, kind in _NOUNS
}
# Syllables after which such a noun is part of another word: xã hội, tỉnh ủy.
NO_TERRITORY = {
    even(noun): frozenset(even(follower) for follower in followers.split())
    for noun, followers in (
        ("xã", "hội viên đội đoàn"), ("tỉnh", "ủy đoàn đội lộ lỵ"), ("huyện", "ủy đoàn đội lỵ"),
        ("quận", "ủy đoàn đội"), ("phường", "đội"), ("thị", "ủy đoàn"),
        ("tính", "toán đến từ theo chất mạng năng khả cấp pháp riêng chung bình hình trạng và"),
    )
}  # fmt: skip
AND = even("và")


class Phrases:
    """Phrases that are looked up by their first syllable."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[int, list[str]]]] = {}
        for phrase in phrases:
            first, *rest = even(phrase).replace("-", " ").split()
            self._by_first.setdefault(first, []).append((len(rest) + 1, rest))
        for known in self._by_first.values():
            known.sort(reverse=True)
        self.firsts = frozenset(self._by_first)
        """The syllables that phrases begin with."""

    def at(self, words: Words, i: int, stop: int) -> int:
        """How many syllables the longest phrase at `i` has; 0 where none begins there."""
        phrases = self._by_first.get(words.forms[i]) if i < stop else None
        if not phrases:
            return 0
        after = i + 1
        for size, rest in phrases:
            if size == 1:
                return 1
            end = i + size
            if (
                words.forms[after:end] == rest
                and end <= stop
                and all(gap in ("", "-") for gap in words.gaps[after:end])
            ):
                return size
        return 0


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that begins the name of a body. `alone`: it may be the whole name. `mission`: a verb
    may follow it inside the name. `component`: it may stand inside another body's name. `part`: it
    names a part of a body."""

    words: tuple[str, ...]
    level: Level
    alone: bool
    mission: bool
    component: bool
    part: bool


@dataclass(frozen=True, slots=True)
class Grammar:
    """The tables of the file under their names."""

    heads: Mapping[str, tuple[Head, ...]]
    quantifiers: Phrases
    nouns: Phrases
    people: Phrases
    addressed: Phrases
    unless: Mapping[str, frozenset[str]]
    modifiers: Phrases
    closers: Phrases
    fields: Phrases
    links: Phrases
    ends: Phrases
    holders: Phrases
    lead_ins: Phrases
    joins: Phrases
    appositions: Phrases
    remits: Phrases
    duties: Phrases
    stops: Phrases
    no_stops: Phrases
    within: frozenset[tuple[str, ...]]
    transitive: frozenset[tuple[str, ...]]
    abbreviations: Mapping[str, str]
    starters: frozenset[str]
    run_starters: frozenset[str]

    def head(self, words: Words, i: int, stop: int) -> Head | None:
        """The longest head at syllable `i`."""
        for head in self.heads.get(words.forms[i], ()):
            end = i + len(head.words)
            if (
                end <= stop
                and tuple(words.forms[i:end]) == head.words
                and not any(words.gaps[i + 1 : end])
            ):
                return head
        return None

    def noun(self, words: Words, i: int, stop: int, people: bool = False) -> int:
        """How many syllables the noun of a collective address at `i` has; 0 where none is."""
        size = self.nouns.at(words, i, stop)
        if people:
            size = max(size, self.people.at(words, i, stop))
        after = i + size
        if size and after < stop and not words.gaps[after]:
            noun = " ".join(words.forms[i:after])
            if words.forms[after] in self.unless.get(noun, ()):
                return 0
        return size


def _heads(data: Mapping[str, object]) -> dict[str, tuple[Head, ...]]:
    alone = {even(word) for word in cast(list[str], data["alone"])}
    mission = {even(word) for word in cast(list[str], data["mission"])}
    components = {even(word) for word in cast(list[str], data["components"])}
    units = {even(word) for word in cast(list[str], data["parts"])}
    found: dict[str, list[Head]] = {}
    for level, nouns in data.items():
        if level in ("alone", "mission", "components", "parts"):
            continue
        for noun in cast(list[str], nouns):
            parts = tuple(even(noun).split())
            evened = " ".join(parts)
            head = Head(
                parts,
                cast(Level, level),
                alone=evened in alone,
                mission=evened in mission,
                component=evened in components,
                part=evened in units,
            )
            found.setdefault(parts[0], []).append(head)
    return {k: tuple(sorted(v, key=lambda h: -len(h.words))) for k, v in found.items()}


@cache
def grammar() -> Grammar:
    """The grammar, read once."""
    data = table("agency_grammar")
    group, lists, stops = data["group"], data["lists"], data["stops"]
    heads, holders = _heads(data["heads"]), Phrases(data["holders"]["words"])
    quantifiers, nouns = Phrases(group["quantifiers"]), Phrases(group["nouns"])
    starters = frozenset(heads) | holders.firsts | quantifiers.firsts
    return Grammar(
        heads=heads,
        quantifiers=quantifiers,
        nouns=nouns,
        people=Phrases(group["people"]),
        addressed=Phrases(group["addressed"]),
        unless={even(k): frozenset(map(even, v)) for k, v in group["unless"].items()},
        modifiers=Phrases(group["modifiers"]["words"]),
        closers=Phrases(group["modifiers"]["closers"]),
        fields=Phrases(group["modifiers"]["fields"]),
        links=Phrases(group["modifiers"]["links"]),
        ends=Phrases(group["modifiers"]["ends"]),
        holders=holders,
        lead_ins=Phrases(lists["lead_ins"]),
        joins=Phrases(lists["joins"]),
        appositions=Phrases(lists["appositions"]),
        remits=Phrases(lists["remits"]),
        duties=Phrases(lists["duties"]),
        stops=Phrases(stops["words"]),
        no_stops=Phrases(stops["unless"]),
        within=frozenset(tuple(even(phrase).split()) for phrase in stops["within"]),
        transitive=frozenset(tuple(even(w).replace(",", "").split()) for w in stops["transitive"]),
        abbreviations=data["abbreviations"],
        starters=starters,
        run_starters=starters | nouns.firsts | Phrases(group["people"]).firsts,
    )
