"""Runs: who works on an archive, whether they still live, and what they have in hand."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from extractor.archive.store.answers import Activity, RunActivity
from extractor.archive.store.database import now
from extractor.archive.store.processes import Process, this_process
from extractor.archive.store.tables import in_state, inputs, runs

SILENCE = 5 * 60.0
"""Seconds without a heartbeat after which a run on another machine counts as dead."""
RECENT = 10 * 60.0
"""Seconds: what counts as recently done."""


def begin(connection: Connection, engine: str) -> int:
    """Enters a run of this process; its number."""
    free_dead_claims(connection)
    process, moment = this_process(), now(connection)
    row = {
        "host": process.host,
        "machine": process.machine,
        "pid": process.pid,
        "process_started": process.started,
        "engine": engine,
        "started_at": moment,
        "heartbeat_at": moment,
        "found": 0,
    }
    return int(connection.execute(insert(runs).returning(runs.c.id), row).scalar_one())


def beat(connection: Connection, run: int) -> None:
    """Says that `run` lives: also one that was taken for dead, after a pause of its machine."""
    row = {"heartbeat_at": now(connection), "ended_at": None}
    connection.execute(update(runs).where(runs.c.id == run).values(row))
    free_dead_claims(connection)


def end(connection: Connection, run: int) -> None:
    """Ends `run`; what it had in hand is free."""
    release(connection, [run])
    moment = now(connection)
    row = {"heartbeat_at": moment, "ended_at": moment}
    connection.execute(update(runs).where(runs.c.id == run).values(row))


def release(connection: Connection, numbers: Iterable[int]) -> None:
    """Frees what these runs have in hand."""
    held = in_state("pending") & inputs.c.run.is_not(None) & inputs.c.run.in_(list(numbers))
    connection.execute(update(inputs).where(held).values(run=None))


def free_dead_claims(connection: Connection) -> None:
    """Ends the runs that are dead, and frees what they had in hand."""
    moment = now(connection)
    running = connection.execute(select(runs).where(runs.c.ended_at.is_(None))).mappings()
    dead = [row["id"] for row in running if not _lives(row, moment)]
    if dead:
        release(connection, dead)
        ended = update(runs).where(runs.c.id.in_(dead)).values(ended_at=runs.c.heartbeat_at)
        connection.execute(ended)


def activity(connection: Connection) -> Activity:
    """What goes on now."""
    moment = now(connection)
    running = connection.execute(select(runs).where(runs.c.ended_at.is_(None)).order_by(runs.c.id))
    per_run = select(inputs.c.state, inputs.c.run, func.count())
    per_run = per_run.group_by(inputs.c.state, inputs.c.run)
    numbers = {(state, run): number for state, run, number in connection.execute(per_run)}
    recently = select(func.count()).where(
        in_state("done"), inputs.c.run.is_not(None), inputs.c.finished_at >= moment - RECENT
    )
    return Activity(
        now=moment,
        runs=tuple(
            RunActivity(
                id=row["id"],
                host=row["host"],
                pid=row["pid"],
                engine=row["engine"],
                started_at=row["started_at"],
                heartbeat_at=row["heartbeat_at"],
                found=row["found"],
                alive=_lives(row, moment),
                done=numbers.get(("done", row["id"]), 0),
                claimed=numbers.get(("pending", row["id"]), 0),
            )
            for row in running.mappings()
        ),
        recently_done=connection.execute(recently).scalar_one(),
        pending=sum(number for (state, _), number in numbers.items() if state == "pending"),
    )


def _lives(row: RowMapping, moment: float) -> bool:
    process = Process(row["host"], row["machine"], row["pid"], row["process_started"])
    gone = process.is_gone()
    return row["heartbeat_at"] >= moment - SILENCE if gone is None else not gone
