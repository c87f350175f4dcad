"""Makes the sample documents: `python corpus/make.py corpus/plans/* --out build/samples`.

Each plan becomes `<out>/<grade>/<slug>.pdf` (`.txt` for the grade `text`), and the exact words of
each page go to `<out>/truth/<slug>.pN.txt`: lines in reading order, the left letterhead column with
the number before the right one with the date, the recipients before the signatures, a table row on
one line with its cells parted by tabs. The rows of all its tables, whole over page breaks, go to
`<out>/truth/<slug>.tables.txt`.
"""

from __future__ import annotations

import argparse
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from damage import GRADES, Grade, encode, scan, small, write_image
from flow import MM, Page, Sheet
from frame import Setting
from ink import PARTY_RIM, STATE_RIM
from layout import lay_out
from markup import MarkupError, Plan, as_text, read, table_rows
from pdf import write_pages, write_scans

ALL = ("text", "pdf", *GRADES)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made of every plan. `image`: a file type for single pages, or empty."""

    out: Path
    grades: tuple[str, ...]
    seed: int
    font: str
    handwritten: bool
    small: bool
    image: str


def setting_for(plan: Plan, slug: str, order: Order) -> Setting:
    """Choose how a plan is set: seeded by its name, so that documents differ as offices do."""
    chance = zlib.crc32(f"{order.seed} {slug}".encode())
    year = re.search(r"\b(19|20)\d\d\b", plan.letterhead.date)
    old = year is not None and int(year.group()) < 2020
    right = 15 if plan.letterhead.party else (15, 17, 20)[chance // 2 % 3]
    return Setting(
        family=order.font,
        size=(13.0, 14.0, 14.0)[chance % 3],
        leading=(1.15, 1.22, 1.3)[chance // 6 % 3],
        sheet=Sheet(right=right * MM, page_number_top=not old or plan.letterhead.party),
        handwritten=order.handwritten,
    )


def make(folder: Path, order: Order) -> list[str]:
    """Make all that is ordered of one plan; return a line on each file for the terminal."""
    slug = folder.name
    plan = read(folder / "plan.txt")
    pages = lay_out(plan, setting_for(plan, slug, order))
    for number, page in enumerate(pages, start=1):
        _write(order.out / "truth" / f"{slug}.p{number}.txt", page.text.encode())
    rows = "".join(f"{row}\n" for row in table_rows(plan))
    _write(order.out / "truth" / f"{slug}.tables.txt", rows.encode())
    return [_make_grade(plan, pages, slug, grade, order) for grade in order.grades]


def _make_grade(plan: Plan, pages: Sequence[Page], slug: str, grade: str, order: Order) -> str:
    """Make one file and return a line on it."""
    if grade == "text":
        path, data = order.out / grade / f"{slug}.txt", as_text(plan).encode()
    elif grade == "pdf":
        path, data = order.out / grade / f"{slug}.pdf", write_pages(pages, slug)
    else:
        chosen = small(GRADES[grade]) if order.small else GRADES[grade]
        path, data = order.out / grade / f"{slug}.pdf", _scanned(plan, pages, slug, chosen, order)
    _write(path, data)
    return f"{path}  {len(data) / 1000:.0f} kB, {len(pages)} pages"


def _scanned(plan: Plan, pages: Sequence[Page], slug: str, grade: Grade, order: Order) -> bytes:
    """Return the PDF of a scan; write its pages as images too where that is ordered."""
    upper = PARTY_RIM if plan.letterhead.party else STATE_RIM
    rim = (upper, plan.letterhead.date.partition(",")[0])
    scans = []
    images = scan(pages, grade, seed=order.seed, slug=slug, rim=rim)
    for number, image in enumerate(images, start=1):
        scans.append(encode(image, grade))
        if order.image:
            path = order.out / grade.name / f"{slug}.p{number}.{order.image}"
            path.parent.mkdir(parents=True, exist_ok=True)
            write_image(image, path)
    return write_scans(scans)


def _write(path: Path, data: bytes) -> None:
    """Write a file, and its folder first where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description="Make PDFs and scans of sample plans.")
    parser.add_argument("plans", nargs="+", type=Path, metavar="PLAN_DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--grades", default=",".join(ALL), help="comma-separated: %(default)s")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--font", choices=("tinos", "freeserif"), default="tinos")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--handwritten", action="store_true", help="write the number by hand")
    parser.add_argument("--small", action="store_true", help="200 dpi, JPEG 30: small samples")
    parser.add_argument("--image", choices=("png", "tif"), default="", help="single pages as well")
    parsed = parser.parse_args(arguments)
    unknown = set(parsed.grades.split(",")) - set(ALL)
    if unknown:
        parser.error(f"unknown grades: {', '.join(sorted(unknown))}")
    return parsed


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    parsed = _arguments(arguments)
    order = Order(
        out=parsed.out,
        grades=tuple(parsed.grades.split(",")),
        seed=parsed.seed,
        font=parsed.font,
        handwritten=parsed.handwritten,
        small=parsed.small,
        image=parsed.image,
    )
    folders = [folder for folder in parsed.plans if (folder / "plan.txt").is_file()]
    failed = len(folders) < len(parsed.plans)
    for folder in sorted(set(parsed.plans) - set(folders)):
        print(f"{folder}: no plan.txt", file=sys.stderr)
    for lines in _each(partial(_attempt, order=order), folders, parsed.jobs):
        failed = failed or not lines
        print("\n".join(lines))
    return 1 if failed else 0


def _each(
    attempt: Callable[[Path], list[str]], folders: Sequence[Path], jobs: int
) -> Iterator[list[str]]:
    """Yield what `attempt` returns for each folder in order, in `jobs` processes at once."""
    if jobs <= 1:
        yield from map(attempt, folders)
        return
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(attempt, folders)


def _attempt(folder: Path, order: Order) -> list[str]:
    """Make one plan; report markup that is wrong instead of ending the whole run."""
    try:
        return make(folder, order)
    except MarkupError as error:
        print(f"{folder}: {error}", file=sys.stderr)
        return []


if __name__ == "__main__":
    raise SystemExit(main())
