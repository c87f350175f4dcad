"""The queue over an archive: its documents, those with most that is doubtful first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from extractor.compare.model import Unread
from extractor.pages.words import Language, Pair
from extractor.plan import Plan
from extractor.review.corrections import CONFLICT
from extractor.review.page.decisions import Told
from extractor.review.page.fields import groups_of
from extractor.review.page.page import Shown, render, words

ROWS = 500
"""On one page of the queue."""
ALL = "all"
Address = Callable[[str, int], str]
"""Where the page with this number of the documents that are chosen so lies."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the queue, and the address of its page. `corrected` counts what people decided
    of it, `conflicts` and `lost` what of that is to be decided again."""

    document: str
    address: str
    name: str
    title: str
    warnings: tuple[str, ...]
    doubtful: int
    fields: int
    least: float | None
    source: Shown
    corrected: int = 0
    conflicts: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """Some of the documents: what they have, and how many they are."""

    name: str
    label: Pair
    count: int


def entry_of(plan: Plan, document: str, path: str, source: Shown, corrections: Told = ()) -> Entry:
    """What the queue says of a document as it is published; `path` is its page's, seen from the
    queue."""
    groups = groups_of(plan, corrections)
    fields = [field for group in groups for field in group.fields]
    states = Counter({d.id: d.state for field in fields for d in field.decisions}.values())
    place = plan.province.name if plan.province else None
    return Entry(
        document,
        quote(path),
        " · ".join(filter(None, (plan.number, place))) or document,
        plan.title or "",
        tuple(sorted({warning.code for warning in plan.warnings} - {CONFLICT})),
        sum(field.doubtful for field in fields),
        len(fields),
        min((f.confidence for f in fields if f.confidence is not None), default=None),
        source,
        states.total(),
        states["conflict"],
        states["lost"],
    )


class Queue:
    """The documents of an archive in the order in which they are to be looked at, conflicts before
    all, and its inputs without a page."""

    def __init__(self, entries: Iterable[Entry], failures: Sequence[Unread]) -> None:
        self._entries = sorted(entries, key=_order)
        self._failures = failures
        codes = Counter(code for entry in self._entries for code in entry.warnings)
        people = {
            ALL: len(self._entries),
            "conflict": sum(entry.conflicts > 0 for entry in self._entries),
            "lost": sum(entry.lost > 0 for entry in self._entries),
            "corrected": sum(entry.corrected > 0 for entry in self._entries),
        }
        self.choices = [
            Choice(name, words()(f"queue.{name}"), count)
            for name, count in people.items()
            if count or name == ALL
        ]
        self._said = {code: _said(code) for code in codes}
        self.choices += [
            Choice(code, self._said[code], count)
            for code, count in codes.most_common()
            if code not in people
        ]

    def pages(self, chosen: str) -> int:
        """How many pages the documents take that are chosen so."""
        return max(1, -(-len(self._rows(chosen)) // ROWS))

    def page(self, chosen: str, number: int, address: Address, *, language: Language = "vi") -> str:
        """A page of the queue as HTML. Raises `LookupError` where there is none."""
        last = self.pages(chosen)
        if not 1 <= number <= last or chosen not in {each.name for each in self.choices}:
            raise LookupError(chosen, number)
        rows = self._rows(chosen)[(number - 1) * ROWS : number * ROWS]
        return render(
            "queue.html.j2",
            total=len(self._entries),
            entries=[row for row in rows if isinstance(row, Entry)],
            failures=[row for row in rows if isinstance(row, Unread)],
            people=any(entry.corrected for entry in self._entries),
            choices=self.choices,
            chosen=chosen,
            number=number,
            last=last,
            address=address,
            said=self._said,
            language=language,
        )

    def _rows(self, chosen: str) -> Sequence[Entry | Unread]:
        if chosen == ALL:
            return [*self._entries, *self._failures]
        return [entry for entry in self._entries if _has(entry, chosen)]


def _has(entry: Entry, chosen: str) -> bool:
    counts = {"conflict": entry.conflicts, "lost": entry.lost, "corrected": entry.corrected}
    return bool(counts[chosen]) if chosen in counts else chosen in entry.warnings


def _order(entry: Entry) -> tuple[int, int, int, float, str]:
    least = entry.least if entry.least is not None else 1.0
    return (-entry.conflicts, -entry.lost, -entry.doubtful, least, entry.document)


def _said(code: str) -> Pair:
    key = f"warning.{code}"
    return words()(key) if key in words() else words().shown(code)
