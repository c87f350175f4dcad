"""The queue over an archive: its documents, those with most that is doubtful first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from extractor.compare.model import Member, Unread
from extractor.pages.words import Pair
from extractor.review.page.fields import groups_of
from extractor.review.page.page import Shown, render, style_with, words


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the queue, and the address of its page."""

    document: str
    address: str
    name: str
    title: str
    warnings: tuple[str, ...]
    doubtful: int
    fields: int
    least: float | None
    source: Shown


def entry_of(member: Member, path: str, source: Shown) -> Entry:
    """What the queue says of a document; `path` is its page's, seen from the queue."""
    plan, groups = member.plan, groups_of(member.plan)
    sure = [f.confidence for g in groups for f in g.fields if f.confidence is not None]
    place = plan.province.name if plan.province else None
    return Entry(
        member.document,
        quote(path),
        " · ".join(filter(None, (plan.number, place))) or member.document,
        plan.title or "",
        tuple(sorted({warning.code for warning in plan.warnings})),
        sum(group.doubtful for group in groups),
        sum(len(group.fields) for group in groups),
        min(sure, default=None),
        source,
    )


def queue_page(entries: Iterable[Entry], failures: Sequence[Unread]) -> str:
    """The queue as HTML. It filters without a script."""
    ordered = sorted(entries, key=lambda e: (-e.doubtful, e.least or 0.0, e.document))
    codes = Counter(code for entry in ordered for code in entry.warnings).most_common()
    # By number: a code comes from a file, and a rule is no place for what it may say.
    rules = "".join(
        f"body:has(#w{n}:checked) tbody tr[class]:not(.w{n}) {{ display: none; }}\n"
        for n in range(1, len(codes) + 1)
    )
    return render(
        "queue.html.j2",
        style=style_with(rules),
        entries=ordered,
        failures=failures,
        codes=codes,
        number={code: n for n, (code, _) in enumerate(codes, 1)},
        said=_said,
    )


def _said(code: str) -> Pair:
    key = f"warning.{code}"
    return words()(key) if key in words() else words().shown(code)
