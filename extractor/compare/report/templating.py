"""How templates become HTML: what is put into them is escaped, what they lack is an error."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from extractor.compare.report.evidence import Evidence
from extractor.compare.report.words import Words

TEMPLATES = Path(__file__).parent / "templates"


class Templates:
    """The templates of one report. Everywhere in them, macros too, are `t` (the words), and
    `evidence`, which remembers the rows that were pointed to."""

    def __init__(self) -> None:
        self.words = Words.load()
        self.evidence = Evidence()
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(t=self.words, evidence=self.evidence)

    def render(self, name: str, **values: object) -> Markup:
        """The template `name` with `values`."""
        html = self._environment.get_template(name).render(**values)
        return Markup(html)  # noqa: S704 - escaped as it was made
