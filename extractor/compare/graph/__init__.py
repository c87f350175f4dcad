"""The citation graph: what plans rest on, carry out, replace; which acts all cite.

Nodes are the documents of the corpus (`plan:` and the document's key) and the acts that they cite
(`act:` and the key of `references.Acts`). A citation whose number is that of a document of the
corpus leads to that document's node. Each edge is one row of the table `citations`, so that the
sentence behind it is at hand; edges between copies, and between acts and what replaced them, are
not read in one place and have no row."""

from __future__ import annotations

from extractor.compare.graph.build import graph
from extractor.compare.graph.files import graph_json, graphml
from extractor.compare.graph.hubs import hubs

__all__ = ["graph", "graph_json", "graphml", "hubs"]
