"""What a reader should know of an act on the day on which a plan cites it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

Flag = Literal["repealed", "replaced", "not_yet", "pending"]
FLAGS: tuple[Flag, ...] = get_args(Flag)
"""The worst first."""


def flags_in(states: Iterable[str | None]) -> tuple[Flag, ...]:
    """The flags among `states`, each once, the worst first."""
    found = set(states)
    return tuple(flag for flag in FLAGS if flag in found)


def worst(states: Iterable[str | None]) -> Flag | None:
    """The worst flag among `states`; None for none."""
    return next(iter(flags_in(states)), None)
