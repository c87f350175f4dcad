"""XML as text: escaped, without entities of its own, the same bytes for the same elements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

import regex

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ILLEGAL = regex.compile(r"[^\t\n\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""What XML 1.0 cannot hold, not even escaped."""
_LINE_END = regex.compile(r"\r\n?")


@dataclass(slots=True)
class Element:
    """An element with a text, or with others in it. `namespace` is declared by it, for the prefix
    of its own name or for names without one."""

    name: str
    text: str = ""
    children: list[Element] = field(default_factory=list)
    namespace: str | None = None

    def add(self, name: str, *, namespace: str | None = None) -> Element:
        """A new element at its end."""
        self.children.append(Element(name, namespace=namespace))
        return self.children[-1]


def legal(text: str) -> str:
    """`text` as XML can hold it: U+FFFD for what it cannot, and one kind of line end."""
    return _ILLEGAL.sub("\ufffd", _LINE_END.sub("\n", text))


def document_text(root: Element) -> str:
    """The document of which `root` is the root. Its texts must be `legal`."""
    return DECLARATION + "".join(_lines(root, ""))


def _lines(element: Element, margin: str) -> Iterator[str]:
    tag = element.name + _declared(element)
    if element.children:
        yield f"{margin}<{tag}>\n"
        for child in element.children:
            yield from _lines(child, margin + "  ")
        yield f"{margin}</{element.name}>\n"
    elif element.text:
        yield f"{margin}<{tag}>{escape(element.text)}</{element.name}>\n"
    else:
        yield f"{margin}<{tag}/>\n"


def _declared(element: Element) -> str:
    if element.namespace is None:
        return ""
    prefix, colon, _ = element.name.rpartition(":")
    return f" xmlns{colon}{prefix}={quoteattr(element.namespace)}"
