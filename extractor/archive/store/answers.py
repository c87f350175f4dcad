"""What the store answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from extractor.archive.model import Made, Status, Versions

State = Literal["pending", "done", "gone"]


@dataclass(frozen=True, slots=True)
class Seen:
    """How many of the inputs that were found are new, changed, or made by other versions: those
    are to be done, as are `waiting` ones, which an earlier run has left. `unchanged` are done;
    so are those with a `problem`, which cannot be read as they were found."""

    new: int = 0
    changed: int = 0
    outdated: int = 0
    waiting: int = 0
    unchanged: int = 0
    problem: int = 0

    @property
    def found(self) -> int:
        """All of them."""
        return self.to_do + self.unchanged + self.problem

    @property
    def to_do(self) -> int:
        """Those that are to be done now."""
        return self.new + self.changed + self.outdated + self.waiting


@dataclass(frozen=True, slots=True)
class Row:
    """An input and the last that became of it. A pending one has no status; its documents are
    those of its last outcome, until the next. `published` has for each of them the SHA-256 of its
    plan JSON with corrections. `finished_at` is in seconds since 1970, UTC."""

    key: str
    root: str
    location: str
    state: State
    status: Status | None
    code: str | None
    sentence: str | None
    warnings: tuple[str, ...]
    sha256: str | None
    pages: int
    seconds: float
    versions: Versions | None
    attempts: int
    finished_at: float | None
    documents: tuple[Made, ...]
    published: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A document of an input that is not gone: what it takes to link it with others."""

    key: str
    place: int
    sha256: str | None
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the changes, after the one with number `seq` (0: before all). `mark` tells the
    history that led there from others: two copies of an archive that go on apart give the same
    numbers to different changes, and never the same mark."""

    seq: int
    mark: str


@dataclass(frozen=True, slots=True)
class Change:
    """The last that happened to a document: `published` is the SHA-256 of its plan JSON, with
    corrections; None says that the document is no more. Of two changes the later has the greater
    `seq`."""

    seq: int
    document: str
    plan_id: str
    published: str | None
    mark: str = field(default="", compare=False)

    @property
    def place(self) -> Place:
        """The place after it."""
        return Place(self.seq, self.mark)

    @property
    def removed(self) -> bool:
        """Whether the document is no more."""
        return self.published is None


@dataclass(frozen=True, slots=True)
class Standing:
    """A document that is there: the SHA-256 of what was extracted, and of what is published."""

    document: str
    key: str
    plan_id: str
    blob: str
    published: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A correction of a document. `content` is JSON, which `review` knows; `replaces` is the
    earlier one of the same place."""

    id: str
    document: str
    content: Mapping[str, Any]
    replaces: str | None = None


@dataclass(frozen=True, order=True, slots=True)
class Count:
    """How many inputs are in this state with this outcome, and what they took."""

    state: State
    status: Status | None
    code: str | None
    inputs: int
    pages: int
    seconds: float


@dataclass(frozen=True, slots=True)
class RunActivity:
    """A run that has not ended. `alive` is False where its process is gone. `done` counts what it
    has finished, `claimed` what it has in hand; times are in seconds since 1970, UTC."""

    id: int
    host: str
    pid: int
    engine: str
    started_at: float
    heartbeat_at: float
    found: int
    alive: bool
    done: int
    claimed: int


@dataclass(frozen=True, slots=True)
class Activity:
    """What goes on at `now`: runs that have not ended, how many inputs were done in the last ten
    minutes by whichever run, and how many are pending."""

    now: float
    runs: tuple[RunActivity, ...]
    recently_done: int
    pending: int
