"""A corpus of made plans in which it is known what was copied from where.

Sentences are made of phrases of the development plans. Which phrases, a polynomial over a prime
field says (a Reed–Solomon code): two sentences of different polynomials share at most two of their
six or more phrases, so that what is alike was copied and what was not copied is not alike. Around
them stand formulas that many plans have. A plan copies passages from earlier ones word for word,
with light edits, or as a bad scan gives them.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from rapidfuzz import fuzz, process

from extractor.compare.reuse import Text
from extractor.vietnamese import fold

CORPUS = Path(__file__).parents[1] / "corpus"
SLOTS, DEGREE = 8, 3
SENTENCES = 48  # of a plan
JOINTS = (", ", " và ", " để ", " nhằm ", " gắn với ", " của ", " trong ", " theo ")
PLACES = (
    "Bình Sơn",
    "Hải Tây",
    "Kim Long",
    "Lạc Thủy",
    "Nam Hà",
    "Phú Đông",
    "Tân Giang",
    "Yên Bình",
)
SAME = {
    "triển khai": "thực hiện", "bảo đảm": "đảm bảo", "ủy ban nhân dân": "UBND",
    "tăng cường": "đẩy mạnh", "cơ quan": "đơn vị", "nhân dân": "người dân", "phối hợp": "kết hợp",
}  # fmt: skip
LOOKALIKE = {
    "l": "i", "i": "l", "n": "ri", "m": "rn", "e": "c", "c": "e", "o": "0", "u": "v", "h": "b",
    "a": "o", "g": "q", "t": "r", "1": "l", "0": "O", ".": ",", ";": ":", ",": ".",
}  # fmt: skip

Kind = Literal["own", "formula", "verbatim", "edited", "scanned"]
COPIED: tuple[Kind, ...] = ("verbatim", "edited", "scanned")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in a plan. Sentences of the same origin are forms of one another."""

    words: str
    origin: int
    kind: Kind = "own"
    passage: int = 0  # the same for sentences that were copied together


@dataclass(slots=True)
class Made:
    """A made plan, and where in its text each of its sentences stands."""

    text: Text
    sentences: list[tuple[int, int, Said]]


@dataclass(slots=True)
class _Draft:
    day: date
    place: str
    body: list[Said] = field(default_factory=list)


