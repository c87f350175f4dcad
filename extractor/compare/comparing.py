"""The whole comparison on one screen: documents become tables, tables become matrices, a graph and
findings, and all of that files and a page.

    DIR/report.html          the page for people
    DIR/tables.xlsx          all tables in one workbook, where they fit
    DIR/csv/ DIR/parquet/    the same for programs, with a data package descriptor
    DIR/matrices/            province by campaign, act, agency, month, day, role
    DIR/graph.graphml .json  who cites what"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import extractor
from extractor.compare.checks import findings
from extractor.compare.corpus import Corpus
from extractor.compare.graph import graph, graph_json, graphml, hubs
from extractor.compare.ledger import ledger
from extractor.compare.linking import entities, unlinked
from extractor.compare.matrices import Matrix, Vintage, cells, left_out, matrices, wide
from extractor.compare.report.model import VINTAGES, Report
from extractor.compare.report.page import write_report
from extractor.compare.reuse import reuse
from extractor.compare.tables.csvfiles import write_csv, write_table
from extractor.compare.tables.parquet import write_parquet
from extractor.compare.tables.xlsx import write_xlsx
from extractor.compare.timeline import timeline

WORKBOOK = 500_000
"""Rows of all tables together, up to which a workbook of them can be worked with."""
Say = Callable[[str], object]
"""Told what comes next, in words."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found out: the tables of the corpus and those made of them; the matrices by name and
    what provinces left out, for the provinces of then and of now; and the graph."""

    tables: Mapping[str, Any]
    matrices: Mapping[Vintage, Mapping[str, Matrix]]
    left_out: Mapping[Vintage, Any]
    graph: Any

    @property
    def plans(self) -> int:
        """How many plans are compared."""
        return sum(self.tables["plans"]["counted"].to_pylist())


def compare(corpus: Corpus, say: Say = str) -> Comparison:
    """Compares the documents of `corpus`."""
    say("reading the plans")
    tables = corpus.tables
    say("looking for passages that plans share")
    known = frozenset(tables["plans"]["document"].to_pylist())  # a run may add others meanwhile
    shared = reuse(text for text in corpus.texts() if text.document in known)
    say("counting, citing, checking")
    counted = {vintage: matrices(tables, vintage=vintage) for vintage in VINTAGES}
    missing = {vintage: left_out(tables, vintage=vintage) for vintage in VINTAGES}
    cited = graph(tables)
    made = {
        "ledger": ledger(tables),
        "timeline": timeline(tables),
        "entities": entities(tables),
        "unlinked": unlinked(tables),
        "findings": findings(tables),
        "left_out": missing["now"],
        "cells": cells(counted),
        "hubs": hubs(cited),
        "passages": shared.passages,
        "reuse": shared.reuse,
    }
    return Comparison({**tables, **made}, counted, missing, cited)


def write(comparison: Comparison, out: Path, *, bom: bool = False, say: Say = str) -> None:
    """Writes it all below `out`; `bom` begins each CSV file with a byte order mark, for Excel.

    Very large corpora have no workbook. Raises `CannotWrite`."""
    say("writing tables")
    write_csv(comparison.tables, out / "csv", bom=bom)
    write_parquet(comparison.tables, out / "parquet")
    if sum(table.num_rows for table in comparison.tables.values()) <= WORKBOOK:
        write_xlsx(comparison.tables, out / "tables.xlsx")
    else:
        say(f"no workbook: more than {WORKBOOK:,} rows open in no spreadsheet; see csv, parquet")
    for vintage, named in comparison.matrices.items():
        for name, matrix in named.items():
            write_table(wide(matrix), out / "matrices" / f"{name}.{vintage}.csv", bom=bom)
    graphml(comparison.graph, out / "graph.graphml")
    graph_json(comparison.graph, out / "graph.json")
    say("writing the report")
    write_report(report_of(comparison), out / "report.html")


def report_of(comparison: Comparison) -> Report:
    """What the page shows."""
    return Report(
        comparison.tables,
        comparison.matrices,
        comparison.left_out,
        comparison.graph,
        extractor.__version__,
    )
