"""Every value points at its words: in the text, and on the page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2
import pytest
from rapidfuzz import fuzz

from extractor.pipeline import extract
from extractor.plan import Plan
from extractor.reading.ocr import Mode, engine
from extractor.settings import DEFAULT, Settings
from extractor.vietnamese import fold

WITH_TEXT = Settings(embed_text=True)
MARGIN = 1.5  # points around a box: the letters' marks stand outside the box of their bodies
DPI = 300
TWO_LINES = 22 * DPI / 72  # pixels; type is 14 points at most
ALIKE = 85  # a crop re-read by OCR agrees with what was read, a slip or two apart


def words(text: str) -> str:
    return " ".join(text.split())


def located(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of the plan that says where it was read."""
    if isinstance(value, dict):
        if isinstance(value.get("at"), dict) and "start" in value["at"]:
            yield value
        for part in value.values():
            yield from located(part)
    elif isinstance(value, list):
        for part in value:
            yield from located(part)


def misplaced(plan: Plan) -> list[str]:
    """The values whose words are not those at their place."""
    made = plan.model_dump(mode="json", by_alias=True)
    text = made["text"]
    wrong = []
    for item in located(made):
        at = words(text[item["at"]["start"] : item["at"]["end"]])
        whole = "children" in item or "sections" in item  # its place holds its heading too
        values = [*(item.get("text") or "").split("\n"), *([item.get("heading")] if whole else [])]
        for value in filter(None, map(words, filter(None, values))):
            same = value in at if whole else value == at
            wrong += [] if same else [f"{value[:80]!r} is not {at[:80]!r}"]
    for name, place in made["at"].items():
        at, value = words(text[place["start"] : place["end"]]), made[name]
        if name in ("title", "place", "motto") and at != value:
            wrong.append(f"{name}: {value!r} is not {at!r}")
        if name == "number" and "".join(at.split()).replace("*", "") != value:
            wrong.append(f"number: {value!r} is not {at!r}")
    return wrong


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All documents of the corpus, as text, as born-digital PDFs and as scans of an office."""
    sys.path.insert(0, str(root / "corpus"))  # a folder of scripts, not a package
    import make

    out = tmp_path_factory.mktemp("made")
    plans = sorted(str(p.parent) for p in (root / "corpus" / "plans").glob("*/plan.txt"))
    assert make.main([*plans, "--out", str(out), "--grades", "text,pdf,office", "--jobs", "2"]) == 0
    return sorted(path for grade in ("text", "pdf", "office") for path in (out / grade).iterdir())


def test_every_value_stands_at_its_place_in_the_text(made: list[Path]) -> None:
    texts = [path for path in made if path.suffix != ".pdf"]
    assert len(texts) >= 10
    wrong = {path.name: misplaced(extract(path, settings=WITH_TEXT)) for path in texts}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_real_documents_too(shared: Path) -> None:
    paths = [*sorted((shared / "seeds").glob("*.txt")), *sorted((shared / "real/texts").iterdir())]
    wrong = {path.name: misplaced(extract(path, settings=WITH_TEXT)) for path in paths}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_page_crops_read_again_agree(made: list[Path]) -> None:
    paths = [path for path in made if path.suffix == ".pdf"]
    assert len(paths) >= 20
    checked = {f"{path.parent.name}/{path.name}": read_again(path) for path in paths}
    assert min(count for count, _ in checked.values()) >= 20
    unlike = [f"{name}: {found}" for name, (_, pairs) in checked.items() for found in pairs]
    # None here; another processor's rounding may turn a letter of what is read again.
    assert len(unlike) <= 0.01 * sum(count for count, _ in checked.values()), unlike


@pytest.mark.real_ocr
@pytest.mark.parametrize("name", ["ha-giang-quan-ba-2023.pdf", "quang-nam-2024.pdf"])
def test_page_crops_of_samples_read_again_agree(root: Path, name: str) -> None:
    checked, unlike = read_again(root / "corpus" / "samples" / name)
    assert checked >= 20
    assert len(unlike) <= checked * 0.05, unlike


def read_again(path: Path) -> tuple[int, list[str]]:
    """How many values were sought where they stand on the pages, and those not found there."""
    plan = extract(path, settings=WITH_TEXT)
    assert misplaced(plan) == []
    pages = Pages(path)
    checked, unlike = 0, []
    for value, at in crops(plan):
        again = fold(pages.read(at))
        wanted = fold(value)
        checked += 1
        # A skewed line's box holds slivers of its neighbours, so its words are sought in the crop.
        if fuzz.partial_ratio(wanted, again) < ALIKE or not tight(at, value):
            unlike.append(f"{wanted!r} was read again as {again!r}")
    return checked, unlike


def tight(at: dict[str, Any], value: str) -> bool:
    """Whether the regions are no larger than the words need: 13 points an em at most, half an em
    a letter, one line and a half high, and twice that for the skew."""
    area = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in (r["box"] for r in at["regions"]))
    return bool(area <= len(value) * 6.5 * 20 * 2)


def crops(plan: Plan) -> Iterator[tuple[str, dict[str, Any]]]:
    """Values of many fields that stand on one line or a few, with their places."""
    data = plan.model_dump(mode="json", by_alias=True)
    yield data["title"], data["at"]["title"]
    for recipient in data["recipients"]:
        yield recipient["text"], recipient["at"]
    for citation in data["citations"]:
        for mention in citation["mentions"]:
            yield mention["text"], mention["at"]
    for assignment in data["assignments"]:
        for agency in assignment["agencies"]:
            yield agency["text"], agency["at"]


class Pages:
    """A PDF's pages as pictures, cut out and read again."""

    def __init__(self, path: Path) -> None:
        document = pypdfium2.PdfDocument(path)
        self._pages = [page.render(scale=DPI / 72, grayscale=True).to_numpy() for page in document]
        document.close()

    def read(self, at: dict[str, Any]) -> str:
        return " ".join(self._read(region) for region in at["regions"])

    def _read(self, region: dict[str, Any]) -> str:
        picture = self._pages[region["page"] - 1]
        x0, y0, x1, y1 = (value * DPI / 72 for value in region["box"])
        pad = MARGIN * DPI / 72
        cut = picture[max(0, int(y0 - pad)) : int(y1 + pad), max(0, int(x0 - pad)) : int(x1 + pad)]
        cut = cut[..., 0] if cut.ndim == 3 else cut
        framed = cv2.copyMakeBorder(
            np.ascontiguousarray(cut), 20, 20, 20, 20, cv2.BORDER_CONSTANT, value=255
        )
        reader = engine(DEFAULT)
        modes: tuple[Mode, ...] = ("line", "block") if y1 - y0 < TWO_LINES else ("block",)
        lines = next(filter(None, (reader.read(framed, DPI, mode) for mode in modes)), ())
        return " ".join(word.text for line in lines for word in line)
