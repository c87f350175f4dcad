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


def in_order(pages: Sequence[ReadPage]) -> tuple[ReadPage, ...]:
    """The pages with the one that bears the letterhead first. A stack that was fed face up comes
    out back to front; otherwise the pages before the letterhead follow the others. The pages keep
    their numbers in the file; the first has a warning."""
    first = next((i for i, page in enumerate(pages) if _has_letterhead(page)), 0)
    if first == 0:
        return tuple(pages)
    face_up = first == len(pages) - 1
    ordered = list(reversed(pages)) if face_up else [*pages[first:], *pages[:first]]
    warning = ("page_order", WARNINGS["page_order"])
    return (replace(ordered[0], warnings=(*ordered[0].warnings, warning)), *ordered[1:])


def _has_letterhead(page: ReadPage) -> bool:
    lines = [block for block in page.blocks if isinstance(block, ReadLine)][:_TOP_LINES]
    return any(_MOTTO.search(fold(line.text)) for line in lines)
