"""What pages say, in both languages: a message for each key in the TOML files of a folder."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from markupsafe import Markup, escape

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
_MONTHS = "January February March April May June July August September October November December"


@dataclass(frozen=True, slots=True)
class Pair:
    """The same in both languages, safe as HTML. In a template `{{ pair }}` shows the one that the
    reader has chosen; where no element can stand, `pair.vi`, `pair.en`, or `pair.data`."""

    vi: Markup
    en: Markup

    @classmethod
    def of(cls, vi: str, en: str) -> Pair:
        """Two texts, escaped."""
        return cls(escape(vi), escape(en))

    def __html__(self) -> str:
        return self._in("span")

    @property
    def text(self) -> str:
        """The Vietnamese as it is, not for HTML: a value to compare with."""
        return self.vi.unescape()

    @property
    def svg(self) -> Markup:
        """Within the `<text>` of an SVG."""
        return self._in("tspan")

    @property
    def data(self) -> Markup:
        """Attributes from which the script sets an element's text: for `<option>`, `<title>`."""
        attributes = Markup(' data-vi="{}" data-en="{}"')
        return attributes.format(self.vi.striptags(), self.en.striptags())

    def _in(self, tag: str) -> Markup:
        if self.vi == self.en:
            return self.vi
        both = Markup('<{0} class="vi" lang="vi">{1}</{0}><{0} class="en" lang="en">{2}</{0}>')
        return both.format(tag, self.vi, self.en)


@dataclass(frozen=True, slots=True)
class Words:
    """All messages. `words("key", n=3)` fills one in: numbers and dates are written as the
    language writes them, everything else is escaped. Where `n` is 1, English may have `one`."""

    messages: Mapping[str, Mapping[str, str]]

    @classmethod
    @cache
    def load(cls, folder: Path) -> Words:
        """The messages of the TOML files in `folder`; tables within tables have dotted keys."""
        messages: dict[str, Mapping[str, str]] = {}
        for file in sorted(folder.glob("*.toml")):
            for key, message in _flat(tomllib.loads(file.read_text("utf-8"))):
                if key in messages:
                    raise ValueError(f"{file.name}: {key} is said elsewhere")
                messages[key] = message
        return cls(messages)

    def __call__(self, key: str, **values: object) -> Pair:
        """The message of `key`, with `values` in their places."""
        message = self.messages[key]
        english = message["one" if values.get("n") == 1 and "one" in message else "en"]
        return Pair(_filled(message["vi"], values, "vi"), _filled(english, values, "en"))

    def __contains__(self, key: str) -> bool:
        return key in self.messages

    def shown(self, value: object) -> Pair:
        """A value by itself: a date, a number, a text of a document."""
        return Pair(*(escape(_said(value, language)) for language in LANGUAGES))

    def under(self, prefix: str) -> dict[str, tuple[str, str]]:
        """The messages below `prefix`, for the script: what the key says after it, both texts."""
        return {
            key.removeprefix(prefix): (message["vi"], message["en"])
            for key, message in self.messages.items()
            if key.startswith(prefix)
        }


def _flat(tables: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    for key, value in tables.items():
        if isinstance(value.get("vi"), str):
            yield prefix + key, value
        else:
            yield from _flat(value, f"{prefix}{key}.")


def _filled(message: str, values: Mapping[str, object], language: Language) -> Markup:
    said = {name: _said(value, language) for name, value in values.items()}
    return Markup(message).format(**said)  # noqa: S704 - our own words


def _said(value: object, language: Language) -> object:
    """A value as this language writes it; a text as it is, to be escaped."""
    if isinstance(value, Pair):
        return value.vi if language == "vi" else value.en
    if isinstance(value, datetime.date):
        if language == "vi":
            return f"{value:%d/%m/%Y}"
        return f"{value.day} {_MONTHS.split()[value.month - 1]} {value.year}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,}".translate({44: 46, 46: 44} if language == "vi" else {})
    return value
