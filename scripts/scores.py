"""Scores of the test split and of the real documents, as a Markdown table; options are those of
`kehoach extract`, such as `--rules-only`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from samples import CORPUS, DIGITAL, SCANS, SHARED, make, split

from extractor.evaluation.report import Report, evaluate

GRADES = DIGITAL | SCANS


def main(*options: str) -> None:
    """One row a set of documents."""
    print("| documents | | strict F1 | soft F1 |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        slugs = split("test")
        make(slugs, GRADES, work / "made")
        for grade, name in GRADES.items():
            extract([work / "made" / grade], work / "out" / grade, *options)
            row(f"test split: {name}", evaluate(work / "out" / grade, CORPUS / "plans", slugs))
        for grade in ("text", "office"):
            found = evaluate(work / "out" / grade, CORPUS / "plans", split("blind"))
            row(f"of it, by an author who never saw the rules: {GRADES[grade]}", found)
        if SHARED.is_dir():
            real(work / "out", *options)


def real(out: Path, *options: str) -> None:
    """The real documents, which everything was developed against."""
    extract([SHARED / "seeds"], out / "seeds", *options)
    row("five real plans as an OCR service wrote them", evaluate(out / "seeds", SHARED / "gold"))
    gold = SHARED / "real" / "gold"
    slugs = [path.stem for path in gold.glob("*.json")]
    extract([SHARED / "real" / f"{slug}.pdf" for slug in slugs], out / "real", *options)
    digital = [slug for slug in slugs if (SHARED / "real" / f"{slug}.doc").is_file()]
    row("real plans, born-digital PDF", evaluate(out / "real", gold, digital))
    scans = [slug for slug in slugs if slug not in digital]
    row("real scans", evaluate(out / "real", gold, scans))


def extract(inputs: list[Path], out: Path, *options: str) -> None:
    """`kehoach extract`, all cores, with these options."""
    program = Path(sys.executable).parent / "kehoach"
    command = [str(program), "extract", *map(str, inputs), "--out", str(out), *options]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, env=os.environ)


def row(name: str, report: Report) -> None:
    """A row of the table."""
    means = f"{report.strict_mean:.3f} | {report.soft_mean:.3f}"
    print(f"| {name} | {report.documents} | {means} |", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
