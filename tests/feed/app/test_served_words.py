"""What the served pages say: all of it in both languages, none of it in vain."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient

from extractor.feed.app.checking.showing import HERE
from extractor.pages.words import Words

from .conftest import Browser


def test_each_message_is_used_and_in_both_languages() -> None:
    said = Words.load(HERE / "words").messages
    text = "".join(path.read_text("utf-8") for path in (HERE / "templates").glob("*.j2"))
    used = set(re.findall(r'"((?:served|decide|login|problem)\.[a-z_.]+)"', text))
    states = {"decide.conflict", "decide.lost"}
    by_code = {key for key in said if key.startswith(("problem.code.", "warning."))}
    assert used - {"decide.", "problem.code."} | states | by_code == set(said)
    assert all(message["vi"] and message["en"] for message in said.values())


def test_english_is_kept_from_page_to_page(client: TestClient) -> None:
    browser = Browser(client)
    queue = browser.get("/review/?lang=en").text
    assert '<html lang="en">' in queue
    assert 'href="/review/documents/b.txt?lang=en"' in queue
    page = browser.get("/review/documents/b.txt?lang=en").text
    assert '<html lang="en">' in page and 'action="/review/corrections?lang=en"' in page
    assert '<html lang="vi">' in browser.get("/review/?lang=xx").text
