"""What the readers of this package pass to one another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from extractor.agencies.words import Words
from extractor.document import Guess, Level
from extractor.tables.bodies import Alias, Territory

# list: the words are known to be a list of bodies; run: a list begins here and a sentence goes on
# after it; scan: anything may stand here.
Mode = Literal["list", "run", "scan"]
# The level of a body of such a territory, and the levels that a territory settles.
LEVELS: dict[str | None, Level] = {"tỉnh": "province", "huyện": "district", "xã": "commune"}
LOCAL: frozenset[Level] = frozenset({"province", "other", "central", "district", "commune"})


@dataclass(frozen=True, slots=True)
class Place:
    """A territory that a body belongs to: *tỉnh*, *huyện Hải Hậu*, *các xã, phường*.

    `end`: one past its last syllable; `many`: it stands for several units; `central`: the whole
    country's."""

    end: int
    territory: Territory | None = None
    many: bool = False
    central: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A body or an address. Positions count syllables, `close` characters.

    `start` to `end` is everything, `core` is where its own name begins (after *Thủ trưởng*), and
    `close` is where it ends in the text, a closing bracket included. `alias` covers the syllables
    up to `alias_end`. `lent` is the territory that stands after a later one of its list and is its
    own too: *Hội Nông dân, Hội Liên hiệp Phụ nữ tỉnh*. `unit` is a part of it that is named with
    it, `owner` the body that it is such a part of; `part` says that it is one by its noun. `shared`
    is a head that stands earlier for it too: *các Sở: Nội vụ, Y tế*. `score` is that of the trained
    weights, where no rule knows it."""

    start: int
    core: int
    end: int
    close: int
    level: Level
    alias: Alias | None = None
    alias_end: int = 0
    place: Place | None = None
    lent: Place | None = None
    unit: Found | None = None
    owner: Found | None = None
    shared: str = ""
    sure: bool = True
    part: bool = False
    score: float | None = None

    @property
    def group(self) -> bool:
        """Whether it is a collective address."""
        return self.level == "group"


@dataclass(frozen=True, slots=True)
class Scope:
    """The syllables before `stop` of a text, how to read them, and the reader of any body."""

    words: Words
    stop: int
    mode: Mode
    body: Callable[[Scope, int], Found | None]
    depth: int = 0
    """How many names this one is read inside of."""
    guesses: tuple[Guess, ...] = ()
    """Bodies that trained weights find in the text, in order."""

    def gap(self, i: int) -> str:
        """The marks before syllable `i`; a full stop at the end of the scope."""
        return self.words.gaps[i] if i < self.stop else "\n"

    def form(self, i: int) -> str:
        """Syllable `i` as `even` gives it; nothing at the end of the scope."""
        return self.words.forms[i] if i < self.stop else ""
