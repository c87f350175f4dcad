"""Published plans: what was extracted, with what people have corrected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.archive.store import Blobs
from extractor.archive.work import PLANS

Correct = Callable[[bytes, Sequence[Mapping[str, Any]], str], bytes]
"""Plan JSON with corrections, given their contents and the document's name."""


@dataclass(frozen=True, slots=True)
class BlobPublisher:
    """Publishes into the blobs of an archive. `correct` knows what corrections mean."""

    blobs: Blobs
    correct: Correct

    def __call__(self, document: str, blob: str, contents: Sequence[Mapping[str, Any]]) -> str:
        """The SHA-256 of the corrected plan; `blob` where that is lost, until it is read again."""
        plan = self.blobs.get(PLANS, blob)
        if plan is None:
            return blob
        return self.blobs.put(PLANS, self.correct(plan, contents, document))
