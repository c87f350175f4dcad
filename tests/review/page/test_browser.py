"""The pages in a real browser: they can be used with keys, mouse and without a script, and do
nothing that they should not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from .conftest import CORRECTED, Archive

DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 780}


@contextmanager
def opened(chromium: Any, file: Path, **options: Any) -> Iterator[Any]:
    """The page, of which is asked afterwards that it fetched nothing but its own pictures and that
    the console stayed silent."""
    context = chromium.new_context(**{"viewport": DESK, **options})
    asked, said = [], []
    context.route("**/*", lambda route: (asked.append(route.request.url), route.continue_()))
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(file.as_uri())
    yield page
    context.close()
    assert said == []
    pages = (".webp", ".html", ".html?lang=en")
    assert all(url == file.as_uri() or url.endswith(pages) for url in asked)
    assert all(url.startswith("file://") for url in asked)


def lit(page: Any, side: str) -> list[str]:
    """The fields that are marked on a side."""
    found: list[str] = page.eval_on_selector_all(
        f"{side} [data-f].on", "all => all.map(one => one.dataset.f)"
    )
    return found


def is_seen(page: Any, selector: str, side: str) -> bool:
    """Whether an element lies within what its side shows."""
    seen: bool = page.evaluate(
        """([selector, side]) => {
          const a = document.querySelector(selector).getBoundingClientRect();
          const b = document.querySelector(side).getBoundingClientRect();
          return a.top >= b.top - 1 && a.bottom <= b.bottom + 1 && a.height > 0;
        }""",
        [selector, side],
    )
    return seen


def number_of(page: Any, kind: str) -> str:
    field = page.locator(".field", has=page.locator(".name", has_text=kind)).first
    return str(field.get_attribute("data-f"))


def test_pictures_are_there(chromium: Any, scan_page: Path, archive: Archive) -> None:
    for file in (scan_page, archive.page("b/quét #1?.pdf")):
        with opened(chromium, file) as page:
            widths = page.eval_on_selector_all("img", "all => all.map(i => i.naturalWidth)")
            assert widths == [1240, 1240]


def test_the_box_lies_on_the_words_in_the_picture(chromium: Any, scan_page: Path) -> None:
    """Around the number are its letters: the picture is dark within the box, and bright just
    above it."""
    with opened(chromium, scan_page) as page:
        number = number_of(page, "Số, ký hiệu")
        dark, above = page.evaluate(
            """async number => {
              const image = document.querySelector('img'), box = document.querySelector(`#b${number} rect`);
              const canvas = document.createElement('canvas');
              canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
              const paint = canvas.getContext('2d', {willReadFrequently: true}); paint.drawImage(image, 0, 0);
              const i = image.getBoundingClientRect(), b = box.getBoundingClientRect();
              const k = image.naturalWidth / i.width;
              const ink = (x, y, w, h) => {
                const data = paint.getImageData((x - i.x) * k, (y - i.y) * k, w * k, h * k).data;
                let dark = 0;
                for (let at = 0; at < data.length; at += 4) dark += data[at] < 128;
                return dark / (data.length / 4);
              };
              return [ink(b.x, b.y, b.width, b.height), ink(b.x, b.y - b.height * 0.35, b.width, b.height * 0.3)];
            }""",
            number,
        )
        assert dark > 0.08 > above


def test_pointing_at_a_field_marks_its_box_and_the_other_way_round(
    chromium: Any, scan_page: Path
) -> None:
    with opened(chromium, scan_page) as page:
        number = number_of(page, "Trích yếu")
        page.hover(f"#f{number}")
        assert lit(page, ".scan") == lit(page, ".fields") == [number]
        other = number_of(page, "Số, ký hiệu")
        page.hover(f"#b{other}")
        assert lit(page, ".scan") == lit(page, ".fields") == [other]
        page.locator(f"#f{number} a.name").focus()
        page.mouse.move(640, 5)
        assert lit(page, ".scan") == lit(page, ".fields") == [number]


def test_keys_go_through_fields_and_to_their_boxes(chromium: Any, scan_page: Path) -> None:
    with opened(chromium, scan_page) as page:
        page.keyboard.press("n")  # the warning that it is no plan, then what is missing, then low
        page.keyboard.press("n")
        page.keyboard.press("n")
        number = number_of(page, "Cơ quan ban hành")
        assert lit(page, ".scan") == [number]
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == f"b{number}"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.closest('.field').id") == f"f{number}"
        page.keyboard.press("ArrowDown")
        assert lit(page, ".fields") == [str(int(number) + 1)]
        page.keyboard.press("ArrowUp")
        page.keyboard.press("p")
        assert lit(page, ".fields") == [str(int(number) - 1)]


def test_a_field_of_a_later_page_brings_its_box_into_view(chromium: Any, scan_page: Path) -> None:
    with opened(chromium, scan_page) as page:
        number = number_of(page, "Người ký")
        assert not is_seen(page, f"#b{number} rect", ".scan")
        page.locator(f"#f{number} a.name").focus()
        assert is_seen(page, f"#b{number} rect", ".scan")
        assert page.evaluate("scrollY") == 0


def test_boxes_are_those_of_the_groups_that_are_open(chromium: Any, scan_page: Path) -> None:
    with opened(chromium, scan_page) as page:
        assert page.locator(".box.g-citations:visible").count() == 0
        page.click("#g-citations > summary")
        assert page.locator(".box.g-citations:visible").count() > 3
        page.locator(".box.g-citations rect").first.click()
        assert page.evaluate("document.activeElement.closest('#g-citations')") is not None


def test_without_a_script_links_lead_both_ways(chromium: Any, scan_page: Path) -> None:
    with opened(chromium, scan_page, java_script_enabled=False) as page:
        number = number_of(page, "Người ký")
        page.click(f"#f{number} a.name")
        assert page.url.endswith(f"#b{number}")
        fill = page.locator(f"#b{number} rect").first
        assert fill.evaluate("r => getComputedStyle(r).fillOpacity") == "0.4"
        assert fill.bounding_box()["y"] > 0
        page.click(f"#b{number} rect")
        assert page.url.endswith(f"#f{number}")
        background = page.locator(f"#f{number}").evaluate(
            "f => getComputedStyle(f).backgroundColor"
        )
        assert background == "rgb(253, 240, 191)"
        assert page.locator(".keys").is_hidden()


@pytest.mark.parametrize("script", [True, False])
def test_in_both_languages(chromium: Any, scan_page: Path, archive: Archive, script: bool) -> None:
    for file in (scan_page, archive.folder / "index.html"):
        with opened(chromium, file, java_script_enabled=script) as page:
            assert page.locator(".en:visible").count() == 0
            page.check("[name=lang][value=en]", force=True)
            assert page.locator(".vi:visible").count() == 0
            assert page.locator(".en:visible").count() > 5


def test_a_text_shows_its_words(chromium: Any, text_page: Path) -> None:
    with opened(chromium, text_page) as page:
        number = number_of(page, "Số, ký hiệu")
        page.locator(f"#f{number} a.name").focus()
        assert page.locator(".read.on").all_inner_texts() == ["08 /KH-UBND"]


def test_the_queue_filters_and_leads_to_pages(chromium: Any, archive: Archive) -> None:
    for script in (True, False):
        with opened(chromium, archive.folder / "index.html", java_script_enabled=script) as page:
            rows = page.locator("table").first.locator("tbody tr")
            assert rows.count() == 5 and "1 mâu thuẫn" in rows.first.inner_text()
            page.get_by_role("link", name="Văn bản không phải kế hoạch").click()
            assert rows.count() == 4 and page.locator("table").count() == 1
            page.get_by_role("link", name="Mâu thuẫn cần quyết định").click()
            assert page.url.endswith("index-conflict.html") and rows.count() == 1
            assert page.locator("[aria-current=page]").inner_text().startswith("Mâu thuẫn")
            rows.first.locator("a").click()
            assert page.locator("h1").inner_text() == "Chỉ thị 99/CT-UBND"
            page.click(".back a")
            assert page.url.endswith("index.html")


def test_the_language_goes_along(chromium: Any, archive: Archive) -> None:
    with opened(chromium, archive.folder / "index.html") as page:
        page.check("[name=lang][value=en]", force=True)
        page.locator("tbody tr a").first.click()
        assert page.url.endswith("?lang=en") and page.locator(".vi:visible").count() == 0
        assert page.locator("[name=lang][value=en]").is_checked()
        page.click(".back a")
        assert page.url.endswith("index.html?lang=en")
        page.reload()
        assert page.locator(".vi:visible").count() == 0
        page.check("[name=lang][value=vi]", force=True)
        page.locator("tbody tr a").first.click()
        assert "lang" not in page.url and page.locator(".en:visible").count() == 0


def test_what_people_corrected_can_be_read(chromium: Any, archive: Archive) -> None:
    """Both values of a conflict, first of all; nothing that could be sent."""
    for script in (True, False):
        with opened(chromium, archive.page(CORRECTED), java_script_enabled=script) as page:
            first = page.locator(".field").first
            assert first.locator(".sides strong").all_inner_texts() == ["99/CT-UBND", "98/CT-UBND"]
            assert "Nguyễn Thị An, 21/11/2026 01:30" in first.inner_text()
            assert page.locator("#g-lost .decided").count() == 1
            assert page.locator("form").count() == 0
            if script:
                page.keyboard.press("n")
                assert lit(page, ".fields") == lit(page, ".scan") == ["1"]


@pytest.mark.parametrize("script", [True, False])
def test_hostile_words_do_nothing(chromium: Any, hostile_archive: Archive, script: bool) -> None:
    for file in sorted(hostile_archive.folder.rglob("*.html")):
        with opened(chromium, file, java_script_enabled=script) as page:
            if script and not file.name.startswith("index"):
                for key in ("n", "n", "ArrowDown", "Enter", "Enter"):
                    page.keyboard.press(key)
            assert page.evaluate("window.ran") is None
            assert page.locator("img[onerror], [onload], a[href^=javascript]").count() == 0
            assert "onerror=window.ran=1" in page.locator("body").inner_text()


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_axe_finds_nothing(
    chromium: Any, scan_page: Path, text_page: Path, archive: Archive, size: Any, language: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="NOT CHECKED: no axe")
    for file in (scan_page, text_page, archive.folder / "index.html", archive.page(CORRECTED)):
        context = chromium.new_context(viewport=size)  # axe itself is what a page may not run
        page = context.new_page()
        page.goto(file.as_uri())
        page.check(f"[name=lang][value={language}]", force=True)
        page.evaluate("for (const d of document.querySelectorAll('.group')) d.open = true")
        results = axe.Axe().run(page, options={"resultTypes": ["violations"]})
        found = [(v["id"], v["nodes"][0]["html"][:300]) for v in results.response["violations"]]
        assert (file.name, found) == (file.name, [])
        context.close()


def test_on_a_phone_both_sides_are_seen(chromium: Any, scan_page: Path) -> None:
    with opened(chromium, scan_page, viewport=PHONE) as page:
        page.keyboard.press("n")
        page.keyboard.press("n")
        page.keyboard.press("n")
        number = number_of(page, "Cơ quan ban hành")
        assert is_seen(page, f"#f{number} .name", ".fields")
        assert is_seen(page, f"#b{number} rect", ".scan")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
