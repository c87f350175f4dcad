"""`kehoach evaluate`: plan JSON against gold."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.failing import exit_status

if TYPE_CHECKING:
    from extractor.evaluation.calibration import Calibration
    from extractor.evaluation.matching import Rates
    from extractor.evaluation.report import Report

COLUMNS = ("gold", "precision", "recall", "strict F1", "soft F1")
CALIBRATION_COLUMNS = (
    "values", "right", "confidence", "ECE", "at 90 %", "at 95 %", "at 99 %"
)  # fmt: skip


def evaluate(
    context: typer.Context,
    predicted: Annotated[Path, typer.Argument(metavar="PREDICTED", help="Folder of plan JSON.")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of gold.")],
    misses: Annotated[bool, typer.Option("--misses", help="List what was missed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, not a table.")] = False,
    only: Annotated[
        list[str] | None, typer.Option(metavar="SLUG", help="One document; may be repeated.")
    ] = None,
    calibration: Annotated[
        bool, typer.Option("--calibration", help="Whether confidence can be believed.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="HTML", help="With --calibration: file for a page.")
    ] = None,
) -> None:
    """Score plan JSON against gold, field by field.

    Strict: equal but for case, spaces and marks; soft: 90 % alike. GOLD holds `<slug>.json` or
    `<slug>/gold.json`, PREDICTED `<slug>.json` or `<slug>.*.json`.

    With --calibration, each group of fields has how many of its values are right, what their
    confidence promises, the mean distance of the two (ECE, over bins of equal mass), and the share
    of the values that remains when only the surest are taken, 90, 95 or 99 % of them right."""
    from extractor.evaluation import report

    if calibration:
        _calibrate(context, predicted, gold, only or (), out, as_json=as_json)
        return
    with exit_status(context, gold):
        result = report.evaluate(predicted, gold, only or ())
    lines = _json(result) if as_json else _table(result)
    for line in (*lines, *(_misses(result) if misses else ())):
        typer.echo(line)


def _calibrate(
    context: typer.Context,
    predicted: Path,
    gold: Path,
    only: Collection[str],
    out: Path | None,
    *,
    as_json: bool,
) -> None:
    from extractor.cli.parts import with_part
    from extractor.evaluation.calibration import calibrations

    with exit_status(context, gold):
        found = calibrations(predicted, gold, only)
        if out:
            with with_part("compare"):
                from extractor.evaluation.page.page import write_page

                write_page(found, out)
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], indent=1))
        return
    for line in calibration_lines(found):
        typer.echo(line)


def _json(report: Report) -> Iterator[str]:
    yield json.dumps(report.as_json(), ensure_ascii=False, indent=1)


def _table(report: Report) -> Iterator[str]:
    yield f"{report.documents} documents, {report.lost} without a prediction"
    yield f"{'field':<22}{COLUMNS[0]:>6}" + "".join(f"{name:>11}" for name in COLUMNS[1:])
    yield from (_row(name, rates) for name, rates in report.fields.items())
    mean = "".join(f"{value:>11.3f}" for value in (report.strict_mean, report.soft_mean))
    yield f"{'mean over fields':<50}{mean}"


def _row(name: str, rates: Rates) -> str:
    values = (rates.precision, rates.recall, rates.strict_f1, rates.soft_f1)
    return f"{name:<22}{rates.gold:>6}" + "".join(f"{value:>11.3f}" for value in values)


def calibration_lines(found: Iterable[Calibration]) -> Iterator[str]:
    """A table: a row for each group of fields."""
    yield f"{'':<16}" + "".join(f"{name:>11}" for name in CALIBRATION_COLUMNS)
    yield from map(_calibration_row, found)


def _calibration_row(one: Calibration) -> str:
    values = (one.observed, one.expected, one.ece, *one.coverage.values())
    return f"{one.name:<16}{one.count:>11}" + "".join(f"{value:>11.3f}" for value in values)


def _misses(report: Report) -> Iterator[str]:
    for name, lines in report.misses.items():
        yield from (f"[{name}] {line}" for line in lines)
