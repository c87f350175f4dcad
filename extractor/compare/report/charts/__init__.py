"""The charts of the report: each a pure function from tables to what its template draws."""

from __future__ import annotations

from extractor.compare.report.charts.citations import citation_chart
from extractor.compare.report.charts.coverage import coverage_chart
from extractor.compare.report.charts.heatmap import heatmap
from extractor.compare.report.charts.months import month_chart
from extractor.compare.report.charts.tilemap import tile_map
from extractor.compare.report.charts.timeline import timeline_chart

__all__ = [
    "citation_chart",
    "coverage_chart",
    "heatmap",
    "month_chart",
    "tile_map",
    "timeline_chart",
]
