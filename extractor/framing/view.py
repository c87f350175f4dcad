"""The document paragraph by paragraph, as its parts are told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Document, Paragraph, Span
from extractor.vietnamese import fold


@dataclass(frozen=True, slots=True)
class View:
    """The document's words without what is set aside, paragraph by paragraph."""

    document: Document
    paragraphs: Sequence[Paragraph]

    def text(self, index: int) -> str:
        """The words of paragraph `index`."""
        return self.document.slice(self.paragraphs[index].span)

    def folded(self, index: int) -> str:
        """The same, folded."""
        return fold(self.text(index)).strip()

    def span(self, first: int, stop: int) -> Span:
        """From paragraph `first` to the one before `stop`; empty where there is none."""
        if first < stop:
            return Span(self.paragraphs[first].span.start, self.paragraphs[stop - 1].span.end)
        at = self.paragraphs[first].span.start if first < len(self.paragraphs) else self.end
        return Span(at, at)

    @property
    def end(self) -> int:
        """Where the last paragraph ends."""
        return self.paragraphs[-1].span.end if self.paragraphs else 0
