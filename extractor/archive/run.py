"""A whole run: every file of an archive to its plan JSON, and the list of what became of each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from extractor.archive.engines import Engine
from extractor.archive.extracting import Outcome, Work, outcome, skipped, write_whole
from extractor.archive.inputs import Input
from extractor.errors import SEVERAL_REASONS

RESULTS = "results.jsonl"
INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The outcomes of a run, in the order of its inputs; those that were not reached are none."""

    outcomes: tuple[Outcome, ...]
    total: int
    interrupted: bool = False

    @property
    def exit_status(self) -> int:
        """0 where no file failed; the error's own status where all failed for one reason."""
        if self.interrupted:
            return INTERRUPTED
        reasons = {o.exit_status for o in self.outcomes if o.status == "failed"}
        return SEVERAL_REASONS if len(reasons) > 1 else next(iter(reasons), 0)

    def __str__(self) -> str:
        """`12 extracted, 1 failed, 2 skipped`, in one line."""
        counts = Counter(o.status for o in self.outcomes)
        words = [f"{counts['extracted']} extracted"]
        words += [f"{counts[kind]} {kind}" for kind in ("failed", "skipped") if counts[kind]]
        if left := self.total - len(self.outcomes):
            words.append(f"{left} not reached")
        return ", ".join(words)


def run_archive(
    inputs: Sequence[Input],
    out: Path,
    engine: Engine,
    *,
    work: Work,
    report: Callable[[Outcome], None],
) -> Summary:
    """`work` on every input, done by `engine`; `report` hears of each outcome as it comes.

    `out/results.jsonl` lists them in the order of the inputs, also after Ctrl-C, when finished
    work stays. Raises `CannotWrite`."""
    outcomes = {i: skipped(item) for i, item in enumerate(inputs) if not item.readable}
    places = {item: i for i, item in enumerate(inputs) if item.readable}
    interrupted = False
    try:
        with closing(engine.run(work, places)) as all_done:
            for done in all_done:
                place = places[done.item]
                outcomes[place] = outcome(done)
                report(outcomes[place])
    except KeyboardInterrupt:
        interrupted = True
    in_order = tuple(outcomes[place] for place in sorted(outcomes))
    write_whole(out / RESULTS, results_text(in_order))
    return Summary(in_order, len(inputs), interrupted)


def results_text(outcomes: Iterable[Outcome]) -> str:
    """One JSON object a line; nothing in it that differs between equal runs."""
    return "".join(f"{json.dumps(_row(o), ensure_ascii=False)}\n" for o in outcomes)


def _row(result: Outcome) -> dict[str, object]:
    return {
        "input": str(result.input),
        "output": str(result.output) if result.output else None,
        "status": result.status,
        "code": result.code,
        "sentence": result.sentence,
        "warnings": result.warnings,
    }
