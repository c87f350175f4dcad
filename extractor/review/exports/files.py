"""Exports of an archive's corrected documents."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from extractor.archive.store import Blobs, Standing, Store
from extractor.archive.store.files import LocalFiles
from extractor.archive.work import PLANS
from extractor.errors import CannotStore, CannotWrite
from extractor.plan import Plan
from extractor.plan.publish import from_json
from extractor.review.exports.gold import gold
from extractor.review.exports.labelstudio import labelling_config, task


def write_gold(store: Store, blobs: Blobs, folder: Path, whole: Collection[str] = ()) -> int:
    """Writes the gold of corrected documents below `folder`, each where an archive of the same
    inputs has its plan JSON (`kehoach evaluate`); their number. `whole` names documents that
    somebody went through from end to end. One of which nothing is decided has no gold."""
    number = 0
    for standing in _documents(store, whole):
        published = _plan(blobs, standing.published, standing.document)
        made = published and gold(published, whole=standing.document in whole)
        if made:
            text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
            with _whole(folder, f"{standing.document}.json") as file:
                file.write(text)
            number += 1
    return number


def write_tasks(store: Store, blobs: Blobs, folder: Path, others: Collection[str] = ()) -> int:
    """Writes `tasks.json` with a Label Studio task for each corrected document, and for `others`,
    and beside it `labels.xml`, the labelling configuration; the number of tasks. Plans without
    their text have none."""
    with _whole(folder, "labels.xml") as file:
        file.write(labelling_config())
    number = 0
    with _whole(folder, "tasks.json") as file:
        for standing in _documents(store, others):
            extracted = _plan(blobs, standing.blob, standing.document)
            if extracted is None or extracted.text is None:
                continue
            published = _plan(blobs, standing.published, standing.document)
            made = task(standing.document, extracted, published)
            file.write(",\n" if number else "[\n")
            file.write(json.dumps(made, ensure_ascii=False))
            number += 1
        file.write("\n]\n" if number else "[]\n")
    return number


@contextmanager
def _whole(folder: Path, name: str) -> Iterator[IO[str]]:
    """A text file that stands there when it is complete. Raises `CannotWrite`."""
    try:
        with (
            LocalFiles(folder).draft(PurePosixPath(name)) as draft,
            draft.open("w", encoding="utf-8") as file,
        ):
            yield file
    except CannotStore as error:
        raise CannotWrite(error.name, error.detail) from None


def _documents(store: Store, others: Collection[str]) -> Iterator[Standing]:
    """Those that have corrections, and `others`, as far as they are there; in order."""
    for name in sorted({kept.document for kept in store.corrections()} | set(others)):
        if standing := store.document(name):
            yield standing


def _plan(blobs: Blobs, blob: str, document: str) -> Plan | None:
    data = blobs.get(PLANS, blob)
    return None if data is None else from_json(data.decode(), document)
