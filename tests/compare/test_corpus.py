"""Where the documents of a corpus come from."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import PLAN, Archive

from extractor.compare import Corpus, Member, Unread
from extractor.errors import MissingFile, NoPlans
from extractor.plan import Plan
from extractor.plan.publish import to_json


def _texts(*numbers: str) -> list[str]:
    text = PLAN.read_text("utf-8")
    assert "58/KH-UBND" in text
    return [text.replace("58/KH-UBND", number) for number in numbers]


def test_an_archive_with_copies_scans_and_failures(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first, second, third = _texts("58/KH-UBND", "59/KH-UBND", "58/KH-UBND")
    archive.add("a/x.txt", text=first)
    archive.add("b.txt", text=second)
    archive.add("copy.txt", text=first)
    archive.add("scan.txt", text=third.replace("mùa khô", "mùa  khô"))
    archive.add("empty.txt", text=" ")
    archive.add("sheet.xlsx")
    archive.run()
    corpus = Corpus.open(archive.out)
    members = {member.document: member for member in corpus.members()}
    assert list(members) == ["a/x.txt", "b.txt", "copy.txt", "scan.txt"]
    assert {name: member.same_as for name, member in members.items()} == {
        "a/x.txt": None, "b.txt": None, "copy.txt": "a/x.txt", "scan.txt": "a/x.txt",
    }  # fmt: skip
    unread = [found for found in corpus.documents() if isinstance(found, Unread)]
    assert [(one.input, one.code) for one in unread] == [("empty.txt", "empty_file")]
    assert all(member.plan.text for member in members.values())
    assert {name + ".json" for name in members} == archive.shown


def test_an_archive_without_json_files_is_read_from_its_blobs(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add("x.txt", "y.txt")
    archive.run(json=False)
    assert not archive.shown
    assert [member.document for member in Corpus.open(archive.out).members()] == ["x.txt", "y.txt"]


def test_a_plan_that_was_lost_is_told(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add("x.txt", "y.txt")
    archive.run()
    (blob, _) = sorted((archive.out / "blobs" / "plans").rglob("*.gz"))
    blob.write_bytes(b"damaged")
    found = list(Corpus.open(archive.out).documents())
    assert [type(one) for one in found].count(Member) == 1
    (lost,) = [one for one in found if isinstance(one, Unread)]
    assert lost.code == "plan_lost"
    assert "kehoach extract" in lost.sentence


def test_a_plan_is_read_as_it_was_published(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add("x.txt", "y.txt")
    archive.run()
    plan = next(Corpus.open(archive.out).members()).plan
    archive.correct("x.txt", "/title", "Về việc khác")
    titles = {one.document: one.plan.title for one in Corpus.open(archive.out).members()}
    assert titles == {"x.txt": "Về việc khác", "y.txt": plan.title}


def test_inputs_that_are_still_to_be_read_are_told(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add("x.txt", "y.txt")
    archive.run(limit=1)
    kinds = {
        one.document if isinstance(one, Member) else one.input: type(one)
        for one in Corpus.open(archive.out).documents()
    }
    assert kinds == {"x.txt": Member, "y.txt": Unread}


def test_a_folder_of_plan_json(tmp_path: Path, plan: Plan) -> None:
    other = plan.model_copy(update={"number": "99/KH-UBND", "id": "another"})
    for name, one in {"a/x": plan, "b": other, "c": plan}.items():
        path = tmp_path / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(to_json(one), "utf-8")
    (tmp_path / "d.json").write_text("[]", "utf-8")
    found = list(Corpus.open(tmp_path).documents())
    members = [one for one in found if isinstance(one, Member)]
    assert [(m.document, m.same_as) for m in members] == [("a/x", None), ("b", None), ("c", "a/x")]
    assert [one.code for one in found if isinstance(one, Unread)] == ["not_plan_json"]


def test_nothing_to_compare(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        Corpus.open(tmp_path / "nowhere")
    with pytest.raises(NoPlans):
        Corpus.open(tmp_path)


def test_a_document_that_comes_meanwhile_waits_for_the_next_comparison(plan: Plan) -> None:
    from extractor.compare.comparing import compare, report_of
    from extractor.compare.report.page import page

    first, late = Member("a", plan), Member("sau/muộn.pdf", plan.model_copy(update={"id": "late"}))
    passes = iter([[first], [first, late]])
    compared = compare(Corpus("here", lambda: iter(next(passes))))
    assert compared.tables["reuse"]["document"].to_pylist() == ["a"]
    assert "muộn.pdf" not in page(report_of(compared))


def test_frames(tmp_path: Path, plan: Plan) -> None:
    (tmp_path / "x.json").write_text(to_json(plan), "utf-8")
    corpus = Corpus.open(tmp_path)
    frame = corpus.pandas("plans")
    assert str(frame["issued_on"].dtype).startswith("datetime64")
    assert str(frame["year"].dtype) == "Int16"
    assert str(frame["counted"].dtype) == "boolean"
    assert frame.loc[0, "issued_on"].date() == plan.issued_on
    same = corpus.polars("plans")
    assert same["issued_on"].to_list() == [plan.issued_on]
    assert same.columns == list(frame.columns)
    tasks = sum(len(assignment.tasks) for assignment in plan.assignments)
    assert len(corpus.pandas("tasks")) == len(corpus.polars("tasks")) == tasks > 0


def test_only_plans_of_a_subject_and_a_year(tmp_path: Path, plan: Plan) -> None:
    other = plan.model_copy(update={"title": "Phòng cháy năm 2031", "id": "b", "period": None})
    for name, one in {"a": plan, "b": other}.items():
        (tmp_path / f"{name}.json").write_text(to_json(one), "utf-8")
    corpus = Corpus.open(tmp_path)
    found = [member.document for member in corpus.only(title="PHÒNG chay").members()]
    assert found == ["b"]
    year = next(corpus.members()).year
    assert year is not None
    assert "a" in [member.document for member in corpus.only(years=[year]).members()]
    with pytest.raises(NoPlans, match="none with such a title"):
        corpus.only(title="không ai viết thế", years=[year])
