"""The feed of changes: complete, in order, and the same on both databases."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, insert

from extractor.archive.jsonpaths import document_names
from extractor.archive.model import Found, Made, Outcome, Versions
from extractor.archive.store import Change, Kept, Run, Store, open_store
from extractor.archive.store.database import Database
from extractor.archive.store.schema import migrate
from extractor.archive.store.tables import documents, inputs

V1 = Versions("reading 1", "parser 1")
FORK = get_context("fork")
WRITERS, READERS, INPUTS = 6, 3, 120


def found(*keys: str, **more: Any) -> list[Found]:
    return [Found(key, f"file:///in/{key}", "1", **more) for key in keys]


def outcome(key: str, *plans: str) -> Outcome:
    """What gives these plans, each named by a word that stands for its bytes."""
    made = tuple(Made(f"id of {plan}", digest(plan)) for plan in plans)
    return Outcome(key, "", "extracted", V1, documents=made)


def publisher(document: str, blob: str, contents: Sequence[Mapping[str, Any]]) -> str:
    return " ".join([blob, *(content["says"] for content in contents if content["says"])])


def corrected(plan: str, *said: str) -> str:
    return " ".join([digest(plan), *said])


def digest(plan: str) -> str:
    return sha256(plan.encode()).hexdigest()


def do(store: Store, run: Run, *outcomes: Outcome) -> None:
    """Takes these inputs in hand, as they may have been before, and finishes them."""
    keys = [outcome.key for outcome in outcomes]
    store.see(run, "in", found(*keys), V1, force=True)
    while store.claim(run, 100):
        pass
    assert store.finish(run, outcomes) == set(keys)


def following(store: Store, after: int = 0, most: int = 2) -> Iterator[Change]:
    """All that comes after a change, by small pages."""
    while page := store.changes(after, most):
        yield from page
        after = page[-1].seq


def copy_of(changes: Iterator[Change]) -> dict[str, str]:
    """What a follower from zero has."""
    return {change.document: change.published for change in changes if change.published}


def standing(store: Store) -> dict[str, str]:
    """What the archive has."""
    return {
        name: published
        for row in store.rows()
        if row.state != "gone"
        for name, published in zip(
            document_names(row.key, len(row.documents)), row.published, strict=True
        )
    }


def test_what_is_made_is_told_once_in_order(store: Store, run: Run) -> None:
    assert (store.changes(0, 10), store.last_change()) == ([], 0)
    do(store, run, outcome("b.pdf", "B"), outcome("a/c.pdf", "C"))
    do(store, run, outcome("a.pdf", "A"))
    assert store.changes(0, 10) == [
        Change(1, "a/c.pdf", "id of C", digest("C")),
        Change(2, "b.pdf", "id of B", digest("B")),
        Change(3, "a.pdf", "id of A", digest("A")),
    ]
    assert [change.seq for change in store.changes(1, 1)] == [2]
    assert (store.changes(3, 10), store.last_change()) == ([], 3)


def test_the_same_bytes_are_no_change(store: Store, run: Run) -> None:
    do(store, run, outcome("a.pdf", "A"), outcome("b.pdf", "B"))
    before = store.changes(0, 10)
    do(store, run, outcome("a.pdf", "A"))
    store.redo(["b.pdf"])
    assert store.changes(0, 10) == before
    do(store, run, outcome("a.pdf", "A"), outcome("b.pdf", "other"))
    assert store.changes(2, 10) == [Change(3, "b.pdf", "id of other", digest("other"))]


def test_one_that_changes_again_moves(store: Store, run: Run) -> None:
    do(store, run, outcome("a.pdf", "A"), outcome("b.pdf", "B"))
    do(store, run, outcome("a.pdf", "A again"))
    assert [(change.seq, change.document) for change in following(store)] == [
        (2, "b.pdf"),
        (3, "a.pdf"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (["A"], ["A", "B"], ["-x.pdf", "x.pdf.1", "x.pdf.2"]),
        (["A", "B"], ["A"], ["-x.pdf.1", "-x.pdf.2", "x.pdf"]),
        (["A", "B", "C"], ["A", "B"], ["-x.pdf.3"]),
        (["A", "B"], ["A", "C", "B"], ["x.pdf.2", "x.pdf.3"]),
        (["A", "B"], [], ["-x.pdf.1", "-x.pdf.2"]),
    ],
)
def test_a_file_of_another_number_of_documents(
    store: Store, run: Run, before: list[str], after: list[str], told: list[str]
) -> None:
    do(store, run, outcome("x.pdf", *before), outcome("y.pdf", "Y"))
    last = store.last_change()
    do(store, run, outcome("x.pdf", *after))
    changes = list(following(store, last))
    assert ["-" * change.removed + change.document for change in changes] == told
    assert copy_of(following(store)) == standing(store)
    do(store, run, outcome("x.pdf", *before))
    assert copy_of(following(store)) == standing(store)
    assert set(standing(store).values()) == set(map(digest, [*before, "Y"]))


def test_what_fails_has_no_documents(store: Store, run: Run) -> None:
    do(store, run, outcome("x.pdf", "A"))
    do(store, run, Outcome("x.pdf", "", "failed", V1, code="broken_file"))
    assert list(following(store)) == [Change(2, "x.pdf", "id of A", None)]
    do(store, run, Outcome("x.pdf", "", "failed", V1, code="timeout"))
    assert store.last_change() == 2, "it is no more removed than before"
    do(store, run, outcome("x.pdf", "A"))
    assert list(following(store)) == [Change(3, "x.pdf", "id of A", digest("A"))]


def test_what_is_found_unreadable_has_no_documents(store: Store, run: Run) -> None:
    do(store, run, outcome("x.zip/a.pdf", "A"))
    store.see(run, "in", found("x.zip/a.pdf", status="failed", code="encrypted_file"), V1)
    assert list(following(store)) == [Change(2, "x.zip/a.pdf", "id of A", None)]
    assert standing(store) == {}


def test_what_goes_and_comes_back(store: Store, run: Run) -> None:
    do(store, run, outcome("a.pdf", "A"), outcome("b.pdf", "B1", "B2"))
    later = store.begin()
    store.see(later, "in", found("a.pdf"), V1)
    store.entomb(later, "in")
    assert [(change.document, change.removed) for change in following(store, 3)] == [
        ("b.pdf.1", True),
        ("b.pdf.2", True),
    ]
    assert store.entomb(later, "in") == 0
    assert store.last_change() == 5
    store.see(later, "in", found("b.pdf"), V1)
    assert [(change.document, change.removed) for change in following(store, 5)] == [
        ("b.pdf.1", False),
        ("b.pdf.2", False),
    ]
    assert copy_of(following(store)) == standing(store)


def test_a_file_that_is_renamed_in_case_alone(store: Store, run: Run) -> None:
    do(store, run, outcome("A.pdf", "A"))
    later = store.begin()
    do(store, later, outcome("a.pdf", "A"))
    assert [(change.document, change.removed) for change in following(store)] == [
        ("A.pdf", True),
        ("a.pdf", False),
    ]


def test_what_is_published_may_be_another_plan(place: str) -> None:
    with open_store(place, publisher=publisher) as store, store.begin() as run:
        do(store, run, outcome("a.pdf", "A"), outcome("b.pdf", "B"))
        assert store.add_correction(Kept("c1", "a.pdf", {"says": "other"}))
        assert list(following(store, 2)) == [Change(3, "a.pdf", "id of A", corrected("A", "other"))]
        assert standing(store) == {"a.pdf": corrected("A", "other"), "b.pdf": digest("B")}
        assert store.add_correction(Kept("c2", "a.pdf", {"says": ""}))
        assert store.last_change() == 3, "it changes nothing"
        do(store, run, outcome("a.pdf", "A"))
        assert store.last_change() == 3, "the same extraction keeps what is published"
        do(store, run, outcome("a.pdf", "A2"))
        published = corrected("A2", "other")
        assert copy_of(following(store, 3)) == {"a.pdf": published}


def test_what_is_removed_cannot_be_published(place: str) -> None:
    with open_store(place, publisher=publisher) as store, store.begin() as run:
        do(store, run, outcome("a.pdf", "A"))
        do(store, run, outcome("a.pdf"))
        assert not store.add_correction(Kept("c1", "a.pdf", {"says": "other"}))
        assert not store.add_correction(Kept("c1", "b.pdf", {"says": "other"}))
        assert [change.published for change in following(store)] == [None]


def test_places_of_different_archives_differ(store: Store, place: str, tmp_path: Path) -> None:
    with open_store(place) as again, open_store(tmp_path / "other.sqlite") as other:
        assert store.first_place() == again.first_place() != other.first_place()
        assert store.first_place() == store.last_place() == store.place(0)
        assert store.place(1) is None
        for each in (store, other):
            do(each, each.begin(), outcome("a.pdf", "A"), outcome("b.pdf", "B"))
        assert store.place(1) != other.place(1)
        (one, two) = store.changes(0, 2)
        assert (store.place(1), store.place(2)) == (one.place, two.place)
        assert again.last_place() == two.place


def test_an_archive_of_the_first_revision_gets_its_feed(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_first_revision(database: Database) -> None:
        with database.writing() as connection:
            migrate(connection, database.name, "0001")

    with monkeypatch.context() as patch:
        patch.setattr(Database, "_bring_up_to_date", of_first_revision)
        database = Database(place)
    with database.writing() as connection:
        keys = [f"{number:04}.pdf" for number in range(1203)]
        states = ["gone" if key < "0003" else "done" for key in keys]
        rows = [_input(key, state) for key, state in zip(keys, states, strict=True)]
        connection.execute(insert(inputs), rows)
        several = [(key, place) for key in keys for place in range(2 if key == "0007.pdf" else 1)]
        connection.execute(insert(documents), [_document(*one) for one in several])
    database.close()
    with open_store(place) as store:
        changes = list(following(store, most=1000))
        assert [change.seq for change in changes] == list(range(1, 1202))
        assert [change.document for change in changes[3:7]] == [
            "0006.pdf", "0007.pdf.1", "0007.pdf.2", "0008.pdf",
        ]  # fmt: skip
        assert copy_of(iter(changes)) == standing(store)
        store.see(store.begin(), "in", found("0000.pdf"), V1)
        assert [change.document for change in following(store, 1201)] == ["0000.pdf"]


def _input(key: str, state: str) -> dict[str, Any]:
    row = {"key": key, "folded": key, "root": "in", "location": "", "stamp": "1", "state": state}
    numbers = {"pages": 1, "seconds": 0.0, "attempts": 1, "seen_by": 1, "seen_at": 0.0}
    return row | numbers | {"warnings": []}


def _document(key: str, place: int) -> dict[str, Any]:
    plan = f"{key} {place}"
    return {"key": key, "place": place, "plan_id": plan, "blob": digest(plan), "facts": {}}


def test_a_change_walks_through_nothing(tmp_path: Path) -> None:
    """So it costs the same in an archive of any size."""
    statements: list[tuple[str, Any]] = []
    place = tmp_path / "archive.sqlite"
    with open_store(place, publisher=publisher) as store, store.begin() as run:
        do(store, run, outcome("a.pdf", "A"), outcome("b.pdf", "B"))
        engine = store._database._engine
        event.listen(engine, "before_cursor_execute", lambda *a: statements.append((a[2], a[3])))
        do(store, run, outcome("a.pdf", "A2"), outcome("b.pdf", "B", "C"))
        store.add_correction(Kept("c1", "a.pdf", {"says": "other"}))
        store.changes(3, 10)
        store.place(3)
        with store._database.reading() as connection:
            plans = [
                str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all())
                for statement, values in tuple(statements)
                if ("feed" in statement or "marks" in statement) and isinstance(values, tuple)
            ]
    assert len(plans) >= 5
    assert not [plan for plan in plans if "SCAN" in plan or "TEMP B-TREE" in plan]


def test_many_write_and_followers_lose_nothing(place: str, tmp_path: Path) -> None:
    """Six processes write at once; three follow from zero meanwhile, each by pages of its own size,
    one of them begins anew again and again from where it was."""
    keys = [f"{number:03}.pdf" for number in range(INPUTS)]
    with open_store(place) as store:
        store.see(store.begin(), "in", found(*keys), V1)
    over = FORK.Event()
    copies = [tmp_path / f"copy{number}" for number in range(READERS)]
    readers = [
        FORK.Process(target=read, args=(place, copy, over, number))
        for number, copy in enumerate(copies)
    ]
    writers = [FORK.Process(target=write, args=(place, keys, seed)) for seed in range(WRITERS)]
    for process in (*readers, *writers):
        process.start()
    for writer in writers:
        writer.join(timeout=120)
    over.set()
    for reader in readers:
        reader.join(timeout=30)
    assert [process.exitcode for process in (*readers, *writers)] == [0] * (READERS + WRITERS)
    with open_store(place) as store:
        truth = standing(store)
        removed = [change for change in following(store, most=50) if change.removed]
        assert copy_of(following(store, most=50)) == truth
        assert store.last_change() > 2 * INPUTS, "documents have changed again and again"
    assert truth
    assert removed
    written = "".join(f"{name} {published}\n" for name, published in sorted(truth.items()))
    assert [copy.read_text() == written for copy in copies] == [True] * READERS


def write(place: str, keys: Sequence[str], seed: int) -> None:
    """Does inputs, does them anew, and takes some away."""
    dice = random.Random(seed)
    with open_store(place, publisher=publisher) as store, store.begin() as run:
        for step in range(25):
            tasks = store.claim(run, dice.randint(1, 5))
            plans = [f"{seed} {step} {number}" for number in range(dice.choice((0, 1, 1, 2, 3)))]
            store.finish(run, [outcome(task.key, *plans) for task in tasks])
            for task in tasks:
                for name in document_names(task.key, len(plans)):
                    if dice.random() < 0.3:
                        said = f"{seed} {step} {name}"
                        store.add_correction(Kept(said, name, {"says": said}))
            store.redo(dice.sample(keys, 4))
            if dice.random() < 0.2:
                status = dice.choice((None, "failed"))
                store.see(run, "in", found(dice.choice(keys), status=status), V1)


def read(place: str, copy: Path, over: Event, number: int) -> None:
    """Follows until all is over and nothing more comes, then writes down what it has."""
    have: dict[str, str] = {}
    after, ended = 0, False
    store = open_store(place)
    while True:
        ended = over.is_set()
        page = store.changes(after, (1, 7, 100)[number])
        numbers = [change.seq for change in page]
        assert numbers == sorted(set(numbers))
        for change in page:
            have[change.document] = change.published or ""
            after = change.seq
        if ended and not page:
            break
        if number == 1:
            store.close()
            store = open_store(place)
            time.sleep(0.001)
    store.close()
    lines = (f"{name} {published}\n" for name, published in sorted(have.items()) if published)
    copy.write_text("".join(lines))
