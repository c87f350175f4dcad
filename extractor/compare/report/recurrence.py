"""An RFC 5545 RRULE in words: `FREQ=MONTHLY;BYMONTHDAY=25` is *hằng tháng, ngày 25*."""

from __future__ import annotations

import re

from markupsafe import Markup

from extractor.compare.report.words import Pair, Words

_ORDINAL = re.compile(r"(-?\d*)([A-Z]{2})")


def in_words(rule: str, words: Words) -> Pair:
    """The rule as people say it; as it stands where it says more than plans do."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    every = f"recurrence.{parts.get('FREQ', '')}.{parts.get('INTERVAL', '1')}"
    if every not in words or parts.keys() - {"FREQ", "INTERVAL", *_DETAILS}:
        return words.shown(rule)
    details = [_detail(key, parts[key].split(","), words) for key in _DETAILS if key in parts]
    return _joined([words(every), *details])


_DETAILS = ("BYDAY", "BYMONTHDAY", "BYMONTH")


def _detail(key: str, values: list[str], words: Words) -> Pair:
    if key == "BYDAY":
        return _joined([_weekday(value, words) for value in values])
    if key == "BYMONTHDAY" and "-1" in values:
        return words("recurrence.last_day")
    return words(f"recurrence.{key}", values=", ".join(values))


def _weekday(value: str, words: Words) -> Pair:
    match = _ORDINAL.fullmatch(value)
    if not match:
        return words.shown(value)
    day = words(f"recurrence.day.{match[2]}")
    which = f"recurrence.nth.{match[1]}"
    return words(which, day=day) if match[1] else day


def _joined(pairs: list[Pair]) -> Pair:
    comma = Markup(", ")
    return Pair(comma.join(pair.vi for pair in pairs), comma.join(pair.en for pair in pairs))
