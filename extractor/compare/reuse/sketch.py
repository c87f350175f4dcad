"""Which clauses may be alike: MinHash over their letters, and buckets of equal bands (LSH).

The signatures are datasketch's. Its index of Python dictionaries takes a kilobyte and more for each
clause; sorted arrays take a few bytes, and let a full bucket be linked in linear time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from datasketch import MinHash

GRAM = 6  # letters: about two syllables
BANDS, ROWS = 32, 4  # clauses that share half of their grams meet with p = 0.87, a tenth: 0.003
OLDEST, LATEST = (
    2,
    2,
)  # members of a bucket that each one is linked with: its first, those before it

Pairs = npt.NDArray[np.int64]

_DIGITS = np.zeros(128, np.uint32)
_DIGITS[[*b"0123456789abcdefghijklmnopqrstuvwxyz"]] = range(36)


def candidates(keys: Sequence[str]) -> Pairs:
    """Pairs (earlier, later) of keys that share a band, each pair once."""
    if len(keys) < 2:
        return np.empty((0, 2), np.int64)
    signatures = _signatures(keys)
    bands = (signatures[:, row : row + ROWS] for row in range(0, BANDS * ROWS, ROWS))
    found = np.unique(np.concatenate([_links(np.ascontiguousarray(band)) for band in bands]))
    return np.stack([found >> np.uint64(32), found & np.uint64(0xFFFFFFFF)], 1).astype(np.int64)


def _signatures(keys: Sequence[str]) -> npt.NDArray[np.uint32]:
    made = MinHash.generator(map(_grams, keys), num_perm=BANDS * ROWS, hashfunc=int)
    signatures = np.empty((len(keys), BANDS * ROWS), np.uint32)
    for row, sketch in zip(signatures, made, strict=True):
        row[:] = sketch.hashvalues
    return signatures


def _grams(key: str) -> list[int]:
    """Each run of six letters as a number below 2³²: 36⁶ is half of that."""
    digits = _DIGITS[np.frombuffer(key.encode("ascii"), np.uint8)]
    codes = np.zeros(len(digits) - GRAM + 1, np.uint32)
    for place in range(GRAM):
        codes = codes * np.uint32(36) + digits[place : len(codes) + place]
    numbers: list[int] = codes.tolist()
    return numbers


def _links(rows: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """Pairs, packed into one number, of keys whose rows are equal."""
    order = np.lexsort(rows.T)  # stable: within a bucket, the earlier key comes first
    ordered = rows[order]
    fresh = np.ones(len(order), bool)
    fresh[1:] = (ordered[1:] != ordered[:-1]).any(1)
    first = np.maximum.accumulate(np.where(fresh, np.arange(len(order)), 0))
    return np.unique(np.concatenate(list(_within(order.astype(np.uint64), first))))


def _within(
    order: npt.NDArray[np.uint64], first: npt.NDArray[np.int64]
) -> Iterator[npt.NDArray[np.uint64]]:
    places = np.arange(len(order))
    partners = [first + number for number in range(OLDEST)]
    partners += [np.maximum(places - back, first) for back in range(1, LATEST + 1)]
    for partner in partners:
        real = partner < places
        yield order[partner[real]] << np.uint64(32) | order[places[real]]
