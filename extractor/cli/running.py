"""What the commands that read an archive have in common: its parts put together, its end told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import typer

from extractor.cli.failing import exit_status
from extractor.errors import MissingFile
from extractor.settings import MIB, Bounds, Settings

if TYPE_CHECKING:
    from extractor.archive.engines import Engine
    from extractor.archive.run import Request

OCR_CACHE = "ocr-cache.sqlite"
"""The file in the output folder that keeps what OCR gave, for the next run."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where the parts of an archive are: those that are not named lie in the folder `out`."""

    out: Path
    store: str | None = None
    blobs: str | None = None

    @property
    def database(self) -> Path | str:
        """A path or a URL."""
        return self.store or self.out / "archive.sqlite"

    @property
    def known_database(self) -> Path | str:
        """That of an archive that is there. Raises `MissingFile`."""
        if isinstance(self.database, Path) and not self.database.exists():
            raise MissingFile(str(self.database))
        return self.database

    @property
    def blob_place(self) -> str:
        """A path that holds in any process, or a URL."""
        return self.blobs or str((self.out / "blobs").absolute())


@dataclass(frozen=True, slots=True)
class How:
    """How documents are read: with which settings, in which processes, within which bounds."""

    settings: Settings
    engine: str | None
    jobs: int | None
    bounds: Bounds

    @classmethod
    def within(
        cls, settings: Settings, engine: str | None, jobs: int | None, seconds: float, memory: int
    ) -> How:
        """With bounds for each input: seconds, and memory in MiB."""
        bounds = Bounds(seconds=seconds, cpu_seconds=ceil(seconds), memory_bytes=memory * MIB)
        return cls(settings, engine, jobs, bounds)


def run(context: typer.Context, where: Where, how: How, request: Request) -> None:
    """Runs, and ends the command with the run's exit status."""
    from extractor.archive.publishing import BlobPublisher
    from extractor.archive.reports import RESULTS
    from extractor.archive.run import run_archive
    from extractor.archive.store import Blobs, open_store
    from extractor.archive.versions import versions
    from extractor.archive.work import Job
    from extractor.cli.progress import progress

    debug = bool(context.obj)
    with exit_status(context, where.out):
        job = Job(Blobs(where.blob_place), how.settings, versions(how.settings))
        engine = _engine(how, quiet=not debug)
        publisher = BlobPublisher(job.blobs, _corrected)
        with (
            open_store(where.database, publisher=publisher) as store,
            progress(debug=debug) as watch,
        ):
            summary = run_archive(request, store, engine, job, watch)
    if summary.stop.broken:
        typer.echo(f"kehoach: {summary.stop.broken}", err=True)
    typer.echo(f"{summary}; see {where.out / RESULTS}", err=True)
    raise typer.Exit(summary.exit_status)


def rehearse(context: typer.Context, where: Where, how: How, request: Request) -> None:
    """Says what `run` would find. An archive that is not there yet is not made."""
    from extractor.archive.run import rehearse as found
    from extractor.archive.store import open_store
    from extractor.archive.versions import versions
    from extractor.cli.progress import progress

    with exit_status(context, where.out), TemporaryDirectory() as folder:
        is_new = isinstance(where.database, Path) and not where.database.exists()
        database = Path(folder, "new.sqlite") if is_new else where.database
        with open_store(database) as store, progress(debug=bool(context.obj)) as watch:
            counts = found(request, store, versions(how.settings), watch)
    typer.echo(", ".join(f"{count:,} {kind}" for kind, count in (+counts).items()))


def _corrected(plan: bytes, contents: Sequence[Mapping[str, Any]], name: str) -> bytes:
    """What people make of a plan: few archives need it, and it takes time to load."""
    from extractor.review.corrections import publish

    return publish(plan, contents, name)


def _engine(how: How, *, quiet: bool) -> Engine:
    from extractor.archive.engines.cores import usable_cores
    from extractor.archive.engines.dask import Dask
    from extractor.archive.engines.local import Local
    from extractor.archive.isolation.preload import warm_up
    from extractor.archive.versions import version

    warm = partial(warm_up, how.settings)
    if how.engine:
        same = partial(version, how.settings)
        return Dask(how.engine, how.bounds, version=same, warm_up=warm, quiet=quiet)
    return Local(how.jobs or usable_cores(), how.bounds, warm_up=warm, quiet=quiet)
