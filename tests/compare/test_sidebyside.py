"""The page of aligned plans."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

import pytest

from extractor.compare.align import align
from extractor.compare.model import Member
from extractor.compare.sidebyside import side_by_side
from extractor.plan import Plan

HOSTILE = '</p><script>alert(1)</script><img src=x onerror="alert(2)">&amp;'


def changed(plan: Plan, document: str, **values: object) -> Member:
    return Member(document, plan.model_copy(update=values))


@pytest.fixture
def page(plan: Plan) -> str:
    """Of a plan, one whose words would be markup, and one without the first section."""
    first, *rest = plan.sections
    hostile = first.model_copy(update={"heading": HOSTILE, "text": HOSTILE})
    return side_by_side(
        align(
            [
                Member("a.pdf", plan),
                changed(
                    plan, f"{HOSTILE}.pdf", sections=(hostile, *rest), title=HOSTILE, number=None
                ),
                changed(plan, "c.pdf", sections=tuple(rest)),
            ]
        )
    )


class Tags(HTMLParser):
    """What a browser sees: tags with attributes, and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_no_text_of_a_document_becomes_markup(page: str) -> None:
    found = Tags(page)
    assert not {"script", "img", "iframe", "object", "link"} & {tag for tag, _ in found.tags}
    assert HOSTILE in found.text
    assert not any(name.startswith("on") for _, attrs in found.tags for name in attrs)


def test_the_policy_allows_the_style_and_nothing_else(page: str) -> None:
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    (policy,) = (a["content"] for _, a in Tags(page).tags if a.get("http-equiv"))
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"url\(|@import|https?:", page)


def test_gaps_changes_and_both_languages_are_told_in_words(page: str) -> None:
    found = Tags(page)
    assert sum(attrs.get("class") == "gap" for _, attrs in found.tags) > 0
    assert "Không có mục tương ứng" in found.text
    assert "No such section" in found.text
    languages = [attrs.get("lang") for _, attrs in found.tags if attrs.get("class") == "t"]
    assert languages.count("vi") == languages.count("en") > 0


def test_rows_and_columns_are_headed(page: str) -> None:
    heads = [attrs.get("scope") for tag, attrs in Tags(page).tags if tag == "th"]
    assert heads.count("col") == 4
    assert heads.count("row") == sum(tag == "tr" for tag, _ in Tags(page).tags) - 1


def test_the_page_in_a_browser(page: str, tmp_path: Path) -> None:
    """Nothing is fetched, nothing runs, the switch works, a phone needs no scrolling sideways, and
    axe finds nothing."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        pytest.skip("NOT CHECKED: the page in a browser, for there is no Chromium here")
    path = tmp_path / "page.html"
    path.write_text(page, "utf-8")
    with ThreadPoolExecutor(1) as thread:  # Playwright allows one session a thread
        seen, headings, width, violations = thread.submit(_looked_at, program, path).result()
    assert headings == ["So sánh văn bản", "Documents side by side"]
    assert width <= 390
    assert seen == [path.as_uri()]
    assert violations == []


def _looked_at(program: str, path: Path) -> tuple[list[str], list[str], int, list[str]]:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    seen: list[str] = []
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": 390, "height": 800})
        view.on("request", lambda request: seen.append(request.url))
        view.on("console", lambda message: seen.append(message.text))
        view.on("dialog", lambda dialog: seen.append(dialog.message))
        view.goto(path.as_uri())
        headings = [view.locator("h1").inner_text()]
        view.get_by_label("English").check()
        headings.append(view.locator("h1").inner_text())
        width = view.evaluate("document.documentElement.scrollWidth")
        view.set_viewport_size({"width": 1200, "height": 800})
        violations = [found["id"] for found in Axe().run(view).response["violations"]]
        browser.close()
    return seen, headings, width, violations
