"""Pictures that are pages of one document are told by their names."""

from __future__ import annotations

import pytest

from extractor.archive.inputs.pagesets import MOST_PAGES, page_sets


@pytest.mark.parametrize(
    ("names", "sets"),
    [
        (["2.jpg", "10.jpg", "1.jpg", "3.jpg"], [("1.jpg", "2.jpg", "3.jpg"), ("10.jpg",)]),
        (["p09.png", "p10.png", "p11.png"], [("p09.png", "p10.png", "p11.png")]),
        (["Scan (1).tif", "Scan (2).tif"], [("Scan (1).tif", "Scan (2).tif")]),
        (["a_1.jpg", "a_2.jpg", "b_1.jpg"], [("a_1.jpg", "a_2.jpg"), ("b_1.jpg",)]),
        (["1.jpg", "2.png"], [("1.jpg",), ("2.png",)]),
        (["KH 1.pdf", "KH 2.pdf"], [("KH 1.pdf",), ("KH 2.pdf",)]),
        (["IMG_20230501.jpg", "IMG_20230612.jpg"], [("IMG_20230501.jpg",), ("IMG_20230612.jpg",)]),
        (["01.jpg", "1.jpg", "2.jpg"], [("01.jpg",), ("1.jpg", "2.jpg")]),
        ([], []),
    ],
)
def test_running_numbers(names: list[str], sets: list[tuple[str, ...]]) -> None:
    assert page_sets(names) == sets


def test_a_heap_of_pictures_is_no_document() -> None:
    names = [f"{n:04}.jpg" for n in range(MOST_PAGES + 1)]
    assert page_sets(names) == [(name,) for name in names]
