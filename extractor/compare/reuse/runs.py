"""Runs of clauses that a document shares with an earlier one, and which of them explain it best."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

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
        runs: list[Run] = []
        seen: set[tuple[int, int]] = set()
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
        before = self.clauses.first[self.clauses.document[clause]]
        for key in self.near.of(int(self.clauses.key[clause])):
            same = self.clauses.places[key]
            until = int(np.searchsorted(same, before))
            found += same[: min(until, ENDS)].tolist()
            found += same[max(until - ENDS, ENDS) : until].tolist()
            if len(found) >= SOURCES:
                break
        return found

    def _grown(self, clause: int, other: int) -> Run:
        """A run through two like clauses, as far as it goes on either side."""
        step = (clause, clause + 1, other, other + 1)
        middle = (*step, self._alike(*step))
        before = list(self._onward(clause, other, -1))
        after = list(self._onward(clause + 1, other + 1, 1))
        steps = (*reversed(before), middle, *after)
        weight = sum(step[4] * len(self._letters(step[0], step[1])) for step in steps)
        return Run(int(self.clauses.document[other]), steps, weight)

    def _onward(self, clause: int, other: int, way: int) -> Iterator[Step]:
        """Steps from a place between clauses, forwards (1) or back (-1), while they are alike."""
        bounds = self._document(clause, way), self._document(other, way)
        while True:
            for own, theirs in STEPS:
                to, to_other = clause + way * own, other + way * theirs
                here, there = sorted((clause, to)), sorted((other, to_other))
                inside = _within(here, bounds[0]) and _within(there, bounds[1])
                score = self._alike(*here, *there) if inside else 0.0
                if score:
                    yield (here[0], here[1], there[0], there[1], score)
                    clause, other = to, to_other
                    break
            else:
                return

    def _document(self, place: int, way: int) -> range:
        """The clauses of the document that lies before a place, on the way forwards."""
        return self.clauses.of(int(self.clauses.document[place - 1 if way > 0 else place]))

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


def _within(part: list[int], whole: range) -> bool:
    return whole.start <= part[0] and part[1] <= whole.stop


def _best_first(runs: list[Run]) -> list[Run]:
    """What explains most comes first; of the like, the source that explains more elsewhere."""
    votes: dict[int, float] = {}
    for run in runs:
        votes[run.source] = votes.get(run.source, 0.0) + run.weight
    return sorted(runs, key=lambda run: (-round(run.weight / TIE), -votes[run.source], run.source))


def _joined(chosen: list[tuple[int, Step]]) -> list[Steps]:
    """Steps that follow one another in the document and, but for little, in the same source."""
    parts: list[Steps] = []
    for source, step in chosen:
        if parts and parts[-1][0] == source and _follows(step, parts[-1][1][-1]):
            parts[-1][1].append(step)
        else:
            parts.append((source, [step]))
    return parts


def _follows(step: Step, before: Step) -> bool:
    return step[0] == before[1] and 0 <= step[2] - before[3] <= GAP


def _parted(passage: Steps, template: Flags) -> Iterator[Passage]:
    """What is template at either end of a passage is a passage of its own; within, it belongs to
    what was copied with it."""
    source, steps = passage
    own = [number for number, step in enumerate(steps) if not template[step[0] : step[1]].all()]
    first, end = (own[0], own[-1] + 1) if own else (len(steps), len(steps))
    for part, kind in ((steps[:first], True), (steps[first:end], False), (steps[end:], True)):
        if part:
            yield Passage(part[0][0], part[-1][1], source, part[0][2], part[-1][3], kind)
