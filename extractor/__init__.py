"""kehoach: Vietnam's plan documents as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from extractor.document import Document
    from extractor.pipeline import extract, extract_all
    from extractor.plan import Plan

__version__ = "0.1.0"
__all__ = ["Document", "ExtractorError", "Plan", "__version__", "extract", "extract_all"]


def __getattr__(name: str) -> Any:
    """All but the version and the error are loaded when first used, so that the command line
    starts at once."""
    if name in ("extract", "extract_all"):
        from extractor import pipeline

        return getattr(pipeline, name)
    if name == "Plan":
        from extractor.plan import Plan

        return Plan
    if name == "Document":
        from extractor.document import Document

        return Document
    raise AttributeError(name)
