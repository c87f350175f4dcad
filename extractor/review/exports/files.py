"""Exports of an archive's corrected documents."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from extractor.archive.store import Blobs, Standing, Store
from extractor.archive.store.files import LocalFiles
from extractor.archive.work import PLANS
from extractor.plan import Plan
from extractor.plan.publish import from_json
from extractor.review.exports.gold import gold
from extractor.review.exports.labelstudio import task


def write_gold(store: Store, blobs: Blobs, folder: Path, whole: Collection[str] = ()) -> int:
    """Writes the gold of corrected documents below `folder`, each where the archive has its plan
    JSON (`kehoach evaluate ARCHIVE FOLDER`); their number. `whole` names documents that somebody
    went through from end to end. One of which nothing is decided has no gold."""
    files = LocalFiles(folder)
    number = 0
    for standing in _documents(store, whole):
        published = _plan(blobs, standing.published, standing.document)
        made = published and gold(published, whole=standing.document in whole)
        if made:
            text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
            files.write(PurePosixPath(f"{standing.document}.json"), text.encode())
            number += 1
    return number


def write_tasks(store: Store, blobs: Blobs, path: Path, others: Collection[str] = ()) -> int:
    """Writes a JSON file with a Label Studio task for each corrected document, and for `others`;
    their number. Plans without their text have none."""
    number = 0
    with path.open("w", encoding="utf-8") as file:
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


def _documents(store: Store, others: Collection[str]) -> Iterator[Standing]:
    """Those that have corrections, and `others`, as far as they are there; in order."""
    for name in sorted({kept.document for kept in store.corrections()} | set(others)):
        if standing := store.document(name):
            yield standing


def _plan(blobs: Blobs, blob: str, document: str) -> Plan | None:
    data = blobs.get(PLANS, blob)
    return None if data is None else from_json(data.decode(), document)
