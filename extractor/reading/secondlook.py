"""Doubtful words are read a second time, by another model, and the likelier reading is kept.

One model's slips are seldom the other's. A word is doubtful when the engine is not sure of it or
when other marks would make a word of it and its neighbour (*tỉnh thần*, *chỉ tiết*). Reading all
words twice would double the time for little: few are doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.reading.crop import around, read_crop
from extractor.reading.dots import dotted
from extractor.reading.marks import Marks
from extractor.reading.ocr import Engine, Grey, Mode, OcrLine, OcrWord
from extractor.reading.page import Change
from extractor.reading.plausible import is_odd, plausibility
from extractor.reading.strokes import counted, label

_SURE = 0.9
_READ = 0.5  # of a second reading; below it the word is no print, and both are noise
_SURER = 0.965  # the engine gives words that it has no doubt of .96 or .97
_MARGIN = (0.03, 0.02)  # inches, across and down
_COVERED = 0.7  # of either's width: both are readings of one word
_NEIGHBOURS = 2  # words on either side that are read along
_MARKS = ".,;:"  # as one model sees them and another does not
_FEWEST = 3  # letters: a lone figure is read worse without the white around it
_MOST = 80  # of a page: more is no writing


class SecondLook:
    """An engine that lets another look at what it is not sure of, counts the strokes of Roman
    numerals, dots the *i* and, if `weighs`, chooses marks by what stands beside them.
    `OcrWord.change` keeps what was put right."""

    def __init__(self, first: Engine, second: Engine, *, weighs: bool) -> None:
        self.name, self.model = first.name, first.model
        self._first, self._second = first, second
        self._weighs = weighs

    def read(self, picture: Grey, dpi: int, mode: Mode = "page") -> tuple[OcrLine, ...]:
        """See `Engine`."""
        looks = _MOST
        settled: list[OcrLine] = []
        for line in self._first.read(picture, dpi, mode):
            line = label(tuple(counted(word, picture, dpi) for word in line))
            doubts = [i for i in range(len(line)) if _is_doubtful(line, i)][:looks]
            looks -= len(doubts)
            line = self._settled(line, doubts, picture, dpi) if doubts else line
            settled.append(dotted(line))
        if not self._weighs:
            return tuple(settled)
        return Marks(picture, dpi, (self._first, self._second)).chosen(settled)

    def _settled(self, line: OcrLine, doubts: Sequence[int], picture: Grey, dpi: int) -> OcrLine:
        words: list[OcrLine] = [(word,) for word in line]
        for run in _runs(doubts, len(line)):
            if sum(len(line[i].text) for i in run) < _FEWEST:
                continue
            frame = around(line[i].box for i in run)
            found = [w for p in read_crop(picture, dpi, frame, self._second, _MARGIN) for w in p]
            for index in set(run) & set(doubts):
                words[index] = _likelier(line, index, found)
        return tuple(word for place in words for word in place)


def _is_doubtful(line: OcrLine, index: int) -> bool:
    word = line[index]
    if not any(c.isalnum() for c in word.text):
        return False
    if word.confidence < _SURE:
        return True
    return word.confidence < _SURER and is_odd(word.text, *_beside(line, index))


def _beside(line: OcrLine, index: int) -> tuple[str, str]:
    """The words before and after one; empty at the ends of the line."""
    before = line[index - 1].text if index else ""
    after = line[index + 1].text if index + 1 < len(line) else ""
    return before, after


def _runs(doubts: Iterable[int], length: int) -> list[range]:
    """The doubtful words with their neighbours, which the engine reads them by; those that
    touch make one run."""
    runs: list[range] = []
    for index in doubts:
        start, end = max(0, index - _NEIGHBOURS), min(length, index + _NEIGHBOURS + 1)
        if runs and start <= runs[-1].stop:
            start = runs.pop().start
        runs.append(range(start, end))
    return runs


def _likelier(line: OcrLine, index: int, found: Iterable[OcrWord]) -> OcrLine:
    """The word, or the ones among `found` that stand in its place, if they are likelier."""
    word = line[index]
    rest_of_line = (*line[:index], *line[index + 1 :])
    others = [
        other
        for other in found
        if _is_in(other, word) and not any(_is_in(w, other) for w in rest_of_line)
    ]
    if not others or not _is_same_place(others, word):
        return (word,)
    if len(others) == 1 and _bare(others[0]) == _bare(word):
        doubt = (1 - word.confidence) * (1 - others[0].confidence)
        return (replace(word, confidence=1 - doubt),)
    beside = _beside(line, index)
    if min(other.confidence for other in others) < _READ:
        return (word,)
    if _weight(others, beside) <= _weight([word], beside):
        return (word,)
    head, *rest = others
    sure = head.confidence
    if _digits([word]) != _digits(others):  # a figure that is read in two ways is in doubt
        sure = min(sure, word.confidence)
    change = Change(word.text, "second_reading", len(others))
    return (replace(head, confidence=sure, change=change), *rest)


def _digits(words: Iterable[OcrWord]) -> str:
    return "".join(c for word in words for c in word.text if c.isdigit())


def _bare(word: OcrWord) -> str:
    return word.text.rstrip(_MARKS)


def _weight(words: Sequence[OcrWord], beside: tuple[str, str]) -> float:
    """How likely a reading is: the mean of its words' confidence and plausibility."""
    texts = [beside[0], *(word.text for word in words), beside[1]]
    worth = (
        word.confidence + plausibility(word.text, texts[i], texts[i + 2])
        for i, word in enumerate(words)
    )
    return sum(worth) / len(words)


def _is_in(other: OcrWord, word: OcrWord) -> bool:
    """Whether the middle of a word is in another's box."""
    middle = (other.box[0] + other.box[2]) / 2
    return word.box[0] <= middle <= word.box[2]


def _is_same_place(others: Sequence[OcrWord], word: OcrWord) -> bool:
    """Whether the words cover all of a word and little else."""
    x0, _, x1, _ = around(other.box for other in others)
    shared = min(word.box[2], x1) - max(word.box[0], x0)
    return shared > _COVERED * max(word.box[2] - word.box[0], x1 - x0)
