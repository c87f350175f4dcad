"""What a user may set. Everything has a default that fits an archive of scans."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Above these a file is refused before it can do harm."""

    file_bytes: int = 200 * MIB
    pages: int = 2_000
    page_pixels: int = 80_000_000
    text_characters: int = 1_000_000
    """Of a text file: some 400 pages. The worst of made-up texts takes 40 µs a character."""
    picture_seconds: float = 60.0
    """For the OCR engine on one picture; a page of letters takes a few."""
    unpacked_bytes: int = 300 * MIB
    """Of a Word file: .docx and .odt are zip files."""
    office_seconds: float = 120.0
    """For each of the two steps in which LibreOffice turns a Word file into pages."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Above these a document's own process is ended: no document takes others' share."""

    seconds: float = 1_800
    """On the clock."""
    cpu_seconds: int = 1_800
    memory_bytes: int = 3_072 * MIB
    """On top of what is loaded before the document comes."""
    file_bytes: int = 1_024 * MIB
    """Of each file that it writes."""
    open_files: int = 512


class CleanUp(StrEnum):
    """The steps that clean a scan before OCR, in their order; a page gets those that it needs."""

    SHRINK = "shrink"
    INK = "ink"
    BORDER = "border"
    SHADOW = "shadow"
    HOLES = "holes"
    SPECKS = "specks"
    SKEW = "skew"
    ORIENTATION = "orientation"
    UPSCALE = "upscale"


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are read."""

    limits: Limits = Limits()
    tessdata: Path | None = None
    """Folder that holds `vie.traineddata`; None: where Debian's package puts it."""
    engine: str = "tesserocr"
    """`tesserocr` (in process) or `pytesseract` (the `tesseract` program)."""
    ocr_cache: Path | None = None
    """File in which every OCR result is kept and looked up: the same picture is never read twice
    with the same model and settings. It may be deleted at any time. None: nothing is kept."""
    without_steps: frozenset[CleanUp] = frozenset()
    """Steps of cleaning that no page gets."""
    embed_text: bool = True
    """Whether the plan carries the normalised text that its offsets point into."""
    learned: bool = True
    """Whether trained weights look for names that no rule knows, and a language model chooses
    between marks that the picture leaves open."""


DEFAULT = Settings()