def made_corpus(count: int, seed: int = 1) -> list[Made]:
    """So many plans, a day apart or less; each second one copies from earlier plans."""
    chance = random.Random(seed)
    drafts: list[_Draft] = []
    for number in range(count):
        day = date(2015, 1, 1) + timedelta(days=number * 3650 // max(count, 3650) + number % 3)
        draft = _Draft(day, chance.choice(PLACES))
        draft.body = [_own(number * SENTENCES + row, seed) for row in range(SENTENCES)]
        if number and chance.random() < 0.5:
            _plant(draft, drafts, chance, number)
        drafts.append(draft)
    return [_written(draft, number, chance) for number, draft in enumerate(drafts)]


def _plant(draft: _Draft, drafts: Sequence[_Draft], chance: random.Random, number: int) -> None:
    """One to four passages of one to six sentences, all from one or two earlier plans."""
    earlier = [other for other in drafts[-400:] if other.day < draft.day]
    parents = chance.sample(earlier, min(2, len(earlier)))
    for turn in range(chance.randint(1, 4) if parents else 0):
        parent, length = chance.choice(parents), chance.randint(1, 6)
        start = chance.randrange(len(parent.body) - length)
        kind = chance.choice(COPIED)
        rate = chance.uniform(0.02, 0.06)
        copied = [
            Said(_changed(said.words, kind, rate, chance), said.origin, kind, 4 * number + turn + 1)
            for said in parent.body[start : start + length]
        ]
        into = chance.randrange(len(draft.body))
        draft.body[into : into + length] = copied


# --- sentences -------------------------------------------------------------------------------


@cache
def phrases() -> tuple[tuple[str, ...], ...]:
    """The phrases of the development plans that are unlike one another, dealt to the slots of a
    sentence, as many to each: a prime number of them."""
    pieces: dict[str, str] = {}
    for line in _lines():
        for piece in re.split(r'[,;:.()"“”/%\d+-]+', line):
            words = piece.strip()
            if 12 <= len(words) <= 36 and words.count(" ") >= 2 and not words.isupper():
                pieces.setdefault(fold(words), words[0].lower() + words[1:])
    unlike: list[str] = []
    for key in pieces:
        if not process.extractOne(key, unlike, scorer=fuzz.ratio, score_cutoff=75):
            unlike.append(key)
    random.Random(7).shuffle(unlike)
    size = next(n for n in range(len(unlike) // SLOTS, 1, -1) if all(n % d for d in range(2, n)))
    return tuple(
        tuple(pieces[key] for key in unlike[slot * size : (slot + 1) * size])
        for slot in range(SLOTS)
    )


@cache
def _lines() -> tuple[str, ...]:
    """The paragraphs of the development plans, without the marks of their pages and tables."""
    split = tomllib.loads((CORPUS / "split.toml").read_text("utf-8"))
    plans = (CORPUS / "plans" / slug / "plan.txt" for slug in split["dev"])
    lines = (line.strip() for plan in plans for line in plan.read_text("utf-8").split("\n"))
    return tuple(line for line in lines if not line.startswith("@") and "|" not in line)


def _own(number: int, seed: int) -> Said:
    """The sentence of a number: its digits are the polynomial's coefficients."""
    slots = phrases()
    size = len(slots[0])
    origin = (number * 1_000_003 + seed * 7_919) % size**DEGREE
    digits = [origin // size**power % size for power in range(DEGREE)]
    chance = random.Random(origin)
    length = chance.randint(6, SLOTS)
    words = slots[0][_value(digits, 0, size)]
    for slot in range(1, length):
        words += chance.choice(JOINTS) + slots[slot][_value(digits, slot, size)]
    words = words[0].upper() + words[1:]
    if chance.random() < 0.4:
        words += f" tại {chance.choice(PLACES)}"
    if chance.random() < 0.4:
        words += f", ít nhất {chance.randint(2, 98)} lượt trong năm {chance.randint(2015, 2025)}"
    return Said(words + chance.choice((".", ".", ";")), origin)


def _value(digits: Sequence[int], slot: int, size: int) -> int:
    return sum(digit * slot**power for power, digit in enumerate(digits)) % size


# --- copies ----------------------------------------------------------------------------------


def _changed(words: str, kind: Kind, rate: float, chance: random.Random) -> str:
    if kind == "edited":
        return edited(words, chance)
    return scanned(words, rate, chance) if kind == "scanned" else words


def edited(words: str, chance: random.Random) -> str:
    """Another place and other figures, and one to three of: a word for another, two words swapped, a
    clause dropped, a word put in."""
    for place in PLACES:
        words = words.replace(place, chance.choice(PLACES))
    words = re.sub(r"\d\d?(?=\D)", lambda _: str(chance.randint(2, 98)), words)
    changes = (_other_words, _swapped, _dropped, _put_in)
    for change in chance.sample(changes, chance.randint(1, 3)):
        words = change(words, chance)
    return words


def _other_words(words: str, _: random.Random) -> str:
    for word, other in SAME.items():
        words = words.replace(word, other)
    return words


def _swapped(words: str, chance: random.Random) -> str:
    parts = words.split(" ")
    place = chance.randrange(len(parts) - 2)
    parts[place], parts[place + 1] = parts[place + 1], parts[place]
    return " ".join(parts)


def _dropped(words: str, chance: random.Random) -> str:
    """Without one of its phrases after the first, and what joins it."""
    parts = re.split(f"({'|'.join(JOINTS)})", words[:-1])
    place = chance.randrange(1, len(parts), 2)
    del parts[place : place + 2]
    return "".join(parts) + words[-1]


def _put_in(words: str, chance: random.Random) -> str:
    parts = words.split(" ")
    parts.insert(
        chance.randrange(1, len(parts)), chance.choice(("kịp thời", "thường xuyên", "chủ động"))
    )
    return " ".join(parts)


def scanned(words: str, rate: float, chance: random.Random) -> str:
    """So many of the letters misread: marks lost, letters taken for others, lost, added; spaces
    lost and added."""
    return "".join(
        _misread(letter, chance) if chance.random() < rate else letter for letter in words
    )


def _misread(letter: str, chance: random.Random) -> str:
    turn = chance.random()
    if letter == " ":
        return "" if turn < 0.6 else "  "
    plain = fold(letter)
    if plain != letter.lower() and turn < 0.5:
        return plain
    if turn < 0.8:
        return LOOKALIKE.get(plain, chance.choice("abcdehilnortu"))
    return "" if turn < 0.9 else letter + chance.choice(" .,'|il")


# --- plans -----------------------------------------------------------------------------------


@cache
def _formulas() -> tuple[tuple[str, float], ...]:
    """Sentences of the development plans that are unlike one another, and how many plans have
    them."""
    chance = random.Random(11)
    kept: list[str] = []
    for line in _lines():
        if 60 <= len(line) <= 200 and not process.extractOne(
            fold(line), map(fold, kept), scorer=fuzz.ratio, score_cutoff=60
        ):
            kept.append(line)
    return tuple((line, chance.uniform(0.3, 0.95)) for line in chance.sample(kept, 14))


def _written(draft: _Draft, number: int, chance: random.Random) -> Made:
    """The plan as text: formulas before and after a body of headings and paragraphs."""
    formulas = [
        Said(line, -1 - row, "formula")
        for row, (line, share) in enumerate(_formulas())
        if chance.random() < share
    ]
    half = len(formulas) // 2
    text = "ỦY BAN NHÂN DÂN\nKẾ HOẠCH\n"
    sentences: list[tuple[int, int, Said]] = []
    for place, said in enumerate([*formulas[:half], *draft.body, *formulas[half:]]):
        if place % 10 == 0:
            text = text.rstrip() + f"\n{place // 10 + 1}. Nhiệm vụ\n"
        elif chance.random() < 0.6:
            text = text.rstrip() + "\n"
        sentences.append((len(text), len(text) + len(said.words), said))
        text += said.words + ("\n" if said.kind == "formula" else " ")
    return Made(Text(f"{number:05}", text, draft.day), sentences)
