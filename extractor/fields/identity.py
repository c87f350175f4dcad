"""What a plan is called across runs and re-scans."""

from __future__ import annotations

import hashlib
from datetime import date

from extractor.document import Document
from extractor.plan import Province
from extractor.vietnamese import fold, slug

_HASH_LENGTH = 16


def plan_id(
    document: Document, province: Province | None, number: str | None, day: date | None
) -> str:
    """Province, number, symbol and year where all are known, so that two scans of one plan get
    one id; else a hash of the words, free of marks and spaces, so that the same words do."""
    if province and number and day:
        return f"{slug(province.name)}-{slug(number)}-{day.year}"
    words = "".join(c for c in fold(document.text) if c.isalnum())
    return f"text-{hashlib.sha256(words.encode()).hexdigest()[:_HASH_LENGTH]}"
