"""Children that fail, die and hang do not take the others' work with them."""

from __future__ import annotations

import time
from contextlib import closing

from extractor.archive.pool import Done, run


def test_every_item_is_answered() -> None:
    done = sorted(run(len, ["a", "bb", "ccc"], jobs=2), key=lambda d: d.index)
    assert done == [Done(0, 1), Done(1, 2), Done(2, 3)]


def test_an_exception_is_an_answer() -> None:
    done = {d.index: d for d in run(int, ["1", "x", "3"], jobs=1)}
    assert (done[0].result, done[2].result) == (1, 3)
    assert done[1].error.startswith("ValueError: invalid literal")
    assert "Traceback" in done[1].trace


def test_a_child_that_dies_takes_only_its_item() -> None:
    done = {d.index: d for d in run(dies_of_zero, [1, 0, 2, 0, 3], jobs=2)}
    assert [done[i].result for i in (0, 2, 4)] == [1, 2, 3]
    assert done[1].error == done[3].error == "its process ended with status 7"


def test_leaving_early_ends_the_children() -> None:
    began = time.monotonic()
    with closing(run(time.sleep, [0, 60, 60], jobs=2)) as answers:
        assert next(answers) == Done(0)
    assert time.monotonic() - began < 30


def test_nothing_to_do() -> None:
    assert list(run(len, [], jobs=4)) == []


class Deadly:
    """Ends the process over a zero. Pickled by what it is made of, not by this module's name,
    which children cannot import."""

    def __reduce__(self) -> tuple[object, ...]:
        return eval, ("lambda n: n or __import__('os')._exit(7)",)


dies_of_zero = Deadly()
