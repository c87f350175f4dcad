"""How a file is changed at random: bytes of any kind, tokens and streams of a PDF, lines of a text.

All is drawn from the generator that is given, so that a case can be made again by its number."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from random import Random

Mutation = Callable[[bytes, Sequence[bytes], Random], bytes]
"""Changes a file; the files of the same kind may lend parts."""
_NUMBERS = (
    b"0", b"1", b"-1", b"255", b"256", b"65535", b"65536", b"2147483647", b"-2147483648",
    b"4294967295", b"9999999999999999999", b"1e30", b"nan", b"0.00001", b"-0.5", b"",
)  # fmt: skip
_BYTES = (b"\0", b"\xff", b"\x7f", b"\x80\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0")
_NUMBER = re.compile(rb"(?<![\w.])[-+]?\d+(?:\.\d+)?(?![\w.])")
_REFERENCE = re.compile(rb"\d+ 0 R\b")
_NAME = re.compile(rb"/[A-Za-z]\w*")
_OBJECT = re.compile(rb"\d+ 0 obj.*?endobj", re.DOTALL)
_STREAM = re.compile(rb"(?<=stream)(\r?\n)(.*?)(?=\r?\nendstream)", re.DOTALL)
_CHUNK = re.compile(rb"(?<=.{4})(?:IHDR|PLTE|IDAT|pHYs|tEXt|zTXt|iCCP|acTL|eXIf)", re.DOTALL)
_FEW = 4


def changed(data: bytes, others: Sequence[bytes], mutations: Sequence[Mutation], draw: Random
            ) -> bytes:  # fmt: skip
    """`data` changed in one to a few ways."""
    for _ in range(draw.randint(1, _FEW)):
        data = draw.choice(mutations)(data, others, draw)
    return data


# --- any bytes ---------------------------------------------------------------------------------


def _place(data: bytes, draw: Random) -> tuple[int, int]:
    """A short part of `data`."""
    start = draw.randint(0, len(data))
    return start, min(len(data), start + int(draw.expovariate(1 / 20)) + 1)


def flip(data: bytes, _others: Sequence[bytes], draw: Random) -> bytes:
    """Some bytes become others."""
    out = bytearray(data)
    for _ in range(draw.randint(1, 20) if data else 0):
        out[draw.randrange(len(out))] = draw.randrange(256)
    return bytes(out)


def cut(data: bytes, _others: Sequence[bytes], draw: Random) -> bytes:
    """A part is left out."""
    start, end = _place(data, draw)
    return data[:start] + data[end:]


def truncate(data: bytes, _others: Sequence[bytes], draw: Random) -> bytes:
    """The end is left out."""
    return data[: draw.randint(1, len(data) or 1)]


def repeat(data: bytes, _others: Sequence[bytes], draw: Random) -> bytes:
    """A part is there many times."""
    start, end = _place(data, draw)
    return data[:end] + data[start:end] * draw.choice((1, 9, 999)) + data[end:]


def overwrite(data: bytes, _others: Sequence[bytes], draw: Random) -> bytes:
    """A number at the edge of its range stands over what was there."""
    start, _ = _place(data, draw)
    value = draw.choice(_BYTES)
    return data[:start] + value + data[start + len(value) :]


def splice(data: bytes, others: Sequence[bytes], draw: Random) -> bytes:
    """A part of another file is put in."""
    other = draw.choice(others)
    start, end = sorted(draw.randint(0, len(other)) for _ in range(2))
    at, _ = _place(data, draw)
    return data[:at] + other[start : min(end, start + 5000)] + data[at:]


ANY: tuple[Mutation, ...] = (flip, cut, truncate, repeat, overwrite, splice)


# --- PNG ---------------------------------------------------------------------------------------


def in_chunk(data: bytes, others: Sequence[bytes], draw: Random) -> bytes:
    """What one chunk of a PNG holds is changed, its length and checksum put right."""
    found = [m.start() for m in _CHUNK.finditer(data)]
    if not found:
        return data
    at = draw.choice(found)
    length = int.from_bytes(data[at - 4 : at])
    kind, content = data[at : at + 4], data[at + 4 : at + 4 + length]
    content = draw.choice(ANY)(content, others, draw)
    sealed = zlib.crc32(kind + content).to_bytes(4)
    head, tail = data[: at - 4], data[at + 8 + length :]
    return head + len(content).to_bytes(4) + kind + content + sealed + tail


PNG: tuple[Mutation, ...] = (in_chunk, in_chunk, in_chunk, *ANY)


# --- PDF ---------------------------------------------------------------------------------------


def _one(pattern: re.Pattern[bytes], values: Sequence[bytes] = ()) -> Mutation:
    """Replaces one match by one of `values`, or by another match of the same file."""

    def replace(data: bytes, _others: Sequence[bytes], draw: Random) -> bytes:
        found = list(pattern.finditer(data))
        if not found:
            return data
        start, end = draw.choice(found).span()
        value = draw.choice(values) if values else draw.choice(found)[0]
        return data[:start] + value + data[end:]

    return replace


def in_stream(data: bytes, others: Sequence[bytes], draw: Random) -> bytes:
    """What a stream holds is changed: unpacked, if it is packed, and packed again."""
    found = list(_STREAM.finditer(data))
    if not found:
        return data
    chosen = draw.choice(found)
    try:
        content = zlib.decompressobj().decompress(chosen[2], 1_000_000)
        content = zlib.compress(_in_content(content, others, draw))
    except zlib.error:
        content = _in_content(chosen[2], others, draw)
    start, end = chosen.span(2)
    return data[:start] + content + data[end:]


def _in_content(content: bytes, others: Sequence[bytes], draw: Random) -> bytes:
    return draw.choice((number, name, swap_tokens, *ANY))(content, others, draw)


def swap_tokens(data: bytes, _others: Sequence[bytes], draw: Random) -> bytes:
    """Two words between spaces change places."""
    tokens = data.split(b" ")
    first, second = (draw.randrange(len(tokens)) for _ in range(2))
    tokens[first], tokens[second] = tokens[second], tokens[first]
    return b" ".join(tokens)


def swap_objects(data: bytes, _others: Sequence[bytes], draw: Random) -> bytes:
    """What one object is becomes another; the numbers stay."""
    found = list(_OBJECT.finditer(data))
    if len(found) < 2:
        return data
    first, second = draw.sample(found, 2)
    head = first[0][: first[0].index(b"obj") + 3]
    body = second[0][second[0].index(b"obj") + 3 :]
    return data[: first.start()] + head + body + data[first.end() :]


number = _one(_NUMBER, _NUMBERS)
name = _one(_NAME)
reference = _one(_REFERENCE)
PDF: tuple[Mutation, ...] = (
    number, number, name, reference, reference, in_stream, in_stream, swap_objects, swap_tokens,
    *ANY,
)  # fmt: skip


# --- text --------------------------------------------------------------------------------------


def lines(data: bytes, others: Sequence[bytes], draw: Random) -> bytes:
    """Lines are left out, doubled, put elsewhere, or come from another text."""
    kept = data.split(b"\n")
    for _ in range(draw.randint(1, 9)):
        line = draw.choice(draw.choice(others).split(b"\n") if draw.random() < 0.3 else kept)
        at = draw.randrange(len(kept))
        kept[at : at + draw.randint(0, 1)] = [line] * draw.choice((1, 1, 2, 50))
    return b"\n".join(kept)


def words(data: bytes, others: Sequence[bytes], draw: Random) -> bytes:
    """Words are left out, repeated, or joined by what parts others."""
    kept = data.split(b" ")
    for _ in range(draw.randint(1, 9)):
        at = draw.randrange(len(kept))
        other = draw.choice(draw.choice(others).split(b" "))
        kept[at] = draw.choice((b"", kept[at] * 40, other, kept[at] + b"\n" + other, b"\xc2\xa0"))
    return b" ".join(kept)


def figures(data: bytes, _others: Sequence[bytes], draw: Random) -> bytes:
    """A figure becomes another."""
    values = (*_NUMBERS, b"31/02/2023", b"12.345.678,9", b"XCIX", b"\xc2\xb2", b"9" * 5000)
    return re.sub(rb"\d+", lambda m: draw.choice(values) if draw.random() < 0.2 else m[0], data)


TEXT: tuple[Mutation, ...] = (lines, lines, words, words, figures, swap_tokens, *ANY)
