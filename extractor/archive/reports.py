"""What became of each input, as files beside the plans: for people, spreadsheets and scripts.

They are a view of the archive, made anew at the end of each run, in the order of the keys; but for
what the archive says, nothing in them differs between equal runs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from extractor.archive.inputs.places import shown
from extractor.archive.jsonpaths import json_paths
from extractor.archive.model import Link
from extractor.archive.store import Row
from extractor.archive.store.files import LocalFiles
from extractor.errors import CannotStore, CannotWrite

RESULTS = "results.jsonl"
FAILURES = "failures.csv"
LINKS = "links.csv"


def write_results(folder: Path, rows: Iterable[Row], *, json_files: bool) -> None:
    """`results.jsonl`, one JSON object an input, and `failures.csv`, one line for each that
    failed. The rows are read once.

    Raises `CannotWrite`."""
    with _whole(folder / RESULTS) as results, _table(folder / FAILURES) as failures:
        failures.writerow(("class", "input", "sentence", "attempts", "key"))
        for row in rows:
            results.write(f"{json.dumps(_result(row, json_files), ensure_ascii=False)}\n")
            if row.state == "done" and row.status == "failed":
                where = shown(row.location)
                failures.writerow((row.code, where, row.sentence, row.attempts, row.key))


def write_links(folder: Path, links: Iterable[Link]) -> None:
    """`links.csv`: which document stands to which other one, and how. Documents of an input that
    holds several are numbered from 1.

    Raises `CannotWrite`."""
    with _table(folder / LINKS) as table:
        table.writerow(("kind", "key", "document", "other_key", "other_document"))
        for link in links:
            table.writerow(
                (link.kind, link.key, link.place + 1, link.other_key, link.other_place + 1)
            )


def _result(row: Row, json_files: bool) -> dict[str, object]:
    paths = json_paths(row.key, len(row.documents)) if row.documents else ()
    return {
        "input": shown(row.location),
        "key": row.key,
        "status": row.status if row.state == "done" else row.state,
        "code": row.code,
        "sentence": row.sentence,
        "warnings": row.warnings,
        "documents": [
            {"id": made.plan_id, "json": str(path) if json_files else None, "blob": made.blob}
            for path, made in zip(paths, row.documents, strict=True)
        ],
    }


@contextmanager
def _table(path: Path) -> Iterator[csv._writer]:  # type: ignore[name-defined]
    """A CSV file that opens in Excel with its Vietnamese letters: with a byte order mark."""
    with _whole(path, encoding="utf-8-sig") as file:
        yield csv.writer(file)


@contextmanager
def _whole(path: Path, encoding: str = "utf-8") -> Iterator[IO[str]]:
    """A text file that takes the place of the one at `path` when it is complete."""
    files = LocalFiles(path.parent, durable=False)
    try:
        with (
            files.draft(PurePosixPath(path.name)) as draft,
            draft.open("w", encoding=encoding, errors="backslashreplace", newline="") as file,
        ):
            yield file
    except CannotStore as error:
        raise CannotWrite(str(path), error.detail) from None
