"""The pages of a file or of a whole archive, written one after another."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from extractor.archive.inputs.fetch import fetched
from extractor.archive.inputs.zips import safe_path
from extractor.archive.jsonpaths import fitting
from extractor.archive.model import Task
from extractor.compare.model import Member, Unread
from extractor.errors import CannotWrite, ExtractorError, InternalError
from extractor.plan import Plan
from extractor.review.page.page import Sources, plan_page
from extractor.review.page.pictures import beside, draw, inline
from extractor.review.page.queue import ALL, Entry, Queue, entry_of
from extractor.settings import DEFAULT, Settings

QUEUE = "index.html"
_PAGES = "pages"
_MOST_NAME = 100
"""Bytes of a file's name that are kept in that of its page."""


@dataclass(slots=True)
class Written:
    """What became of an archive: documents with a page, and inputs without one."""

    entries: list[Entry] = field(default_factory=list)
    failures: list[Unread] = field(default_factory=list)


def write_plans(
    plans: Sequence[Plan], file: Path | None, name: str, out: Path, settings: Settings = DEFAULT
) -> list[Path]:
    """Writes a page for each plan of one file, whole in itself unless its pictures are too many:
    then they lie in a folder beside it. `name` is what the file is called.

    Raises `CannotWrite`."""
    written = []
    for number, plan in enumerate(plans, 1):
        page = out / f"{fitting(name)}{f'.{number}' if len(plans) > 1 else ''}.html"
        folder = page.with_suffix(f".{_PAGES}")
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
    documents: Iterable[Member | Unread],
    out: Path,
    say: Callable[[str], None],
    settings: Settings = DEFAULT,
) -> Written:
    """Writes a page for each document, with its pictures in a folder beside it, and the queue over
    them all. One that fails does not stop the others.

    Raises `CannotWrite` where not even the queue can be written."""
    done = Written()
    for number, document in enumerate(documents, 1):
        if isinstance(document, Unread):
            done.failures.append(document)
            continue
        say(f"{number}: {document.document}")
        try:
            done.entries.append(_write_member(document, out, settings))
        except ExtractorError as error:
            done.failures.append(Unread(document.document, error.code, str(error)))
        except Exception as error:  # whatever a hostile file raises is its own
            failed = InternalError(document.document, f"{type(error).__name__}: {error}")
            done.failures.append(Unread(document.document, failed.code, str(failed)))
    with _writing(out / QUEUE):
        _write(out / QUEUE, Queue(done.entries, done.failures).page(ALL, 1, lambda *_: QUEUE))
    return done


def page_name(document: str) -> str:
    """What the page of a document is called, all in one folder: its last name, to be known by, and
    a hash of the whole key, so that no two are the same and no key leads elsewhere."""
    last = PurePosixPath(safe_path(document.encode("utf-8", "replace").decode())).name
    digest = sha256(document.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{last.encode()[:_MOST_NAME].decode('utf-8', 'ignore')}~{digest}"


def _write_member(member: Member, out: Path, settings: Settings) -> Entry:
    name = page_name(member.document)
    page, folder = out / _PAGES / f"{name}.html", out / _PAGES / name
    with _writing(page):
        if folder.exists():
            shutil.rmtree(folder)  # of an earlier run, when there may have been more pages
        sources = beside(_sources(member, folder, settings), name)
        _write(page, plan_page(member.plan, member.document, sources, back=f"../{QUEUE}"))
    return entry_of(member.plan, member.document, f"{_PAGES}/{name}.html", sources.shown)


def _sources(member: Member, folder: Path, settings: Settings) -> Sources:
    if not member.location:
        return _without(member.plan)
    try:
        with fetched(Task(member.document, member.location), settings.limits) as files:
            return draw(member.plan, files, folder, settings)
    except ExtractorError:  # it cannot be fetched
        return _without(member.plan)


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
    draft = path.with_name(".draft.html")
    draft.write_text(html, "utf-8", errors="backslashreplace", newline="\n")
    draft.replace(path)
