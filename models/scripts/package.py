"""Installs the weights in the package and writes the model card's facts: size, hash, scores."""

from __future__ import annotations

import hashlib
import json
import re
import shutil

from evaluate import tables
from plans import BUILD, MODELS

INSTALLED = MODELS.parent / "extractor" / "data" / "models" / "names.npz"
CARD = MODELS / "README.md"
_PARTS = "<!-- {} -->\n"


def main() -> None:
    """Copies the weights and fills in the card."""
    INSTALLED.parent.mkdir(exist_ok=True)
    shutil.copyfile(BUILD / "names.npz", INSTALLED)
    card = CARD.read_text("utf-8")
    card = _filled(card, "weights", facts())
    if (BUILD / "scores.json").is_file():
        card = _filled(card, "scores", tables(json.loads((BUILD / "scores.json").read_text("utf-8"))))
    CARD.write_text(card, "utf-8")


def facts() -> str:
    """What the card says of the file."""
    data = INSTALLED.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return f"`extractor/data/models/names.npz`: {len(data):,} bytes, SHA-256 `{digest}`.\n"


def _filled(card: str, part: str, text: str) -> str:
    """`card` with `text` between the two marks of `part`."""
    start, end = _PARTS.format(part), _PARTS.format(f"end of {part}")
    return re.sub(
        re.escape(start) + ".*?" + re.escape(end), lambda _: start + text + end, card, flags=re.DOTALL
    )


if __name__ == "__main__":
    main()
