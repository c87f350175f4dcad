"""What confidence is fitted on: words and values of the development plans, each with what speaks
for and against it, and whether it is right."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from samples import CORPUS, ROOT, SCANS, make, split

sys.path.append(str(CORPUS))
sys.path.append(str(ROOT / "models" / "scripts"))
import folds
import markup

from extractor.confidence.reading import ocr_words, word_features
from extractor.confidence.values import values_of
from extractor.document import Correction, Document, Line, PageSource, Source, Span, Word
from extractor.evaluation.gold import read_gold
from extractor.evaluation.outcomes import outcomes
from extractor.evaluation.words import even
from extractor.fields.publish import to_plan
from extractor.pipeline import analyse
from extractor.plan import Plan
from extractor.reading import documents, read_pages
from extractor.settings import Settings

GRADES = ("text", "pdf", *SCANS)
ROUNDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "usual": (GRADES, ()),
    "serif": (("office", "archive", "grey150", "bitonal"), ("--seed", "1", "--font", "freeserif")),
    "small": (("office", "bitonal"), ("--seed", "2", "--small", "--handwritten")),
}
"""How often each plan is set and scanned: the grades, and the options of `corpus/make.py`."""
BEFORE = "0d90f3eebe66a8bb0e70bbd0f44489bec172da8e"
"""The commit that added plans which the rules in it had not been made for."""
_MARKS = '.,;:()"'
_READER = Path(__file__).with_name("confidence_reader.py")


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word that OCR read, and whether the document has it beside the same neighbour."""

    features: dict[str, float]
    right: bool


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value that gold scores. `words` are those of its document that OCR read for it."""

    kind: str
    group: str
    facts: frozenset[str]
    words: slice | None
    right: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it was read once: of which plan, in which grade and round."""

    slug: str
    grade: str
    round: str
    words: tuple[WordRow, ...]
    values: tuple[ValueRow, ...]


def now(work: Path, jobs: int) -> Iterator[Reading]:
    """The development plans, each at each grade of each round, as they are read now."""
    for name, (grades, options) in ROUNDS.items():
        made = work / "made" / name
        make(split("dev"), grades, made, options)
        orders = [(slug, grade) for grade in grades for slug in split("dev")]
        with ProcessPoolExecutor(jobs) as pool:
            yield from pool.map(partial(_read_now, made, name, work / "ocr.sqlite"), orders)


def _read_now(made: Path, name: str, cache: Path, order: tuple[str, str]) -> Reading:
    slug, grade = order
    settings = Settings(ocr_cache=cache)
    document = analyse(documents(read_pages(_file(made, slug, grade), settings))[0])
    return reading_of(slug, grade, name, document, to_plan(document, settings))


def first_contact(work: Path) -> Iterator[Reading]:
    """The plans that `BEFORE` added, at each grade of the usual round, as the rules read them that
    had not been made for them; then again, with a second opinion of weights that were trained
    without them. Run after `now`, which makes the files."""
    tree = work / "before"
    packed = _git("archive", BEFORE, "extractor")
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(tree, filter="data")
    added = _git("diff-tree", "-r", "--name-only", "--diff-filter=A", BEFORE, "--", "corpus/plans")
    slugs = {Path(name).parts[2] for name in added.decode().split()} & set(split("dev"))
    orders = [(slug, grade) for grade in GRADES for slug in sorted(slugs)]
    files = [str(_file(work / "made" / "usual", *order)) for order in orders]
    subprocess.run([sys.executable, ROOT / "models" / "scripts" / "plans.py"], check=True)
    taggers = folds.taggers(frozenset())
    command = [sys.executable, str(_READER), *files]
    run = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, env={"PYTHONPATH": str(tree)}, cwd=tree
    )
    for (slug, grade), line in zip(orders, run.stdout.splitlines(), strict=True):
        read = json.loads(line)
        plan = Plan.model_validate(read["plan"])
        document = _as_document(read, plan)
        yield reading_of(slug, grade, "before", document, plan)
        guesses = tuple(taggers[slug].find(document.text))
        yield reading_of(slug, grade, "advised", replace(document, guesses=guesses), plan)


def _file(made: Path, slug: str, grade: str) -> Path:
    return made / grade / f"{slug}.{'txt' if grade == 'text' else 'pdf'}"


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True).stdout


def _as_document(read: dict[str, Any], plan: Plan) -> Document:
    """As much of a document of other code as confidence asks for: its words and corrections."""
    lines: dict[int, list[Word]] = {}
    for start, end, confidence, page in read["words"]:
        lines.setdefault(page, []).append(Word(Span(start, end), (0, 0, 0, 0), confidence))
    return Document(
        text=read["text"],
        source=Source(
            "", "", "", tuple(PageSource(p.page, p.method, p.confidence) for p in plan.source.pages)
        ),
        lines=tuple(
            Line(Span(words[0].span.start, words[-1].span.end), page, None, 0.0, tuple(words))
            for page, words in lines.items()
        ),
        corrections=tuple(Correction("", "", "", Span(*span)) for span in read["corrections"]),
    )


def reading_of(slug: str, grade: str, name: str, document: Document, plan: Plan) -> Reading:
    """The rows of a document that became `plan`."""
    words = ocr_words(document)
    rows = tuple(_words(slug, document, words)), tuple(_values(slug, document, words, plan))
    return Reading(slug, grade, name, *rows)


def _words(slug: str, document: Document, words: Sequence[Word]) -> Iterator[WordRow]:
    known = _neighbours(slug)
    read = ["", *(_even(document.slice(word.span)) for word in words), ""]
    features = word_features(document, words)
    for before, word, after, own in zip(read, read[1:], read[2:], features, strict=False):
        yield WordRow(own, (before, word) in known or (word, after) in known)


@cache
def _neighbours(slug: str) -> frozenset[tuple[str, str]]:
    """The pairs of words that stand side by side in a plan."""
    plan = markup.read(CORPUS / "plans" / slug / "plan.txt")
    return frozenset(pairwise(map(_even, markup.as_text(plan).split())))


def _even(word: str) -> str:
    return even(word).strip(_MARKS)


def _values(slug: str, document: Document, words: Sequence[Word], plan: Plan) -> Iterator[ValueRow]:
    values = list(values_of(plan, document))
    published = plan.model_dump(mode="json")
    for row, value in enumerate(values):
        _at(published, value.pointer)["row"] = row
    starts = [word.span.start for word in words]
    ends = [word.span.end for word in words]
    for outcome in outcomes(read_gold(CORPUS / "plans" / slug / "gold.json"), published):
        value = values[outcome.at["row"]]
        here = slice(bisect_right(ends, value.span.start), bisect_left(starts, value.span.end))
        read = here if here.start < here.stop else None
        yield ValueRow(value.kind, outcome.group, value.facts, read, outcome.right)


def _at(published: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        published = published[int(part) if isinstance(published, list) else part]
    return published
