"""One run of the evaluation: `folds.py OUT [HIDDEN]`. Taggers are trained without the plans that
they are scored on, and their guesses go through the pipeline; scores by fields go to OUT.

With HIDDEN, a file of `hide.py`, the `extractor` that is imported is the one beside it, and what
it does not know is not trained on either: no plan's own names, no hidden noun."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import bodies
import extractor.agencies.lists as lists
import extractor.movements.names as names
from examples import Amounts, training
from extractor.document import Document
from extractor.evaluation.gold import read_gold
from extractor.evaluation.matching import Rates, Tally
from extractor.evaluation.report import comparisons
from extractor.fields.publish import to_plan
from extractor.learned.tagger import Tagger
from extractor.pipeline import analyse
from extractor.vietnamese import even
from made import misread
from plans import CORPUS, RULES, development, document_of, plan_text
from train import Examples, train

FOLDS = 5
SEED = 11
AMOUNTS = Amounts(made=4_000, renamed=4)
NOISE = {"1 % of letters misread": 0.01, "3 %": 0.03, "6 %": 0.06}
FIELDS = (
    "assigned agencies", "partner agencies", "assignment tasks", "assignment mode", "dues", "campaigns",
    "outline", "recipients",
)  # fmt: skip

_IN_QUOTES = re.compile(
    r"((?:[Pp]hong trào|[Cc]uộc vận động)(?: thi đua)?(?: đặc biệt| yêu nước)? )[“\"]([^”\"]{4,150})[”\"]"
)
Change = Callable[[str, str], str]
"""A plan's text, changed; its name comes first."""


def taggers(hidden: frozenset[str]) -> dict[str, Tagger]:
    """For each plan one that never saw it, nor any plan of its fold."""
    found = {}
    for fold in range(FOLDS):
        held = development()[fold::FOLDS]
        amounts = replace(AMOUNTS, as_is=not hidden)
        tagger = train(Examples(training(SEED, amounts, held)))
        found |= dict.fromkeys(held, tagger)
    return found


def without_nouns(hidden: frozenset[str]) -> None:
    """Takes the hidden nouns from the words that bodies are made of."""
    whole = bodies.words

    def words(name: str) -> dict:
        found = whole(name)
        if name == "bodies":
            for part in (*((found["heads"], k) for k in found["heads"]), (found["groups"], "bodies")):
                part[0][part[1]] = [noun for noun in part[0][part[1]] if not _begins(even(noun), hidden)]
        return found

    bodies.words = words


def _begins(noun: str, hidden: frozenset[str]) -> bool:
    return any(noun == one or noun.startswith(f"{one} ") for one in hidden)


def scores(read: Callable[[Document, str], Document], change: Change) -> dict[str, Rates]:
    """The scores of all plans, each read by `read` after a `change` of its text."""
    tallies: dict[str, Tally] = {}
    for slug in development():
        document = read(_document(slug, change), slug)
        plan = json.loads(to_plan(analyse(document, RULES), RULES).model_dump_json(by_alias=True))
        for comparison in comparisons(read_gold(CORPUS / "plans" / slug / "gold.json"), plan):
            tallies.setdefault(comparison.field, Tally()).add(slug, comparison)
    return {name: tally.rates() for name, tally in tallies.items() if name in FIELDS}


@cache
def _document(slug: str, change: Change) -> Document:
    return document_of(slug, change(slug, plan_text(slug)))


def as_it_is(slug: str, text: str) -> str:
    """No change."""
    return text


@cache
def noise(share: float) -> Change:
    """Letters misread by chance, as on a bad scan."""

    def change(slug: str, text: str) -> str:
        chance = Random(f"{slug} {share}")  # noqa: S311
        return "".join(misread(letter, chance) if chance.random() < share else letter for letter in text)

    return change


def unquoted(slug: str, text: str) -> str:
    """Movements without their quotes."""
    return _IN_QUOTES.sub(r"\1\2", text)


def runs(known: dict[str, Tagger]) -> Iterator[tuple[str, str, dict[str, Rates]]]:
    """Every text with every way to read it."""

    @cache
    def guesses(slug: str, change: Change):
        return tuple(known[slug].find(_document(slug, change).text))

    changes: dict[str, Change] = {"as written": as_it_is, "unquoted movements": unquoted}
    changes |= {name: noise(share) for name, share in NOISE.items()}
    for name, change in changes.items():
        both = lambda document, slug, change=change: replace(document, guesses=guesses(slug, change))  # noqa: E731
        yield name, "rules", scores(lambda document, _: document, change)
        with alone():
            yield name, "model", scores(both, change)
        yield name, "both", scores(both, change)


class alone:  # noqa: N801
    """Within it no rule finds a body or an unquoted movement; how lists and work are read stays."""

    def __enter__(self) -> None:
        self._kept = lists.body_at, lists.shared_at, lists.sibling_at, names.unquoted_name
        lists.body_at = lambda scope, i: None
        lists.shared_at = lambda scope, i: ()
        lists.sibling_at = lambda scope, i, *_: []
        names.unquoted_name = lambda *_: None

    def __exit__(self, *_: object) -> None:
        lists.body_at, lists.shared_at, lists.sibling_at, names.unquoted_name = self._kept


def main(out: str, hidden: str = "") -> None:
    """Writes the scores."""
    nouns = frozenset(map(even, json.loads(Path(hidden).read_text("utf-8")))) if hidden else frozenset()
    if nouns:
        without_nouns(nouns)
    rows = [
        {"text": name, "by": way, "field": field, "gold": r.gold, "precision": r.precision, "recall": r.recall,
         "strict": r.strict_f1, "soft": r.soft_f1}
        for name, way, found in runs(taggers(nouns))
        for field, r in found.items()
    ]  # fmt: skip
    Path(out).write_text(json.dumps(rows, indent=0), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
