"""`kehoach corrections`: what people have corrected in an archive, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.failing import exit_status
from extractor.cli.options import BlobsUrl, StoreUrl
from extractor.cli.running import Where

if TYPE_CHECKING:
    from extractor.review.corrections import Correction, Desk, Outcome


class Form(StrEnum):
    """What corrected documents are exported as."""

    GOLD = "gold"
    LABEL_STUDIO = "label-studio"


def corrections(
    context: typer.Context,
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE", help="Folder of the archive.")],
    conflicts: Annotated[
        bool, typer.Option("--conflicts", help="Only those to decide: in conflict, or not found.")
    ] = False,
    document: Annotated[
        str | None, typer.Option(metavar="DOCUMENT", help="Only those of this document.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON Lines, in full.")] = False,
    withdraw: Annotated[
        str | None, typer.Option(metavar="ID", help="Withdraw the correction whose id begins so.")
    ] = None,
    to: Annotated[
        Form | None, typer.Option("--to", help="Write corrected documents in this form to --out.")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder for --to.")] = None,
    whole: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DOCUMENT",
            help="With --to gold: somebody went through all of it; may be given several times.",
        ),
    ] = None,
    store: StoreUrl = None,
    blobs: BlobsUrl = None,
) -> None:
    """List what people have corrected in an archive.

    Each with what the last reading has in its place, and what became of it; or withdraw one, or
    export corrected documents as gold (`kehoach evaluate`) or as tasks of Label Studio."""
    if (to is None) != (out is None):
        raise typer.BadParameter("--to and --out go together.")

    from extractor.review.corrections import open_desk

    where = Where(archive, store, blobs)
    with (
        exit_status(context, archive),
        open_desk(where.out, where.known_database, where.blob_place) as desk,
    ):
        if withdraw is not None:
            _withdraw(desk, withdraw)
        elif to is not None and out is not None:
            _export(desk, to, out, whole or ())
        else:
            _list(_wanted(desk, document, conflicts), as_json=as_json)


def _withdraw(desk: Desk, beginning: str) -> None:
    from extractor.cli.correcting import words_of

    correction = desk.find(beginning)
    desk.withdraw(correction.document, correction.id)
    typer.echo(f"withdrawn: {words_of(correction)}", err=True)


def _export(desk: Desk, form: Form, out: Path, whole: Sequence[str]) -> None:
    from extractor.review.exports import write_gold, write_tasks

    if form is Form.GOLD:
        number = write_gold(desk.store, desk.blobs, out, whole)
    else:
        number = write_tasks(desk.store, desk.blobs, out)
    typer.echo(f"documents exported: {number:,}; see {out}", err=True)


def _wanted(
    desk: Desk, document: str | None, conflicts: bool
) -> Iterator[tuple[Correction, Outcome]]:
    every = desk.to_decide() if conflicts else desk.all()
    return (one for one in every if document in (None, one[0].document))


def _list(pairs: Iterator[tuple[Correction, Outcome]], *, as_json: bool) -> None:
    from rich.console import Console

    from extractor.cli.correcting import grid_of, lines_of
    from extractor.cli.render import table

    if as_json:
        for line in lines_of(pairs):
            typer.echo(line)
        return
    console = Console()
    states: Counter[str] = Counter()
    for document, of_document in groupby(pairs, key=lambda pair: pair[0].document):
        listed = list(of_document)
        states.update(outcome.state for _, outcome in listed)
        console.print(table(grid_of(document, listed)))
    undecided = states["conflict"] + states["lost"]
    typer.echo(f"corrections: {states.total():,}; to decide: {undecided:,}", err=True)
