"""The file by itself: closed, whole, the same every time."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from extractor.compare.report.model import Report
from extractor.compare.report.page import NAVIGATION
from extractor.compare.report.page import page as render

from .hostile import HOSTILE


class Elements(HTMLParser):
    """All elements with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module", params=["page", "hostile_page"])
def html(request: pytest.FixtureRequest) -> str:
    path: Path = request.getfixturevalue(request.param)
    return path.read_text("utf-8")


def test_nothing_comes_from_elsewhere_and_nothing_styles_or_runs_inline(html: str) -> None:
    for tag, attributes in Elements(html).found:
        assert tag not in {"img", "iframe", "object", "embed", "base", "form", "audio", "video"}
        for name, value in attributes.items():
            assert not name.startswith("on") and name not in {"style", "src", "srcset", "action"}
            if name in {"href", "xlink:href"}:
                assert value is not None and (value.startswith("#") or value == "data:,")


def test_the_policy_names_the_hashes_of_the_style_and_the_scripts(html: str) -> None:
    def mark(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    [style] = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    first, script = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    [policy] = [
        attributes["content"]
        for tag, attributes in Elements(html).found
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy == (
        f"default-src 'none'; script-src {mark(first)} {mark(script)}; style-src {mark(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def test_ids_are_unique_and_what_is_referred_to_is_there(html: str) -> None:
    elements = Elements(html).found
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = {"aria-labelledby", "aria-describedby", "aria-controls"}
    for _, attributes in elements:
        for name in named & attributes.keys():
            assert set((attributes[name] or "").split()) <= set(ids)
        if (attributes.get("href") or "").startswith("#"):
            assert attributes["href"][1:] in ids


def test_each_view_is_in_the_page(html: str) -> None:
    views = [view for _, group in NAVIGATION for view in group]
    assert re.findall(r'<section class="view" id="(\w+)"', html) == views


def carried(html: str) -> dict[str, list[object]]:
    [text] = re.findall(r'id="sentences">(.*?)</script>', html, re.DOTALL)
    found: dict[str, list[object]] = json.loads(text)
    return found


def test_every_sentence_that_something_opens_is_carried_and_no_other(html: str) -> None:
    opened = {
        int(number)
        for _, attributes in Elements(html).found
        for number in (attributes.get("data-evidence") or "").split()
    }
    assert opened == set(range(len(carried(html)["rows"])))


def test_sentences_are_those_of_the_rows(page: Path, report: Report) -> None:
    found = carried(page.read_text("utf-8"))
    assert None not in found["rows"]
    by_id = {
        row["id"]: row["sentence"]
        for table in ("citations", "campaigns", "tasks", "assignees", "themes", "sections")
        for row in report.rows(table)
    }
    compared = 0
    for place, pointer, _, _, sentence in found["rows"]:  # type: ignore[misc]
        identifier = found["documents"][place][2] + pointer  # type: ignore[index]
        if identifier in by_id:
            compared += 1
            assert sentence == by_id[identifier]
    assert compared > 200


def test_the_same_report_gives_the_same_bytes(page: Path, report: Report) -> None:
    assert render(report) == page.read_text("utf-8")


def test_hostile_words_stay_words(hostile_page: Path) -> None:
    html = hostile_page.read_text("utf-8")
    assert html.count("</script") == html.count("<script") == 4
    data = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert all(not set("<>&\u2028\u2029") & set(text) for text in data)
    found = carried(html)
    assert all(HOSTILE in key for _, _, key in found["documents"])  # type: ignore[misc]
    assert all(HOSTILE in row[4] for row in found["rows"] if row[4])  # type: ignore[index]


def test_copies_and_inputs_without_a_plan_are_named(page: Path) -> None:
    html = page.read_text("utf-8")
    assert "lại/một bản khác.txt" in html and "mật.pdf" in html
    assert "tệp đòi mật khẩu" in html and "something_new" in html
