"""`kehoach serve`: an archive over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.failing import exit_status
from extractor.cli.options import BlobsUrl, StoreUrl
from extractor.cli.running import Where


def serve(
    context: typer.Context,
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE", help="Folder of the archive.")],
    host: Annotated[
        str, typer.Option(metavar="HOST", help="Address to listen at; others need --tokens.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="PORT", help="Its port.")] = 8631,
    tokens: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Who may ask: a line NAME SHA256 for each token."),
    ] = None,
    webhooks: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where changes are sent: a TOML file of [[webhook]]."),
    ] = None,
    store: StoreUrl = None,
    blobs: BlobsUrl = None,
) -> None:
    """Serve the plans of an archive over HTTP.

    Plans, single fields, lists with filters, changes since a cursor, schemas, uploads; see
    `/openapi.json`. Without --tokens only this machine can ask."""
    from extractor.cli.parts import with_part

    where = Where(archive, store, blobs)
    with exit_status(context, archive), with_part("serve"):
        from extractor.archive.publishing import BlobPublisher
        from extractor.archive.store import Blobs, open_store
        from extractor.errors import OpenToAll
        from extractor.feed.app.access import is_loopback, tokens_in
        from extractor.feed.app.app import Serving, make_app
        from extractor.feed.app.listening import Listening
        from extractor.feed.app.uploads import UploadBounds
        from extractor.feed.app.webhooks import webhooks_in
        from extractor.feed.app.work import command
        from extractor.review.corrections import publish

        known = tokens_in(tokens) if tokens else None
        hooks = webhooks_in(webhooks) if webhooks else ()
        if known is None and not is_loopback(host):
            raise OpenToAll(host)
        kept = Blobs(where.blob_place)
        publisher = BlobPublisher(kept, publish)
        with open_store(where.known_database, publisher=publisher) as opened:
            work = command(archive, where.database, where.blob_place, UploadBounds())
            serving = Serving(archive, opened, kept, work, known, webhooks=hooks)
            level = "info" if context.obj else "warning"
            Listening(make_app(serving), host, port, _say, log_level=level).run()


def _say(address: str) -> None:
    typer.echo(f"kehoach: check and correct at {address}", err=True)
