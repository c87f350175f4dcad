"""The report in a real browser: it can be used, and does nothing that it should not."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.compare.report.page import NAVIGATION

VIEWS = [view for _, group in NAVIGATION for view in group]


class Reader:
    """Someone who has the report open. `asked` are requests, `said` what the console shows."""

    def __init__(self, context: Any, file: Path) -> None:
        self.file = file
        self.asked: list[str] = []
        self.said: list[str] = []
        context.route("**/*", self._note)
        self.page = context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def _note(self, route: Any) -> None:
        self.asked.append(route.request.url)
        route.continue_()

    def open(self, address: str = "") -> Any:
        self.page.goto("about:blank")
        self.page.goto(self.file.as_uri() + address)
        return self.page

    def undisturbed(self) -> bool:
        return set(self.asked) <= {self.file.as_uri()} and not self.said


def reading(chromium: Any, file: Path, **options: Any) -> Iterator[Reader]:
    context = chromium.new_context(**options)
    reader = Reader(context, file)
    yield reader
    context.close()
    assert reader.undisturbed(), (reader.asked, reader.said)


@pytest.fixture
def reader(chromium: Any, page: Path) -> Iterator[Reader]:
    yield from reading(chromium, page)


@pytest.fixture
def victim(chromium: Any, hostile_page: Path) -> Iterator[Reader]:
    yield from reading(chromium, hostile_page)


@pytest.fixture
def scriptless(chromium: Any, page: Path) -> Iterator[Reader]:
    yield from reading(chromium, page, java_script_enabled=False)


def shown(page: Any, items: str) -> list[str]:
    """What the rows of a list that can be seen say."""
    rows: list[str] = page.locator(f"#{items} > *:visible").all_inner_texts()
    return rows


def provinces_of(page: Any) -> list[str]:
    """The first column of the list of documents."""
    return [row.split("\t")[0].strip() for row in shown(page, "read")]


def test_one_view_at_a_time(reader: Reader) -> None:
    page = reader.open()
    assert page.locator("section.view:visible").count() == 1
    for view in VIEWS:
        page.click(f'nav.views a[href="#{view}"]')
        page.wait_for_selector(f"#{view}-title:focus")
        assert page.locator("section.view:visible").evaluate_all("e => e.map(e => e.id)") == [view]
        assert page.locator('[aria-current="page"]').count() == 1
    page.go_back()
    page.wait_for_selector(f"#{VIEWS[-2]}", state="visible")


def test_the_language_changes_everywhere(reader: Reader) -> None:
    page = reader.open("#ledger")
    assert page.title().startswith("Sổ nhiệm vụ")
    page.get_by_text("English", exact=True).click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title().startswith("Ledger of tasks – ")
    assert page.locator(".vi:visible").count() == 0
    assert (
        page.locator("#duties").locator("xpath=ancestor::section").get_by_label("Mode").is_visible()
    )
    assert "All" in page.locator('[data-filter="mode"] option').first.inner_text()
    assert "lang=en" in page.url


def test_the_list_of_provinces_changes_everywhere(reader: Reader) -> None:
    page = reader.open("#documents?list=now")
    assert "Nam Định" not in provinces_of(page)
    page.locator("label", has_text="63 tỉnh").click()
    assert "Nam Định" in provinces_of(page)
    assert page.locator(".now:visible").count() == 0


@pytest.mark.parametrize(
    ("typed", "found"),
    [("quang tri", "Quảng Trị"), ("QUẢNG TRỊ", "Quảng Trị"), ("dak nong", "Đắk Nông")],
)
def test_search_needs_no_marks(reader: Reader, typed: str, found: str) -> None:
    page = reader.open("#documents?list=then")
    page.fill("#documents [data-search]", unicodedata.normalize("NFD", typed))
    rows = shown(page, "read")
    assert 0 < len(rows) < 5 and all(found in row for row in rows)


def test_filters_and_their_address(reader: Reader) -> None:
    page = reader.open("#ledger?list=then")
    everything = page.locator("#duties tr:not([hidden])").count()
    page.get_by_label("Tỉnh, thành phố").locator("visible=true").select_option("Quảng Trị")
    page.get_by_label("Hình thức").select_option("assigned")
    page.fill("#ledger [data-search]", "bao cao")
    rows = shown(page, "duties")
    assert 0 < len(rows) < everything
    assert all("Quảng Trị" in row and "giao" in row for row in rows)
    status = page.locator("#ledger [role=status]").inner_text()
    assert f"{len(rows)} trong {everything} dòng" in status and "Quảng Trị" in status
    again = Reader(reader.page.context, reader.file)
    again.page.goto(page.url)
    assert shown(again.page, "duties") == rows
    page.get_by_role("button", name="Bỏ lọc").click()
    assert page.locator("#duties tr:not([hidden])").count() == everything


def test_pages_of_a_long_table(reader: Reader) -> None:
    page = reader.open("#ledger")
    first = shown(page, "duties")
    assert len(first) == 50
    page.get_by_role("button", name="Trang sau").click()
    second = shown(page, "duties")
    assert len(second) == 50 and not set(first) & set(second)
    page.get_by_role("button", name="Trang trước").click()
    assert shown(page, "duties") == first


def test_rows_sort_by_the_vietnamese_alphabet(reader: Reader) -> None:
    page = reader.open("#documents?list=then")
    head = page.locator("#documents th", has_text="Tỉnh, thành phố")
    names = provinces_of(page)
    assert [n for n in names if n[0] in "CĐHL"] == ["Cao Bằng", "Đắk Nông", "Hà Giang", "Lâm Đồng"]
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert provinces_of(page) == names[::-1]


def test_a_cell_opens_its_sentences_and_gives_the_focus_back(reader: Reader) -> None:
    page = reader.open("#campaigns")
    cell = page.locator("#campaigns button[data-evidence]:visible").first
    cell.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    assert dialog.locator("blockquote").first.inner_text()
    assert "mục" in dialog.locator(".source").first.inner_text()
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert cell.evaluate("e => e === document.activeElement")


def test_marks_of_a_picture_open_by_keyboard(reader: Reader) -> None:
    page = reader.open("#graph")
    page.locator('#graph [role="button"][data-evidence]:visible').first.focus()
    for key in ("Enter", " "):
        page.keyboard.press(key)
        assert page.locator("dialog[open] blockquote").count() > 0
        page.keyboard.press("Escape")


def test_the_keyboard_reaches_the_content_at_once(reader: Reader) -> None:
    page = reader.open()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.locator("section.view:visible").get_attribute("id") == VIEWS[0]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_on_a_phone_nothing_is_wider_than_the_screen(chromium: Any, page: Path) -> None:
    for reader in reading(chromium, page, viewport={"width": 390, "height": 844}):
        for view in VIEWS:
            opened = reader.open(f"#{view}")
            assert opened.evaluate("document.documentElement.scrollWidth") <= 390, view
        opened.click("nav.views .menu")
        opened.click('nav.views a[href="#ledger"]')
        opened.wait_for_selector("#ledger", state="visible")
        assert not opened.locator("#menu").is_visible()


def squeezed(text: str) -> str:
    """Without spaces: lines of paper break anywhere."""
    return "".join(unicodedata.normalize("NFC", text).split())


def test_paper_has_all_views_open_and_what_the_filter_leaves(reader: Reader) -> None:
    from pypdfium2 import PdfDocument

    page = reader.open("#ledger?list=then&duties.mode=requested")
    kept = page.locator("#duties tr:not([hidden]) .quote").all_inner_texts()
    left = page.locator("#duties tr[hidden] .quote").all_inner_texts()
    with PdfDocument(page.pdf(format="A4")) as paper:
        sheets = [squeezed(sheet.get_textpage().get_text_range()) for sheet in paper]
    words = "".join(sheets)
    for view in VIEWS:
        title = page.locator(f"#{view}-title .vi").evaluate("e => e.textContent")
        assert squeezed(title) in words
    assert 0 < len(kept) < len(left)
    assert all(squeezed(task) in words for task in kept)
    [first] = [n for n, sheet in enumerate(sheets) if squeezed(kept[0]) in sheet]
    [last] = [n for n, sheet in enumerate(sheets) if squeezed(kept[-1]) in sheet]
    assert first < last and all(
        "CơquanNhiệmvụThờihạn" in sheet for sheet in sheets[first : last + 1]
    )
    assert "Trangsau" not in words and "Bỏlọc" not in words and "Đanglọc" in words


def test_without_the_script_all_can_be_read_in_both_languages(scriptless: Reader) -> None:
    page = scriptless.open()
    assert page.locator("section.view:visible").count() == len(VIEWS)
    assert page.locator("noscript p").is_visible()
    assert page.locator("#duties tr:visible").count() == page.locator("#duties tr").count() > 100
    assert page.locator(".tools:visible, .pager:visible").count() == 0
    page.get_by_text("English", exact=True).click()
    assert page.locator(".vi:visible").count() == 0
    assert page.get_by_role("heading", name="Ledger: who does what until when").is_visible()


def test_nothing_that_a_document_says_runs(victim: Reader) -> None:
    page = victim.open()
    for view in VIEWS:
        page.evaluate(f"location.hash = '{view}'")
        page.wait_for_selector(f"#{view}", state="visible")
        openers = page.locator(f"#{view} [data-evidence]:visible")
        for place in range(min(openers.count(), 2)):
            openers.nth(place).dispatch_event("click")
            assert page.locator("dialog[open] li").count() > 0
            page.keyboard.press("Escape")
        for select in page.locator(f"#{view} select:visible").all():
            select.select_option(index=select.locator("option").count() - 1)
        for search in page.locator(f"#{view} [data-search]:visible").all():
            search.fill("<img src=x onerror=window.ran=1>")
        page.locator("[name=lang]:not(:checked)").dispatch_event("click")
    hostile_address = (
        "#ledger?lang=<img src=x onerror=window.ran=1>&list=%22]"
        "&duties.find=</script><script>window.ran=1</script>"
    )
    victim.open(hostile_address)
    assert page.locator("#ledger").is_visible()
    assert page.evaluate("window.ran") is None
    living = "img, iframe, object, embed, base, form, [onerror], [onload], [onfocus]"
    assert page.locator(living).count() == 0
    assert page.locator("script").count() == 4
