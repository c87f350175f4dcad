"""Runs of clauses that a document shares with an earlier one, and which of them explain it best."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from extractor.compare.reuse.clauses import Clauses
from extractor.compare.reuse.likeness import Neighbours, likeness, needed

SOURCES = 24  # earlier places that are looked at for a clause, more or less
ENDS = 4  # the oldest and the latest places of the same letters
TIE = 10  # letters: what explains as much but for these is as good
LAXER = 0.06  # what a clause beside a clause of the same source may lack in likeness
STEPS = ((1, 1), (1, 2), (2, 1))  # clauses of the two: a full stop that was lost joins two
GAP = 2  # clauses of the source that a copy may leave out

Flags = npt.NDArray[np.bool_]
Step = tuple[int, int, int, int, float]
"""Clauses of a document (first, end), those of its source, how alike they are."""
Steps = tuple[int, list[Step]]
"""A source, and steps that follow one another."""


@dataclass(frozen=True, slots=True)
class Run:
    """Clauses of a document that stand in the same order in a source."""

    source: int
    steps: tuple[Step, ...]
    weight: float  # letters, less where they are less alike


@dataclass(frozen=True, slots=True)
class Passage:
    """Clauses of a document and those of the source that they come from; ends are excluded."""

    start: int
    end: int
    source: int
    from_start: int
    from_end: int
    template: bool  # all of it


@dataclass(frozen=True)
class Finder:
    """Finds what a document has from those before it."""

    clauses: Clauses
    near: Neighbours
    _likeness: dict[tuple[int, int, int, int], float] = field(default_factory=dict)

    def passages(self, document: int, template: Flags) -> Iterator[Passage]:
        """The passages of a document, in order; no clause is in two of them."""
        chosen: list[tuple[int, Step]] = []
        covered: set[int] = set()
        for run in _best_first(self._runs(document)):
            free = [step for step in run.steps if covered.isdisjoint(range(step[0], step[1]))]
            covered.update(clause for step in free for clause in range(step[0], step[1]))
            chosen += [(run.source, step) for step in free]
        chosen.sort(key=lambda choice: choice[1])
        for passage in _joined(chosen):
            yield from _parted(passage, template)

    def _runs(self, document: int) -> list[Run]:
        runs, seen = [], set()
        self._likeness.clear()
        for clause in self.clauses.of(document):
            for other in self._sources(clause):
                if (clause, other) not in seen:
                    run = self._grown(clause, other)
                    seen.update((step[0], step[2]) for step in run.steps)
                    runs.append(run)
        return runs

    def _sources(self, clause: int) -> list[int]:
        """Clauses of earlier documents that are like this one, the likest first; of many that are
        the same, the oldest and the latest."""
        found: list[int] = []
        for key in self.near.of(int(self.clauses.key[clause])):
            same = self._places[key]
            until = bisect_left(same, self.clauses.first[self.clauses.document[clause]])
            found += same[: min(until, ENDS)] + same[max(until - ENDS, ENDS) : until]
            if len(found) >= SOURCES:
                break
        return found

    @cached_property
    def _places(self) -> list[list[int]]:
        """By key: the clauses that have it, in the order of documents."""
        order = np.argsort(self.clauses.key, kind="stable")
        ends = np.searchsorted(self.clauses.key[order], np.arange(1, len(self.clauses.keys)))
        return [part.tolist() for part in np.split(order, ends)]

    def _grown(self, clause: int, other: int) -> Run:
        """A run through two like clauses, as far as it goes on either side."""
        source = int(self.clauses.document[other])
        bounds = (
            self.clauses.of(int(self.clauses.document[clause])),
            self.clauses.of(source),
        )
        middle = (clause, clause + 1, other, other + 1, self._alike(clause, clause + 1, other, other + 1))
        before = list(self._onward(clause, other, bounds, back=True))
        after = list(self._onward(clause + 1, other + 1, bounds, back=False))
        steps = (*reversed(before), middle, *after)
        weight = sum(step[4] * self._length(step[0], step[1]) for step in steps)
        return Run(source, steps, weight)

    def _onward(
        self, clause: int, other: int, bounds: tuple[range, range], *, back: bool
    ) -> Iterator[Step]:
        """Steps from a place between clauses, while clauses are alike."""
        while True:
            for own, theirs in STEPS:
                a, b = (clause - own, other - theirs) if back else (clause, other)
                step = (a, a + own, b, b + theirs)
                inside = a >= bounds[0].start and b >= bounds[1].start and (
                    a + own <= bounds[0].stop and b + theirs <= bounds[1].stop
                )
                score = self._alike(*step) if inside else 0.0
                if score:
                    yield (*step, score)
                    clause, other = (a, b) if back else (a + own, b + theirs)
                    break
            else:
                return

    def _alike(self, start: int, end: int, other: int, other_end: int) -> float:
        """Likeness of clauses, 0 where it is not enough."""
        step = (start, end, other, other_end)
        if step not in self._likeness:
            one, two = self._letters(start, end), self._letters(other, other_end)
            enough = needed(min(len(one), len(two))) - LAXER
            self._likeness[step] = likeness(one, two, enough)
        return self._likeness[step]

    def _letters(self, start: int, end: int) -> str:
        return "".join(self.clauses.keys[self.clauses.key[clause]] for clause in range(start, end))

    def _length(self, start: int, end: int) -> int:
        return sum(len(self.clauses.keys[self.clauses.key[clause]]) for clause in range(start, end))


def _best_first(runs: list[Run]) -> list[Run]:
    """What explains most comes first; of the like, the source that explains more elsewhere."""
    votes: dict[int, float] = {}
    for run in runs:
        votes[run.source] = votes.get(run.source, 0.0) + run.weight
    return sorted(
        runs, key=lambda run: (-round(run.weight / TIE), -votes[run.source], run.source)
    )


def _joined(chosen: list[tuple[int, Step]]) -> Iterator[Steps]:
    """Steps that follow one another in the document and, but for little, in the same source."""
    part: list[Step] = []
    last = None
    for source, step in chosen:
        if part and (
            (source, step[0]) != (last, part[-1][1]) or not 0 <= step[2] - part[-1][3] <= GAP
        ):
            yield last, part
            part = []
        part.append(step)
        last = source
    if part:
        yield last, part


def _parted(passage: Steps, template: Flags) -> Iterator[Passage]:
    """What is template at either end of a passage is a passage of its own; within, it belongs to
    what was copied with it."""
    source, steps = passage
    own = [number for number, step in enumerate(steps) if not template[step[0] : step[1]].all()]
    first, end = (own[0], own[-1] + 1) if own else (len(steps), len(steps))
    for part, kind in ((steps[:first], True), (steps[first:end], False), (steps[end:], True)):
        if part:
            yield Passage(part[0][0], part[-1][1], source, part[0][2], part[-1][3], kind)
