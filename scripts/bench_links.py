"""How long the links of an archive take, and how much memory. Prints one line a size."""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Iterator
from hashlib import sha256

from extractor.archive.linking.facts import Facts, Label, Reference
from extractor.archive.linking.links import Record, links

SIZES = (25_000, 100_000, 200_000)
ISSUERS = 300
"""Bodies of a province; each numbers its plans anew every year."""


def main() -> None:
    """Links over made-up archives of growing size."""
    for size in SIZES:
        began = time.process_time()
        count = sum(1 for _ in links(records(size)))
        seconds = time.process_time() - began
        tracemalloc.start()
        sum(1 for _ in links(records(size)))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(
            f"{size:>9,} documents: {count:>7,} links, {seconds:6.2f} s,"
            f" {peak / 2**20:6.1f} MiB at most"
        )


def records(size: int) -> Iterator[Record]:
    """In every ten files: seven plans of their own, a scan of one again, a copy, and the further
    pages of one; every fiftieth plan replaces the one before."""
    for number in range(size):
        plan, turn = number - number % 10 + min(number % 10, 6), number % 10
        copied = number - 1 if turn == 8 else number
        digest = sha256(str(copied).encode()).hexdigest()
        yield Record(
            f"archive/{number // 500:05}/{plan:07}{_SUFFIX[turn]}.pdf",
            0,
            digest,
            _facts(plan, turn),
        )


_SUFFIX = ("",) * 7 + (" scan lai", " copy", " (1)")


def _facts(plan: int, turn: int) -> Facts:
    goes_on = turn == 9
    year, issuer = 2005 + plan % 20, f"uy-ban-nhan-dan-xa-so-{plan % ISSUERS}-tinh-hoa-binh"
    number = f"{plan // ISSUERS}-kh-ubnd"
    before = Reference(f"{max(0, plan // ISSUERS - 20)}-kh-ubnd", None, year, None)
    return Facts(
        plan_id=f"text-{plan}" if goes_on else f"hoa-binh-{number}-{year}",
        type=None if goes_on else "KH",
        number=None if goes_on else number,
        issued_on=None if goes_on else f"{year}-{plan % 12 + 1:02}-{plan % 28 + 1:02}",
        issuer=None if goes_on else issuer,
        province=None if goes_on else "hoa-binh",
        opens=not goes_on,
        closes=plan % 10 != 6 or goes_on,
        appendix=False,
        first=Label("roman", "III" if goes_on else "I"),
        last=Label("roman", "IV" if goes_on else "II"),
        issued_with=None,
        replaces=(before,) if plan % 50 == 0 else (),
    )


if __name__ == "__main__":
    sys.exit(main())
