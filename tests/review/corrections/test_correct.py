"""What may be corrected, and what is refused."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from extractor.plan import Plan
from extractor.review.corrections import Author, Correction, NotCorrectable, correct

WHO = Author("an", datetime.datetime(2025, 3, 1, tzinfo=datetime.UTC))


@pytest.mark.parametrize(
    ("op", "pointer", "to"),
    [
        ("replace", "/id", "x"),
        ("replace", "/source/sha256", "x"),
        ("replace", "/at/number/start", 3),
        ("replace", "/targets/0/at", None),
        ("replace", "", {}),
        ("replace", "number", "1/KH"),
        ("replace", "/nothing", 1),
        ("replace", "/citations/999/subject", "x"),
        ("replace", "/citations/01/subject", "x"),
        ("replace", "/issued_on", "31/02/2024"),
        ("replace", "/issued_on", 5),
        ("replace", "/citations", []),
        ("remove", "/number", None),
        ("remove", "/citations/0", "x"),
        ("add", "/number", "x"),
        ("add", "/recipients/99", {"text": "x"}),
        ("add", "/recipients/-1", {"text": "x"}),
        ("add", "/recipients/-", {"words": "x"}),
        ("add", "/recipients/-", "x"),
        ("add", "/-", {"text": "x"}),
    ],
)  # fmt: skip
def test_what_the_contract_does_not_allow_is_refused(
    plan: Plan, op: Any, pointer: str, to: Any
) -> None:
    with pytest.raises(NotCorrectable) as refused:
        correct(plan, "a", op, pointer, to, WHO)
    assert refused.value.code == "not_correctable" and str(refused.value).endswith(".")


def test_values_are_kept_as_the_contract_writes_them(plan: Plan) -> None:
    decomposed = "Ke\u0302\u0301 hoạch\0"
    assert correct(plan, "a", "replace", "/title", decomposed, WHO).to == "Kế hoạch\ufffd"
    target = correct(plan, "a", "replace", "/issued_on", "2024-02-01", WHO)
    assert (target.from_, target.to) == ("2024-01-15", "2024-02-01")


def test_a_correction_is_kept_as_json(plan: Plan) -> None:
    made = correct(plan, "a", "replace", "/citations/0/subject", "đọc sách", WHO)
    assert Correction.model_validate_json(made.model_dump_json()) == made
    assert made.evidence.kind == "citations" and made.evidence.after_words.endswith("đọc sách")
