"""The objects of a plan's JSON, each with what tells it from the others: its words and its place
among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from zlib import crc32

from extractor.review.corrections.model import Origin
from extractor.review.corrections.values import NOT_READ
from extractor.vietnamese import fold, same_word_key

Tree = dict[str, Any]
_KINDS = {"children": "sections"}
_PRINTED = (
    "label", "heading", "title", "text", "number", "short", "long", "authority", "capacity",
    "position", "name", "value", "unit", "subject",
)  # fmt: skip
_OTHERS = frozenset({"children", "sections", "mentions", "targets"})
"""Lists whose elements say nothing of the object that holds them."""
_SKETCH = 64


@dataclass(slots=True)
class Thing:
    """An object of the plan's JSON; the plan itself has no kind and no holder."""

    kind: str
    value: Tree
    holder: Tree
    name: str
    owner: str = ""
    headings: str = ""
    before: str | None = None
    after: str | None = None
    occurrence: int = 0
    words: str = field(init=False)

    def __post_init__(self) -> None:
        self.words = words_of(self.value)

    @property
    def page(self) -> int | None:
        """Where it begins."""
        regions = (self.value.get("at") or {}).get("regions") or [{}]
        page: int | None = regions[0].get("page")
        return page

    @property
    def siblings(self) -> list[Tree]:
        """The list that it is an element of."""
        elements: list[Tree] = self.holder[self.name]
        return elements


def kind_of(name: str) -> str:
    """What the elements of the list `name` are: sections may change their depth."""
    return _KINDS.get(name, name)


def things_of(tree: Tree) -> list[Thing]:
    """The plan itself, then its objects in its order."""
    headings = dict(_headings(tree))
    things = [Thing("", tree, tree, ""), *_below(tree, "", "", headings)]
    seen: Counter[tuple[str, str]] = Counter()
    for thing in things:
        same = (thing.kind, same_word_key(thing.words))
        thing.occurrence = seen[same]
        seen[same] += 1
    return things


def _below(holder: Tree, owner: str, around: str, headings: dict[str, str]) -> Iterator[Thing]:
    for name, elements in lists_of(holder):
        words = [words_of(element) for element in elements]
        for place, element in enumerate(elements):
            thing = Thing(kind_of(name), element, holder, name, owner)
            thing.headings = headings.get(_section_of(element), around)
            thing.before = words[place - 1] if place else None
            thing.after = words[place + 1] if place + 1 < len(words) else None
            yield thing
            if "path" in element:  # sections may go under others: no owner, but headings
                below = f"{around}\n{element['heading']}" if element["heading"] else around
                yield from _below(element, "", below, headings)
            else:
                yield from _below(element, thing.words, thing.headings, headings)


def lists_of(holder: Tree) -> Iterator[tuple[str, list[Tree]]]:
    """The lists of objects that `holder` has, but for those that no reading gives."""
    for name, value in holder.items():
        if (
            name not in NOT_READ
            and isinstance(value, list)
            and value
            and isinstance(value[0], dict)
        ):
            yield name, value


def _section_of(element: Tree) -> str:
    """The path of the section that it stands in; a citation's is that of its first mention."""
    first = (element.get("mentions") or [{}])[0]
    return str(element.get("section") or first.get("section") or "-")


def _headings(tree: Tree) -> Iterator[tuple[str, str]]:
    """Paths of sections, and all headings from the root to them."""
    for appendix in tree.get("appendices", ()):
        yield from _chained(appendix["sections"], appendix["title"] or "")
        yield appendix["label"], appendix["title"] or ""
    yield from _chained(tree.get("sections", ()), "")


def _chained(sections: Any, above: str) -> Iterator[tuple[str, str]]:
    for section in sections:
        chain = f"{above}\n{section['heading']}" if section["heading"] else above
        yield section["path"], chain
        yield from _chained(section["children"], chain)


def words_of(value: Tree) -> str:
    """What is printed of an object, as far as it was read."""
    if "path" in value:  # a section: its label says only where it stands
        parts = (value["heading"], value["text"])
        return " ".join(filter(None, parts)) or str(value["label"])
    names = [name for name in _PRINTED if value.get(name) not in (None, "")]
    if "text" in names and "name" in names:
        names.remove("name")  # the same, normalised
    below = [
        words_of(element)
        for name, elements in lists_of(value)
        if name not in _OTHERS
        for element in elements
    ]
    return " ".join([*(str(value[name]) for name in names), *below])


def rest_of(value: Tree, name: str) -> str:
    """The words of an object without its field `name`."""
    return words_of(value | {name: None}) if name else ""


def origin_of(tree: Tree, *days: Any) -> Origin:
    """Of a reading; `days` are those of its issue besides what it says."""
    words = fold(" ".join([str(tree.get("title") or ""), *_all_words(tree)])).split()
    pairs = {crc32(f"{one} {other}".encode()) for one, other in pairwise(words)}
    return Origin(
        source=tree["source"]["sha256"],
        plan=tree["id"],
        issued_on=tuple(str(day) for day in (tree["issued_on"], *days) if day),
        sketch=tuple(sorted(pairs)[:_SKETCH]),
    )


def _all_words(holder: Tree) -> Iterator[str]:
    for _, elements in lists_of(holder):
        for element in elements:
            yield words_of(element)
            yield from _all_words(element)
