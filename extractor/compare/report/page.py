"""The report as one file: everything inlined, hashed for a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from markupsafe import Markup

from extractor.compare.report.model import Report
from extractor.compare.report.naming import names_of
from extractor.compare.report.sentences import carried
from extractor.compare.report.templating import Templates
from extractor.compare.report.views import contexts

HERE = Path(__file__).parent
NAVIGATION = (
    ("all", ("overview", "map")),
    ("compare", ("campaigns", "acts", "agencies", "months", "roles")),
    ("work", ("timeline", "ledger")),
    ("text", ("reuse", "graph")),
    ("check", ("findings", "omissions", "unlinked")),
    ("look_up", ("documents", "about")),
)
"""The views, in groups, in the order of the page."""


def write_report(report: Report, path: Path) -> None:
    """Writes the report to `path`: the same bytes for the same report."""
    path.write_text(page(report), "utf-8", newline="\n")


def page(report: Report) -> str:
    """The report as HTML."""
    templates = Templates()
    names = names_of(report.plans, templates.words)
    values = contexts(report, names, templates.words)
    style, script = _inlined("style", "css"), _script()
    # Said before anything is laid out: the views that are not shown never are.
    first = Markup("document.documentElement.classList.add('js')")
    # The views are rendered first: what they point to is what the page carries of the tables.
    views = {
        view: templates.render(f"views/{view}.html.j2", report=report, names=names, **values)
        for _, group in NAVIGATION
        for view in group
    }
    return templates.render(
        "page.html.j2",
        report=report,
        views=views,
        overview=values["overview"],
        vintage=report.vintage(),
        navigation=NAVIGATION,
        policy=_policy(style, first, script),
        first=first,
        style=style,
        script=script,
        said=_json(templates.words.under("script.")),
        sentences=_json(carried(report, names, templates.evidence)),
    )


def _policy(style: str, *scripts: str) -> str:
    """Nothing is fetched, nothing runs and nothing styles but what was hashed here."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src " + " ".join(f"'{_hash(script)}'" for script in scripts),
            f"style-src '{_hash(style)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _inlined(folder: str, suffix: str) -> Markup:
    """The files of a folder, in the order of their names."""
    files = sorted((HERE / folder).glob(f"*.{suffix}"))
    text = "".join(file.read_text("utf-8") for file in files)
    return Markup(text)  # noqa: S704 - our own file


def _script() -> Markup:
    return Markup('"use strict";\n(() => {{\n{}}})();').format(_inlined("script", "js"))


def _json(value: Any) -> Markup:
    """JSON that no HTML parser ends early or runs: `<`, `>` and `&` stand as escapes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - escaped above
