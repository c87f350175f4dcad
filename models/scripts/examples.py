"""All training examples: made paragraphs, those of sample plans as they are, and the same with
other names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from random import Random

from made import Example, Maker, paragraphs
from plans import paragraphs_of_plans


@dataclass(frozen=True, slots=True)
class Amounts:
    """How many examples: `made` ones, and each paragraph of a sample plan so often `renamed`.
    `as_is`: the paragraphs of the plans with their own names too."""

    made: int = 9_000
    renamed: int = 9
    as_is: bool = True


def training(seed: int, amounts: Amounts = Amounts(), without: Collection[str] = ()) -> list[Example]:
    """The examples, in an order of chance; nothing of the plans in `without`."""
    found = list(paragraphs(seed, amounts.made))
    maker = Maker(seed + 1)
    for paragraph in paragraphs_of_plans():
        if paragraph.slug in without:
            continue
        if amounts.as_is:
            found.append(paragraph.example)
        times = amounts.renamed if paragraph.groups else 1
        found += [maker.renamed(paragraph.example, paragraph.groups) for _ in range(times)]
    Random(seed).shuffle(found)  # noqa: S311
    return found
