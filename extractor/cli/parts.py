"""Parts that are not installed with the base."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from extractor.errors import MissingPart


@contextmanager
def with_part(extra: str) -> Iterator[None]:
    """Says which extra brings a package that is missing.

    Raises `MissingPart`."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "extractor":
            raise
        raise MissingPart(error.name or "", extra) from None
