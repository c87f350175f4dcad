"""Places in lists, as words that say nothing to those who give them back."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b

from extractor.errors import BadCursor

PATTERN = "^[A-Za-z0-9_-]+={0,2}$"
"""What such a word looks like."""
_CHECK = 4


def cursor_after(key: str) -> str:
    """The place in a list after what has this key."""
    said = key.encode()
    return urlsafe_b64encode(blake2b(said, digest_size=_CHECK).digest() + said).decode()


def key_at(cursor: str) -> str:
    """The key after which `cursor` stands. Raises `BadCursor`."""
    try:
        key = urlsafe_b64decode(cursor.encode("ascii"))[_CHECK:].decode()
    except ValueError:
        key = ""
    if cursor_after(key) != cursor:
        raise BadCursor(ascii(cursor[:60]), "it is damaged")
    return key
