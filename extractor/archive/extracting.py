"""One file to its plan JSON, and what became of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from extractor.archive.inputs import Input
from extractor.archive.sandbox import Done
from extractor.errors import (
    CannotWrite,
    ExtractorError,
    MissingFile,
    UnknownKind,
    UnreadableFile,
)
from extractor.settings import DEFAULT, Settings

if TYPE_CHECKING:
    from extractor.plan import Plan

Extract = Callable[[Path], "Plan"]
Work = Callable[[Input], "Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. `code` and `sentence` say why it failed or was skipped, `warnings`
    are the distinct codes of the plan's warnings, `trace` is for `--debug` alone."""

    input: Path
    output: Path | None
    status: Literal["extracted", "failed", "skipped"]
    code: str | None = None
    sentence: str | None = None
    warnings: tuple[str, ...] = ()
    exit_status: int = 0
    trace: str = ""


def through_pipeline(path: Path, settings: Settings = DEFAULT) -> Plan:
    """`extractor.extract`, loaded when it is first needed."""
    from extractor.pipeline import extract

    return extract(path, settings=settings)


def work_into(out: Path, extract: Extract = through_pipeline) -> Work:
    """The work of a child: a file's plan is written below `out`."""
    return partial(_extract_file, out=out, extract=extract)


def read_plan(path: Path, extract: Extract = through_pipeline) -> Plan:
    """The plan in the file at `path`, by the pipeline or another `extract`.

    Raises an `ExtractorError`, also where the file cannot be opened."""
    try:
        return extract(path)
    except FileNotFoundError:
        raise MissingFile(str(path)) from None
    except OSError as error:
        raise UnreadableFile(str(path), error.strerror or type(error).__name__) from None


def skipped(item: Input) -> Outcome:
    """The outcome of a file of another kind that stands in a given folder."""
    sentence = str(UnknownKind(str(item.path)))
    return Outcome(item.path, None, "skipped", UnknownKind.code, sentence)


def outcome(done: Done[Input, Outcome]) -> Outcome:
    """What a child has answered about its item, or the outcome of its crash."""
    if done.error:
        return failed(done.item, done.error, done.trace)
    if done.result is None:
        raise TypeError("the work gives outcomes")
    return done.result


def failed(item: Input, error: ExtractorError, trace: str = "") -> Outcome:
    """The outcome of `error`, which names the file by its whole path."""
    named = type(error)(str(item.path), error.detail)
    return Outcome(
        item.path,
        None,
        "failed",
        named.code,
        str(named),
        exit_status=named.exit_status,
        trace=trace,
    )


def write_whole(path: Path, text: str) -> None:
    """Writes `text` as UTF-8 so that `path` is never half-written: it is whole, or as before.

    Raises `CannotWrite`."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise CannotWrite(str(path), error.strerror or type(error).__name__) from None


def _extract_file(item: Input, *, out: Path, extract: Extract) -> Outcome:
    try:
        plan = read_plan(item.path, extract)
        _write_plan(out / item.output, plan)
    except ExtractorError as error:
        return failed(item, error)
    codes = tuple(sorted({warning.code for warning in plan.warnings}))
    return Outcome(item.path, item.output, "extracted", warnings=codes)


def _write_plan(path: Path, plan: Plan) -> None:
    from extractor.plan.publish import to_json

    write_whole(path, to_json(plan))
