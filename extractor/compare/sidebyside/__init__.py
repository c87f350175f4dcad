"""Aligned plans as one page: offline, without a script, Vietnamese and English."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from extractor.compare.align import Alignment
from extractor.compare.model import Member
from extractor.compare.whole import whole
from extractor.pages.closed import hashed

HERE = "extractor.compare.sidebyside"


@dataclass(frozen=True, slots=True)
class Document:
    """The head of a column."""

    key: str
    name: str
    facts: str


def side_by_side(alignment: Alignment) -> str:
    """The page, in itself complete. No text of a plan becomes markup, and nothing that a plan
    could bring would run or be fetched: the policy allows this page's own style and no more."""
    files = resources.files(HERE)
    style = (files / "page.css").read_text("utf-8")
    environment = Environment(
        loader=PackageLoader(HERE, "."), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("page.html.j2").render(
        alignment=alignment,
        documents=[_document(member) for member in alignment.members],
        words=tomllib.loads((files / "words.toml").read_text("utf-8")),
        style=Markup(style),  # noqa: S704 - ours
        style_hash=Markup(hashed(style)),  # noqa: S704
    )


def write_side_by_side(alignment: Alignment, path: Path) -> None:
    """Writes the page to `path`. Raises `CannotWrite`."""
    with whole(path) as draft:
        draft.write_text(side_by_side(alignment), "utf-8", newline="\n")


def _document(member: Member) -> Document:
    plan = member.plan
    place = plan.province.name if plan.province else None
    issuer = plan.issuer.text if plan.issuer else None
    day = plan.issued_on.strftime("%d/%m/%Y") if plan.issued_on else None
    name = " · ".join(filter(None, (plan.number, place))) or member.document
    return Document(
        member.document, name, " · ".join(filter(None, (day, issuer, plan.title, member.document)))
    )
