"""From what was found to what became of it, on both databases."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pytest

from extractor.archive.model import Found, Made, Outcome, Task, Versions
from extractor.archive.store import Count, Seen, Store, open_store
from extractor.archive.store.store import Run
from extractor.errors import OutputClash

V1 = Versions("reading 1", "parser 1")
V2 = Versions("reading 1", "parser 2")
SHA = "ab" * 32


def found(*keys: str, stamp: str = "1", folder: str = "file:///in") -> list[Found]:
    return [Found(key, f"{folder}/{quote(key)}", stamp) for key in keys]


def outcome(
    key: str, status: str = "extracted", code: str | None = None, **more: object
) -> Outcome:
    defaults = {"sha256": SHA, "pages": 2, "seconds": 1.5, "versions": V1}
    if status == "extracted":
        defaults["documents"] = (Made(f"plan of {key}", SHA, {"number": "12/KH-UBND"}),)
    return Outcome(key, f"file:///in/{key}", status, code=code, **{**defaults, **more})  # type: ignore[arg-type]


def keys(tasks: Iterable[Task]) -> list[str]:
    return [task.key for task in tasks]


def do_all(store: Store, run: Run, versions: Versions = V1) -> None:
    while tasks := store.claim(run, 10):
        store.finish(run, [outcome(task.key, versions=versions) for task in tasks])


def test_what_is_found_is_claimed_in_order_of_its_keys(store: Store, run: Run) -> None:
    assert store.see(run, "in", found("đ.pdf", "b/x.pdf", "a.pdf", "e.pdf", "B.pdf"), V1) == Seen(
        new=5
    )
    assert keys(store.claim(run, 3)) == ["B.pdf", "a.pdf", "b/x.pdf"]
    assert store.claim(run, 3) == [
        Task("e.pdf", "file:///in/e.pdf"), Task("đ.pdf", "file:///in/%C4%91.pdf"),
    ]  # fmt: skip
    assert store.claim(run, 3) == []


def test_what_became_of_an_input_is_told_in_full(store: Store, run: Run) -> None:
    store.see(run, "in", found("a.pdf"), V1)
    store.claim(run, 1)
    made = (Made("p1", "01" * 32, {"tựa": "Kế hoạch\0"}), Made("p2", "02" * 32, {}))
    done = outcome("a.pdf", warnings=("no_letterhead", "page_order"), documents=made)
    assert store.finish(run, [done]) == {"a.pdf"}
    (row,) = store.rows()
    assert (row.key, row.root, row.location, row.state) == (
        "a.pdf",
        "in",
        "file:///in/a.pdf",
        "done",
    )
    assert (row.status, row.code, row.sentence) == ("extracted", None, None)
    assert row.warnings == ("no_letterhead", "page_order")
    assert (row.sha256, row.pages, row.seconds, row.versions) == (SHA, 2, 1.5, V1)
    assert row.documents == made
    assert row.attempts == 1
    assert row.finished_at is not None


def test_what_is_done_is_not_done_again(store: Store, run: Run) -> None:
    store.see(run, "in", found("a.pdf", "b.pdf"), V1)
    store.finish(run, [outcome(key) for key in keys(store.claim(run, 1))])
    run.end()
    later = store.begin()
    assert store.see(later, "in", found("a.pdf", "b.pdf"), V1) == Seen(waiting=1, unchanged=1)
    assert keys(store.claim(later, 9)) == ["b.pdf"]


@pytest.mark.parametrize(
    ("stamp", "versions", "force", "seen"),
    [
        ("2", V1, False, Seen(changed=2)),
        ("1", V2, False, Seen(outdated=2)),
        ("1", Versions("reading 2", "parser 1"), False, Seen(outdated=2)),
        ("1", V1, True, Seen(outdated=2)),
    ],
)
def test_what_has_changed_is_done_again(
    store: Store, run: Run, stamp: str, versions: Versions, force: bool, seen: Seen
) -> None:
    store.see(run, "in", found("a.pdf", "b.pdf"), V1)
    do_all(store, run)
    again = found("a.pdf", "b.pdf", stamp=stamp)
    assert store.see(run, "in", again, versions, force=force) == seen
    assert [(row.state, row.status, len(row.documents)) for row in store.rows()] == [
        ("pending", None, 1), ("pending", None, 1),
    ]  # fmt: skip
    do_all(store, run, versions)
    assert store.see(run, "in", again, versions) == Seen(unchanged=2)


def test_documents_are_replaced(store: Store, run: Run) -> None:
    store.see(run, "in", found("a.pdf"), V1)
    do_all(store, run)
    store.see(run, "in", found("a.pdf", stamp="2"), V1)
    store.claim(run, 1)
    store.finish(run, [outcome("a.pdf", "failed", "broken_file", sentence="a.pdf: damaged")])
    (row,) = store.rows(status="failed")
    assert (row.code, row.sentence, row.documents) == ("broken_file", "a.pdf: damaged", ())
    assert list(store.records()) == []


OF_THE_FILE = {
    "broken_file", "empty_file", "encrypted_file", "nested_archive", "not_vietnamese", "unknown_kind",
}  # fmt: skip


@pytest.mark.parametrize(
    "code",
    [
        "killed", "out_of_memory", "timeout", "crashed", "internal_error", "missing_engine",
        "office_missing", "cannot_store", "cannot_write", "missing_file", "unreadable_file",
        "too_large", *OF_THE_FILE,
    ],
)  # fmt: skip
def test_only_what_a_failure_tells_of_the_file_takes_its_documents(
    store: Store, run: Run, code: str
) -> None:
    """Of a machine's fault, and of a limit, nobody who follows the archive hears."""
    store.see(run, "in", found("a.pdf"), V1)
    do_all(store, run)
    (before,) = store.rows()
    store.see(run, "in", found("a.pdf", stamp="2"), V2)
    store.claim(run, 1)
    failed = outcome("a.pdf", "failed", code, sha256=None, pages=0, versions=V2)
    assert store.finish(run, [failed]) == {"a.pdf"}
    (row,) = store.rows()
    assert (row.state, row.status, row.code, row.versions) == ("done", "failed", code, V2)
    made = (before.sha256, before.pages, before.documents, before.published)
    stays = code not in OF_THE_FILE
    assert (row.sha256, row.pages, row.documents, row.published) == (
        made if stays else (None, 0, (), ())
    )
    assert len(list(store.records())) == len(store.standing("a.pdf")) == stays
    assert [change.removed for change in store.changes(0, 9)] == [not stays]
    assert store.last_change() == 2 - stays


