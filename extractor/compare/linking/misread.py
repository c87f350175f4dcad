"""Names with misread letters, read as the registry's words.

A name that differs from a registered one in a word is another name: *Hội Nông nghiệp* is not
*Hội Nông dân*, nor *Hội danh nhân* a misprint of *Hội doanh nhân*. Only what is no Vietnamese
syllable is taken for misread (*blnh*, *Narn*, *trưòrng*), and only for words of the registry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice, product
from typing import TypeVar

from rapidfuzz.distance import Levenshtein

from extractor.tokens import is_known, is_known_unmarked
from extractor.vietnamese import even, fold

Found = TypeVar("Found")
Vocabulary = Mapping[str, str]
"""Words by the letters that they are spelled with."""
# Letters that scans make of one another. No two Vietnamese syllables become equal by them.
_SHAPES = (("rn", "m"), ("ri", "n"), ("cl", "d"), ("vv", "w"), ("ii", "u"))
_STROKES = str.maketrans("l1!|0", "iiiio")
_SYLLABLE = re.compile(r"[^\W_](?:[^\W_]|[!|](?=\w))*")
_NATIVE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|q|r|s|t|th|tr|v|x)?"
    r"[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)
_LOOSE_I = re.compile(r"(?<=[hklmstv])y$")  # sỹ, sĩ
_MOST_MISREAD = 0.4  # of a name's syllables
_MOST_READINGS = 24
_SHORTEST = 3  # letters of a syllable in which one may be wrong altogether


def vocabulary(names: Iterable[str]) -> Vocabulary:
    """The words of `names` that misread ones may stand for."""
    words = (word for name in names for word in re.findall(r"[^\W\d_]+", name))
    return {_letters(word): even(word) for word in words if not (len(word) > 1 and word.isupper())}


def readings(name: str, known: Vocabulary) -> Iterator[str]:
    """`name` with the marks of the registry's words, then with each misread syllable replaced by
    a word of `known` that it may stand for, in every way; none where too much is misread."""
    marked = not name.isascii()
    name = _SYLLABLE.sub(lambda m: _cased(known.get(_letters(m[0]), m[0]), m[0]), name)
    yield name
    found = list(_SYLLABLE.finditer(name))
    misread = [m for m in found if _is_misread(m[0], name, known, marked)]
    if not misread or len(misread) > max(1.0, _MOST_MISREAD * len(found)):
        return
    choices = [_stands_for(m[0], known) for m in misread]
    for words in islice(product(*choices), _MOST_READINGS):
        out, last = "", 0
        for match, word in zip(misread, words, strict=True):
            out += name[last : match.start()] + _cased(word, match[0])
            last = match.end()
        yield out + name[last:]


def only(name: str, known: Vocabulary, look_up: Callable[[str], Found | None]) -> Found | None:
    """What `look_up` finds for the readings of a misread `name`, if it is one thing alone."""
    results = [found for reading in readings(name, known) if (found := look_up(reading))]
    return results[0] if results and all(r == results[0] for r in results) else None


def _is_misread(word: str, name: str, known: Vocabulary, marked: bool) -> bool:
    """Whether `word` is no syllable. Abbreviations in capitals are not looked at."""
    if (word.isupper() and not name.isupper() and len(word) > 1) or word.isdigit():
        return False
    letters = fold(word)
    if _letters(word) in known:
        return False
    listed = is_known(even(word)) if marked else is_known_unmarked(letters)
    return not (listed and _NATIVE.fullmatch(letters))


def _letters(word: str) -> str:
    return _LOOSE_I.sub("i", fold(word))


def _stands_for(word: str, known: Vocabulary) -> tuple[str, ...]:
    return _candidates(_letters(word), tuple(known.items()))


@lru_cache(maxsize=8192)
def _candidates(letters: str, known: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    words = dict(known)
    shaped = [word for key, word in known if shape(key) == shape(letters)]
    if shaped:
        return tuple(shaped)
    parted = [
        f"{words[letters[:cut]]} {words[letters[cut:]]}"
        for cut in range(1, len(letters))
        if letters[:cut] in words and letters[cut:] in words
    ]
    if parted or len(letters) < _SHORTEST:
        return tuple(parted)
    return tuple(word for key, word in known if _one_letter_off(letters, key))


def _one_letter_off(letters: str, key: str) -> bool:
    return len(key) >= _SHORTEST and Levenshtein.distance(letters, key, score_cutoff=1) == 1


@cache
def shape(letters: str) -> str:
    """The form in which words are equal that scans confuse: *blnh* and *binh*, *narn*, *nam*."""
    for printed, read in _SHAPES:
        letters = letters.replace(printed, read)
    return letters.translate(_STROKES)


def _cased(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[0].upper() + word[1:] if like[0].isupper() else word
