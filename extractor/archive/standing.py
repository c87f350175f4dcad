"""How an archive stands, in lines that a person reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from extractor.archive.store import Activity, Count, RunActivity

_RECENTLY = 600.0  # seconds: what `Activity.recently_done` counts


def standing(counts: Sequence[Count], activity: Activity) -> Iterator[str]:
    """What is done and what is not, the failures by class, the runs that go on, the time left."""
    ends: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    for count in counts:
        end = count.status if count.state == "done" and count.status else count.state
        ends[end] += count.inputs
        if end == "failed" and count.code:
            classes[count.code] += count.inputs
    pages = sum(count.pages for count in counts if count.state == "done")
    yield f"{ends.total():,} inputs: {_listed(ends) or 'none'}; {pages:,} pages read"
    if classes:
        yield f"failed: {_listed(classes)}"
    yield from (_run(run, activity.now) for run in activity.runs)
    yield _speed(activity)


def _listed(numbers: Counter[str]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in numbers.most_common())


def _run(run: RunActivity, now: float) -> str:
    since = timedelta(seconds=round(now - run.started_at))
    goes = f"for {since}" if run.alive else "which was killed; the next run goes on"
    return f"run {run.id} on {run.host} (process {run.pid}, {run.engine}) {goes}: {run.done:,} done"


def _speed(activity: Activity) -> str:
    """How fast it went in the last minutes, and how long it will take at that."""
    living = [run.started_at for run in activity.runs if run.alive]
    if not living:
        return "no run goes on"
    seconds = max(1.0, min(_RECENTLY, activity.now - min(living)))
    speed = activity.recently_done / seconds
    if not speed:
        return f"{activity.pending:,} pending; nothing done in the last minutes"
    left = timedelta(seconds=round(activity.pending / speed))
    return f"{activity.pending:,} pending; {speed * 60:,.0f} a minute, {left} left"
