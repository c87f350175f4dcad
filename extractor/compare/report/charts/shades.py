"""How often, as one of five steps from light to dark: `h1` … `h5` are classes of the style."""

from __future__ import annotations

from dataclasses import dataclass

STEPS = 5


def share_step(part: int, whole: int) -> int:
    """The step of a share: a fifth each, 5 for all; 0 for nothing."""
    return -(-STEPS * part // whole) if part > 0 and whole > 0 else 0


def step(value: int, top: int) -> int:
    """The step of `value` where the highest is `top`; 0 for nothing. Where `top` is less than
    five, each number has a step of its own in the middle of the scale."""
    if value <= 0 or top <= 0:
        return 0
    return value + (STEPS - top) // 2 if top < STEPS else share_step(min(value, top), top)


@dataclass(frozen=True, slots=True)
class Shade:
    """A step of a legend: the numbers from `low` to `high`, both included."""

    step: int
    low: int
    high: int


def legend(top: int) -> tuple[Shade, ...]:
    """The steps that whole numbers up to `top` take, in order."""
    found: list[Shade] = []
    for value in range(1, top + 1):
        if found and found[-1].step == step(value, top):
            found[-1] = Shade(found[-1].step, found[-1].low, value)
        else:
            found.append(Shade(step(value, top), value, value))
    return tuple(found)
