"""The served pages in a real browser: a clerk finds a field on the scan, corrects it with the keys,
and decides where a later reading says something else. Hostile documents do nothing."""

from __future__ import annotations

import socket
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from threading import Thread
from time import sleep
from typing import Any

import httpx
import pytest
import uvicorn
from archives import Archive, Here, Work
from review.page.hostile import HOSTILE, turned

from extractor.archive.isolation.sandbox import Done
from extractor.archive.model import Made, Outcome, Task, Versions
from extractor.archive.work import PLANS
from extractor.plan import Plan
from extractor.plan.publish import from_json, to_json

from .conftest import TOKENS, app_of

SCAN = "quang-nam-2024.pdf"
DESK = {"width": 1280, "height": 860}
NAMED = "x'\"><img src=x onerror=window.ran=1>.txt"
Turn = Callable[[Plan], Plan]


class Rereads(Here):
    """An engine that reads otherwise: `turn` makes of each plan what it reads."""

    def __init__(self, archive: Archive, turn: Turn) -> None:
        super().__init__()
        self._blobs, self._turn = archive.blobs, turn

    def run(
        self, work: Work, items: Iterable[Task], *, many: bool
    ) -> Generator[Done[Task, Outcome] | None]:
        for done in super().run(work, items, many=many):
            if done and done.result:
                made = tuple(map(self._other, done.result.documents))
                yield replace(done, result=replace(done.result, documents=made))
            else:
                yield done

    def _other(self, made: Made) -> Made:
        data = self._blobs.get(PLANS, made.blob)
        assert data
        plan = self._turn(from_json(data.decode(), "x"))
        return replace(made, blob=self._blobs.put(PLANS, to_json(plan).encode()))


@contextmanager
def running(archive: Archive, **wishes: Any) -> Iterator[str]:
    """The archive, served on a port of this machine."""
    with archive.open_store() as store, socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app_of(archive, store, **wishes), log_level="error", ws="none")
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, args=([listening],))
        thread.start()
        while thread.is_alive() and not server.started:
            sleep(0.05)
        try:
            yield f"http://localhost:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def opened(chromium: Any, address: str) -> Iterator[Any]:
    """A page, of which is asked afterwards that it went nowhere else and that the console stayed
    silent."""
    context = chromium.new_context(viewport=DESK)
    asked, said = [], []
    context.route("**/*", lambda route: (asked.append(route.request.url), route.continue_()))
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    yield page
    context.close()
    here = address.partition("/review")[0]
    assert all(url.startswith((f"{here}/review", "data:")) for url in asked)
    assert said == []


def number_of(page: Any, kind: str) -> str:
    field = page.locator(".field", has=page.locator(".name", has_text=kind)).first
    return str(field.get_attribute("data-f"))


def go_by_keys(page: Any, number: str) -> None:
    """Arrow by arrow, until the field has the focus."""
    for _ in range(200):
        if page.evaluate("document.activeElement.closest('.field')?.dataset.f") == number:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no way by keys to field {number}")


@pytest.fixture
def scanned(root: Path, tmp_path: Path) -> Archive:
    """An archive with a scan."""
    made = Archive(tmp_path)
    copyfile(root / "corpus" / "samples" / SCAN, made.inputs / SCAN)
    made.run()
    return made


