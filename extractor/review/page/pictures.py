"""The pages of a source as picture files, kept small."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from extractor.errors import MissingFile, UnreadableFile
from extractor.plan import Plan
from extractor.reading import source_of, source_of_set
from extractor.reading.sheets import sheets
from extractor.review.page.page import Picture, Sources
from extractor.settings import Settings

MOST_INLINE = 24_000_000
"""Bytes of pictures that a page may carry itself, and still open at once."""
_QUALITY = 55
_TEXTS = ("text/plain", "text/markdown")


def draw(plan: Plan, files: Sequence[Path], folder: Path, settings: Settings) -> Sources:
    """Writes the pages that `plan` was read from to `folder`, one at a time; addresses are the
    files' names."""
    if plan.source.media_type in _TEXTS:
        return Sources("text")
    try:
        if _digest(files, settings) != plan.source.sha256:
            return Sources("changed")
        wanted = {page.page for page in plan.source.pages}
        pictures = []
        for sheet in sheets(files, settings):
            if sheet.number in wanted:
                name = f"{sheet.number}.webp"
                if sheet.image is None:
                    pictures.append(Picture(sheet.number, 0, 0))
                    continue
                folder.mkdir(parents=True, exist_ok=True)
                sheet.image.save(folder / name, "WEBP", quality=_QUALITY)
                size = sheet.image.size
                pictures.append(Picture(sheet.number, sheet.width, sheet.height, name, size))
    except (MissingFile, UnreadableFile):
        return Sources("gone")
    except Exception:  # whatever a hostile file raises, the page can do without its pictures
        shutil.rmtree(folder, ignore_errors=True)
        return Sources("broken")
    return Sources("pictures", pictures)


def inline(sources: Sources, folder: Path) -> Sources:
    """`sources` with the pictures in the page itself; where they are too large for that, as they
    are."""
    files = [folder / picture.address for picture in sources.pictures if picture.address]
    if sum(file.stat().st_size for file in files) > MOST_INLINE:
        return sources
    pictures = [
        replace(p, address=p.address and _data(folder / p.address)) for p in sources.pictures
    ]
    return Sources(sources.shown, pictures)


def beside(sources: Sources, folder: str) -> Sources:
    """`sources` with the pictures in a folder beside the page."""
    if not sources.pictures:
        return sources
    pictures = [
        replace(p, address=p.address and f"{quote(folder)}/{p.address}") for p in sources.pictures
    ]
    return Sources(sources.shown, pictures, "'self' data:")


def _data(file: Path) -> str:
    return "data:image/webp;base64," + base64.b64encode(file.read_bytes()).decode("ascii")


def _digest(files: Sequence[Path], settings: Settings) -> str:
    if len(files) == 1:
        return source_of(files[0], settings).sha256
    return source_of_set(files, "", settings).sha256
