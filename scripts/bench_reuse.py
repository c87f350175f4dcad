"""How well text reuse is found in a made corpus, and what it costs from 1,000 to 10,000 plans
(drawn as `docs/reuse.png`)."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import matplotlib as mpl
from planted import COPIED, made_corpus
from reuse_scores import Scores, scores
from samples import ROOT

from extractor.compare.reuse import reuse

mpl.use("Agg")
from matplotlib import pyplot as plt

SIZES = (1_000, 2_000, 3_500, 5_000, 7_500, 10_000)
PICTURE = ROOT / "docs" / "reuse.png"


@dataclass(frozen=True, slots=True)
class Measured:
    """What a corpus of so many plans takes, the making of it not counted in seconds."""

    plans: int
    characters: int
    passages: int
    clock: float  # seconds
    cpu: float  # seconds of all processors: on a busy machine, what the clock would say at most
    mebibytes: float  # at most, of the whole process: the corpus and what is known of it are in it
    scores: Scores


def main() -> None:
    """Prints a line for each size, then what was found in the largest; `bench_reuse.py SIZE …`
    measures these and draws nothing."""
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    rows = []
    for size in sizes:
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            rows.append(row := process.submit(measured, size).result())
        print(
            f"{row.plans:7,} plans, {row.characters / 1e6:6.1f} million characters:"
            f" {row.clock:6.1f} s ({row.cpu:6.1f} s CPU), {row.mebibytes:6,.0f} MiB,"
            f" {row.passages:7,} passages",
            flush=True,
        )
    show(rows[-1].scores)
    if sizes == SIZES:
        draw(rows)


def measured(size: int) -> Measured:
    """Text reuse in a made corpus."""
    corpus = made_corpus(size)
    clock, cpu = time.monotonic(), time.process_time()
    found = reuse(made.text for made in corpus)
    clock, cpu = time.monotonic() - clock, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    characters = sum(len(made.text.text) for made in corpus)
    passages = found.passages.to_pylist()
    score = scores(corpus, passages)
    return Measured(size, characters, len(passages), clock, cpu, peak, score)


def show(found: Scores) -> None:
    """Recall and precision, in characters."""
    print(f"{'planted':12} {'characters':>12} {'recall':>8} {'precision':>10}")
    for kind in COPIED:
        print(
            f"{kind:12} {found.planted[kind]:12,} {found.recall(kind):8.4f}"
            f" {found.precision(kind):10.4f}"
        )
    planted = sum(found.planted[kind] for kind in COPIED)
    print(f"{'all':12} {planted:12,} {found.recall():8.4f} {found.precision():10.4f}")


def draw(rows: Sequence[Measured]) -> None:
    """Seconds and memory by the number of plans, beside what a plan costs among 1,000."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
    sizes = [row.plans for row in rows]
    left.plot(sizes, [row.cpu for row in rows], "o-", color="#1f5fa8")
    each = rows[0].cpu / rows[0].plans
    line = [each * size for size in sizes]
    left.plot(sizes, line, "--", color="#777777", label="a plan as dear as among 1,000")
    left.legend(loc="lower right", frameon=False)
    left.set(title="seconds of CPU")
    right.plot(sizes, [row.mebibytes for row in rows], "o-", color="#1f5fa8")
    right.set(title="MiB at most, with the corpus")
    for axes in (left, right):
        axes.set(xlabel="plans compared", xlim=(0, 1.05 * sizes[-1]), ylim=(0, None))
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(axis="y", alpha=0.3)
    figure.savefig(PICTURE, dpi=110)


if __name__ == "__main__":
    main()
