"""Made paragraphs with the names that stand in them: templates filled at random, and the
paragraphs of sample plans with other names in the place of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from bodies import Bodies, words
from extractor.vietnamese import fold, nfc

_SLOT = re.compile(r"\{(\w)\}")
_POOLS = {"K": "abbreviations", "E": "values", "R": "offices"}
AGENCY, CAMPAIGN = "AGENCY", "CAMPAIGN"


@dataclass(frozen=True, slots=True)
class Example:
    """A paragraph, and where names stand in it: start, end, label."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


class Pieces:
    """Text that grows, and the labelled parts of it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._spans: list[tuple[int, int, str]] = []

    def add(self, text: str, label: str | None = None) -> None:
        """Appends `text`, all of it a name where there is a label."""
        text = nfc(text)
        if label:
            self._spans.append((self._length, self._length + len(text), label))
        self._parts.append(text)
        self._length += len(text)

    def example(self) -> Example:
        """What has been added."""
        return Example("".join(self._parts), tuple(self._spans))


class Maker:
    """Makes paragraphs. The same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311
        self.bodies = Bodies(self.chance)
        self._groups = words("sentences")["group"]
        self._weights = [group["weight"] for group in self._groups]
        self._marks = words("sentences")["words"]["marks"]
        self._verbs = words("verbs")

    def paragraph(self) -> Example:
        """A paragraph after one of the templates."""
        group = self.chance.choices(self._groups, self._weights)[0]
        pieces = Pieces()
        mark = self.bodies.pick(self._marks)
        pieces.add(mark)
        self._fill(pieces, self.bodies.pick(group["templates"]), begins=True)
        if self.chance.random() < 0.25 and not group.get("caps"):
            pieces.add(" ")
            self._fill(pieces, self.bodies.pick(self._groups[self.chance.choice((2, 5, 6))]["templates"]), begins=True)
        example = pieces.example()
        if group.get("caps") and self.chance.random() < 0.8:
            return Example(example.text.upper(), example.spans)
        return noisy(example, self.chance)

    def renamed(self, example: Example, groups: Sequence[bool]) -> Example:
        """`example` with other names; `groups` says of each of its spans whether it is a
        collective address."""
        pieces, past = Pieces(), 0
        for (start, end, label), group in zip(example.spans, groups, strict=True):
            pieces.add(example.text[past:start])
            if label == CAMPAIGN:
                pieces.add(self.campaign(), label)
            else:
                name = self.bodies.group() if group else self.bodies.one()
                upper = example.text[start].isupper()
                pieces.add(name[0].upper() + name[1:] if upper else name, label)
            past = end
        pieces.add(example.text[past:])
        return noisy(pieces.example(), self.chance)

    def campaign(self) -> str:
        """The name of a movement."""
        parts = self._verbs["campaigns"]
        if self.chance.random() < 0.3:
            return self._motto(parts)
        subject = self.bodies.pick(parts["subjects"]).format(t=self.bodies.place(), f=self.bodies.word())
        aim = self.bodies.pick(parts["aims"])
        draw = self.chance.random()
        if draw < 0.25:
            aim = f"{self.bodies.word()} {self.bodies.word()}"
        elif draw < 0.5:
            more = self.bodies.pick((self.bodies.pick(parts["aims"]), self.bodies.word()))
            aim += self.bodies.pick((", ", " và ", " - ", ", ")) + more
        name = f"{subject} {self.bodies.pick(parts['acts'])} {aim}"
        return name if self.chance.random() < 0.8 else f"{subject} {aim}"

    def _motto(self, parts: dict) -> str:
        """A short name, or one of two halves: *Dạy tốt, học tốt*."""
        if self.chance.random() < 0.5:
            return self.bodies.pick(parts["short"])
        first, second, both = (self.bodies.word() for _ in range(3))
        if self.chance.random() < 0.4:
            second = f"{second.split()[0]} {first.split()[1]}"
        mark = self.bodies.pick((", ", " - ", " và "))
        name = f"{first} {both}{mark}{second} {both}" if self.chance.random() < 0.3 else f"{first}{mark}{second}"
        return name[0].upper() + name[1:]

    def _fill(self, pieces: Pieces, template: str, begins: bool) -> None:
        past = 0
        for slot in _SLOT.finditer(template):
            pieces.add(template[past : slot.start()])
            at_start = begins and slot.start() == 0
            self._slot(pieces, slot[1], at_start)
            past = slot.end()
        pieces.add(template[past:])

    def _slot(self, pieces: Pieces, kind: str, capital: bool) -> None:
        if kind == "A":
            self._list(pieces, capital)
        elif kind in "BG":
            pieces.add(_cased(self.bodies.one() if kind == "B" else self.bodies.group(), capital), AGENCY)
        elif kind == "C":
            pieces.add(self.campaign(), CAMPAIGN)
        elif kind == "Q":
            pieces.add(self.campaign(), CAMPAIGN if pieces.example().text.endswith("“") and self._led(pieces) else None)
        else:
            pieces.add(_cased(self._words(kind), capital))

    @staticmethod
    def _led(pieces: Pieces) -> bool:
        """Whether a quoted name is a movement's: after *phong trào*, not after *Đề án*."""
        before = pieces.example().text[-40:].lower()
        return "phong trào" in before or "vận động" in before

    def _list(self, pieces: Pieces, capital: bool) -> None:
        count = self.chance.choice((1, 1, 1, 1, 2, 2, 3, 3, 4, 5))
        mark = self.chance.choice((", ", ", ", ", ", "; ", "; ", " - ", " / "))
        for number in range(count):
            if number:
                last = number == count - 1
                pieces.add(self.chance.choice((" và ", ", ", " và ", mark)) if last else mark)
            group = number == count - 1 and self.chance.random() < 0.3
            name = self.bodies.group() if group else self.bodies.one()
            pieces.add(_cased(name, capital and not number), AGENCY)

    def _words(self, kind: str) -> str:
        if kind == "V":
            return self._verb()
        if kind == "W":
            return ", ".join(self._verb() for _ in range(self.chance.choice((1, 1, 2, 3))))
        if kind == "N":
            return self._noun()
        if kind == "S":
            return self._nested(self.bodies.pick(self._verbs["clauses"]))
        if kind == "D":
            return self._numbers(self.bodies.pick(self._verbs["times"]))
        if kind == "L":
            return self._nested(self._numbers(self.bodies.pick(self._verbs["acts"])))
        if kind == "X":
            return self.bodies.pick(self._verbs["others"]) if self.chance.random() < 0.7 else self.bodies.place()
        if kind == "P":
            return self.bodies.pick(("đồng chí ", "ông ", "bà ", "đ/c ", "")) + self.bodies.person()
        if kind in _POOLS:
            return self.bodies.pick(self._verbs[_POOLS[kind]])
        if kind == "M":
            return self._thing()
        if kind in "TZ":
            return self.bodies.territory() if kind == "T" else self.bodies.place().upper()
        return str(self.chance.choice((self.chance.randrange(2015, 2031), self.chance.randrange(2, 100))))

    def _thing(self) -> str:
        thing = self.bodies.pick(self._verbs["things"])
        if self.chance.random() < 0.25:
            thing = f"{self.bodies.word()} {{n}}"
        filled = thing.replace(" {n}", f" {self._noun()}" if self.chance.random() < 0.6 else "")
        after = self.bodies.pick(self.bodies.words["groups"]["modifiers"]) if self.chance.random() < 0.5 else ""
        return " ".join(filter(None, (self.bodies.pick(self._verbs["each"]), filled, after)))

    def _nested(self, template: str) -> str:
        return _SLOT.sub(lambda slot: self._words(slot[1]), template)

    def _verb(self) -> str:
        verb = self.bodies.pick(self._verbs["verbs"]) if self.chance.random() < 0.88 else self.bodies.word()
        if self.chance.random() < 0.12:
            verb += f", {self.bodies.pick(self._verbs['verbs'])}"
        thing = re.sub(r"\{n\}", lambda _: self._noun(), self.bodies.pick(self._verbs["objects"]))
        return f"{verb} {thing}"

    def _noun(self) -> str:
        draw = self.chance.random()
        if draw < 0.6:
            return self.bodies.pick(self._verbs["nouns"])
        return " ".join(self.bodies.word() for _ in range(self.chance.choice((1, 2, 2, 3))))

    def _numbers(self, text: str) -> str:
        return (
            re.sub(r"\{k\}", lambda _: str(self.chance.randrange(1, 4000)), text)
            .replace("{y}", str(self.chance.randrange(2012, 2031)))
            .replace("{m}", f"{self.chance.randrange(1, 13):02}")
            .replace("{d}", f"{self.chance.randrange(1, 29):02}")
        )