def test_a_clerk_corrects_by_keyboard(chromium: Any, scanned: Archive) -> None:
    read = scanned.rows and from_json((scanned.out / f"{SCAN}.json").read_text("utf-8"), SCAN)
    assert read and read.number
    with running(scanned, person="thu-ky") as server, opened(chromium, f"{server}/review/") as page:
        page.locator("table a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".paper img")
        page.wait_for_load_state("networkidle")
        widths = page.eval_on_selector_all(".paper img", "all => all.map(i => i.naturalWidth)")
        assert widths[0] == 1240

        number = number_of(page, "Số, ký hiệu")
        page.click(f"#f{number} a.name")
        box = f"getComputedStyle(document.querySelector('#b{number} rect')).fillOpacity"
        assert float(page.evaluate(box)) > 0.3
        seen = page.locator(f"#b{number} rect").first.bounding_box()
        assert 0 <= seen["y"] < DESK["height"]

        page.reload()
        go_by_keys(page, number)
        page.keyboard.press("e")
        page.keyboard.press("Control+a")
        page.keyboard.type("4321/KH-UBND")
        page.keyboard.press("Tab")
        page.keyboard.type("mờ ở mép trang")
        page.keyboard.press("Tab")
        page.keyboard.press("Control+a")
        page.keyboard.type("Nguyễn Thị An")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        field = page.locator(".field", has=page.locator(".name", has_text="Số, ký hiệu")).first
        said = field.inner_text()
        assert "4321/KH-UBND" in said
        assert "Nguyễn Thị An" in said and "mờ ở mép trang" in said
        assert page.evaluate("document.activeElement.closest('.field').innerText") == said

        scanned.run(force=True, versions=Versions("r2", "p2"))
        page.reload()
        assert "4321/KH-UBND" in page.locator("h1").inner_text()

        other = Rereads(scanned, lambda plan: plan.model_copy(update={"number": "1234/KH-UBND"}))
        scanned.run(other, force=True, versions=Versions("r3", "p3"))
        page.reload()
        sides = page.locator("#g-conflicts .sides").inner_text()
        assert "4321/KH-UBND" in sides and "1234/KH-UBND" in sides
        assert "4321/KH-UBND" in page.locator("h1").inner_text()

        page.goto(f"{server}/review/conflicts")
        row = page.locator("tr.conflict").inner_text()
        assert "4321/KH-UBND" in row and "1234/KH-UBND" in row and "Nguyễn Thị An" in row
        page.locator("tr.conflict a").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "1234/KH-UBND" in page.evaluate("document.activeElement.closest('.field').innerText")
        for _ in range(10):
            if "1234" in page.evaluate("document.activeElement.closest('dd')?.innerText ?? ''"):
                break
            page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator("#g-conflicts").count() == 0
        assert "1234/KH-UBND" in page.locator("h1").inner_text()
        page.goto(f"{server}/review/conflicts")
        assert page.locator("tr.conflict").count() == 0


def test_a_token_is_shown_once(chromium: Any, tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add("b.txt")
    archive.run()
    with running(archive, tokens=TOKENS) as server:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{server}/review/documents/b.txt?lang=en")
        for secret in ("wrong", "an's secret"):
            page.fill("[name=secret]", secret)
            with page.expect_navigation():
                page.keyboard.press("Enter")
        assert page.url == f"{server}/review/documents/b.txt?lang=en"
        assert "58/KH-UBND" in page.inner_text("h1")
        page.goto(f"{server}/review/")
        with page.expect_navigation():
            page.click(".where button")
        assert page.goto(f"{server}/review/").status == 401
        context.close()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_everybody_can_use_the_pages(chromium: Any, tmp_path: Path, language: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="NOT CHECKED: no axe")
    archive = Archive(tmp_path)
    archive.add("a.txt", "b.txt")
    archive.run()
    with running(archive, person="an") as server:
        asked = {"document": "b.txt", "pointer": "/number", "to": "59/KH-UBND"}
        assert httpx.post(f"{server}/v1/corrections", json=asked).status_code == 201
        other = Rereads(archive, lambda plan: plan.model_copy(update={"number": "1/KH-UBND"}))
        archive.run(other, force=True, versions=Versions("r2", "p2"))
        paths = ("", "documents/b.txt", "conflicts", "nothing")
        _is_accessible(chromium, axe, [f"{server}/review/{path}?lang={language}" for path in paths])
    with running(archive, tokens=TOKENS) as server:
        _is_accessible(chromium, axe, [f"{server}/review/?lang={language}"])


def _is_accessible(chromium: Any, axe: Any, addresses: list[str]) -> None:
    context = chromium.new_context(viewport=DESK, bypass_csp=True)
    page = context.new_page()
    for address in addresses:
        page.goto(address)
        results = axe.Axe().run(page, options={"resultTypes": ["violations"]})
        found = [(v["id"], v["nodes"][0]["html"][:300]) for v in results.response["violations"]]
        assert (address, found) == (address, [])
    context.close()


def test_a_hostile_document_does_nothing(chromium: Any, tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.add(NAMED, "b.txt")
    archive.run(Rereads(archive, turned))
    with running(archive, person=HOSTILE[:100]) as server:
        with opened(chromium, f"{server}/review/?text=%22%3E%3Cscript%3Ewindow.ran=1") as page:
            assert page.input_value("[name=text]") == '"><script>window.ran=1'
            ran(page)
        _hostile_corrections(server)
        archive.run(
            Rereads(
                archive, lambda p: turned(turned(p)).model_copy(update={"number": HOSTILE * 2})
            ),
            force=True,
            versions=Versions("r2", "p2"),
        )
        with opened(chromium, f"{server}/review/") as page:
            ran(page)
            links = page.eval_on_selector_all("table a", "all => all.map(a => a.href)")
            assert len(links) == 2
            for link in (*links, f"{server}/review/conflicts"):
                page.goto(link)
                assert "onerror" in page.inner_text("body")
                ran(page)


def _hostile_corrections(server: str) -> None:
    for document in (NAMED, "b.txt"):
        asked = {"document": document, "pointer": "/number", "to": HOSTILE, "why": HOSTILE}
        answer = httpx.post(f"{server}/v1/corrections", json=asked)
        assert answer.status_code == 201, answer.text


def ran(page: Any) -> None:
    assert page.evaluate("typeof window.ran") == "undefined"
    inline = page.eval_on_selector_all(
        "*", "all => all.flatMap(e => [...e.attributes].filter(a => /^on/i.test(a.name))).length"
    )
    assert inline == 0
