"""The files by themselves: closed, whole, where they belong, and harmless."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from extractor.archive.store import Blobs
from extractor.plan import Plan
from extractor.review.page import pictures, writing
from extractor.review.page.made import page_name
from extractor.review.page.page import Sources, plan_page
from extractor.review.page.writing import write_plans

from .conftest import CORRECTED, Archive, archive_of, kept
from .hostile import HOSTILE


class Elements(HTMLParser):
    """All elements with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def pages(archive: Archive) -> list[Path]:
    return sorted(archive.folder.rglob("*.html"))


@pytest.fixture(scope="module")
def every_page(
    scan_page: Path, text_page: Path, archive: Archive, hostile_archive: Archive
) -> list[str]:
    files = [scan_page, text_page, *pages(archive), *pages(hostile_archive)]
    return [file.read_text("utf-8") for file in files]


def test_nothing_comes_from_elsewhere_and_nothing_styles_or_runs_inline(
    every_page: list[str],
) -> None:
    assert len(every_page) > 2 + 5 + 2 + 8
    for html in every_page:
        for tag, attributes in Elements(html).found:
            assert tag not in {"iframe", "object", "embed", "base", "form", "audio", "video"}
            for name, value in attributes.items():
                assert not name.startswith("on") and name not in {"style", "srcset", "autofocus"}
                if name == "src":
                    assert tag == "img"
                    assert re.fullmatch(
                        r"data:image/webp;base64,[A-Za-z0-9+/=]+|[\w.~%-]+/\d+\.webp", value or ""
                    )
                if name == "href" and tag != "link":
                    assert re.fullmatch(
                        r"#[a-z]+\d*|\.\./index\.html|index[\w-]*\.html|pages/[\w.~%-]+\.html",
                        value or "",
                    )


def test_ids_are_unique_and_what_is_referred_to_is_there(every_page: list[str]) -> None:
    for html in every_page:
        elements = Elements(html).found
        ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
        assert len(ids) == len(set(ids))
        for _, attributes in elements:
            assert set((attributes.get("aria-labelledby") or "").split()) <= set(ids)
            if (attributes.get("href") or "").startswith("#"):
                assert (attributes["href"] or "")[1:] in ids


def test_hostile_words_stay_words(hostile_archive: Archive) -> None:
    for page in pages(hostile_archive):
        html = page.read_text("utf-8")
        assert html.count("<script") == html.count("</script") == 1
        assert (
            "<a href=javascript" not in html
            and "<svg onload" not in html
            and "<img src=x" not in html
        )
        assert html.count("<style") == html.count("</style") == 1


def test_all_is_in_the_one_file_of_a_document(scan_page: Path) -> None:
    assert [path.name for path in scan_page.parent.iterdir()] == [scan_page.name]
    html = scan_page.read_text("utf-8")
    assert html.count('src="data:image/webp') == 2
    assert scan_page.stat().st_size < 600_000


