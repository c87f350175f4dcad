"""Every word of the report is there in both languages, and every word that is there is used."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from string import Formatter

import pytest

from extractor import errors
from extractor.compare.report import templating
from extractor.pages.words import Pair, Words

REPORT = Path(errors.__file__).parent / "compare" / "report"
WORDS = Words.load(templating.WORDS)


@pytest.mark.parametrize("key", WORDS.messages)
def test_both_languages_say_the_same_things(key: str) -> None:
    message = WORDS.messages[key]
    assert set(message) <= {"vi", "en", "one"} and message["vi"].strip() and message["en"].strip()
    places = [
        {name for _, name, _, _ in Formatter().parse(text) if name} for text in message.values()
    ]
    assert places[0] == places[1]
    if "one" in message:
        assert "n" in places[0] and places[2] <= places[0]


def test_vietnamese_is_composed_and_english_has_no_vietnamese_letters() -> None:
    for key, message in WORDS.messages.items():
        assert message["vi"].isprintable() and "\u0300" not in message["vi"], key
        assert not re.search("[àáảãạăâđêôơưĐƯƠ]", re.sub("<code>.*?</code>", "", message["en"])), (
            key
        )


SOURCES = "".join(
    file.read_text("utf-8") for file in sorted(REPORT.rglob("*")) if file.suffix in (".j2", ".py")
)


def test_templates_ask_only_for_words_that_are_there() -> None:
    asked = set(re.findall(r'(?<!`)\b(?:t|words)\("([\w.]+)"[,)]', SOURCES))
    assert len(asked) > 100
    assert {key for key in asked if key not in WORDS} == set()


def test_all_words_are_used() -> None:
    """By their keys, or by the part of it before something that is looked up."""
    looked_up = set(re.findall(r'"([a-z_]+\.[\w.]*)(?:" ~|\{)', SOURCES))
    idle = {
        key
        for key in WORDS.messages
        if f'"{key}"' not in SOURCES and not any(key.startswith(start) for start in looked_up)
    }
    assert idle - {f"script.{key}" for key in WORDS.under("script.")} == set()


def test_the_script_asks_only_for_words_that_are_there_and_uses_all() -> None:
    script = "".join(file.read_text("utf-8") for file in (REPORT / "script").glob("*.js"))
    said = set(WORDS.under("script."))
    assert said == {key for key in said if re.search(rf'"{key}"', script)}
    assert set(re.findall(r'say\("(\w+)"', script)) <= said


def test_each_reason_why_a_file_was_not_read_has_words() -> None:
    codes = {
        error.code
        for error in vars(errors).values()
        if isinstance(error, type) and issubclass(error, errors.ExtractorError)
    }
    of_the_run = {
        "no_gold", "cannot_store", "engine_unreachable", "engine_mismatch", "no_plans",
        "no_such_document", "bad_cursor", "bad_tokens", "bad_webhooks", "open_to_all", "not_correctable",
        "no_such_correction",
    }  # fmt: skip
    assert {code for code in codes - of_the_run if f"unread.{code}" not in WORDS} == set()


def test_values_are_written_as_each_language_writes_them() -> None:
    pair = WORDS("word.plans", n=12345)
    assert (str(pair.vi), str(pair.en)) == ("12.345 kế hoạch", "12,345 plans")
    assert str(WORDS("word.plans", n=1).en) == "1 plan"
    day = WORDS.shown(datetime.date(2025, 3, 1))
    assert (day.text, str(day.en)) == ("01/03/2025", "1 March 2025")
    assert WORDS.shown(0.5).text == "0,5"


def test_a_value_is_escaped_and_a_pair_within_a_message_is_not_escaped_twice() -> None:
    inner = WORDS.shown("<b>&")
    outer = WORDS("documents.copy", name=inner)
    assert "&lt;b&gt;&amp;" in outer.vi and "&amp;lt;" not in outer.vi
    assert Pair.of("a", "a").__html__() == "a"
    assert WORDS.shown("<").text == "<"
