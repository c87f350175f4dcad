"""The paragraphs of the development split's sample plans, with the names that stand in them.

The rules find these: on this split they find what the hand-made gold has, as the evaluation shows
anew each time. They are kept in a file, because an evaluation that hides half of the registry
from the rules must not lose the truth with it. The test split is never opened."""

from __future__ import annotations

import json
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from extractor.document import CampaignMention, Document
from extractor.pipeline import analyse
from extractor.reading import read
from extractor.settings import Settings
from made import AGENCY, CAMPAIGN, Example

MODELS = Path(__file__).parents[1]
CORPUS = MODELS.parent / "corpus"
BUILD = MODELS / "build"
RULES = Settings(learned=False)
PARAGRAPHS = BUILD / "paragraphs.jsonl"

sys.path.insert(0, str(CORPUS))
from markup import as_text  # noqa: E402
from markup import read as read_markup  # noqa: E402


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a sample plan; `groups` says which of its names are collective addresses."""

    slug: str
    example: Example
    groups: tuple[bool, ...]


def development() -> list[str]:
    """The sample plans that may be looked at."""
    return tomllib.loads((CORPUS / "split.toml").read_text("utf-8"))["dev"]


def plan_text(slug: str) -> str:
    """A sample plan as plain text."""
    if slug not in development():
        raise ValueError(slug)
    return as_text(read_markup(CORPUS / "plans" / slug / "plan.txt"))


def document_of(slug: str, text: str) -> Document:
    """`text` as the pipeline reads it, without its layers."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{slug}.txt"
        path.write_text(text, "utf-8")
        return read(path, RULES)


def labelled(slug: str) -> Iterator[Paragraph]:
    """The paragraphs of a sample plan, in order, table cells included."""
    document, start = analyse(document_of(slug, plan_text(slug)), RULES), 0
    movements = [mention.span for mention in document.campaigns]
    bodies = [m for m in document.agencies if not any(m.span.overlaps(span) for span in movements)]
    names = sorted([*bodies, *document.campaigns], key=lambda mention: mention.span)
    for line in document.text.split("\n"):
        inside = [m for m in names if start <= m.span.start and m.span.end <= start + len(line)]
        spans = tuple(
            (m.span.start - start, m.span.end - start, CAMPAIGN if isinstance(m, CampaignMention) else AGENCY)
            for m in inside
        )
        groups = tuple(getattr(m, "level", None) == "group" for m in inside)
        if line.strip():
            yield Paragraph(slug, Example(line, spans), groups)
        start += len(line) + 1


def paragraphs_of_plans() -> list[Paragraph]:
    """All of them, from the file."""
    found = []
    for line in PARAGRAPHS.read_text("utf-8").splitlines():
        row = json.loads(line)
        example = Example(row["example"]["text"], tuple(map(tuple, row["example"]["spans"])))
        found.append(Paragraph(row["slug"], example, tuple(row["groups"])))
    return found


def main() -> None:
    """Writes the file."""
    BUILD.mkdir(exist_ok=True)
    rows = [asdict(paragraph) for slug in development() for paragraph in labelled(slug)]
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    PARAGRAPHS.write_text("".join(lines), "utf-8")
    print(f"{len(rows)} paragraphs of {len(development())} plans")


if __name__ == "__main__":
    main()
