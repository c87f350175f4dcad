"""`kehoach export`: plans in the forms that others take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.failing import exit_status
from extractor.cli.options import BlobsUrl, StoreUrl
from extractor.feed.export.model import Format, Written

if TYPE_CHECKING:
    from extractor.feed.export.selection import Selection

_TOLD = 20
"""Lines of a sort that are printed."""


def export(
    context: typer.Context,
    archive: Annotated[
        Path, typer.Argument(metavar="ARCHIVE", help="An archive, or a folder of plan JSON.")
    ],
    to: Annotated[Format, typer.Option("--to", help="What to write.")],
    out: Annotated[
        Path, typer.Option(metavar="PATH", help="File (jsonl, xlsx) or folder for the result.")
    ],
    since: Annotated[
        str | None,
        typer.Option(
            metavar="CURSOR", help="Only what has changed since the export that printed this."
        ),
    ] = None,
    store: StoreUrl = None,
    blobs: BlobsUrl = None,
) -> None:
    """Export the plans of an archive.

    As JSON Lines, as tables (CSV, XLSX, Parquet), as message headers of edXML (QCVN
    102:2016/BTTTT), or with the fields of Decree 30/2020/NĐ-CP. The cursor for the next `--since`
    is printed on standard output; what is said about the documents, on standard error."""
    from extractor.cli.parts import with_part

    with exit_status(context, archive), with_part("compare"):
        from extractor.feed.export.exporting import export as exported
        from extractor.feed.export.selection import select

        selection = select(archive, store=store, blobs=blobs, since=since)
        _tell(exported(selection, to, out), selection, out)
    if selection.cursor:
        typer.echo(selection.cursor)


def _tell(written: Written, selection: Selection, out: Path) -> None:
    _some([unread.sentence for unread in selection.unread], "files that are no plan JSON")
    _some([str(notice) for notice in written.notices], f"in {out / 'notices.csv'}")
    gone = f", no more there: {len(selection.removed):,}" if selection.cursor else ""
    typer.echo(f"documents exported: {written.documents:,}{gone}", err=True)


def _some(lines: list[str], others: str) -> None:
    for line in lines[:_TOLD]:
        typer.echo(f"kehoach: {line}", err=True)
    if len(lines) > _TOLD:
        typer.echo(f"kehoach: {len(lines) - _TOLD:,} more {others}", err=True)
