"""Confidence: fits its models on the development plans, shows what they say of plans held out, or
of the test split (`sh scripts/confidence [fit | held-out | test]`)."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from confidence_fit import as_toml, fitted, held_out
from confidence_rows import Reading, first_contact, now
from samples import CORPUS, DIGITAL, ROOT, SCANS, make, split
from scores import extract

from extractor.cli.evaluate import calibration_lines
from extractor.evaluation.calibration import Judged, by_group, calibrations
from extractor.evaluation.page.page import write_page

WORK = ROOT / "build" / "confidence"
DATA = ROOT / "extractor" / "data" / "confidence.toml"
JOBS = 2
COMMENT = """The weights behind confidence, made by `sh scripts/confidence fit`: docs/confidence.md.
[word]: was a word read as printed. [read]: were the words of a value. [meant]: does the document
mean it. Log-odds; under [….kinds.…] what one kind of value adds, and each fact that holds of it."""

HEADINGS = {
    "usual": "as they are read now, by rules that know these plans",
    "before": "as they were read by rules that had not been made for them",
    "advised": "the same, with a second opinion of weights that had not seen them",
}


def fit(read: Sequence[Reading], before: Sequence[Reading]) -> None:
    """Writes the data."""
    DATA.write_text(as_toml(fitted(read, before), COMMENT), "utf-8")


def show_held_out(read: Sequence[Reading], before: Sequence[Reading]) -> None:
    """Tables of what models say of the province that they have not seen, and a page of each."""
    found = list(held_out(read, before, [*read, *before]))
    for name, heading in HEADINGS.items():
        for grade in ("", "office"):
            rows = [
                pair
                for reading, pairs in found
                if reading.round == name and grade in ("", reading.grade)
                for pair in pairs
            ]
            _print(f"{heading}{', office scans' if grade else ''}", rows)
            write_page(list(by_group(rows)), WORK / f"{name}{grade}.html")


def show_test() -> None:
    """Tables of the test split: aggregates alone."""
    slugs = split("test")
    make(slugs, DIGITAL | SCANS, WORK / "test" / "made")
    for grade, name in (DIGITAL | SCANS).items():
        extract([WORK / "test" / "made" / grade], WORK / "test" / "out" / grade)
        print(f"\ntest split: {name}")
        found = calibrations(WORK / "test" / "out" / grade, CORPUS / "plans", slugs)
        print("\n".join(calibration_lines(found)))


def _print(heading: str, rows: Sequence[tuple[str, Judged]]) -> None:
    print(f"\n{heading}")
    print("\n".join(calibration_lines(by_group(rows))))


def main(word: str) -> None:
    """What `word` asks for."""
    if word == "test":
        show_test()
        return
    WORK.mkdir(parents=True, exist_ok=True)
    read = list(now(WORK, JOBS))
    before = list(first_contact(WORK))
    {"fit": fit, "held-out": show_held_out}[word](read, before)


if __name__ == "__main__":
    main(*sys.argv[1:])
