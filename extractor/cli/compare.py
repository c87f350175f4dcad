"""`kehoach compare`: the plans of an archive side by side, as tables, matrices and a report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.failing import exit_status
from extractor.cli.options import BlobsUrl, StoreUrl


def compare(
    context: typer.Context,
    archive: Annotated[
        Path, typer.Argument(metavar="ARCHIVE", help="An archive, or a folder of plan JSON.")
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the results.")],
    title: Annotated[
        str | None,
        typer.Option(metavar="WORDS", help="Only plans with these words in their titles."),
    ] = None,
    year: Annotated[
        list[int] | None,
        typer.Option(metavar="YEAR", help="Only plans of this year; may be given several times."),
    ] = None,
    csv_bom: Annotated[
        bool, typer.Option("--csv-bom", help="Begin CSV files as Excel expects it.")
    ] = False,
    store: StoreUrl = None,
    blobs: BlobsUrl = None,
) -> None:
    """Compare the plans of an archive.

    `DIR/report.html` shows who names which campaign, cites which act, gives whom what to do until
    when, what was copied from where and what was left out; `DIR/tables.xlsx`, `DIR/csv` and
    `DIR/parquet` hold the same as tables, with a codebook in Vietnamese and English."""
    from extractor.cli.parts import with_part

    with exit_status(context, archive), with_part("compare"):
        import pyarrow

        from extractor.compare import Corpus
        from extractor.compare.comparing import compare as compared
        from extractor.compare.comparing import write

        # Arrow's own allocator keeps a third more than the tables take: gigabytes, where they do.
        pyarrow.set_memory_pool(pyarrow.system_memory_pool())
        corpus = Corpus.open(archive, store=store, blobs=blobs)
        if title or year:
            corpus = corpus.only(title=title, years=year or ())
        comparison = compared(corpus, _say)
        write(comparison, out, bom=csv_bom, say=_say)
    typer.echo(f"plans compared: {comparison.plans:,}; open {out / 'report.html'}", err=True)


def _say(what: str) -> None:
    typer.echo(f"{what} …", err=True)
