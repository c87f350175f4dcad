"""Pages that were scanned in the wrong order, put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.errors import WARNINGS
from extractor.reading.page import ReadLine, ReadPage
from extractor.vietnamese import fold

_TOP_LINES = 8
_MOTTO = regex.compile(
    r"doc lap\W+tu do\W+hanh phuc|cong hoa xa hoi chu nghia|dang cong san viet nam"
)
_OPENING = regex.compile(r"^so\s*[:.]|^ke hoach\W*$")  # what else a first page has at its top


def in_order(pages: Sequence[ReadPage]) -> tuple[ReadPage, ...]:
    """The pages with the one that bears the letterhead first. A stack that was fed face up comes
    out back to front; otherwise the pages before the letterhead follow the others. Where the first
    page has a number or a title, its motto was misread, and a later one is that of a form in an
    appendix. The pages keep their numbers in the file; the first has a warning."""
    first = next((i for i, page in enumerate(pages) if _has(_MOTTO, page)), 0)
    if first == 0 or _has(_OPENING, pages[0]):
        return tuple(pages)
    face_up = first == len(pages) - 1
    ordered = list(reversed(pages)) if face_up else [*pages[first:], *pages[:first]]
    warning = ("page_order", WARNINGS["page_order"])
    return (replace(ordered[0], warnings=(*ordered[0].warnings, warning)), *ordered[1:])


def _has(sign: regex.Pattern[str], page: ReadPage) -> bool:
    """Whether a line at the top of a page bears the sign."""
    lines = [block for block in page.blocks if isinstance(block, ReadLine)][:_TOP_LINES]
    return any(sign.search(fold(line.text).strip()) for line in lines)
