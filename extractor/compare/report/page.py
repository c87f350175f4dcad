"""The report as one file: everything inlined, hashed for a policy that lets nothing else in."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from extractor.compare.report.model import Report
from extractor.compare.report.naming import names_of
from extractor.compare.report.sentences import carried
from extractor.compare.report.templating import Templates
from extractor.compare.report.views import contexts
from extractor.pages.closed import BASE, as_json, inlined, policy

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
    style = inlined([BASE, *sorted((HERE / "style").glob("*.css"))])
    script = _script()
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
        policy=policy(style, first, script),
        first=first,
        style=style,
        script=script,
        said=as_json(templates.words.under("script.")),
        sentences=as_json(carried(report, names, templates.evidence)),
    )


def _script() -> Markup:
    return Markup('"use strict";\n(() => {{\n{}}})();').format(
        inlined(sorted((HERE / "script").glob("*.js")))
    )
