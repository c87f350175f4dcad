"""`kehoach align`: plans side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.failing import exit_status
from extractor.cli.options import BlobsUrl, StoreUrl

FEWEST, MOST = 2, 20


def align(
    context: typer.Context,
    archive: Annotated[
        Path, typer.Argument(metavar="ARCHIVE", help="An archive, or a folder of plan JSON.")
    ],
    documents: Annotated[
        list[str],
        typer.Argument(
            metavar="DOCUMENT...", help="Two to twenty, as its report and tables name them."
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="HTML", help="File for the page.")],
    store: StoreUrl = None,
    blobs: BlobsUrl = None,
) -> None:
    """Set plans side by side, section by section.

    Sections go together by their role, heading, agency, month and words; what differs from the
    first plan is marked word by word."""
    from extractor.cli.parts import with_part

    if not FEWEST <= len(documents) <= MOST:
        raise typer.BadParameter(f"give {FEWEST} to {MOST} documents")
    with exit_status(context, archive), with_part("compare"):
        from extractor.compare.align import align as aligned
        from extractor.compare.corpus import Corpus
        from extractor.compare.sidebyside import write_side_by_side

        members = Corpus.open(archive, store=store, blobs=blobs).named(documents)
        write_side_by_side(aligned(members), out)
