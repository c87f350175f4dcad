"""What people correct: kept apart from what was read, and applied to every reading anew.

A correction does not say *the third target*, it says which words it is about (`evidence`). So it
finds its object again when an extractor reads more, less or in another order. `correct` makes one,
`apply` puts those of a document over a reading of it, `publish` does that to plan JSON."""

from extractor.review.corrections.applying import CONFLICT, Applied, Outcome, apply, publish
from extractor.review.corrections.desk import Desk, open_desk
from extractor.review.corrections.making import Author, correct
from extractor.review.corrections.model import Change, Correction, Evidence
from extractor.review.corrections.values import NotCorrectable, field_type, meant

__all__ = [
    "CONFLICT",
    "Applied",
    "Author",
    "Change",
    "Correction",
    "Desk",
    "Evidence",
    "NotCorrectable",
    "Outcome",
    "apply",
    "correct",
    "field_type",
    "meant",
    "open_desk",
    "publish",
]
