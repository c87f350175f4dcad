"""The sample documents as the other scripts use them: where they are, and making them."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared"
"""Where real documents lie, which are not part of the repository."""
DIGITAL = {"text": "plain text", "pdf": "born-digital PDF"}
SCANS = {
    "clean": "clean scans, 300 dpi grey",
    "office": "office scans, 200 dpi, skew, stamp",
    "archive": "archive scans, fold, shadow, bleed",
    "grey150": "150 dpi grey",
    "bitonal": "200 dpi, one bit",
}
"""The grades of damage and what they are like."""


def split(name: str) -> list[str]:
    """The documents of a split of the corpus, `dev` or `test`."""
    slugs: list[str] = tomllib.loads((CORPUS / "split.toml").read_text("utf-8"))[name]
    return slugs


def make(slugs: Iterable[str], grades: Iterable[str], out: Path, more: Iterable[str] = ()) -> None:
    """Make documents of the corpus: `<out>/<grade>/<slug>.pdf`, their words in `<out>/truth`;
    `more` are further options of `corpus/make.py`."""
    plans = [str(CORPUS / "plans" / slug) for slug in slugs]
    options = ["--out", str(out), "--grades", ",".join(grades), *more]
    command = [sys.executable, str(CORPUS / "make.py"), *plans, *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
