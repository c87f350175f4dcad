"""Exports of an archive: the evaluation and Label Studio take them as they are written."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from archives import Archive

from extractor.evaluation.report import evaluate
from extractor.review.corrections import Author, Desk
from extractor.review.exports import labelling_config, write_gold, write_tasks

WHO = Author("an", datetime.datetime(2025, 3, 1, tzinfo=datetime.UTC))


def test_gold_and_tasks_of_corrected_documents(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add("a.txt", "b.txt", "c.txt")
    archive.run()
    gold, tasks = tmp_path / "gold", tmp_path / "tasks"
    with archive.open_store() as store:
        desk = Desk(store, archive.blobs, archive.out)
        assert write_gold(store, archive.blobs, gold) == 0
        assert write_tasks(store, archive.blobs, tasks) == 0
        assert json.loads((tasks / "tasks.json").read_text("utf-8")) == []
        desk.correct("a.txt", "replace", "/number", "59/KH-UBND", WHO)
        desk.correct("b.txt", "remove", "/recipients/0", None, WHO)
        assert write_gold(store, archive.blobs, gold) == 1
        assert json.loads((gold / "a.txt.json").read_text("utf-8")) == {"number": "59/KH-UBND"}
        assert write_gold(store, archive.blobs, gold, ["b.txt"]) == 2
        assert write_tasks(store, archive.blobs, tasks, ["c.txt"]) == 3
    report = evaluate(archive.out, gold)
    assert (report.documents, report.lost) == (2, 0)
    assert report.fields["recipients"].strict_f1 == report.fields["number"].strict_f1 == 1
    made = json.loads((tasks / "tasks.json").read_text("utf-8"))
    assert (tasks / "labels.xml").read_text("utf-8") == labelling_config()
    assert [each["data"]["document"] for each in made] == ["a.txt", "b.txt", "c.txt"]
    assert [len(each["annotations"]) for each in made] == [1, 1, 0]
    assert all(each["predictions"][0]["result"] for each in made)
