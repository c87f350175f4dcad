"""What is known of one place that cites a document while it is being read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractor.document import Relation, Span
from extractor.tables.acts import rank_of


@dataclass(frozen=True, slots=True)
class View:
    """A text and its fold, character by character the same."""

    text: str
    folded: str

    def line_start(self, offset: int) -> int:
        """Where the paragraph around `offset` begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Where the paragraph around `offset` ends."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def words(self, start: int, end: int) -> str:
        """The text between two offsets, white space evened out."""
        return " ".join(self.text[start:end].split())


@dataclass(frozen=True, slots=True)
class Found:
    """A citation in the making. `start` and `end` bound what will be its span; `worded` says
    that its own type word stands in it, `provision` where its point of law stands."""

    start: int
    end: int
    type: str
    number: str | None = None
    number_span: Span | None = None
    title: str | None = None
    issued_on: date | None = None
    year: int | None = None
    issuer: str | None = None
    issuer_inferred: bool = False
    worded: bool = True
    kinds: tuple[str, ...] = ()  # what the number's first code may stand for
    code: str = ""  # the issuer's code in the number, by which lists share date and issuer
    named: bool = False  # no law, but cited by name: part of another's subject where it follows
    provision: Span | None = None
    relation: Relation = "cites"

    @property
    def rank(self) -> int | None:
        """How high its issuer stands, by its number; laws rank as the National Assembly's."""
        return rank_of("QH" if self.code in ("L", "BL", "PL", "HP") else self.code)

    @property
    def head(self) -> int:
        """Where the citation begins, its point of law included."""
        return self.provision.start if self.provision else self.start
