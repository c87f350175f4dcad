"""What plans name, as components of a spaCy pipeline: citations, agencies, campaigns.

Entry points (`pyproject.toml`) make them known to spaCy, which loads this file when a pipeline asks
for one: nothing else imports it. Each is a stage of `extractor.stages`, run over the text of a
`Doc`; where and how its findings are set says `docs/spacy.md`."""

from __future__ import annotations

import dataclasses
import unicodedata
from bisect import bisect_left
from collections.abc import Callable
from datetime import date
from typing import Any

import regex
import spacy
from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import DummyTokenizer

from extractor import document as layers
from extractor.stages.agencies import find_agencies
from extractor.stages.campaigns import find_campaigns
from extractor.stages.citations import find_citations
from extractor.stages.frame import find_frame
from extractor.vietnamese import fold, nfc

TOKENIZER = "kehoach.syllables"
Value = dict[str, Any]
"""A mention's fields as plain data, which every serialiser of spaCy knows: days in ISO 8601, spans
as `[start, end]` in the text of the `Doc`."""
_TOKEN = regex.compile(r"((?:[\p{L}\p{N}]\p{M}*)+|[^ ]\p{M}*| +)( ?)")
_LINE = regex.compile(r"\S(?:[^\n]*\S)?")
_LETTER = regex.compile(r"\X")


class SyllableTokenizer(DummyTokenizer):  # type: ignore[misc]
    """Syllables (runs of letters and digits) are tokens, and so is every other character. The
    `NORM` of a token is its fold: in lower case, without marks."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab
        vocab.lex_attr_getters[NORM] = fold

    def __call__(self, text: str) -> Doc:
        """The tokens of `text`, which they cover."""
        words, spaces = zip(*_TOKEN.findall(text), strict=True) if text else ((), ())
        return Doc(self.vocab, words=list(words), spaces=[space == " " for space in spaces])


def syllables() -> Callable[[Language], SyllableTokenizer]:
    """Makes the tokenizer of a pipeline; registered as `kehoach.syllables`."""
    return lambda nlp: SyllableTokenizer(nlp.vocab)


def blank() -> Language:
    """A Vietnamese pipeline with this tokenizer and no component."""
    return spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})


@dataclasses.dataclass(frozen=True)
class Finder:
    """A component that runs `stage` and sets the layer called `plural`."""

    stage: Callable[[layers.Document], layers.Document]
    plural: str
    singular: str

    def __call__(self, doc: Doc) -> Doc:
        """`doc` with `doc.spans[plural]` and `doc._.<plural>`."""
        text, places = _composed(doc.text)
        found = getattr(self.stage(_document(text)), self.plural)
        values = [_value(mention, places) for mention in found]
        setattr(doc._, self.plural, values)
        doc.spans[self.plural] = [self._span(doc, value) for value in values]
        return doc

    def _span(self, doc: Doc, value: Value) -> Span:
        """The tokens that hold a mention."""
        return doc.char_span(
            *value["span"],
            label=self.singular.upper(),
            kb_id=value.get("id") or "",
            alignment_mode="expand",
        )

    def extend(self) -> None:
        """Makes the extensions of `Doc` and `Span` known."""
        Doc.set_extension(self.plural, default=None, force=True)
        Span.set_extension(self.singular, getter=self.value_in, force=True)

    def value_in(self, span: Span) -> Value | None:
        """The first mention that lies inside `span`, if there is one."""
        values = getattr(span.doc._, self.plural) or []
        at = bisect_left(values, span.start_char, key=_start)
        inside = at < len(values) and values[at]["span"][1] <= span.end_char
        return values[at] if inside else None


def citations(nlp: Language, name: str) -> Finder:
    """Makes the component `kehoach_citations`: the documents that a text cites."""
    return _made(Finder(find_citations, "citations", "citation"))


def agencies(nlp: Language, name: str) -> Finder:
    """Makes the component `kehoach_agencies`: the bodies that a text names."""
    return _made(Finder(find_agencies, "agencies", "agency"))


def campaigns(nlp: Language, name: str) -> Finder:
    """Makes the component `kehoach_campaigns`: the movements that a text names."""
    return _made(Finder(find_campaigns, "campaigns", "campaign"))


def _made(finder: Finder) -> Finder:
    finder.extend()
    return finder


for _factory in (citations, agencies, campaigns):
    Language.factory(
        f"kehoach_{_factory.__name__}",
        assigns=["doc.spans", f"doc._.{_factory.__name__}"],
        func=_factory,
    )
spacy.registry.tokenizers.register(TOKENIZER, func=syllables)


def _start(value: Value) -> int:
    start: int = value["span"][0]
    return start


Places = list[tuple[int, int]]
"""Where each character of a text stood before it was composed."""


def _composed(text: str) -> tuple[str, Places | None]:
    """`text` in the form that the stages read; None for the places where all are the same."""
    whole = nfc(text)
    if len(whole) == len(text) and unicodedata.is_normalized("NFC", text):
        return whole, None
    pieces = [(nfc(match[0]), match.span()) for match in _LETTER.finditer(text)]
    places = [place for piece, place in pieces for _ in piece]
    return "".join(piece for piece, _ in pieces), places


def _document(text: str) -> layers.Document:
    """A document of which nothing but the words is known: each line is a paragraph. What has no
    type line is a piece of one, and has no frame."""
    lines = (layers.Span(*match.span()) for match in _LINE.finditer(text))
    source = layers.Source(name="", sha256="", media_type="text/plain")
    document = layers.Document(text, source, paragraphs=tuple(map(layers.Paragraph, lines)))
    framed = find_frame(document)
    return framed if framed.frame and framed.frame.type_code else document


def _value(mention: Any, places: Places | None) -> Value:
    fields = dataclasses.fields(mention)
    return {field.name: _plain(getattr(mention, field.name), places) for field in fields}


def _plain(value: Any, places: Places | None) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, layers.Span):
        start, end = value
        return [places[start][0], places[end - 1][1]] if places else [start, end]
    return value
