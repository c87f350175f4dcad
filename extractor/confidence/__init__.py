"""How sure each value of a plan is: the chance that it is what a careful reader would have put.

Three questions, each a small logistic model whose weights are data: was each word read as it is
printed, were they read well enough for this value, and does the document mean what the rules made
of it. `docs/confidence.md` says how they were fitted and what they do not know."""

from extractor.confidence.model import shipped
from extractor.confidence.rating import CODE, rated

__all__ = ["CODE", "rated", "shipped"]
