"""A place in the changes of an archive, as a word that others keep and give back.

It says nothing to them: 36 letters that may stand in a URL."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b
from uuid import UUID

from extractor.archive.store import Place
from extractor.errors import BadCursor

_MARK = 16
_SEQ = 7
_CHECK = 4
_SHOWN = 60


def encode(place: Place) -> str:
    """The cursor for `place`."""
    said = UUID(place.mark).bytes + place.seq.to_bytes(_SEQ)
    return urlsafe_b64encode(said + _check(said)).decode()


def decode(cursor: str) -> Place:
    """The place that `cursor` is for, in whatever archive.

    Raises `BadCursor` for one that is damaged."""
    try:
        packed = urlsafe_b64decode(cursor.encode("ascii"))
    except ValueError:
        raise refused(cursor, "it is damaged") from None
    said, check = packed[:-_CHECK], packed[-_CHECK:]
    written_alike = urlsafe_b64encode(packed).decode() == cursor
    if len(said) != _MARK + _SEQ or check != _check(said) or not written_alike:
        raise refused(cursor, "it is damaged")
    return Place(int.from_bytes(said[_MARK:]), said[:_MARK].hex())


def refused(cursor: str, why: str) -> BadCursor:
    """The error that says why `cursor` is none."""
    return BadCursor(ascii(cursor[:_SHOWN]), why)


def _check(said: bytes) -> bytes:
    return blake2b(said, digest_size=_CHECK).digest()
