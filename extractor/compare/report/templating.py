"""The templates of the report, and what is known in all of them."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from extractor.compare.report.evidence import Evidence
from extractor.pages.templating import environment
from extractor.pages.words import Words

TEMPLATES = Path(__file__).parent / "templates"
WORDS = Path(__file__).parent / "words"


class Templates:
    """The templates of one report. Everywhere in them, macros too, are `t` (the words), and
    `evidence`, which remembers the rows that were pointed to."""

    def __init__(self) -> None:
        self.words = Words.load(WORDS)
        self.evidence = Evidence()
        self._environment = environment(TEMPLATES, t=self.words, evidence=self.evidence)

    def render(self, name: str, **values: object) -> Markup:
        """The template `name` with `values`."""
        html = self._environment.get_template(name).render(**values)
        return Markup(html)  # noqa: S704 - escaped as it was made
