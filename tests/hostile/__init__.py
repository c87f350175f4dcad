"""Makers of hostile files: for the tests, for `sh scripts/bench fuzz` and for soak tests.

Each maker is a small function that gives a file's bytes; `KINDS` has them all by name. Nothing here
is a real document, and nothing is kept: every file is made when it is wanted."""

from __future__ import annotations

from hostile import images, pdfs, texts
from hostile.kind import Kind

KINDS: dict[str, Kind] = {**texts.KINDS, **images.KINDS, **pdfs.KINDS}
