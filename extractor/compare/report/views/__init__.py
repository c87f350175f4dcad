"""What each view shows, by its name."""

from __future__ import annotations

from typing import Any

from extractor.compare.report.model import Report
from extractor.compare.report.naming import Names
from extractor.compare.report.views import about, charts, ledger, lists, omissions, overview, reuse
from extractor.pages.words import Words


def contexts(report: Report, names: Names, words: Words) -> dict[str, Any]:
    """The values of the views' templates."""
    unlinked = lists.unlinked(report)
    kinds = sorted({row["kind"] for row in unlinked.rows})
    return {
        "charts": charts.view(report, words),
        "overview": overview.view(report, words),
        "ledger": ledger.view(report, names, words),
        "reuse": reuse.view(report, names),
        "findings": lists.findings(report, names),
        "omissions": omissions.view(report, words),
        "unlinked": unlinked,
        "unlinked_kinds": [(kind, words(f"unlinked.of.{kind}")) for kind in kinds],
        "documents": lists.documents(report, names, words),
        "about": about.view(report, words),
    }
