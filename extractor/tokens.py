"""What is used of spaCy and underthesea (`components.py` alone knows spaCy's pipelines).

spaCy finds thousands of names at once (its PhraseMatcher over folded syllables), underthesea
brings a dictionary. Both are loaded when first used: `import extractor` stays light. Neither
fetches anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

from extractor.vietnamese import even, fold

_SYLLABLE = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD_LIST = ("corpus", "data", "Viet74K.txt")
_VOWELS = frozenset("aeiouy")
_LONGEST_WORD = 4  # syllables


def syllables(text: str) -> list[tuple[int, int]]:
    """Where the runs of letters and digits of `text` stand, as half-open intervals."""
    return [match.span() for match in _SYLLABLE.finditer(text)]


@cache
def _vocab() -> Any:
    from spacy.attrs import NORM
    from spacy.vocab import Vocab

    return Vocab(lex_attr_getters={NORM: fold})


def _doc(words: Sequence[str]) -> Any:
    from spacy.tokens import Doc

    return Doc(_vocab(), words=words)


class Gazetteer:
    """Phrases of syllables, each with a label, found whatever their case and marks."""

    def __init__(self, phrases: Iterable[tuple[str, Sequence[str]]]) -> None:
        from spacy.matcher import PhraseMatcher

        self._matcher = PhraseMatcher(_vocab(), attr="NORM")
        for label, words in phrases:
            self._matcher.add(label, [_doc(words)])

    def find(self, words: Sequence[str]) -> list[tuple[int, int, str]]:
        """Each phrase in `words`: first word, one past its last word, label. They may overlap."""
        if not words:
            return []
        strings = _vocab().strings
        return [(start, end, strings[key]) for key, start, end in self._matcher(_doc(words))]


def dictionary() -> list[str]:
    """The words of underthesea's Viet74K list, read without importing underthesea itself."""
    spec = find_spec("underthesea")
    folders = (spec and spec.submodule_search_locations) or []
    path = next(Path(folder, *_WORD_LIST) for folder in folders)
    return even(path.read_text("utf-8")).splitlines()


@cache
def _lexicon() -> tuple[frozenset[str], frozenset[str]]:
    words = dictionary()
    parts = {part for word in words for part in _LETTERS.findall(word)}
    return frozenset(parts), frozenset(word for word in words if " " in word)


def lexicon_rate(text: str) -> float:
    """The share of the syllables of `text` that a Vietnamese dictionary knows, 0–1; 0 where there
    are none. Clean plans have .96 and more, other languages and wrongly decoded text below .6."""
    known, _ = _lexicon()
    parts = _LETTERS.findall(even(text))
    return sum(part in known for part in parts) / len(parts) if parts else 0.0


def is_syllable(word: str) -> bool:
    """Whether `word` (as `even` gives it) is a Vietnamese syllable and no abbreviation."""
    if not word.isascii():
        return True
    return word in _lexicon()[0] and not _VOWELS.isdisjoint(word)


def is_known(syllable: str) -> bool:
    """Whether the dictionary has `syllable` (as `even` gives it), in a word or alone."""
    return syllable in _lexicon()[0]


def is_known_unmarked(letters: str) -> bool:
    """Whether a syllable of the dictionary is written with `letters` (as `fold` gives them)."""
    return letters in _unmarked()


@cache
def _unmarked() -> frozenset[str]:
    return frozenset(map(fold, _lexicon()[0]))


def is_word(first: str, second: str) -> bool:
    """Whether two syllables (as `even` gives them) are a word of the dictionary."""
    return f"{first} {second}" in _lexicon()[1]


def spelled_alike(first: str, second: str) -> frozenset[tuple[str, str]]:
    """The dictionary's words of two syllables that differ from these in their marks at most."""
    return _by_letters().get(fold(f"{first} {second}"), frozenset())


@cache
def _by_letters() -> dict[str, frozenset[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for word in _lexicon()[1]:
        if word.count(" ") == 1:
            first, _, second = word.partition(" ")
            found.setdefault(fold(word), set()).add((first, second))
    return {letters: frozenset(words) for letters, words in found.items()}


def marked_alike(syllable: str) -> frozenset[str]:
    """The dictionary's syllables that differ from `syllable` (as `even` gives it) in their marks at
    most."""
    return _by_unmarked().get(fold(syllable), frozenset())


@cache
def _by_unmarked() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for syllable in _lexicon()[0]:
        found.setdefault(fold(syllable), set()).add(syllable)
    return {letters: frozenset(syllables) for letters, syllables in found.items()}


def neighbours() -> Iterator[tuple[str, str]]:
    """The syllables that stand side by side in words of the dictionary."""
    for word in _lexicon()[1]:
        yield from pairwise(_LETTERS.findall(word))


def word_length(words: Sequence[str]) -> int:
    """How many of the first syllables of `words` (as `even` gives them) make one word of the
    dictionary: 2 for *kinh tế phối hợp*; 1 where it knows no longer word."""
    _, known = _lexicon()
    longest = min(len(words), _LONGEST_WORD)
    return next((n for n in range(longest, 1, -1) if " ".join(words[:n]) in known), 1)
