"""Unquoted names that trained weights find after a lead."""

from __future__ import annotations

from bisect import bisect_left

from extractor.document import Guess

PROBABLE = 0.8
"""From here on a guess is a name where no rule finds one."""
CERTAIN = 0.97
"""From here on it tells where a name ends that is no form of a known movement."""


def guess_at(guesses: tuple[Guess, ...], start: int, least: float = PROBABLE) -> Guess | None:
    """The guessed name that begins at the character `start` and is at least so probable."""
    place = bisect_left(guesses, start, key=lambda guess: guess.span.start)
    if place == len(guesses):
        return None
    guess = guesses[place]
    meant = guess.span.start == start and guess.kind == "campaign"
    return guess if meant and guess.score >= least else None
