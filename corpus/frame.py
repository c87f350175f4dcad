"""What all parts of a document are laid out with: the setting, stacked lines, short rules.

Lengths are in points; the origin is at the top left, y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from flow import MM, Sheet
from markup import Letterhead
from typeset import Align, Family, Line, Op, Rule, natural_width, set_line

SEAL = 36 * MM  # the diameter of a seal


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set; lengths in points, `leading` in sizes of the body type."""

    family: str = "tinos"
    size: float = 14.0
    leading: float = 1.2
    gap: float = 6.0
    sheet: Sheet = field(default_factory=Sheet)
    handwritten: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What every part of the layout needs: the setting, its fonts, the measure, Party or not."""

    setting: Setting
    fonts: Family
    measure: float
    party: bool

    @property
    def line(self) -> float:
        """The height of a body line."""
        return self.setting.size * self.setting.leading


def stack(
    lines: list[Line], y: float, column: tuple[float, float], leading: float, align: Align
) -> list[Op]:
    """Set lines one under the other; `y` is the top, `column` the left edge and the width."""
    x, width = column
    ops: list[Op] = []
    for index, line in enumerate(lines):
        base = y + leading * index + leading * 0.78
        ops.extend(set_line(line, x, base, width, align))
    return ops


def rule_under(line: Line, y: float, column: tuple[float, float], share: float) -> Rule:
    """Return a rule at `y`, centred in the column, as long as `share` of the line."""
    half = natural_width(line) * share / 2
    middle = column[0] + column[1] / 2
    return Rule(middle - half, y, middle + half, y, 0.7)


def seal_name(head: Letterhead, index: int) -> str:
    """Return the line of the left column that names the body whose seal is meant."""
    names = [line for line in head.left if line != "*"]
    if "ỦY BAN NHÂN DÂN" in names:
        at = names.index("ỦY BAN NHÂN DÂN")
        names[at : at + 2] = [" ".join(names[at : at + 2])]
    return names[min(index, len(names) - 1)] if names else "VĂN PHÒNG"
