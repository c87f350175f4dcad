"""A whole run: what lies at the given paths is looked up, what is new or out of date is read, and
the archive says what became of each input. It may be killed at any moment; the next one goes on."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from extractor.archive.breaker import Breaker
from extractor.archive.engines import Engine
from extractor.archive.isolation.sandbox import Done, Sandbox
from extractor.archive.linking.links import links
from extractor.archive.linking.records import linkable
from extractor.archive.lookup import LookUp
from extractor.archive.model import Outcome, Task, Versions
from extractor.archive.outputs import Outputs
from extractor.archive.reports import write_links, write_results
from extractor.archive.stopping import Stop, stoppable
from extractor.archive.store import Blobs, Run, Store
from extractor.archive.store.files import LocalFiles
from extractor.archive.watch import Watch
from extractor.archive.work import Job, failed, read_input
from extractor.errors import SEVERAL_REASONS, CannotWrite, InternalError, exit_status_of
from extractor.settings import Bounds

SMALL = 10_000
"""Up to so many inputs, an archive's plan JSON is written as files too, unless it is said."""
_FEW = 4  # inputs, which are read sooner than a warm-up takes
_CLAIMED_AT_ONCE = 16
_TOGETHER = 0.25  # seconds: outcomes that come within it are stored at once
_BEAT = 20.0  # seconds between two signs of life


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked for. Without `roots` nothing is looked up: what is still to be done in
    the archive is done. `json`: whether plan JSON is written as files; None: as the archive's last
    run did, at first where it is small. `limit`: how many inputs are read at most.
    `may_be_empty`: where nothing lies at a root any more, what lay there is gone."""

    out: Path
    roots: tuple[str, ...] = ()
    json: bool | None = None
    force: bool = False
    limit: int | None = None
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: how many inputs came to each end, and the classes of those that failed, now
    or before. `stop` says whether and why it ended early."""

    counts: Counter[str]
    failures: frozenset[str]
    stop: Stop

    @property
    def exit_status(self) -> int:
        """0 where no input failed; the error's own status where all failed for one reason."""
        if self.stop.signal is not None:
            return 128 + self.stop.signal  # as shells have it
        if self.stop.broken:
            return self.stop.broken.exit_status
        statuses = {exit_status_of(code) for code in self.failures}
        return SEVERAL_REASONS if len(statuses) > 1 else next(iter(statuses), 0)

    def __str__(self) -> str:
        """`12 extracted, 1 failed, 2 skipped`, in one line."""
        ends = ("failed", "skipped", "unchanged", "failed before", "gone", "not reached")
        words = [f"{self.counts[end]:,} {end}" for end in ends if self.counts[end]]
        return ", ".join([f"{self.counts['extracted']:,} extracted", *words])


def run_archive(request: Request, store: Store, engine: Engine, job: Job, watch: Watch) -> Summary:
    """Looks up, reads, links and reports; see the module.

    Raises an `ExtractorError` where the run cannot go on: a path that is not there, a store that
    cannot be used, an engine that is gone. What was acknowledged by then is kept."""
    with stoppable() as stop, store.begin(engine.name) as run:
        _make_ready(request.out, job.blobs)
        counts = _look_up(request, store, run, job, watch, stop)
        with_json = store.decide_json(run, request.json, SMALL)
        outputs = Outputs(request.out, job.blobs, written=with_json)
        reading = _Reading(request, store, run, engine, job, watch, stop, outputs)
        reading.all()
        _link(store, run)
        lost: list[str] = []
        settled = outputs.settle(store.rows(), store.corrected(), lost)
        write_results(request.out, settled, json_files=with_json)
        write_links(request.out, store.links())
        store.redo(lost)
        return _summary(request, store, counts + reading.counts, stop)


def rehearse(request: Request, store: Store, versions: Versions, watch: Watch) -> Counter[str]:
    """What a run would find, by what it would make of it; nothing is entered or read."""
    with stoppable() as stop, Sandbox(Bounds()) as sandbox:
        look_up = LookUp(store, versions, request.out, request.force, watch, stop, sandbox)
        for root in request.roots:
            look_up.compare(root)
        return look_up.counts


