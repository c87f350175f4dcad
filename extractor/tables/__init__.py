"""What the domain knows: row types and cached loaders for the files of `data/`."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/<name>.csv`, each a mapping of column to cell."""
    text = files("extractor").joinpath("data", f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `data/<name>.toml`."""
    text = files("extractor").joinpath("data", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def split(cell: str) -> tuple[str, ...]:
    """The items of a cell that holds a list parted by `|`."""
    return tuple(item.strip() for item in cell.split("|") if item.strip())