def test_what_cannot_be_read_as_found_has_its_outcome_at_once(store: Store, run: Run) -> None:
    locked = Found(
        "a.pdf", "file:///in/a.pdf", "1", "failed", "unreadable_file", "a.pdf: no\udcff\0"
    )
    other = Found("b.xls", "file:///in/b.xls", "1", "skipped", "unknown_kind", "b.xls: unknown")
    assert store.see(run, "in", [locked, other], V1) == Seen(problem=2)
    assert store.claim(run, 9) == []
    assert [(row.key, row.status, row.code) for row in store.rows()] == [
        ("a.pdf", "failed", "unreadable_file"), ("b.xls", "skipped", "unknown_kind"),
    ]  # fmt: skip
    assert store.see(run, "in", [locked, other], V1) == Seen(problem=2)
    assert store.see(run, "in", found("a.pdf"), V1) == Seen(outdated=1), "it can be read now"
    do_all(store, run)
    assert store.see(run, "in", [locked], V1) == Seen(problem=1)
    assert list(store.records()) == [], "what it gave before holds no longer"


def test_what_is_gone_is_a_tombstone_until_it_comes_back(store: Store, run: Run) -> None:
    store.see(run, "in", found("a.pdf", "b.pdf"), V1)
    store.see(run, "other", found("c.pdf", folder="file:///other"), V1)
    do_all(store, run)
    later = store.begin()
    store.see(later, "in", found("b.pdf"), V1)
    assert store.entomb(later, "in") == 1
    assert store.entomb(later, "in") == 0
    assert [(row.key, row.state) for row in store.rows()] == [
        ("a.pdf", "gone"), ("b.pdf", "done"), ("c.pdf", "done"),
    ]  # fmt: skip
    assert [record.key for record in store.records()] == ["b.pdf", "c.pdf"]
    assert [row.key for row in store.rows(status="extracted")] == ["b.pdf", "c.pdf"]
    assert store.see(later, "in", found("a.pdf"), V1) == Seen(new=1)
    assert keys(store.claim(later, 9)) == ["a.pdf"]
    back = next(store.records())
    assert (back.key, back.sha256, back.facts) == ("a.pdf", SHA, {"number": "12/KH-UBND"})


