"""Across plans: what many documents say, as tables, matrices, a graph and a report.

    from extractor.compare import Corpus

    corpus = Corpus.open("results")
    corpus.pandas("tasks")

It needs the extra `compare`."""

from extractor.compare.corpus import Corpus
from extractor.compare.model import Member, Unread

__all__ = ["Corpus", "Member", "Unread"]
