"""The pages of a file or of a whole archive. Each is made in a child process with limits, as the
document was read: what is drawn comes from strangers."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePath

from extractor.archive.engines import Engine
from extractor.archive.inputs.fetch import fetched
from extractor.archive.isolation.sandbox import Done
from extractor.archive.jsonpaths import fitting
from extractor.archive.model import Task
from extractor.compare.model import Unread
from extractor.compare.sources import LOST
from extractor.errors import CannotWrite, ExtractorError, opening
from extractor.plan import Plan
from extractor.plan.publish import from_file
from extractor.review.page.documents import Document
from extractor.review.page.made import PAGES, Made, made_of, page_files
from extractor.review.page.page import Sources, plan_page, render, words
from extractor.review.page.pictures import beside, draw, inline
from extractor.review.page.queue import ALL, Entry, Queue, entry_of
from extractor.settings import DEFAULT, Settings

QUEUE = "index.html"
_CODE = re.compile(r"[a-z]+(_[a-z]+)*")
Say = Callable[[int, int, str], None]
"""Told after each page: how many are done, of how many, and which it was or why there is none."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that pages are made of: a document, or a plan JSON beside its document."""

    path: Path
    out: Path
    settings: Settings = DEFAULT

    def __str__(self) -> str:
        """As errors name it."""
        return str(self.path)


@dataclass(frozen=True, slots=True)
class Piece:
    """A document of an archive whose page is to be made; `made_of` is a hash of what it is."""

    document: Document
    made_of: str
    out: Path
    settings: Settings

    def __str__(self) -> str:
        """As errors name it."""
        return self.document.name


@dataclass(slots=True)
class Written:
    """What became of an archive: documents with a page, of which some stood there before, and
    inputs without one."""

    entries: list[Entry] = field(default_factory=list)
    failures: list[Unread] = field(default_factory=list)
    unchanged: int = 0


def warm_up() -> None:
    """Loads what every page needs, in the process from which children are forked."""
    words()
    render("queue.html.j2", total=0, entries=[], failures=[], choices=[], last=1)


def write_file(file: File, engine: Engine) -> list[Path]:
    """The pages of one file. Raises what reading or writing it raises."""
    for done in engine.run(pages_of, [file], many=False):
        if done and done.error:
            raise done.error
        if done and done.result is not None:
            return done.result
    return []


def pages_of(file: File) -> list[Path]:
    """Reads a file, or the plan JSON of it, and writes its pages."""
    name = file.path.name
    if file.path.suffix.lower() == ".json":
        plan = from_file(file.path)
        source = file.path.with_name(PurePath(plan.source.name).name or "unnamed")
        source_file = source if source.is_file() else None
        return write_plans([plan], source_file, name[: -len(".json")], file.out, file.settings)
    from extractor.pipeline import extract_all  # not where plans are read that were made before

    with opening(str(file.path)):
        plans = extract_all(file.path, settings=file.settings)
    return write_plans(plans, file.path, name, file.out, file.settings)


def write_plans(
    plans: Sequence[Plan], file: Path | None, name: str, out: Path, settings: Settings = DEFAULT
) -> list[Path]:
    """Writes a page for each plan of one file, whole in itself unless its pictures are too many:
    then they lie in a folder beside it. `name` is what the file is called.

    Raises `CannotWrite`."""
    written = []
    for number, plan in enumerate(plans, 1):
        page = out / f"{fitting(name)}{f'.{number}' if len(plans) > 1 else ''}.html"
        folder = page.with_suffix(f".{PAGES}")
        with _writing(page):
            sources = draw(plan, [file], folder, settings) if file else _without(plan)
            held = inline(sources, folder)
            if held is sources:
                held = beside(sources, folder.name)
            elif folder.exists():
                shutil.rmtree(folder)
            _write(page, plan_page(plan, name, held))
        written.append(page)
    return written


def write_archive(
    documents: Sequence[Document | Unread],
    out: Path,
    engine: Engine,
    say: Say,
    settings: Settings = DEFAULT,
) -> Written:
    """Writes a page for each document, with its pictures in a folder beside it, and the queue over
    them all. A page that would be the same again stays; one that fails does not stop the others.

    Raises `CannotWrite` where not even the queue can be written."""
    done, made = Written(), Made.found(out)
    made.keep(each.name for each in documents if isinstance(each, Document))
    todo: list[Piece] = []
    for document in documents:
        if isinstance(document, Unread):
            done.failures.append(document)
        elif entry := made.entry(document.name, of := made_of(document)):
            done.entries.append(entry)
            done.unchanged += 1
        else:
            todo.append(Piece(document, of, out, settings))
    try:
        for number, end in enumerate(filter(None, engine.run(write_page, todo)), 1):
            said = _ended(end, done, made)
            say(number, len(todo), said)
    finally:
        made.write()
    _write_queue(Queue(done.entries, done.failures), out)
    return done


def write_page(piece: Piece) -> Entry | Unread:
    """Writes the page of a document; what the queue says of it."""
    document = piece.document
    page, folder = page_files(piece.out, document.name)
    plan, told = document.plan(), document.told()
    if plan is None:
        missing = f"{document.name}: its plan is missing. Run `kehoach extract`."
        return Unread(document.name, LOST, missing)
    with _writing(page):
        if folder.exists():
            shutil.rmtree(folder)  # of an earlier run, when there may have been more pages
        sources = beside(_sources(document, plan, folder, piece.settings), folder.name)
        back = f"../{QUEUE}"
        _write(page, plan_page(plan, document.name, sources, back=back, corrections=told))
    return entry_of(plan, document.name, f"{PAGES}/{page.name}", sources.shown, told)


def _ended(end: Done[Piece, Entry | Unread], done: Written, made: Made) -> str:
    """Enters what became of a piece; what is said of it."""
    document, result = end.item.document, end.result
    if isinstance(result, Entry):
        done.entries.append(result)
        made.pages[document.name] = (end.item.made_of, result)
        return document.name
    if end.error:
        result = Unread(document.name, end.error.code, str(end.error))
    made.drop(document.name)
    if result is None:
        return document.name
    done.failures.append(result)
    return result.sentence


def _write_queue(queue: Queue, out: Path) -> None:
    with _writing(out / QUEUE):
        for old in out.glob("index-*.html"):
            old.unlink()
        for chosen in queue.choices:
            for number in range(1, queue.pages(chosen.name) + 1):
                page = queue.page(chosen.name, number, _queue_file)
                _write(out / _queue_file(chosen.name, number), page)


def _queue_file(chosen: str, number: int) -> str:
    """The file of a page of the queue. A warning's code comes from a plan, and may be anything."""
    digest = sha256(chosen.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    name = chosen if _CODE.fullmatch(chosen) and len(chosen) < len(digest) * 4 else digest
    parts = ["index", *([] if chosen == ALL else [name]), *([str(number)] if number > 1 else [])]
    return "-".join(parts) + ".html"


def _sources(document: Document, plan: Plan, folder: Path, settings: Settings) -> Sources:
    if not document.location:
        return _without(plan)
    try:
        with fetched(Task(document.name, document.location), settings.limits) as files:
            return draw(plan, files, folder, settings)
    except ExtractorError:  # it cannot be fetched
        return _without(plan)


def _without(plan: Plan) -> Sources:
    return Sources("text" if plan.source.media_type.startswith("text/") else "gone")


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Raises `CannotWrite` where the system does not let us."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise CannotWrite(str(path), error.strerror or str(error)) from None


def _write(path: Path, html: str) -> None:
    """Whole or not at all."""
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(html, "utf-8", errors="backslashreplace", newline="\n")
    draft.replace(path)
