"""A page as a closed file: nothing is fetched, and nothing runs or styles but what is hashed."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from markupsafe import Markup

BASE = Path(__file__).with_name("base.css")
"""The style that all pages have in common."""


def policy(style: str, *scripts: str, images: str = "data:", forms: str = "'none'") -> str:
    """The content security policy of a page: `images` may be shown, `forms` may be sent to."""
    hashes = " ".join(f"'{hashed(script)}'" for script in scripts) or "'none'"
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {hashes}",
            f"style-src '{hashed(style)}'",
            f"img-src {images}",
            "base-uri 'none'",
            f"form-action {forms}",
        ]
    )


def inlined(files: Iterable[Path]) -> Markup:
    """Files of ours, one after another."""
    text = "".join(file.read_text("utf-8") for file in files)
    return Markup(text)  # noqa: S704 - our own files


def as_json(value: Any) -> Markup:
    """JSON that no HTML parser ends early or runs: `<`, `>` and `&` stand as escapes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - escaped above


def hashed(text: str) -> str:
    """As a content security policy names what it allows."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
