"""The charts, drawn once for each list of provinces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extractor.compare.matrices import MODES, Vintage
from extractor.compare.report.charts import (
    citation_chart,
    coverage_chart,
    heatmap,
    month_chart,
    tile_map,
    timeline_chart,
)
from extractor.compare.report.charts.citations import CitationChart
from extractor.compare.report.charts.coverage import Coverage
from extractor.compare.report.charts.heatmap import Heatmap
from extractor.compare.report.charts.months import MonthChart
from extractor.compare.report.charts.tilemap import TileMap
from extractor.compare.report.charts.timeline import Timeline
from extractor.compare.report.model import Report
from extractor.pages.words import Pair, Words


@dataclass(frozen=True, slots=True)
class Charts:
    """All charts of one list of provinces. `measures` are the names of what may be laid on the
    map, by the keys of the heat-maps."""

    coverage: Coverage
    map: TileMap
    measures: Mapping[str, Pair]
    campaigns: Heatmap
    acts: Heatmap
    agencies: Heatmap
    months: Heatmap
    roles: Heatmap
    calendar: MonthChart
    timeline: Timeline
    graph: CitationChart


def view(report: Report, words: Words) -> Mapping[Vintage, Charts]:
    """The charts of then and of now."""
    return {vintage: _charts(report, vintage, words) for vintage in report.matrices}


def _charts(report: Report, vintage: Vintage, words: Words) -> Charts:
    matrices, tables = report.matrices[vintage], report.tables
    modes = {mode: matrices[f"province_agency_{mode}"] for mode in MODES}
    heat = {
        "campaigns": heatmap(f"campaigns-{vintage}", matrices["province_campaign"]),
        "acts": heatmap(f"acts-{vintage}", matrices["province_act"]),
        "agencies": heatmap(f"agencies-{vintage}", matrices["province_agency"], modes),
        "months": heatmap(f"months-{vintage}", matrices["province_month"]),
        "roles": heatmap(f"roles-{vintage}", matrices["province_role"]),
    }
    return Charts(
        coverage=coverage_chart(tables, vintage),
        map=tile_map(vintage, tables, tuple(heat.values())),
        measures={chart.key: words(f"view.{view}.name") for view, chart in heat.items()},
        calendar=month_chart(tables, vintage),
        timeline=timeline_chart(tables, vintage),
        graph=citation_chart(report.graph, tables, vintage),
        **heat,
    )
