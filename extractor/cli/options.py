"""Options that several commands have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.settings import MIB, Bounds

DEFAULT_SECONDS = Bounds().seconds
DEFAULT_MEMORY = Bounds().memory_bytes // MIB

Out = Annotated[Path, typer.Option(metavar="DIR", help="Folder of the archive, for all results.")]
StoreUrl = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="URL", help="Database of the archive [default: DIR/archive.sqlite]."
    ),
]
BlobsUrl = Annotated[
    str | None,
    typer.Option("--blobs", metavar="URL", help="Where what is made is kept [default: DIR/blobs]."),
]
Jobs = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="Processes [default: the cores it may use]."),
]
EngineUrl = Annotated[
    str | None,
    typer.Option("--engine", metavar="URL", help="A cluster: dask://HOST:PORT [default: here]."),
]
Seconds = Annotated[float, typer.Option(min=1, metavar="S", help="What one input may take.")]
Memory = Annotated[int, typer.Option(min=64, metavar="MIB", help="What one input may take.")]
