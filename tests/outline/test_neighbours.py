"""Labels that their neighbours set right."""

from __future__ import annotations

import pytest

from extractor.document import Span
from extractor.labels import label_of
from extractor.outline.entries import Entry
from extractor.outline.neighbours import set_by_neighbours


def mended(labels: str) -> list[str]:
    texts = [f"{label} Việc cần làm" for label in labels.split()]
    children = [Entry(Span(0, len(text)), text, False, label_of(text)) for text in texts]
    root = Entry(Span(0, 0), "", False, None, children=children)
    changes = list(set_by_neighbours(root))
    found = [child.label.text for child in children if child.label]
    assert len(changes) == sum(
        f"{a}." != b and f"{a})" != b for a, b in zip(found, labels.split(), strict=True)
    )
    return found


@pytest.mark.parametrize(
    ("labels", "wanted"),
    [
        ("1. 2. 8. 4.", "1 2 3 4"),
        ("a) b) e) d)", "a b c d"),
        ("c) đ) đ) e)", "c d đ e"),
        ("0.1. 5.2. 5.3.", "5.1 5.2 5.3"),
        ("5.1. 5.2. 6.3. 5.4.", "5.1 5.2 5.3 5.4"),
    ],
)
def test_misread(labels: str, wanted: str) -> None:
    assert mended(labels) == wanted.split()


@pytest.mark.parametrize("labels", ["1. 2. 4.", "2.1. 2.2.", "a) b) d)", "1. 2. 2. 3.", "1."])
def test_the_clerks_own_slips_stay(labels: str) -> None:
    assert mended(labels) == [label.rstrip(".)") for label in labels.split()]
