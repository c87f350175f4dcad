"""Plans as tasks of Label Studio, in its JSON format: the text, what was read in it as a
prediction, and what people made of that as an annotation.

Characters outside the Basic Multilingual Plane are two in a browser and one here: each stands in a
task as U+FFFD, so that places are the same on both sides."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from extractor.plan import SCHEMA_VERSION, Plan
from extractor.review.corrections.things import Tree, lists_of

TEXT, LABEL, VALUE = "text", "label", "value"
"""What the labelling configuration calls its parts."""
PLAIN = ("number", "issued_on", "place", "title", "issued_with", "motto")
PARTS = ("document_type", "issuer", "province", "period")
LISTS = (
    "co_issuers", "sections", "appendices", "mentions", "campaigns", "themes", "topics", "content",
    "events", "assignments", "agencies", "partners", "tasks", "targets", "recipients", "signatures",
    "abbreviations",
)  # fmt: skip
_BMP = 0xFFFF
_MOST = 200  # characters of a value


@dataclass(frozen=True, slots=True)
class _Span:
    label: str
    start: int
    end: int
    value: str
    score: float


def labelling_config() -> str:
    """The labelling configuration that takes the tasks: a label for each kind of object, and a
    field for its value."""
    labels = "\n".join(f"    <Label value={quoteattr(name)}/>" for name in (*PLAIN, *PARTS, *LISTS))
    return f"""<View>
  <Style>.htx-text {{ white-space: pre-wrap; }}</Style>
  <Labels name="{LABEL}" toName="{TEXT}">
{labels}
  </Labels>
  <Text name="{TEXT}" value="${TEXT}" granularity="word"/>
  <TextArea name="{VALUE}" toName="{TEXT}" perRegion="true" editable="true"/>
</View>
"""


def task(document: str, extracted: Plan, published: Plan | None = None) -> Tree:
    """The task of a document: a prediction of what was `extracted`; where people have corrected
    that, what is `published` as an annotation. What stands nowhere in the text, as most of what
    people add, is no span; it is listed as `without_place`.

    Raises `ValueError` for a plan without its text."""
    if extracted.text is None:
        raise ValueError(f"{document}: the plan has no text.")
    text = "".join(letter if ord(letter) <= _BMP else "\ufffd" for letter in extracted.text)
    read = [span for span in _spans(_tree(extracted)) if span.start < span.end]
    score = sum(span.score for span in read) / len(read) if read else 0.0
    prediction = {
        "model_version": f"kehoach plan {SCHEMA_VERSION}",
        "score": round(score, 4),
        "result": list(_results(read)),
    }
    data: Tree = {TEXT: text, "document": document, "plan": extracted.id}
    made: Tree = {"data": data, "predictions": [prediction], "annotations": []}
    if published is not None and published.corrected:
        spans = list(_spans(_tree(published)))
        placed = [span for span in spans if span.start < span.end]
        data["without_place"] = [span.value for span in spans if span.start >= span.end]
        made["annotations"] = [{"result": list(_results(placed)), "ground_truth": False}]
    return made


def _tree(plan: Plan) -> Tree:
    made: Tree = json.loads(plan.model_dump_json())
    return made


def _spans(tree: Tree) -> Iterator[_Span]:
    for name in PLAIN:
        if tree[name] is not None and (at := tree["at"].get(name)):
            yield _span(name, at, tree[name])
    for name in PARTS:
        if tree[name] is not None and (at := tree[name].get("at")):
            yield _span(name, at, _value(tree[name]))
    yield from _listed(tree)


def _listed(holder: Tree) -> Iterator[_Span]:
    for name, elements in lists_of(holder):
        for element in elements:
            if at := element.get("at"):
                label = "sections" if name == "children" else name
                yield _span(label, at, _value(element))
            yield from _listed(element)


def _span(label: str, at: Tree, value: Any) -> _Span:
    return _Span(label, at["start"], at["end"], str(value), at["confidence"])


def _value(element: Tree) -> str:
    """What an object says, apart from its words and from the objects in it: what a person would
    check beside the span."""
    plain = {
        name: value
        for name, value in element.items()
        if name not in ("at", "text") and not isinstance(value, dict | list) and value is not None
    }
    said = "; ".join(f"{name}: {value}" for name, value in plain.items()) or element.get("text", "")
    return said if len(said) <= _MOST else f"{said[:_MOST]}…"


def _results(spans: list[_Span]) -> Iterator[Tree]:
    """A region for each span, and its value in the text field that belongs to it."""
    for number, span in enumerate(spans, 1):
        place: Tree = {"start": span.start, "end": span.end}
        common: Tree = {"id": f"r{number}", "to_name": TEXT}
        yield {
            **common,
            "from_name": LABEL,
            "type": "labels",
            "value": {**place, "labels": [span.label]},
        }
        yield {
            **common,
            "from_name": VALUE,
            "type": "textarea",
            "value": {**place, "text": [span.value]},
        }
