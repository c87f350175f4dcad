"""A folder with an XML file for each document, and two lists: what is no more, what is to know."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from extractor.archive.jsonpaths import fitting
from extractor.compare.model import Member
from extractor.compare.whole import whole
from extractor.errors import CannotWrite
from extractor.feed.export.exchange.form import Form
from extractor.feed.export.exchange.header import header
from extractor.feed.export.exchange.xml import Element, document_text
from extractor.feed.export.model import Notice, Written
from extractor.feed.export.selection import Selection

REMOVED, NOTICES = "removed.csv", "notices.csv"
NOT_PARTED = "number_not_parted"
Envelope = Callable[[Form], tuple[Element, Element]]
"""Makes the root of a document, and the element in it that takes the fields."""
_UNSAFE = re.compile(r"^\.{0,2}$|[\x00-\x1f\x7f\\]")


def write_folder(selection: Selection, folder: Path, form: Form, envelope: Envelope) -> Written:
    """`<document>.xml` for each document, `removed.csv`, `notices.csv`. Files of documents that
    are no more are removed.

    Raises `CannotWrite`, and what the selection raises."""
    count = 0
    notices: list[Notice] = []
    for member in selection.members:
        count += 1
        root, fields = envelope(form)
        notices += _fill(member, form, fields)
        with whole(folder / xml_path(member.document)) as draft:
            draft.write_text(document_text(root), "utf-8", newline="\n")
    for change in selection.removed:
        _remove(folder / xml_path(change.document))
    gone = ((change.document, change.plan_id) for change in selection.removed)
    _list(folder / REMOVED, ("document", "plan_id"), gone)
    known = ((n.document, n.code, n.field, n.detail) for n in notices)
    _list(folder / NOTICES, ("document", "code", "field", "detail"), known)
    return Written(count, notices)


def xml_path(document: str) -> Path:
    """Where a document's file lies below the folder, as its plan JSON does in an archive. Parts of
    a name that would lead elsewhere are written as their characters' codes."""
    *folders, name = map(_harmless, document.split("/"))
    return Path(*map(fitting, folders), f"{fitting(name)}.xml")


def _harmless(part: str) -> str:
    return _UNSAFE.sub(lambda found: "".join(f"%{ord(c):02X}" for c in found[0]) or "%", part)


def _fill(member: Member, form: Form, fields: Element) -> Iterator[Notice]:
    values = header(member.plan)
    number = member.plan.number
    if number and values.code_number is None:
        yield Notice(member.document, NOT_PARTED, "CodeNumber", f"{number} is left out")
    for remark in form.fill(fields, values):
        yield Notice(member.document, remark.code, remark.field, remark.detail)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(str(path), error.strerror or str(error)) from None


def _list(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with whole(path) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
