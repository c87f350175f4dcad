"""A whole evaluation: every gold document against its prediction."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass
from glob import escape
from pathlib import Path
from typing import Any

from extractor.errors import NoGold, NotPlanJson
from extractor.evaluation.gold import find_gold, read_gold
from extractor.evaluation.header import compare_header
from extractor.evaluation.matching import Comparison, Rates, Tally
from extractor.evaluation.outline import compare_outline
from extractor.evaluation.references import compare_references
from extractor.evaluation.work import compare_work

Record = dict[str, Any]
COMPARE: tuple[Callable[[Record, Record], Iterator[Comparison]], ...] = (
    compare_header,
    compare_outline,
    compare_references,
    compare_work,
)


@dataclass(frozen=True, slots=True)
class Report:
    """Scores a field, in the order of the contract; `lost` documents have no prediction and
    count as all missed. The means are over fields that gold has anything of."""

    documents: int
    lost: int
    fields: dict[str, Rates]
    misses: dict[str, tuple[str, ...]]

    @property
    def strict_mean(self) -> float:
        """The mean strict F1."""
        return self._mean([rates.strict_f1 for rates in self._counted()])

    @property
    def soft_mean(self) -> float:
        """The mean soft F1."""
        return self._mean([rates.soft_f1 for rates in self._counted()])

    def as_json(self) -> Record:
        """The report without its misses, for programs."""
        fields = {name: asdict(rates) for name, rates in self.fields.items()}
        mean = {"strict_f1": self.strict_mean, "soft_f1": self.soft_mean}
        return {"documents": self.documents, "lost": self.lost, "fields": fields, "mean": mean}

    def _counted(self) -> list[Rates]:
        return [rates for rates in self.fields.values() if rates.gold]

    @staticmethod
    def _mean(values: list[float]) -> float:
        return sum(values) / len(values) if values else 0.0


def evaluate(predicted: Path, gold: Path, only: Collection[str] = ()) -> Report:
    """The plan JSON in folder `predicted` against the gold in folder `gold`, for the slugs in
    `only` or for all. Raises `NoGold` and `NotPlanJson`."""
    tallies: dict[str, Tally] = {}
    count = lost = 0
    for slug, wanted, plan in documents_of(predicted, gold, only):
        count += 1
        lost += not plan
        for comparison in comparisons(wanted, plan):
            tallies.setdefault(comparison.field, Tally()).add(slug, comparison)
    return Report(
        count,
        lost,
        {name: tally.rates() for name, tally in tallies.items()},
        {name: tuple(tally.misses) for name, tally in tallies.items()},
    )


def documents_of(
    predicted: Path, gold: Path, only: Collection[str] = ()
) -> Iterator[tuple[str, Record, Record]]:
    """Slug, gold in the compact form, and plan JSON of each document that has gold; the plan is
    empty where there is no prediction. Raises `NoGold` and `NotPlanJson`."""
    files = {s: path for s, path in find_gold(gold).items() if not only or s in only}
    if not files:
        raise NoGold(str(gold), ", ".join(only))
    for slug, path in files.items():
        found = find_predictions(predicted, slug)
        yield slug, read_gold(path), _read_plan(found[0]) if found else {}


def comparisons(gold: Record, plan: Record) -> Iterator[Comparison]:
    """Everything that gold (in the compact form) scores of one document."""
    for compare in COMPARE:
        yield from compare(gold, plan)


def find_predictions(folder: Path, slug: str) -> list[Path]:
    """`<slug>.json`, `<slug>.pdf.json` and the like."""
    name = escape(slug)
    return sorted(folder.glob(f"{name}.json")) + sorted(folder.glob(f"{name}.*.json"))


def _read_plan(path: Path) -> Record:
    try:
        plan = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise NotPlanJson(str(path), str(error)) from None
    if not isinstance(plan, dict):
        raise NotPlanJson(str(path), "not a JSON object")
    return plan