def test_what_another_run_sees_meanwhile_is_not_gone(store: Store, run: Run) -> None:
    store.see(run, "in", found("a.pdf", "b.pdf", "c.pdf"), V1)
    first, second = store.begin(), store.begin()
    store.see(second, "in", found("a.pdf"), V1)
    store.see(first, "in", found("b.pdf"), V1)
    assert store.entomb(second, "in") == 1, "only c.pdf: the older run saw b.pdf after this began"
    assert store.entomb(first, "in") == 0
    assert [row.key for row in store.rows() if row.state == "gone"] == ["c.pdf"]


def test_what_a_killed_run_had_in_hand_comes_last(store: Store, run: Run) -> None:
    store.see(run, "in", found("a.pdf", "b.pdf", "c.pdf"), V1)
    assert keys(store.claim(run, 1)) == ["a.pdf"]
    store.release(run)
    assert keys(store.claim(run, 2)) == ["b.pdf", "c.pdf"]
    store.release(run)
    assert keys(store.claim(run, 9)) == ["a.pdf", "b.pdf", "c.pdf"]


def test_roots_are_kept_apart(store: Store, run: Run) -> None:
    store.see(run, "one", found("a.pdf", "d.pdf", folder="file:///one"), V1)
    store.see(run, "two", found("b.pdf", "c.pdf", folder="file:///two"), V1)
    assert keys(store.claim(run, 1, roots=["two"])) == ["b.pdf"]
    assert keys(store.claim(run, 9, roots=["two", "one"])) == ["a.pdf", "d.pdf", "c.pdf"]
    assert store.claim(run, 9, roots=[]) == []
    assert store.counts(roots=["one"]) == (Count("pending", None, None, 2, 0, 0.0),)


def test_two_roots_with_one_key_clash(store: Store, run: Run, tmp_path: Path) -> None:
    one = f"file://{tmp_path}"
    (tmp_path / "x.pdf").touch()
    store.see(run, "one", found("x.pdf", folder=one), V1)
    with pytest.raises(OutputClash, match=rf"/two/x\.pdf: .*{tmp_path}/x\.pdf gives x\.pdf"):
        store.see(run, "two", found("x.pdf", folder="file:///two"), V1)
    assert [row.location for row in store.rows()] == [f"{one}/x.pdf"]


def test_an_archive_that_has_moved_is_the_same(store: Store, run: Run) -> None:
    store.see(run, "old", found("x.pdf", "y.pdf", folder="file:///not/there"), V1)
    do_all(store, run)
    later = store.begin()
    moved = [
        *found("x.pdf", folder="file:///new"),
        *found("y.pdf", stamp="2", folder="file:///new"),
    ]
    assert store.see(later, "new", moved, V1) == Seen(unchanged=1, changed=1)
    assert [row.location for row in store.rows()] == ["file:///new/x.pdf", "file:///new/y.pdf"]
    elsewhere = found("x.pdf", folder="s3://box")
    store.see(store.begin(), "box", elsewhere, V1)
    with pytest.raises(OutputClash):
        store.see(store.begin(), "third", found("x.pdf", folder="file:///third"), V1)


