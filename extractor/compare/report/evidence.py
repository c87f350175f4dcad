"""The sentences behind what the report shows: only those that something on the page points to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

SHOWN = 5
"""At most so many sentences behind one cell; how many more there are is said."""


@dataclass(slots=True)
class Evidence:
    """Gives each row of a table that the page points to a short number. In templates
    `{{ evidence(rows) }}` is the attributes of an element that opens them."""

    numbers: dict[str, int] = field(default_factory=dict)

    def __call__(self, rows: Sequence[str], shown: int = SHOWN) -> Markup:
        """`data-evidence`, and `data-more` where not all are carried; nothing for no rows."""
        if not rows:
            return Markup("")
        kept = [self.numbers.setdefault(row, len(self.numbers)) for row in rows[:shown]]
        attributes = Markup(' data-evidence="{}"').format(" ".join(map(str, kept)))
        if len(rows) > shown:
            attributes += Markup(' data-more="{}"').format(len(rows) - shown)
        return attributes
