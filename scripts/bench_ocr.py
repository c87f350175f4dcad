"""How well it reads as scans get worse: the noise ladder, as a Markdown table and as a picture.

The held-back test split of the sample corpus is made at each grade of damage and read; no text of
it is printed. `reading_scores.py` says what is counted and how. Then the real pages whose text is
known, where they lie beside the repository."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ladder_picture import Rung, draw
from reading_scores import Counts, by_columns, score, total, true_pages, true_rows
from samples import CORPUS, ROOT, SCANS, SHARED, make, split

from extractor.archive.engines.cores import usable_cores
from extractor.document import Document
from extractor.errors import ExtractorError
from extractor.evaluation.report import Report, evaluate
from extractor.pipeline import plan_of
from extractor.plan.publish import to_json
from extractor.reading import read
from extractor.settings import DEFAULT

PICTURE = ROOT / "docs" / "ladder.png"
HEADER = (
    "| scans | pages | block CER | of it tones | page CER | table rows | cells | numbers |"
    " outline F1 | strict F1 | soft F1 |\n| --- |" + " --- |" * 10
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted at one grade, and the scores of the plans."""

    name: str
    counts: Counts
    report: Report


def main() -> None:
    """One row a grade, the picture, a line on the real pages."""
    slugs = split("test")
    rungs = []
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(usable_cores()) as pool:
        make(slugs, SCANS, Path(folder))
        print(HEADER)
        for grade, name in SCANS.items():
            paths = [Path(folder) / grade / f"{slug}.pdf" for slug in slugs]
            counts = total(pool.map(read_sample, paths))
            rungs.append(Measured(name, counts, evaluate(paths[0].parent, CORPUS / "plans", slugs)))
            print(row(rungs[-1]), flush=True)
    draw([rung(measured) for measured in rungs], PICTURE)
    print(f"\nDrawn as {PICTURE.relative_to(ROOT)}.\n{real_pages()}")


def read_sample(path: Path) -> Counts:
    """Read a made scan; its plan is written beside it, for the evaluation."""
    truth = path.parents[1] / "truth"
    document = attempt(path)
    if document:
        plan = plan_of(document)
        path.with_suffix(".json").write_text(to_json(plan), "utf-8")
    rows = true_rows(truth / f"{path.stem}.tables.txt")
    return score(document, true_pages(truth, path.stem), rows)


def real_pages() -> str:
    """A line on the real pages whose text is known."""
    truth = SHARED / "real" / "truth"
    slugs = sorted({path.name.partition(".")[0] for path in truth.glob("*.txt")})
    if not slugs:
        return "NOT MEASURED: there are no real pages with known text beside the repository."
    with ProcessPoolExecutor(usable_cores()) as pool:
        paths = [SHARED / "real" / f"{slug}.pdf" for slug in slugs]
        counts = total(pool.map(partial(read_real, truth=truth), paths))
    return (
        f"{counts.pages} real pages: block CER {counts.block_rate:.2%}, of it tones"
        f" {counts.tone_rate:.2%}, page CER {counts.page_rate:.2%}."
    )


def read_real(path: Path, truth: Path) -> Counts:
    """Read a real document and score its pages; the truth of its tables is only there by page."""
    pages = {n: by_columns(lines) for n, lines in true_pages(truth, path.stem).items()}
    return score(attempt(path), pages, ())


def attempt(path: Path) -> Document | None:
    """The document at `path`, or none where it cannot be read."""
    try:
        return read(path, DEFAULT)
    except ExtractorError:
        return None


def row(measured: Measured) -> str:
    """A row of the table."""
    counts, report = measured.counts, measured.report
    number = report.fields["number"]
    cells: Sequence[object] = (
        measured.name,
        counts.pages,
        f"{counts.block_rate:.2%}",
        f"{counts.tone_rate:.2%}",
        f"{counts.page_rate:.2%}",
        f"{counts.rows_right}/{counts.rows}",
        f"{counts.cells_right}/{counts.cells}",
        f"{round(number.recall * number.gold)}/{number.gold}",
        f"{report.fields['outline'].soft_f1:.3f}",
        f"{report.strict_mean:.3f}",
        f"{report.soft_mean:.3f}",
    )
    return f"| {' | '.join(map(str, cells))} |"


def rung(measured: Measured) -> Rung:
    """What the picture shows of a grade."""
    report = measured.report
    return Rung(measured.name, measured.counts.block_rate, report.strict_mean, report.soft_mean)


if __name__ == "__main__":
    main()