def test_the_same_file_under_another_root_is_no_clash(store: Store, run: Run) -> None:
    store.see(run, "file:///in", found("x.pdf"), V1)
    assert store.see(run, "file:///in/x.pdf", found("x.pdf"), V1) == Seen(waiting=1)


def test_a_root_that_is_gone_makes_way(store: Store, run: Run) -> None:
    store.see(run, "one", found("x.pdf", folder="file:///one"), V1)
    later = store.begin()
    store.entomb(later, "one")
    assert store.see(later, "two", found("x.pdf", folder="file:///two"), V1) == Seen(new=1)


@pytest.mark.parametrize("together", [True, False])
def test_keys_that_differ_in_case_alone_clash(store: Store, run: Run, together: bool) -> None:
    names = found("KẾ HOẠCH.pdf", "Kế hoạch.pdf")
    with pytest.raises(OutputClash, match=r"Kế hoạch\.pdf: .*KẾ HOẠCH\.pdf too"):
        for batch in [names] if together else [names[:1], names[1:]]:
            store.see(run, "in", batch, V1)


def test_a_file_renamed_in_case_alone_is_no_clash(store: Store, run: Run) -> None:
    store.see(run, "in", found("A.PDF", "b.pdf"), V1)
    later = store.begin()
    assert store.see(later, "in", found("a.pdf", "b.pdf"), V1) == Seen(new=1, waiting=1)
    assert [(row.key, row.state) for row in store.rows()] == [
        ("A.PDF", "gone"), ("a.pdf", "pending"), ("b.pdf", "pending"),
    ]  # fmt: skip
    with pytest.raises(OutputClash):
        store.see(later, "in", found("A.PDF"), V1)


def test_a_key_found_twice(store: Store, run: Run) -> None:
    assert store.see(run, "in", found("a.pdf", "a.pdf"), V1) == Seen(new=1)
    with pytest.raises(OutputClash):
        store.see(run, "in", found("a.pdf", folder="file:///again"), V1)


def test_nobody_is_given_what_another_has(store: Store, run: Run) -> None:
    store.see(run, "in", found("a.pdf", "b.pdf", "c.pdf"), V1)
    other = store.begin()
    assert keys(store.claim(run, 2)) == ["a.pdf", "b.pdf"]
    assert keys(store.claim(other, 2)) == ["c.pdf"]
    store.release(run)
    assert keys(store.claim(other, 9)) == ["a.pdf", "b.pdf"]


def test_an_outcome_counts_only_for_whose_hand_it_was_in(store: Store, run: Run) -> None:
    store.see(run, "in", found("a.pdf", "b.pdf", "c.pdf", "d.pdf"), V1)
    store.claim(run, 9)
    store.release(run)
    other = store.begin()
    assert keys(store.claim(other, 2)) == ["a.pdf", "b.pdf"]
    store.finish(other, [outcome("a.pdf", pages=7)])
    late = [outcome(key, "failed", "timeout") for key in ("a.pdf", "b.pdf", "c.pdf", "nowhere.pdf")]
    assert store.finish(run, late) == frozenset()
    assert store.finish(other, [outcome("b.pdf"), outcome("a.pdf", pages=7)]) == {"a.pdf", "b.pdf"}
    assert [(row.key, row.state, row.pages) for row in store.rows()] == [
        ("a.pdf", "done", 7), ("b.pdf", "done", 2), ("c.pdf", "pending", 0), ("d.pdf", "pending", 0),
    ]  # fmt: skip


def test_what_changes_or_goes_in_somebodys_hand_is_not_taken_for_done(
    store: Store, run: Run
) -> None:
    store.see(run, "in", found("a.pdf", "b.pdf"), V1)
    store.claim(run, 9)
    other = store.begin()
    store.see(other, "in", found("a.pdf", stamp="2"), V1)
    store.entomb(other, "in")
    assert store.finish(run, [outcome("a.pdf"), outcome("b.pdf")]) == frozenset()
    assert [(row.key, row.state) for row in store.rows()] == [
        ("a.pdf", "pending"),
        ("b.pdf", "gone"),
    ]
    assert keys(store.claim(other, 9)) == ["a.pdf"]


