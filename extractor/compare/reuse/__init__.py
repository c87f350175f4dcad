"""Text reuse over a corpus: which passages stand in an earlier plan, and what is template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from extractor.compare.reuse.clauses import cut
from extractor.compare.reuse.likeness import neighbours, standing
from extractor.compare.reuse.rows import Writer
from extractor.compare.reuse.runs import Finder
from extractor.compare.reuse.text import Text, text_of

__all__ = ["Reuse", "Text", "reuse", "text_of"]

TEMPLATE = 5  # plans, and a share of all, in which a clause stands that is nobody's
TEMPLATE_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Reuse:
    """What stands in which earlier plan, as Arrow tables."""

    passages: Any
    """A row for each passage and the plan that it comes from, or (`direction`) may come from."""
    reuse: Any
    """A row for each plan: characters, and how many of them are reused, shared or template."""


def reuse(texts: Iterable[Text]) -> Reuse:
    """Text reuse among plans, each of them once: copies and other scans of the same plan are to be
    left out. Time and memory grow with the number of clauses, hardly faster."""
    ordered = sorted(texts, key=lambda text: (text.issued_on or date.max, text.document))
    clauses = cut(ordered)
    near = neighbours(clauses.keys)
    documents = standing(clauses, near)[clauses.key]
    enough = max(TEMPLATE, int(np.ceil(TEMPLATE_SHARE * len(ordered))))
    template = clauses.formula | (documents >= enough)
    writer = Writer(ordered, clauses, documents, template)
    finder = Finder(clauses, near)
    for document in range(len(ordered)):
        writer.add(document, finder.passages(document, template))
    return Reuse(writer.passages(), writer.reuse())
