"""`kehoach correct`: a person's word on one value of a document."""

from __future__ import annotations

import datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.failing import exit_status
from extractor.cli.options import BlobsUrl, StoreUrl
from extractor.cli.running import Where

if TYPE_CHECKING:
    from extractor.review.corrections import Change


def correct(
    context: typer.Context,
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE", help="Folder of the archive.")],
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its key: a/x.pdf.")],
    pointer: Annotated[
        str, typer.Argument(metavar="POINTER", help="The place: /number, /targets/2/value.")
    ],
    value: Annotated[
        str | None,
        typer.Argument(
            metavar="VALUE", help="What it is: words, 59.5, 2024-05-07, null for nothing, or JSON."
        ),
    ] = None,
    add: Annotated[
        bool, typer.Option("--add", help="Add VALUE to a list: /targets/- at its end.")
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Remove an element of a list.")] = False,
    why: Annotated[str, typer.Option(metavar="TEXT", help="What shows that it is so.")] = "",
    who: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who says so [default: your login name].")
    ] = None,
    store: StoreUrl = None,
    blobs: BlobsUrl = None,
) -> None:
    """Correct a value of a document in an archive.

    The plan is published anew, and the correction is put over every later reading; what was read
    stays beside it. The correction's id is printed on standard output."""
    op: Change = "add" if add else "remove" if remove else "replace"
    if (add and remove) or (value is None) != remove:
        raise typer.BadParameter("Give a VALUE, or --remove without one.")
    name = who or _login_name()

    from extractor.cli.correcting import words_of
    from extractor.errors import CannotCorrect
    from extractor.review.corrections import Author, NotCorrectable, meant, open_desk

    where = Where(archive, store, blobs)
    with (
        exit_status(context, document),
        open_desk(where.out, where.known_database, where.blob_place) as desk,
    ):
        author = Author(name, datetime.datetime.now(datetime.UTC), why)
        try:
            to = None if value is None else meant(pointer, value)
            made = desk.correct(document, op, pointer, to, author)
        except NotCorrectable as error:
            raise CannotCorrect(document, str(error).rstrip(".")) from None
    typer.echo(words_of(made), err=True)
    typer.echo(made.id)


def _login_name() -> str:
    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        raise typer.BadParameter("Say --who corrects: the system knows no name.") from None