def _make_ready(out: Path, blobs: Blobs) -> None:
    """Makes the output folder, and removes what killed runs have left half-written.

    Raises `CannotWrite` or `CannotStore`."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(str(out), error.strerror or type(error).__name__) from None
    blobs.sweep()
    LocalFiles(out).sweep()


def _look_up(
    request: Request, store: Store, run: Run, job: Job, watch: Watch, stop: Stop
) -> Counter[str]:
    """Enters what is to be done; counts what is not."""
    with Sandbox(Bounds()) as sandbox:
        look_up = LookUp(
            store, job.versions, request.out, request.force, watch, stop, sandbox,
            request.may_be_empty,
        )  # fmt: skip
        for root in request.roots:
            look_up.enter(run, root)
        return look_up.counts


@dataclass
class _Reading:
    """The work of a run, from claims to outcomes that are safe. `counts` counts them."""

    request: Request
    store: Store
    run: Run
    engine: Engine
    job: Job
    watch: Watch
    stop: Stop
    outputs: Outputs
    breaker: Breaker = field(default_factory=Breaker)
    counts: Counter[str] = field(default_factory=Counter)

    def all(self) -> None:
        """Reads what is to be done."""
        pending = sum(
            count.inputs for count in self.store.counts(self._roots) if count.state == "pending"
        )
        self.stop.broken = self.breaker.room(self.request.out)
        total = min(pending, self.request.limit or pending)
        self.watch.begin(total)
        work = partial(read_input, job=self.job)
        try:
            with closing(self.engine.run(work, self._tasks(), many=total > _FEW)) as ended:
                for outcomes in self._together(ended):
                    self._acknowledge(outcomes)
        except KeyboardInterrupt:  # the second one: what is in hand is given up
            pass
        self.store.release(self.run)

    @property
    def _roots(self) -> tuple[str, ...] | None:
        return self.request.roots or None

    def _tasks(self) -> Iterator[Task]:
        """What this run has claimed, a few at a time, until nothing is left or it should end."""
        left = self.request.limit
        while not self.stop.asked and left != 0:
            most = _CLAIMED_AT_ONCE if left is None else min(left, _CLAIMED_AT_ONCE)
            claimed = self.store.claim(self.run, most, self._roots)
            if not claimed:
                return
            for task in claimed:
                if self.stop.asked:
                    return
                yield task
            left = None if left is None else left - len(claimed)

    def _together(self, ended: Iterable[Done[Task, Outcome] | None]) -> Iterator[list[Outcome]]:
        """Outcomes that come at short intervals, in one list; meanwhile the run shows that it
        lives."""
        waiting: list[Outcome] = []
        stored = beaten = time.monotonic()
        for done in ended:
            if done:
                waiting.append(self._outcome(done))
                self.stop.broken = self.stop.broken or self.breaker.after(waiting[-1])
            now = time.monotonic()
            if waiting and now - stored > _TOGETHER:
                yield waiting
                waiting, stored = [], now
            if now - beaten > _BEAT:
                self.run.beat()
                self.stop.broken = self.stop.broken or self.breaker.room(self.request.out)
                beaten = now
        if waiting:
            yield waiting

    def _outcome(self, done: Done[Task, Outcome]) -> Outcome:
        """What a child has said, or the outcome of its end; its plans are written, unless others
        are published: those it had before, or corrected ones."""
        error = done.error or InternalError(done.item.key, "no result")
        outcome = done.result or failed(done.item, error, self.job.versions, trace=done.trace)
        if outcome.tells_nothing or self._is_corrected(outcome.key):
            return outcome
        try:
            self.outputs.show(outcome.key, [made.blob for made in outcome.documents])
        except CannotWrite as error:
            return failed(done.item, error, self.job.versions, seconds=outcome.seconds)
        return outcome

    def _is_corrected(self, key: str) -> bool:
        return self.outputs.written and bool(self.store.corrected([key]))

    def _acknowledge(self, outcomes: Sequence[Outcome]) -> None:
        """Stores outcomes, then tells of those that count: an input may have changed meanwhile,
        or have been taken over by another run."""
        recorded = self.store.finish(self.run, outcomes)
        for key in self.store.corrected(recorded):
            with suppress(CannotWrite):  # the end of the run tries again
                self.outputs.show(key, [each.published for each in self.store.standing(key)])
        for outcome in outcomes:
            if outcome.key in recorded:
                self.counts[outcome.status] += 1
                self.watch.done(outcome)


def _link(store: Store, run: Run) -> None:
    """Links the documents anew, if any has come, changed or gone since that was done last."""
    if store.needs_links():
        store.replace_links(run, list(links(linkable(store))))


def _summary(request: Request, store: Store, counts: Counter[str], stop: Stop) -> Summary:
    rows = store.counts(request.roots or None)
    failures = {row.code: row.inputs for row in rows if row.status == "failed" and row.code}
    before = sum(failures.values()) - counts["failed"]
    counts["failed before"] = before
    counts["unchanged"] -= before
    counts["not reached"] = sum(row.inputs for row in rows if row.state == "pending")
    return Summary(+counts, frozenset(failures), stop)
