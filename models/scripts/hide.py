"""A copy of the package whose rules know only half: rows of the registries of bodies and
movements, and nouns that begin a body's name, are hidden by chance. Names that nobody has listed
are met that way in plans whose gold is known."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tomllib
from pathlib import Path
from random import Random

import extractor

HIDDEN = "hidden.json"
_REFERENCES = ("parent", "successors", "predecessor")


def hide(folder: Path, seed: int) -> None:
    """Makes `folder/extractor`, and `folder/hidden.json` with the nouns that it does not know."""
    chance = Random(seed)  # noqa: S311
    shutil.rmtree(folder, ignore_errors=True)
    source = Path(extractor.__file__).parent
    shutil.copytree(source, folder / "extractor", ignore=shutil.ignore_patterns("__pycache__", "models"))
    data = folder / "extractor" / "data"
    for name in ("agencies", "campaigns"):
        path = data / f"{name}.csv"
        path.write_text(_half(path.read_text("utf-8"), chance), "utf-8")
    grammar = data / "agency_grammar.toml"
    text, nouns = _fewer_heads(grammar.read_text("utf-8"), chance)
    grammar.write_text(text, "utf-8")
    (folder / HIDDEN).write_text(json.dumps(sorted(nouns), ensure_ascii=False), "utf-8")


def _half(text: str, chance: Random) -> str:
    """Half of the rows of a table, without what they say of hidden ones."""
    rows = list(csv.DictReader(text.splitlines()))
    gone = {row["id"] for row in chance.sample(rows, len(rows) // 2)}
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        known = {
            column: "|".join(i for i in row[column].split("|") if i not in gone)
            for column in _REFERENCES
            if column in row
        }
        if row["id"] not in gone:
            writer.writerow(row | known)
    return out.getvalue()


def _fewer_heads(text: str, chance: Random) -> tuple[str, set[str]]:
    """The grammar without half of the nouns under `[heads]`, and which those are."""
    heads = tomllib.loads(text)["heads"]
    lists = ("alone", "mission", "components", "parts")
    nouns = sorted({noun for level, some in heads.items() if level not in lists for noun in some})
    gone = set(chance.sample(nouns, len(nouns) // 2))
    start = text.index("[heads]")
    end = text.index("[group]", start)
    kept = re.sub(r'"([^"]+)",?', lambda noun: "" if noun[1] in gone else noun[0], text[start:end])
    return text[:start] + kept + text[end:], gone
