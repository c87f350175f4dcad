"""Flat OpenDocument, as LibreOffice makes it of a Word file, made fit to be set as pages.

Taken out is what an archive's page must not show: words that were deleted with changes tracked
(LibreOffice prints them, struck through), fields that tell the day on which the file is opened,
not the one on which it was signed, comments, scripts, and whatever is fetched from elsewhere. Text
in fonts from before Unicode becomes Unicode while its font is still known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Literal, NamedTuple
from xml.etree import ElementTree

import regex

from extractor.reading import legacy

Element = ElementTree.Element
_NAMESPACES = {
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}


def _name(short: str) -> str:
    prefix, _, local = short.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


_UNWANTED = frozenset(
    map(
        _name,
        (
            "office:annotation", "office:event-listeners", "office:scripts", "text:change",
            "text:change-end", "text:change-start", "text:file-name", "text:tracked-changes",
        ),
    )
)  # fmt: skip
_CLOCKS = frozenset(map(_name, ("text:date", "text:time")))
_FIXED, _HREF, _LINK = _name("text:fixed"), _name("xlink:href"), _name("text:a")
_DELETION, _CHANGE = _name("text:deletion"), _name("text:change-id")
_START, _END = _name("text:change-start"), _name("text:change-end")
_STYLED = {_name("text:p"): "paragraph", _name("text:h"): "paragraph", _name("text:span"): "text"}
_NUMBERED = frozenset(map(_name, ("text:p", "text:h", "text:list-item", "text:list")))
_STYLE_NAME, _STYLE, _PARENT = (
    _name("text:style-name"), _name("style:name"), _name("style:parent-style-name"),
)  # fmt: skip
# Where a page ends is LibreOffice's guess: it must not tear a row, or the signature, in two.
_ROW, _KEEP_TOGETHER = _name("style:table-row-properties"), _name("fo:keep-together")
# Letters that no font from before Unicode has: a text with one of them is no older.
_UNICODE = regex.compile(r"[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")

# Characters of Symbol and Wingdings, which stand for no letter, and what they look like.
_SYMBOLS = str.maketrans(
    {
        "\uf02b": "+", "\uf02d": "-", "\uf06c": "●", "\uf06e": "■", "\uf06f": "□", "\uf076": "◆",
        "\uf0a7": "▪", "\uf0a8": "□", "\uf0b7": "•", "\uf0d8": "➢", "\uf0e0": "→", "\uf0fc": "✓",
    }
)  # fmt: skip
_PRIVATE = regex.compile(r"[\ue000-\uf8ff]")
_BULLET = _name("text:list-level-style-bullet")
_RESERVED = regex.compile(r"ns\d+")  # prefixes that ElementTree keeps for itself


def tidied(xml: bytes) -> bytes:
    """The document `xml` without what does not belong on its pages, all its text in Unicode."""
    prefixes = _prefixes(xml)
    root = ElementTree.fromstring(xml)  # noqa: S314 - LibreOffice wrote it
    _accept_deletions(root)
    _drop_unwanted(root)
    _to_unicode(root)
    _plain_bullets(root)
    for row in root.iter(_ROW):
        row.set(_KEEP_TOGETHER, "always")
    _declare(root, prefixes)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _prefixes(xml: bytes) -> dict[str, str]:
    """The prefixes that are declared at the top, with what they stand for."""
    found: dict[str, str] = {}
    for event, declared in ElementTree.iterparse(BytesIO(xml), ("start-ns", "start")):  # noqa: S314
        if event == "start":
            break
        if not _RESERVED.fullmatch(declared[0]):
            found[declared[0]] = declared[1]
    return found


def _declare(root: Element, prefixes: Mapping[str, str]) -> None:
    """Keeps the prefixes, also those that stand in values only: LibreOffice knows its format and
    its settings by them."""
    names = {name for element in root.iter() for name in (element.tag, *element.attrib)}
    used = {name[1:].partition("}")[0] for name in names if name.startswith("{")}
    for prefix, uri in prefixes.items():
        if uri in used:
            ElementTree.register_namespace(prefix, uri)
        else:
            root.set(f"xmlns:{prefix}", uri)


class _Event(NamedTuple):
    """A place in the document: before the text of `element`, or before the text that follows."""

    kind: Literal["start", "end"]
    element: Element
    parent: Element | None


def _events(root: Element) -> Iterator[_Event]:
    """All places in order. Not recursive: how deep a document goes is up to who wrote it."""
    waiting = [_Event("start", root, None)]
    while waiting:
        event = waiting.pop()
        if event.kind == "start":
            waiting.append(_Event("end", event.element, event.parent))
            waiting += [_Event("start", c, event.element) for c in reversed(list(event.element))]
        yield event


def _accept_deletions(root: Element) -> None:
    """Takes out what was deleted with changes tracked. A paragraph, with its number, goes if its
    end was deleted and nothing of it is left."""
    regions = {e.get(_name("text:id")) for e in root.iter() if e.find(_DELETION) is not None}
    if not regions:
        return
    doomed: list[tuple[Element, Element]] = []
    within: dict[Element, int] = {}
    open_regions: set[str | None] = set()
    count = 0  # of deletions so far
    for kind, element, parent in _events(root):
        if element.tag == _START and kind == "start" and element.get(_CHANGE) in regions:
            count += not open_regions
            open_regions.add(element.get(_CHANGE))
        elif element.tag == _END and kind == "start":
            open_regions.discard(element.get(_CHANGE))
        if not open_regions:
            continue
        if kind == "start":
            within[element] = count
            element.text = None
            continue
        element.tail = None
        whole = within.get(element) == count
        empty = element.tag in _NUMBERED and not "".join(element.itertext()).strip()
        if parent is not None and element.tag not in (_START, _END) and (whole or empty):
            doomed.append((parent, element))
    for parent, element in doomed:
        _remove(parent, element)


def _drop_unwanted(root: Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if _is_unwanted(child):
                _remove(parent, child)


def _is_unwanted(element: Element) -> bool:
    if element.tag in _CLOCKS:
        return element.get(_FIXED) != "true"
    elsewhere = element.tag != _LINK and not element.get(_HREF, "#").startswith("#")
    return elsewhere or element.tag in _UNWANTED


def _remove(parent: Element, child: Element) -> None:
    """Takes `child` out with all that is in it; the text that follows it stays."""
    at = list(parent).index(child)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)


class _Text(NamedTuple):
    """A piece of text: that of `holder` or the one after it, and the font that it is set in."""

    holder: Element
    place: Literal["text", "tail"]
    font: str

    @property
    def text(self) -> str:
        return getattr(self.holder, self.place) or ""


def _to_unicode(root: Element) -> None:
    """Decodes what is set in TCVN3 or VNI, font by font: a document may mix both with Unicode."""
    texts = [text for text in _texts(root) if not _UNICODE.search(text.text)]
    by_font: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        by_font[text.font].append(text.text)
    found = legacy.encodings({font: " ".join(run) for font, run in by_font.items()})
    for text in texts:
        if encoding := found[text.font]:
            setattr(text.holder, text.place, legacy.shown(text.text, encoding, text.font))


def _texts(root: Element) -> Iterator[_Text]:
    """The texts of paragraphs, each with its font."""
    styles = _Styles(root)
    fonts: dict[Element, str] = {}
    for kind, element, parent in _events(root):
        around = fonts.get(parent, "") if parent is not None else ""
        if kind == "start" and (element.tag in _STYLED or around):
            fonts[element] = styles.font_of(element) or around or "?"
            if element.text:
                yield _Text(element, "text", fonts[element])
        elif kind == "end" and around and element.tail:
            yield _Text(element, "tail", around)


def _plain_bullets(root: Element) -> None:
    """Writes marks of Symbol and Wingdings as what they look like: LibreOffice would give each a
    number in a font of its own. What is not known is a bullet where it is used as one."""
    for level in root.iter(_BULLET):
        for name, value in level.items():
            level.set(name, _PRIVATE.sub("•", value.translate(_SYMBOLS)))
    for text in _texts(root):
        if _PRIVATE.search(text.text):
            setattr(text.holder, text.place, text.text.translate(_SYMBOLS))


class _Styles:
    """Which font a style sets its text in."""

    def __init__(self, root: Element) -> None:
        self._families = {
            face.get(_STYLE): face.get(_name("svg:font-family"), "").strip("'\"")
            for face in root.iter(_name("style:font-face"))
        }
        self._styles = {
            (style.get(_name("style:family")), style.get(_STYLE)): style
            for tag in ("style:style", "style:default-style")
            for style in root.iter(_name(tag))
        }

    def font_of(self, element: Element) -> str:
        """The font that the style of `element` names, itself or through those that it builds on;
        of a paragraph the document's own otherwise; else nothing."""
        family = _STYLED.get(element.tag)
        name = element.get(_STYLE_NAME)
        seen: set[str | None] = set()
        while family and name not in seen:
            seen.add(name)
            style = self._styles.get((family, name))
            if style is not None and (font := self._named(style)):
                return font
            name = style.get(_PARENT) if style is not None else None
            if name is None and family == "text":
                return ""
        return ""

    def _named(self, style: Element) -> str:
        properties = style.find(_name("style:text-properties"))
        if properties is None:
            return ""
        face = properties.get(_name("style:font-name"))
        return self._families.get(face, "") or properties.get(_name("fo:font-family"), "")
