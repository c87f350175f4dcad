"""The weights that are installed with the package, loaded when they are first asked for."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from extractor.learned.tagger import Tagger


@cache
def tagger() -> Tagger | None:
    """The tagger of names; None where its weights are not installed."""
    with as_file(files("extractor").joinpath("data", "models", "names.npz")) as path:
        return load(path) if path.is_file() else None


def load(path: Path) -> Tagger:
    """The tagger in the file at `path`: whole numbers, and what one of them is worth."""
    with np.load(path, allow_pickle=False) as parts:
        return Tagger(parts["rows"] * parts["unit"], parts["steps"].astype(np.float64))


def save(tagger: Tagger, path: Path) -> None:
    """Writes `tagger` so that `load` gives nearly the same one; the same bytes for the same
    weights."""
    unit = np.float32(np.abs(tagger.rows).max() / np.iinfo(np.int8).max)
    rows = np.round(tagger.rows / unit).astype(np.int8)
    np.savez_compressed(path, rows=rows, unit=unit, steps=tagger.steps.astype(np.float32))