def test_failures_of_a_class_are_tried_again(store: Store, run: Run) -> None:
    store.see(run, "in", found("a.pdf", "b.pdf", "c.pdf"), V1)
    store.claim(run, 9)
    store.finish(
        run, [outcome("a.pdf", "failed", "timeout"), outcome("b.pdf", "failed", "broken_file"), outcome("c.pdf")]
    )  # fmt: skip
    assert store.retry([]) == 0
    assert store.retry(["timeout", "crashed"], roots=["elsewhere"]) == 0
    assert store.retry(["timeout", "crashed"]) == 1
    assert keys(store.claim(run, 9)) == ["a.pdf"]
    assert next(store.rows()).attempts == 2


def test_counts(store: Store, run: Run) -> None:
    store.see(run, "in", found("a.pdf", "b.pdf", "c.pdf", "d.pdf"), V1)
    store.claim(run, 3)
    store.finish(
        run, [outcome("a.pdf"), outcome("b.pdf"), outcome("c.pdf", "failed", "broken_file")]
    )
    assert store.counts() == (
        Count("done", "extracted", None, 2, 4, 3.0),
        Count("done", "failed", "broken_file", 1, 2, 1.5),
        Count("pending", None, None, 1, 0, 0.0),
    )


def test_a_store_keeps_what_it_was_given(place: str) -> None:
    with open_store(place) as store, store.begin() as run:
        store.see(run, "in", found("a.pdf"), V1)
        do_all(store, run)
    with open_store(place) as store:
        assert [row.status for row in store.rows()] == ["extracted"]


def test_large_archives_are_told_page_by_page(store: Store, run: Run) -> None:
    names = [f"{number:05}.pdf" for number in range(2500)]
    assert store.see(run, "in", iter(found(*names)), V1).found == 2500
    assert [row.key for row in store.rows()] == names
    assert [row.key for row in store.rows(after="02497.pdf")] == names[2498:]
    two = (Made("p", SHA), Made("q", SHA))
    while tasks := store.claim(run, 1000):
        store.finish(run, [outcome(task.key, documents=two) for task in tasks])
    records = [(record.key, record.place) for record in store.records()]
    assert records == [(name, place) for name in names for place in (0, 1)]
    assert store.activity().runs[0].found == 2500


def test_a_comparison_enters_nothing(store: Store, run: Run) -> None:
    store.see(run, "in", found("a.pdf", "b.pdf", "c.pdf"), V1)
    do_all(store, run)
    now = [*found("a.pdf", "d.pdf"), *found("b.pdf", stamp="2")]
    expected = (Seen(new=1, changed=1, unchanged=1), 1)
    assert store.compare("in", now, V1) == expected
    assert store.compare("in", now, V1) == expected
    assert store.compare("in", found("a.pdf"), V2) == (Seen(outdated=1), 2)
    assert {row.key: row.state for row in store.rows()} == dict.fromkeys(
        ["a.pdf", "b.pdf", "c.pdf"], "done"
    )


def test_what_is_spared_is_not_gone(store: Store, run: Run) -> None:
    names = ("a.pdf", "in/b.pdf", "in/đ/c.pdf", "in2/d.pdf", "inx.pdf")
    store.see(run, "in", found(*names), V1)
    later = store.begin()
    assert store.entomb(later, "in", spare=["in/"]) == 3
    assert {row.key for row in store.rows() if row.state != "gone"} == {"in/b.pdf", "in/đ/c.pdf"}


@pytest.mark.parametrize("code", ["missing_engine", "cannot_write", "office_missing"])
def test_failures_of_the_machine_are_to_be_done_again(store: Store, run: Run, code: str) -> None:
    store.see(run, "in", found("a.pdf", "b.pdf"), V1)
    store.claim(run, 9)
    store.finish(run, [outcome("a.pdf", "failed", code), outcome("b.pdf", "failed", "broken_file")])
    assert store.see(run, "in", found("a.pdf", "b.pdf"), V1) == Seen(outdated=1, unchanged=1)
