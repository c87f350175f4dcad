"""The words of an archive: what was found, what is to be done, what became of it.

An *input* is one thing to read: a file, a member of a zip file, or pictures of pages that belong
together. It has one outcome. What is read from it may be several *documents*, each with a plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from extractor.errors import conclusive_codes

Status = Literal["extracted", "failed", "skipped"]
LinkKind = Literal[
    "duplicate_of",  # the same bytes
    "rescan_of",  # another scan of the plan of the same number
    "replaces",  # says that it replaces the other plan
    "appendix_of",  # an appendix in a file of its own
    "continues",  # the further pages of a plan that begins in another file
]


@dataclass(frozen=True, slots=True)
class Found:
    """An input as it was found. `key` names it within the archive: its path below the given
    folder, with `/` (`a/x.pdf`, `a/old.zip/x.pdf`, `a/001.jpg..004.jpg`). `location` says where to
    open it. While `stamp` (size and time of change) stays the same, it counts as unchanged.
    `code` and `sentence` say why it is not to be read, if so, with the `status` that this gives."""

    key: str
    location: str
    stamp: str
    status: Status | None = None
    code: str | None = None
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """An input that is to be read."""

    key: str
    location: str


@dataclass(frozen=True, slots=True)
class Versions:
    """What made a result: a change of `reading` (how pages are read, with which models) reads the
    pages again, a change of `parser` alone works on what was read before."""

    reading: str
    parser: str


@dataclass(frozen=True, slots=True)
class Made:
    """A document of an input: `blob` is the SHA-256 of its plan JSON, `facts` what links it with
    others (see `facts.py`), as JSON."""

    plan_id: str
    blob: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an input. `code` and `sentence` say why it failed or was skipped, `warnings`
    are the distinct codes of its plans' warnings, in order; `trace` is for `--debug` alone."""

    key: str
    location: str
    status: Status
    versions: Versions
    code: str | None = None
    sentence: str | None = None
    warnings: tuple[str, ...] = ()
    sha256: str | None = None
    pages: int = 0
    seconds: float = 0.0
    documents: tuple[Made, ...] = ()
    trace: str = ""

    @property
    def tells_nothing(self) -> bool:
        """Whether it says nothing of what the input holds, since it ended by a fault of the machine
        or the program, or at a limit: the documents that the input had before stay."""
        return self.status == "failed" and self.code not in conclusive_codes()


@dataclass(frozen=True, order=True, slots=True)
class Link:
    """The document `place` (from 0) of the input `key` stands to another one as `kind` says."""

    key: str
    place: int
    kind: LinkKind
    other_key: str
    other_place: int
