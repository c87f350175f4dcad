"""Inputs on their way from pending to done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from extractor.archive.model import Outcome, Task
from extractor.archive.store import feeding
from extractor.archive.store.database import now
from extractor.archive.store.seeing import AGAIN
from extractor.archive.store.tables import documents, in_state, inputs


def claim(
    connection: Connection, run: int, most: int, roots: Iterable[str] | None = None
) -> list[Task]:
    """Up to `most` inputs that are pending and in nobody's hand, now in the hand of `run`, in order
    of root and key; those that runs had in hand when they were killed come last, for they may be
    why."""
    waiting = (
        select(inputs.c.key, inputs.c.location)
        .where(in_state("pending"), inputs.c.run.is_(None))
        .order_by(inputs.c.root, inputs.c.attempts, inputs.c.key)
    )
    # One root after the other: the index then gives the order, and nothing is sorted.
    each = [waiting.where(inputs.c.root == root) for root in sorted(set(roots or ()))]
    tasks: list[Task] = []
    for query in each if roots is not None else [waiting]:
        rows = connection.execute(query.limit(most - len(tasks)))
        tasks += [Task(key, location) for key, location in rows]
    if tasks:
        taken = update(inputs).where(inputs.c.key.in_([task.key for task in tasks]))
        connection.execute(taken.values(run=run, attempts=inputs.c.attempts + 1))
    return tasks


def finish(connection: Connection, run: int, outcomes: Sequence[Outcome]) -> frozenset[str]:
    """Records what became of inputs, and gives the keys of those that `run` had in hand.

    The others are left alone: the file has changed or gone meanwhile, or the run was taken for dead
    and another has it now. To finish the same again changes nothing. What tells nothing of an
    input's documents leaves them as they are."""
    by_key = {outcome.key: outcome for outcome in outcomes}
    held = select(inputs.c.key).where(
        inputs.c.key.in_(list(by_key)), inputs.c.run == run, ~in_state("gone")
    )
    keys = frozenset(connection.execute(held).scalars())
    if not keys:
        return keys
    recorded = [by_key[key] for key in sorted(keys)]
    moment = now(connection)
    told = [outcome for outcome in recorded if not outcome.tells_nothing]
    _record(connection, [_end(outcome, moment) | _content(outcome) for outcome in told])
    _record(connection, [_end(outcome, moment) for outcome in recorded if outcome.tells_nothing])
    connection.execute(delete(documents).where(documents.c.key.in_([each.key for each in told])))
    if made := [row for outcome in told for row in _document_rows(outcome)]:
        connection.execute(insert(documents), made)
    feeding.note(connection, {outcome.key: outcome.documents for outcome in told})
    return keys


def _record(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Writes into inputs what stands in `rows`, which all have the same columns."""
    if rows:
        changed = update(inputs).where(inputs.c.key == bindparam("the_key"))
        names = rows[0].keys() - {"the_key"}
        connection.execute(changed.values({name: bindparam(name) for name in names}), rows)


def retry(
    connection: Connection, codes: Collection[str], roots: Collection[str] | None = None
) -> int:
    """Makes inputs pending again that have failed with one of `codes`."""
    failed = in_state("done") & (inputs.c.status == "failed") & inputs.c.code.in_(codes)
    if roots is not None:
        failed &= inputs.c.root.in_(roots)
    return connection.execute(update(inputs).where(failed).values(AGAIN)).rowcount


def redo(connection: Connection, keys: Sequence[str]) -> None:
    """Makes inputs pending again that are done."""
    done = inputs.c.key.in_(keys) & in_state("done")
    connection.execute(update(inputs).where(done).values(AGAIN))


def _end(outcome: Outcome, moment: float) -> dict[str, Any]:
    return {
        "the_key": outcome.key,
        "state": "done",
        "status": outcome.status,
        "code": outcome.code,
        "sentence": outcome.sentence,
        "warnings": list(outcome.warnings),
        "seconds": outcome.seconds,
        "reading": outcome.versions.reading,
        "parser": outcome.versions.parser,
        "finished_at": moment,
    }


def _content(outcome: Outcome) -> dict[str, Any]:
    """What belongs to the documents."""
    return {"sha256": outcome.sha256, "pages": outcome.pages}


def _document_rows(outcome: Outcome) -> list[dict[str, Any]]:
    return [
        {
            "key": outcome.key,
            "place": place,
            "plan_id": made.plan_id,
            "blob": made.blob,
            "facts": made.facts,
        }
        for place, made in enumerate(outcome.documents)
    ]
