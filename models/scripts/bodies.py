"""Names of bodies, made up: from the registry, from heads and fields at random, from places."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from random import Random

from extractor.tables import rows
from extractor.tables.bodies import bodies
from extractor.tokens import dictionary

WORDS = Path(__file__).parents[1] / "words"


def words(name: str) -> dict:
    """The tables of `words/<name>.toml`."""
    return tomllib.loads((WORDS / f"{name}.toml").read_text("utf-8"))


class Bodies:
    """Makes names. Every choice is drawn from `chance`."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.words = words("bodies")

    @cached_property
    def _listed(self) -> list[str]:
        return [name for body in bodies().values() for name in (body.name, body.name, *body.variants)]

    @cached_property
    def _provinces(self) -> list[str]:
        return sorted({row["name"] for row in rows("provinces")})

    @cached_property
    def _pairs(self) -> list[str]:
        """Words of two syllables that the dictionary has."""
        return [word for word in dictionary() if word.count(" ") == 1 and word.islower() and word.replace(" ", "").isalpha()]

    def pick(self, items: Sequence[str]) -> str:
        """One of `items`."""
        return items[self.chance.randrange(len(items))]

    def happens(self, share: float) -> bool:
        """True in that share of the cases."""
        return self.chance.random() < share

    def word(self) -> str:
        """Any word of the dictionary."""
        return self.pick(self._pairs)

    def place(self) -> str:
        """A place's proper name."""
        if self.happens(0.35):
            return self.pick(self._provinces)
        syllables = self.words["proper"]["places"]
        name = " ".join(self.pick(syllables) for _ in range(self.chance.choice((1, 2, 2, 2, 3))))
        return f"{name} {self.chance.randrange(1, 12)}" if self.happens(0.04) else name

    def territory(self) -> str:
        """A territory, named or not."""
        noun = self.pick(("tỉnh", "tỉnh", "tỉnh", "huyện", "thành phố", "xã", "phường", "thị xã", "quận", "thị trấn"))
        if self.happens(0.5):
            return noun
        return f"{noun} {self.place()}" if noun != "tỉnh" else f"tỉnh {self.pick(self._provinces)}"

    def person(self) -> str:
        """A person's name."""
        return " ".join(self.pick(self.words["proper"]["persons"]) for _ in range(self.chance.choice((2, 2, 3))))

    def one(self) -> str:
        """One body, as a text names it."""
        name = self._one()
        if self.happens(0.07):
            name = f"{self.pick(self.words['holders'])} {name}"
        if self.happens(0.04):
            name = f"{name} ({self._made(part=True)})"
        return name

    def group(self) -> str:
        """A collective address."""
        groups = self.words["groups"]
        if self.happens(0.2):
            return f"{self.pick(groups['bodies'])} {self.pick(groups['places'])}"
        parts = (self.pick(groups["quantifiers"]), self.pick(groups["nouns"]), self.pick(groups["modifiers"]))
        holder = f"{self.pick(('Thủ trưởng', 'Thủ trưởng', 'Giám đốc', 'Chủ tịch', 'Trưởng'))} " if self.happens(0.08) else ""
        name = " ".join(filter(None, parts))
        return holder + (name[0].lower() + name[1:] if holder else name)

    def _one(self) -> str:
        draw = self.chance.random()
        if draw < 0.27:
            return self._registered()
        if draw < 0.62:
            return self._made()
        if draw < 0.76:
            return self._of_place()
        if draw < 0.90:
            return f"{self.pick(self.words['heads']['local'])} {self.territory()}"
        return self._odd()

    def _registered(self) -> str:
        name = self.pick(self._listed)
        for noun in ("tỉnh", "huyện", "xã"):
            if name.endswith(f" {noun}"):
                name = name.removesuffix(f" {noun}")
                return f"{name} {self.territory()}" if self.happens(0.8) else name
        return f"{name} {self.territory()}" if self.happens(0.12) else name

    def _of_place(self) -> str:
        head = self.pick(self.words["heads"]["proper"])
        name = self.person() if head.startswith("Trường") and self.happens(0.6) else self.place()
        number = f" số {self.chance.randrange(1, 9)}" if self.happens(0.05) else ""
        area = f" {self.pick(('tỉnh', 'huyện', 'khu vực', 'thành phố'))}" if self.happens(0.15) else ""
        return f"{head}{area} {name}{number}"

    def _made(self, part: bool = False) -> str:
        """A head, one to three fields, and what it belongs to."""
        head = self.pick(("Phòng", "Ban", "Văn phòng", "Trung tâm", "Bộ phận")) if part else self._head()
        fields = [self._field() for _ in range(self.chance.choice((1, 1, 1, 1, 2, 2, 3)))]
        name = f"{head} {self._joined(fields)}"
        if self.happens(0.12):
            name = f"{head} {self._lowered(name.removeprefix(head).strip())}"
        if part:
            return name
        draw = self.chance.random()
        if draw < 0.3:
            return f"{name} {self.territory()}"
        if draw < 0.36:
            return f"{name} {self.pick(('thuộc', 'trực thuộc', 'của'))} {self._registered()}"
        if draw < 0.42:
            return f"{name} {self.pick(('Sở', 'Sở Y tế', 'UBND tỉnh', 'Tỉnh ủy', 'huyện', 'khu vực', 'Trung ương', 'Việt Nam', 'miền Trung'))}"
        return name

    def _head(self) -> str:
        if self.happens(0.08):
            return self._capital(self.word())
        return self.pick(self.words["heads"]["field"])

    def _field(self) -> str:
        if self.happens(0.3):
            second = f" {self.word()}" if self.happens(0.4) else ""
            return self._capital(self.word()) + second
        return self.pick(self.words["fields"])

    def _joined(self, fields: list[str]) -> str:
        if len(fields) == 1:
            return fields[0]
        if self.happens(0.5):
            return ", ".join(fields[:-1]) + f" và {fields[-1]}"
        return self.pick((" - ", " và ", " – ")).join(fields)

    def _odd(self) -> str:
        """An abbreviation, or words that no head begins."""
        letters = "".join(self.pick("ABCDĐGHKLMNPQSTVXY") for _ in range(self.chance.choice((2, 3, 3, 4, 5))))
        draw = self.chance.random()
        if draw < 0.35:
            return f"{self.pick(('TT', 'P.', 'Sở', 'Hội', 'BQL', 'VP', 'Ban', 'Phòng', 'CĐ', 'Trường'))} {letters}"
        if draw < 0.55:
            return letters
        if draw < 0.75:
            return f"{letters} {self.territory()}"
        if draw < 0.9:
            return f"Sở {letters[:2]}&{letters[2:] or 'T'}"
        return f"{self._capital(self.word())} {self._field()} {self.territory()}"

    @staticmethod
    def _capital(word: str) -> str:
        return word[:1].upper() + word[1:]

    @staticmethod
    def _lowered(name: str) -> str:
        return name[:1].lower() + name[1:]
