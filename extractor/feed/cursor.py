"""A place in the changes of an archive, as a word that others keep and give back.

It says nothing to them: 36 letters that may stand in a URL."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b
from uuid import UUID

from extractor.errors import BadCursor

_ID = 16
_SEQ = 7
_CHECK = 4
_SHOWN = 60


def encode(seq: int, archive_id: str) -> str:
    """The place after the change `seq` of the archive."""
    said = UUID(archive_id).bytes + seq.to_bytes(_SEQ)
    return urlsafe_b64encode(said + _check(said)).decode()


def decode(cursor: str, archive_id: str) -> int:
    """The change after which `cursor` stands.

    Raises `BadCursor` for one that is damaged, or is of another archive."""
    try:
        packed = urlsafe_b64decode(cursor.encode("ascii"))
    except ValueError:
        raise _refused(cursor, "it is damaged") from None
    said, check = packed[:-_CHECK], packed[-_CHECK:]
    written_alike = urlsafe_b64encode(packed).decode() == cursor
    if len(said) != _ID + _SEQ or check != _check(said) or not written_alike:
        raise _refused(cursor, "it is damaged")
    if said[:_ID] != UUID(archive_id).bytes:
        raise _refused(cursor, "it is of another archive")
    return int.from_bytes(said[_ID:])


def _refused(cursor: str, why: str) -> BadCursor:
    return BadCursor(ascii(cursor[:_SHOWN]), why)


def _check(said: bytes) -> bytes:
    return blake2b(said, digest_size=_CHECK).digest()
