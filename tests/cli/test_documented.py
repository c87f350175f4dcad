"""What the documents promise is what the program does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.cli import failing
from extractor.errors import SEVERAL_REASONS, ExtractorError

TERMINATED = 128 + 15


def every_error(kind: type[ExtractorError] = ExtractorError) -> Iterator[type[ExtractorError]]:
    for error in kind.__subclasses__():
        yield error
        yield from every_error(error)


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_the_table_of_exit_statuses(root: Path, readme: str) -> None:
    text = (root / readme).read_text("utf-8")
    rows = dict(re.findall(r"^\| (\d+) \| `?(\w*)`? *\|", text, re.MULTILINE))
    documented = {int(status): code for status, code in rows.items()}
    errors = {error.exit_status: error.code for error in every_error()}
    assert documented == errors | {
        0: "",
        2: "",
        SEVERAL_REASONS: "",
        failing.INTERRUPTED: "",
        TERMINATED: "",
    }


def test_codes_and_statuses_are_all_different() -> None:
    errors = list(every_error())
    assert len({e.code for e in errors}) == len({e.exit_status for e in errors}) == len(errors)


@pytest.mark.parametrize("error", list(every_error()), ids=lambda e: e.code)
def test_an_error_is_one_sentence_that_says_what_to_do(error: type[ExtractorError]) -> None:
    sentence = str(error("x.pdf", "detail"))
    assert sentence == f"x.pdf: {error.reason} (detail). {error.remedy}"
    assert error.remedy.endswith(".")


def test_both_readmes_have_the_same_parts(root: Path) -> None:
    english, vietnamese = (
        re.findall(r"^(#+ |\||```|- )", (root / name).read_text("utf-8"), re.MULTILINE)
        for name in ("README.md", "README.vi.md")
    )
    assert english == vietnamese


def test_two_commands_stand_at_the_top(root: Path) -> None:
    for name in ("README.md", "README.vi.md"):
        top = (root / name).read_text("utf-8")[:600]
        assert "sh scripts/demo" in top and "sh scripts/test" in top


def test_the_lock_names_no_host_and_no_path(root: Path) -> None:
    lock = (root / "requirements.lock").read_text("utf-8")
    assert not re.search(r"https?://|file:|^-[-a-z]|\s/\w", lock, re.MULTILINE)
    assert all("--hash=sha256:" in part for part in re.split(r"^\S", lock, flags=re.MULTILINE)[3:])
