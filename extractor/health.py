"""What is installed, and what to do about what is missing."""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import Literal

import extractor
from extractor.errors import ExtractorError, MissingEngine, MissingOffice
from extractor.settings import DEFAULT, Settings

PARTS = (
    "pypdfium2", "pdfplumber", "pillow", "opencv-python-headless", "numpy", "tesserocr",
    "pytesseract", "regex", "rapidfuzz", "spacy", "underthesea", "pydantic", "sqlalchemy",
    "alembic", "fsspec", "rich", "typer",
)  # fmt: skip
# tessdata_fast 4.1.0, as Debian's tesseract-ocr-vie packages it: what the scores were made with.
TESTED_MODEL = "79df64caf7bcfb2a27df5042ecb6121e196eada34da774956995747636d5bfa1"
PROGRAM_REMEDY = "apt-get install tesseract-ocr"
MODEL_REMEDY = "apt-get install tesseract-ocr-vie, or name its folder in TESSDATA_PREFIX"
OFFICE_REMEDY = f"needed for Word files alone: {MissingOffice.packages}"
PARTS_REMEDY = "sh scripts/setup"
SECONDS = 20
"""How long the `tesseract` program may take to say its version."""

State = Literal["ok", "note", "missing"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `note`: it works, but a person should know; `missing`: a
    document of some kind cannot be read without it. `remedy` says what to do."""

    name: str
    state: State
    found: str
    remedy: str = ""


def examine(settings: Settings = DEFAULT) -> tuple[Check, ...]:
    """Everything that reading needs, in the order in which it is worth fixing."""
    checks = [
        Check("kehoach", "ok", f"{extractor.__version__}, Python {platform.python_version()}"),
        *map(_part, PARTS),
        _program(),
        _guarded("vie model", MODEL_REMEDY, lambda: _model(settings)),
        _guarded("OCR engine", PARTS_REMEDY, lambda: _engine(settings)),
        _office(),
    ]
    return tuple(checks)


def exit_status(checks: tuple[Check, ...]) -> int:
    """0, or that of `MissingEngine` where something is missing."""
    return MissingEngine.exit_status if any(c.state == "missing" for c in checks) else 0


def _part(name: str) -> Check:
    try:
        return Check(name, "ok", metadata.version(name))
    except metadata.PackageNotFoundError:
        return Check(name, "missing", "not installed", PARTS_REMEDY)


def _program() -> Check:
    """The program is the engine of last resort: without it tesserocr still reads."""
    name, path = "tesseract program", shutil.which("tesseract")
    if path is None:
        return Check(name, "note", "not installed", PROGRAM_REMEDY)
    try:
        answer = subprocess.run(  # noqa: S603
            [path, "--version"], capture_output=True, text=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        return Check(name, "note", f"{path} does not run ({type(error).__name__})", PROGRAM_REMEDY)
    return Check(name, "ok", f"{_first_line(answer.stdout or answer.stderr)} at {path}")


def _model(settings: Settings) -> Check:
    from extractor.reading.ocr import model_file, tessdata

    path = model_file(tessdata(settings))
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    found = f"{path}, {len(content):,} bytes, sha256 {digest}"
    if digest == TESTED_MODEL:
        return Check("vie model", "ok", found)
    note = "the published scores were made with Debian's tesseract-ocr-vie; this model may differ"
    return Check("vie model", "note", found, note)


def _engine(settings: Settings) -> Check:
    from extractor.reading.ocr import engine

    return Check("OCR engine", "ok", f"{engine(settings).name} reads Vietnamese")


def _office() -> Check:
    from extractor.reading.office import version

    try:
        return Check("LibreOffice", "ok", version())
    except ExtractorError as error:
        return Check("LibreOffice", "note", error.detail or "not installed", OFFICE_REMEDY)
    except (OSError, subprocess.SubprocessError) as error:
        found = f"it does not run ({type(error).__name__})"
        return Check("LibreOffice", "note", found, OFFICE_REMEDY)


def _guarded(name: str, remedy: str, look: Callable[[], Check]) -> Check:
    """What `look` finds; any failure of a foreign part is a finding, not a crash."""
    try:
        return look()
    except ExtractorError as error:
        return Check(name, "missing", error.detail or error.reason, remedy)
    except Exception as error:
        return Check(name, "missing", f"{type(error).__name__}: {error}", remedy)


def _first_line(text: str) -> str:
    return next(iter(text.strip().splitlines()), "unknown version")


def report(checks: tuple[Check, ...]) -> Iterator[str]:
    """One line a check, then one a remedy."""
    width = max(len(check.name) for check in checks)
    for check in checks:
        yield f"{check.state:<8}{check.name:<{width}}  {check.found}"
    for check in checks:
        if check.remedy:
            yield f"{check.name}: {check.remedy}"