def test_too_many_pictures_lie_beside(
    scan_plan: Plan, scan_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_INLINE", 1000)
    [page] = write_plans([scan_plan], scan_file, "quét 1.pdf", tmp_path)
    found = re.findall(r'src="([^"]+)"', page.read_text("utf-8"))
    assert len(found) == 2
    assert all((page.parent / unquote(source)).is_file() for source in found)


def test_pictures_of_an_archive_lie_beside_its_pages(archive: Archive) -> None:
    page = archive.page("b/quét #1?.pdf")
    found = re.findall(r'src="([^"]+)"', page.read_text("utf-8"))
    assert len(found) == 2
    assert all((page.parent / unquote(source)).is_file() for source in found)


def test_the_queue_leads_to_each_page_doubtful_ones_first(archive: Archive) -> None:
    html = (archive.folder / "index.html").read_text("utf-8")
    hrefs = [a["href"] or "" for tag, a in Elements(html).found if tag == "a"]
    links = [href for href in hrefs if href.startswith("pages/")]
    assert len(links) == 5 and links[-1].startswith("pages/v%C4%83n")
    assert links[0].startswith("pages/%C4%91%C3%A3%20s%E1%BB%ADa")  # it has a conflict
    assert all((archive.folder / unquote(link)).is_file() for link in links)
    assert "tệp đòi mật khẩu" in html and "không có ảnh trang" in html
    assert archive.said == [
        "a/văn bản.txt", "b/quét #1?.pdf", "b/gone.pdf", "b/changed.pdf", CORRECTED,
    ]  # fmt: skip


def test_a_page_says_why_it_has_no_pictures(archive: Archive) -> None:
    for document, words in (
        ("b/gone.pdf", "Không còn tệp gốc"),
        ("b/changed.pdf", "Tệp gốc đã thay đổi"),
        ("a/văn bản.txt", "Tệp này là văn bản"),
    ):
        html = archive.page(document).read_text("utf-8")
        assert words in html and "<img" not in html and 'class="read"' in html


def test_a_plan_without_its_text_says_so(scan_plan: Plan) -> None:
    html = plan_page(scan_plan.model_copy(update={"text": None}), "x", Sources("gone"))
    assert "không kèm chữ đã đọc" in html and scan_plan.number in html  # type: ignore[operator]


def test_one_failure_does_not_stop_the_others(
    text_plan: Plan, blobs: Blobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = writing.plan_page

    def failing(plan: Plan, document: str, *rest: object, **more: object) -> str:
        if document == "b.txt":
            raise RecursionError("too deep")
        return real(plan, document, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "plan_page", failing)
    made = archive_of([kept(blobs, f"{name}.txt", text_plan) for name in "abc"], tmp_path)
    assert [entry.document for entry in made.written.entries] == ["a.txt", "c.txt"]
    [failure] = made.written.failures
    assert failure.input == "b.txt" and "too deep" in failure.sentence
    assert "too deep" in (tmp_path / "index.html").read_text("utf-8")


def test_a_source_that_cannot_be_drawn_leaves_a_page_without_pictures(
    scan_plan: Plan, scan_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        raise ValueError("not a page")

    monkeypatch.setattr(pictures, "sheets", broken)
    [page] = write_plans([scan_plan], scan_file, "x.pdf", tmp_path)
    assert "Không vẽ được các trang" in page.read_text("utf-8")


@pytest.mark.parametrize(
    "key",
    ["../../x", "/etc/passwd", "a/../../b", "..", "C:\\x\\..\\y.pdf", "a\0b", "ữ" * 500, "\udce9.pdf",
     "con/index.html", ".", "a/" * 200 + "b", HOSTILE],
)  # fmt: skip
def test_a_key_leads_nowhere_else(key: str, text_plan: Plan, blobs: Blobs, tmp_path: Path) -> None:
    name = page_name(key)
    assert "/" not in name and "\\" not in name and name not in (".", "..")
    assert len(f"{name}.html".encode()) < 255
    made = archive_of([kept(blobs, key, text_plan)], tmp_path / "out")
    assert len(made.written.entries) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]
    made_there = sorted(path.name for path in (tmp_path / "out" / "pages").iterdir())
    assert made_there == sorted([".made", f"{name}.html"])


def test_keys_that_look_alike_have_pages_of_their_own() -> None:
    keys = ["a/x.pdf", "b/x.pdf", "a/../x.pdf", "x.pdf", "X.pdf", "a\\x.pdf"]
    assert len({page_name(key).lower() for key in keys}) == len(keys)


def test_the_same_plan_gives_the_same_bytes(archive: Archive, text_plan: Plan) -> None:
    page = archive.page("a/văn bản.txt").read_text("utf-8")
    assert page == plan_page(text_plan, "a/văn bản.txt", Sources("text"), back="../index.html")


def test_pictures_that_cannot_be_shown_are_named(scan_plan: Plan) -> None:
    lost = pictures.Picture(1, 0, 0)
    html = plan_page(scan_plan, "x", Sources("pictures", [lost, replace(lost, number=2)]))
    assert html.count("Không vẽ được trang này") == 2
