"""The tree of sections. Which level a label stands on follows from the order in which kinds of
labels first appear, not from their glyphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.document import Span, Warning
from extractor.errors import WARNINGS
from extractor.labels import Label
from extractor.outline.entries import Entry

_RANK = {"part": 0, "chapter": 1, "article": 2, "roman": 3}


def tree_of(entries: Sequence[Entry]) -> Entry:
    """A root whose children are the top-level sections. The open sections form a path; an entry
    joins the nearest open section of its own style as a sibling, else it is a child of the
    deepest open one that may hold it."""
    root = Entry(Span(0, 0), "", False, None)
    path: list[Entry] = [root]
    for entry in entries:
        if entry.label is None:
            path[-1].paragraphs.append(entry)
            continue
        path = path[: _depth(path, entry.label)]
        path[-1].children.append(entry)
        path.append(entry)
    return root


def _depth(path: Sequence[Entry], label: Label) -> int:
    """How many entries of `path` stay open around an entry with `label`."""
    for index in range(len(path) - 1, 0, -1):
        open_label = path[index].label
        if open_label and open_label.style == label.style:
            if _restarts(path, index, label):
                return len(path)
            return index
    return max(1, len(path) - _closed_by(path, label))


def _restarts(path: Sequence[Entry], index: int, label: Label) -> bool:
    """Whether `label` begins a new sequence below the open one of its style: it is a first label
    while the open one has gone on, and something deeper is open that can hold it."""
    first = label.text in ("1", "a", "I")
    return (
        first
        and index < len(path) - 1
        and path[-1].label is not None
        and (label.kind == "number" and path[-1].label.kind == "letter")
    )


def _closed_by(path: Sequence[Entry], label: Label) -> int:
    """How many open entries at the end of `path` a first label of its style closes."""
    closed = 0
    for entry in reversed(path[1:]):
        if not entry.label or _opens_below(entry.label, label):
            break
        if _level(entry.label) >= _level(label):
            closed += 1
        else:
            break
    return closed


def _opens_below(open_label: Label, label: Label) -> bool:
    """Whether `label` begins a list inside the open section: `(1)` or `1)` after `a)` or `1.`"""
    return (
        label.text == "1"
        and label.style in ("number:1)", "number:1()")
        and open_label.kind in ("number", "letter")
        and open_label.style != label.style
    )


def _level(label: Label) -> float:
    """The usual depth of a label's style."""
    if label.style == "muc":
        return _RANK["chapter"] + 0.5
    if label.kind in _RANK:
        return _RANK[label.kind]
    if label.kind == "number":
        depth = label.text.count(".")
        return 4 + depth * 0.2 + (0.9 if label.style.endswith("()") else 0.0)
    return {"letter": 5.0, "dash": 6.0, "plus": 7.0}[label.kind]


def set_path_labels(entry: Entry) -> Iterator[Warning]:
    """Sets the labels that paths are made of; a label that comes again among its siblings gets
    `~2`, with a warning."""
    counts: dict[str, int] = {}
    for child in entry.children:
        assert child.label is not None
        name = child.label.text
        mark = child.label.kind in ("dash", "plus")
        counts[name] = counts.get(name, 0) + 1
        if mark:
            child.path_label = f"{name}{counts[name]}"
        elif counts[name] > 1:
            child.path_label = f"{name}~{counts[name]}"
            yield Warning("label_repeated", WARNINGS["label_repeated"], child.span)
        else:
            child.path_label = name
        yield from set_path_labels(child)