def _cased(text: str, capital: bool) -> str:
    return text[:1].upper() + text[1:] if capital else text


# What a reader of bad scans makes of letters, besides losing their marks.
_MISREAD = {
    "n": "u", "u": "n", "i": "l", "l": "i", "h": "b", "b": "h", "c": "e", "e": "c", "o": "c", "a": "o", "t": "f", "f": "t", "g": "q",
    "I": "l", "S": "5", "O": "0", "đ": "d", "ư": "u", "ơ": "o", "T": "1", "B": "8", "ô": "ồ", "ở": "ơ", "ộ": "ô", "ệ": "ế",
}  # fmt: skip


def noisy(example: Example, chance: Random) -> Example:
    """`example`, in three cases of ten as a bad scan gives it: marks lost, letters misread. No
    character is added or lost."""
    if chance.random() > 0.3:
        return example
    share = chance.choice((0.01, 0.03, 0.06))
    out = [misread(letter, chance) if chance.random() < share else letter for letter in example.text]
    return Example("".join(out), example.spans)


def misread(letter: str, chance: Random) -> str:
    """What a bad scan may make of `letter`."""
    if not letter.isalpha():
        return letter
    plain = fold(letter)
    if plain != letter.lower() and chance.random() < 0.7:
        return plain.upper() if letter.isupper() else plain
    return _MISREAD.get(letter) or chance.choice("aeinltocu")


def paragraphs(seed: int, count: int) -> Iterator[Example]:
    """That many made paragraphs."""
    maker = Maker(seed)
    for _ in range(count):
        yield maker.paragraph()
