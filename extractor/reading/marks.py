"""Marks that OCR took for others (`Kê hoạch`, `đầu thầu`), by what stands beside them.

The engine tells what else each letter may be. Of the readings that differ in marks alone, a model
of the language takes another only where it is far likelier, the more so the more the picture speaks
against it. Numbers, codes and words without marks stay as they were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import regex

from extractor.reading.bigrams import PAUSE, bigrams, units
from extractor.reading.crop import around, read_crop
from extractor.reading.ocr import Engine, Grey, OcrLine, OcrWord
from extractor.tokens import marked_alike
from extractor.vietnamese import even, fold

RULE = "language_model"
_WORD = regex.compile(r"([^\p{L}\p{N}]*)(\p{L}+)([^\p{L}\p{N}]*)")
_LIKELIER = 4.0  # nats that another reading must be likelier
_AGAINST = 0.2  # nats for each unit of what speaks against a letter
_CHOSEN = 0.9  # confidence in a word that was not read so at first
_MARGIN = (0.03, 0.02)  # inches, across and down
_NEIGHBOURS = 2  # words on either side that are read along
_MOST = 80  # words of a picture that are read again: more is no Vietnamese
_ROUNDS = 2  # a word that was put right tells more about the next
_OPTIONS = 4  # of a letter
_APART = 1.0  # of a line's height: further below, or shorter by as much, it does not go on


@dataclass(frozen=True, slots=True)
class _Word:
    """A word in its place: the units beside it (None: not known), the marks around it."""

    before: str | None
    opening: str
    letters: str
    closing: str
    after: str | None

    def likelihood(self, syllable: str) -> float:
        """Of `syllable` in this place, as a logarithm."""
        model = bigrams()
        likelihood = -model.surprise(self.before, syllable)
        return likelihood - model.surprise(syllable, self.after) if self.after else likelihood

    def likelier(self) -> dict[str, float]:
        """The syllables that differ in their marks and are far likelier here; by how much. With a
        capital only those that are known to stand beside their neighbours: most others are names
        of people, which follow no rule."""
        read = even(self.letters)
        now = self.likelihood(read)
        others = (other for other in marked_alike(read) - {read} if self._belongs(other))
        gains = ((other, self.likelihood(other) - now) for other in others)
        return {other: gain for other, gain in gains if gain >= _LIKELIER}

    def _belongs(self, syllable: str) -> bool:
        model = bigrams()
        return (
            self.letters.islower()
            or model.knows(self.before, syllable)
            or model.knows(syllable, self.after)
        )


class Marks:
    """Chooses the marks on the words of one picture, which `engines` may look at again."""

    def __init__(self, picture: Grey, dpi: int, engines: Sequence[Engine]) -> None:
        self._picture, self._dpi, self._engines = picture, dpi, engines
        self._read: dict[tuple[int, int], dict[str, float]] = {}

    def chosen(self, lines: Sequence[OcrLine]) -> tuple[OcrLine, ...]:
        """The lines with the likelier marks."""
        settled = [list(line) for line in lines]
        for _ in range(_ROUNDS):
            for place, word in _places(settled):
                gains = word.likelier()
                right = self._right(settled, place, word, gains) if gains else None
                if right:
                    line, index = place
                    text = f"{word.opening}{right}{word.closing}"
                    settled[line][index] = _as(settled[line][index], text)
        return tuple(map(tuple, settled))

    def _right(
        self,
        lines: Sequence[Sequence[OcrWord]],
        place: tuple[int, int],
        word: _Word,
        gains: dict[str, float],
    ) -> str | None:
        """The letters that are to stand there, if others than those that were read."""
        if place not in self._read:
            if len(self._read) == _MOST:
                return None
            self._read[place] = self._readings(lines[place[0]], place[1])
        worth = [
            (gains[even(letters)] - _AGAINST * against, letters)
            for letters, against in self._read[place].items()
            if even(letters) in gains and _same_case(letters, word.letters)
        ]
        best, letters = max(worth, default=(0.0, ""))
        return letters if best >= _LIKELIER else None

    def _readings(self, line: Sequence[OcrWord], index: int) -> dict[str, float]:
        """What the word may be, and what speaks against each, of all engines the least."""
        start, end = max(0, index - _NEIGHBOURS), index + _NEIGHBOURS + 1
        frame = around(word.box for word in line[start:end])
        found: dict[str, float] = {}
        for engine in self._engines:
            piece = read_crop(self._picture, self._dpi, frame, engine, _MARGIN, "choices")
            for word in (word for row in piece for word in row if _is_at(word, line[index])):
                for letters, against in _spellings(word):
                    found[letters] = min(against, found.get(letters, against))
        return found


def _places(lines: Sequence[Sequence[OcrWord]]) -> Iterator[tuple[tuple[int, int], _Word]]:
    """The words that may have other marks, each as the lines are when it is its turn."""
    for number, line in enumerate(lines):
        for index, read in enumerate(line):
            match = _WORD.fullmatch(read.text)
            if match is None or _is_code(line, index):
                continue
            opening, letters, closing = match.groups()
            before = PAUSE if opening else _last(_before(lines, number, index))
            after = PAUSE if closing else _first(_after(lines, number, index))
            yield (number, index), _Word(before, opening, letters, closing, after)


def _is_code(line: Sequence[OcrWord], index: int) -> bool:
    """Whether a word in capitals stands among words that are not."""
    if not line[index].text.isupper():
        return False
    beside = [*line[max(0, index - 1) : index], *line[index + 1 : index + 2]]
    return not any(len(word.text) > 1 and word.text.isupper() for word in beside)


def _before(lines: Sequence[Sequence[OcrWord]], number: int, index: int) -> OcrWord | None:
    if index:
        return lines[number][index - 1]
    goes_on = number and _goes_on(lines[number - 1], lines[number])
    return lines[number - 1][-1] if goes_on else None


def _after(lines: Sequence[Sequence[OcrWord]], number: int, index: int) -> OcrWord | None:
    if index + 1 < len(lines[number]):
        return lines[number][index + 1]
    goes_on = number + 1 < len(lines) and _goes_on(lines[number], lines[number + 1])
    return lines[number + 1][0] if goes_on else None


def _goes_on(above: Sequence[OcrWord], below: Sequence[OcrWord]) -> bool:
    """Whether a line goes on in the next: directly below it, and no longer than it is."""
    _, _, right, bottom = around(word.box for word in above)
    _, top, end, foot = around(word.box for word in below)
    room = _APART * (foot - top)
    return -room < top - bottom < room and end < right + room


def _last(word: OcrWord | None) -> str | None:
    return next(reversed(units(word.text)), PAUSE) if word else None


def _first(word: OcrWord | None) -> str | None:
    return next(iter(units(word.text)), PAUSE) if word else None


def _is_at(word: OcrWord, place: OcrWord) -> bool:
    """Whether a reading has the letters of a word, and stands where it does."""
    middle = (word.box[0] + word.box[2]) / 2
    return place.box[0] <= middle <= place.box[2] and _bare(word) == _bare(place)


def _bare(word: OcrWord) -> str:
    return "".join(c for c in fold(word.text) if c.isalpha())


def _spellings(word: OcrWord) -> Iterator[tuple[str, float]]:
    """The letters of a word, as read and with the marks that each of them may have; what speaks
    against each spelling more than against the best."""
    letters = [(c, choices) for c, choices in _with_choices(word) if c.isalpha()]
    options = [_options(c, choices) for c, choices in letters]
    for chosen in product(*options):
        yield "".join(c for c, _ in chosen), sum(against for _, against in chosen)


def _with_choices(word: OcrWord) -> Iterable[tuple[str, dict[str, float]]]:
    return zip(word.text, word.choices or [{}] * len(word.text), strict=True)


def _options(letter: str, choices: dict[str, float]) -> list[tuple[str, float]]:
    """What a letter may be but for its marks, the likeliest first."""
    same = {c: against for c, against in choices.items() if fold(c) == fold(letter)}
    same = {c: against for c, against in same.items() if _same_case(c, letter)} or {letter: 0.0}
    best = min(same.values())
    ranked = sorted(same.items(), key=lambda option: option[1])[:_OPTIONS]
    return [(c, against - best) for c, against in ranked]


def _same_case(one: str, other: str) -> bool:
    return all(a.isupper() == b.isupper() for a, b in zip(one, other, strict=True))


def _as(word: OcrWord, text: str) -> OcrWord:
    """The word as `text`; without a change if that is what was read at first."""
    sure = replace(word, confidence=min(word.confidence, _CHOSEN))
    if word.change and word.change.before == text:
        return replace(sure, text=text, change=None)
    return sure.put_right(text, RULE)
