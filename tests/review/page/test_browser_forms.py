"""Correcting in a real browser, with keys alone and without a script."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

import pytest

from extractor.plan import Plan
from extractor.review.corrections import Correction, apply, correct
from extractor.review.page.forms import Asked, read_form
from extractor.review.page.page import Forms, Sources, plan_page
from extractor.review.page.pictures import draw, inline
from extractor.settings import DEFAULT

from . import hostile
from .conftest import AN, corrected, reread
from .test_browser import DESK, PHONE, is_seen, lit, number_of


@dataclass
class Site:
    """A document on a server that is as small as it can be: it keeps what is sent."""

    address: str
    plan: Plan
    sources: Sources
    given: list[Correction] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def take(self, asked: Asked) -> None:
        """Corrects, or withdraws."""
        self.asked.append(asked)
        ended = asked.withdraw
        if ended is None:
            shown = apply(self.plan, self.given).plan
            made = correct(shown, "a", asked.op, asked.pointer, asked.to, AN)
            self.given.append(made)
            ended = made.replaces
        self.given = [each for each in self.given if each.id != ended]

    def html(self, language: Any = "vi") -> str:
        """The page as it is now."""
        applied = apply(self.plan, self.given)
        told = list(zip(self.given, applied.outcomes, strict=True))
        forms = Forms("/corrections", "t", "s" * 64, "Nguyễn Thị An")
        return plan_page(
            applied.plan, "a", self.sources, corrections=told, forms=forms, language=language
        )


@pytest.fixture(scope="session")
def sources(scan_plan: Plan, scan_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Sources:
    folder = tmp_path_factory.mktemp("pictures")
    return inline(draw(scan_plan, [scan_file], folder, DEFAULT), folder)


class Handler(BaseHTTPRequestHandler):
    """Answers with the page, and after a correction with the way back to it."""

    site: ClassVar[Site]

    def do_GET(self) -> None:
        there = self.path.startswith("/page")
        body = self.site.html("en" if "lang=en" in self.path else "vi").encode() if there else b""
        self.send_response(200 if there else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = read_form(dict(parse_qsl(sent, keep_blank_values=True)))
        self.site.take(asked)
        self.send_response(303)
        query = urlsplit(self.path).query
        self.send_header("Location", f"/page{query and '?'}{query}#{asked.back}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def site(scan_plan: Plan, sources: Sources) -> Iterator[Site]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Handler.site = Site(f"http://127.0.0.1:{server.server_port}", scan_plan, sources)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Handler.site
        server.shutdown()


@contextmanager
def opened(chromium: Any, site: Site, path: str = "/page", **options: Any) -> Iterator[Any]:
    """The page, of which is asked afterwards that the console stayed silent."""
    context = chromium.new_context(**{"viewport": DESK, **options})
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(site.address + path)
    yield page
    context.close()
    assert said == []


def focused(page: Any, asks: str) -> Any:
    return page.evaluate(f"document.activeElement{asks}")


def to_field(page: Any, kind: str) -> str:
    """Goes there with keys alone, from the first field on."""
    number = number_of(page, kind)
    page.locator("#fields").focus()
    for _ in range(200):
        if lit(page, ".fields") == [number]:
            return number
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no way to {kind}")


def open_group(page: Any, name: str) -> None:
    page.locator(f"#s-{name}").focus()
    if page.locator(f"#g-{name}[open]").count() == 0:
        page.keyboard.press("Enter")


@pytest.mark.parametrize("key", ["e", "F2"])
def test_a_value_is_corrected_with_keys_alone(chromium: Any, site: Site, key: str) -> None:
    with opened(chromium, site) as page:
        to_field(page, "Số, ký hiệu")
        page.keyboard.press(key)
        assert focused(page, ".value") == site.plan.number
        page.keyboard.press("Control+a")
        page.keyboard.type("99/CT-UBND")
        page.keyboard.press("Tab")
        page.keyboard.type("Số đóng dấu")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        [asked] = site.asked
        assert (asked.pointer, asked.to, asked.why, asked.who, asked.document, asked.token) == (
            "/number", "99/CT-UBND", "Số đóng dấu", "Nguyễn Thị An", "a", "t",
        )  # fmt: skip
        # Back at the same field, which says so; the keys go on from there.
        number = number_of(page, "Số, ký hiệu")
        assert lit(page, ".fields") == lit(page, ".scan") == [number]
        assert focused(page, ".id") == "/number"
        assert "người sửa ghi 99/CT-UBND" in page.locator(f"#f{number}").inner_text()
        assert is_seen(page, f"#f{number}", ".fields")
        page.keyboard.press("ArrowDown")
        assert lit(page, ".fields") == [str(int(number) + 1)]


def test_escape_sends_nothing_and_leads_back(chromium: Any, site: Site) -> None:
    with opened(chromium, site) as page:
        number = to_field(page, "Số, ký hiệu")
        page.keyboard.press("e")
        page.keyboard.type("xyz")
        page.keyboard.press("Escape")
        assert page.locator(".edit[open]").count() == 0 and site.asked == []
        assert focused(page, ".id") == "/number" and lit(page, ".scan") == [number]
        page.keyboard.press("e")
        assert focused(page, ".value") == site.plan.number  # as it was


def test_a_long_text_and_a_choice_are_sent_with_keys(chromium: Any, site: Site) -> None:
    with opened(chromium, site) as page:
        open_group(page, "citations")
        to_field(page, "Viện dẫn")
        page.keyboard.press("e")
        assert focused(page, ".tagName") == "SELECT"
        page.keyboard.press("ArrowDown")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        to_field(page, "Trích yếu")
        page.keyboard.press("e")
        assert focused(page, ".tagName") == "TEXTAREA"
        page.keyboard.press("Control+a")
        page.keyboard.type("Về phòng cháy")
        page.keyboard.press("Enter")
        page.keyboard.type("rừng")
        with page.expect_navigation():
            page.keyboard.press("Control+Enter")
        relation, title = site.asked
        assert relation.pointer.endswith("/relation")
        assert title.to == "Về phòng cháy\nrừng"


def test_elements_are_removed_and_added_with_keys(chromium: Any, site: Site) -> None:
    before = len(site.plan.recipients)
    with opened(chromium, site) as page:
        open_group(page, "recipients")
        number = number_of(page, "Nơi nhận")
        page.locator(f"#f{number} .edit").last.locator("summary").focus()
        page.keyboard.press("Enter")
        with page.expect_navigation():
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
        open_group(page, "recipients")
        page.locator("#g-recipients > .acts summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("Như trên")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert focused(page, ".id") == "s-recipients"
    removed, added = site.asked
    assert (removed.op, added.op, added.to) == ("remove", "add", {"text": "Như trên"})
    now = apply(site.plan, site.given).plan.recipients
    assert len(now) == before and "Như trên" in [each.text for each in now]


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    ("button", "number"),
    [("Giữ giá trị đã sửa", "99/CT-UBND"), ("Lấy giá trị mới đọc", "98/CT-UBND")],
)
def test_a_conflict_is_decided_either_way(
    chromium: Any, site: Site, button: str, number: str, script: bool
) -> None:
    site.given = corrected(site.plan, "a")
    site.plan = reread(site.plan)
    with opened(chromium, site, java_script_enabled=script) as page:
        first = page.locator(".field").first
        assert "98/CT-UBND" in first.inner_text() and "99/CT-UBND" in first.inner_text()
        if script:
            page.keyboard.press("n")
            assert lit(page, ".fields") == lit(page, ".scan") == ["1"]
        page.get_by_role("button", name=button).focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator(".conflict").count() == 0
        assert page.locator("h1").inner_text().endswith(number)
    assert apply(site.plan, site.given).plan.number == number


def test_what_is_lost_is_withdrawn(chromium: Any, site: Site) -> None:
    site.given = corrected(site.plan, "a")
    site.plan = reread(site.plan)
    with opened(chromium, site) as page:
        lost = page.locator("#g-lost")
        assert "Trần Văn B" in lost.inner_text()
        with page.expect_navigation():
            lost.get_by_role("button", name="Rút lại").click()
        assert page.locator("#g-lost").count() == 0
    assert len(site.given) == 5


def test_all_of_it_without_a_script(chromium: Any, site: Site) -> None:
    with opened(chromium, site, java_script_enabled=False) as page:
        number = number_of(page, "Số, ký hiệu")
        summary = page.locator(f"#f{number} .value summary")
        summary.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Control+a")
        page.keyboard.type("97/CT-UBND")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url == f"{site.address}/page#/number"
        number = number_of(page, "Số, ký hiệu")
        background = page.locator(f"#f{number}").evaluate(
            "f => getComputedStyle(f).backgroundColor"
        )
        assert background == "rgb(253, 240, 191)"
        assert is_seen(page, f"#f{number}", ".fields")
    assert site.asked[0].to == "97/CT-UBND"


def test_the_language_stays_after_a_correction(chromium: Any, site: Site) -> None:
    with opened(chromium, site) as page:
        page.check("[name=lang][value=en]", force=True)
        assert page.url.endswith("?lang=en")
        to_field(page, "Số, ký hiệu")
        page.keyboard.press("e")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "lang=en" in page.url
        assert page.locator(".vi:visible").count() == 0
        page.check("[name=lang][value=vi]", force=True)
        assert "lang" not in page.url and page.locator(".en:visible").count() == 0
        assert "ít nhất" in page.locator("option[value=at_least]").first.text_content()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", [DESK, PHONE])
def test_forms_are_fit_for_all(chromium: Any, site: Site, size: Any, language: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="NOT CHECKED: no axe")
    site.given = corrected(site.plan, "a")
    site.plan = reread(site.plan)
    with opened(chromium, site, f"/page?lang={language}", viewport=size, bypass_csp=True) as page:
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true;")
        ground = "(e => [e.scrollWidth, e.scrollHeight])(document.documentElement)"
        assert page.evaluate(ground) == [size["width"], size["height"]]  # only the sides scroll
        results = axe.Axe().run(page, options={"resultTypes": ["violations"]})
        found = [(v["id"], v["nodes"][0]["html"][:300]) for v in results.response["violations"]]
        assert found == []


@pytest.mark.parametrize("script", [True, False])
def test_hostile_words_do_nothing_in_forms(chromium: Any, site: Site, script: bool) -> None:
    author = type(AN)(hostile.HOSTILE, AN.when, hostile.HOSTILE)
    turned = hostile.turned(site.plan)
    site.given = corrected(turned, "a", author, hostile.HOSTILE)
    site.plan = reread(turned, f"{hostile.HOSTILE}98")
    with opened(chromium, site, java_script_enabled=script) as page:
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        if script:
            for key in ("n", "n", "ArrowDown", "e", "Escape", "Enter", "Enter"):
                page.keyboard.press(key)
        assert page.evaluate("window.ran") is None
        assert page.locator("img[onerror], [onload], a[href^=javascript]").count() == 0
        text = page.locator(".decided").first.inner_text()
        assert "onerror=window.ran=1" in text
        page.get_by_role("button", name="Lấy giá trị mới đọc").click()
        page.wait_for_load_state()
        assert page.evaluate("window.ran") is None
    assert site.asked[0].to == site.plan.number
