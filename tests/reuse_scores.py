"""How much of what was planted is found, and how much of what is found was planted, in characters.

A found character is right where its sentence and one that stands in the found source are forms of
the same sentence. A planted character is found where a passage covers it whose source is right.
What is template, and what lies between sentences, is neither right nor wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from planted import COPIED, Made, Said


@dataclass(slots=True)
class Scores:
    """Characters, by kind of copying."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    def recall(self, *kinds: str) -> float:
        """The share of planted characters that is found."""
        chosen = kinds or COPIED
        return sum(self.found[kind] for kind in chosen) / sum(self.planted[kind] for kind in chosen)

    def precision(self, *kinds: str) -> float:
        """The share of found characters that was planted: of passages that touch something of
        these kinds, else of all."""
        chosen = kinds or (*COPIED, "own")
        right = sum(self.found[kind] for kind in chosen)
        return right / (right + sum(self.wrong[kind] for kind in chosen))


def scores(corpus: Sequence[Made], passages: Iterable[dict[str, Any]]) -> Scores:
    """The scores of passages that were found in a made corpus."""
    made = {one.text.document: one for one in corpus}
    result = Scores()
    for one in corpus:
        for start, end, said in one.sentences:
            result.planted[said.kind] += end - start
    covered: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for passage in passages:
        if not passage["template"]:
            _judge(passage, made, covered, result)
    return result


def _judge(
    passage: dict[str, Any],
    made: dict[str, Made],
    covered: defaultdict[tuple[str, int], set[int]],
    result: Scores,
) -> None:
    here = _within(made[passage["document"]], passage["start"], passage["end"])
    there = _within(made[passage["from_document"]], passage["from_start"], passage["from_end"])
    origins = {said.origin for _, _, said in there}
    kinds = Counter[str]()
    for start, end, said in here:
        if said.kind in COPIED:
            kinds[said.kind] += end - start
    kind = kinds.most_common(1)[0][0] if kinds else "own"
    for start, end, said in here:
        if said.kind == "formula":
            continue
        if said.origin in origins and said.kind != "own":
            fresh = set(range(start, end)) - covered[passage["document"], 0]
            covered[passage["document"], 0] |= fresh
            result.found[said.kind] += len(fresh)
        else:
            result.wrong[kind] += end - start


def _within(one: Made, start: int, end: int) -> list[tuple[int, int, Said]]:
    """The parts of sentences that lie in a place."""
    return [
        (max(a, start), min(b, end), said) for a, b, said in one.sentences if a < end and start < b
    ]
