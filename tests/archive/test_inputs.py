"""Which files are read, and where their results go."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.archive.inputs import OCR_CACHE, find_inputs
from extractor.errors import NoDocuments, OutputClash, UnreadableFile


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("in/b.pdf", "in/a/x.PDF", "in/a/note.xlsx", "in/.hidden/y.txt", "in/.z.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def test_paths_below_a_folder_are_kept(tree: Path) -> None:
    inputs = find_inputs([tree / "in"], tree / "out")
    assert [(str(i.output), i.readable) for i in inputs] == [
        ("b.pdf.json", True),
        ("a/note.xlsx.json", False),
        ("a/x.PDF.json", True),
    ]


def test_a_file_by_itself_goes_to_the_top(tree: Path) -> None:
    (found,) = find_inputs([tree / "in/a/x.PDF"], tree / "out")
    assert found.output == Path("x.PDF.json")


def test_a_file_by_itself_may_be_of_any_kind_and_missing(tree: Path) -> None:
    inputs = find_inputs([tree / "in/a/note.xlsx", tree / "nowhere.pdf"], tree / "out")
    assert all(item.readable for item in inputs)


def test_a_file_named_twice_is_read_once(tree: Path) -> None:
    assert len(find_inputs([tree / "in", tree / "in/b.pdf", tree / "in/../in/b.pdf"], tree)) == 3


def test_results_of_an_earlier_run_are_no_input(tree: Path) -> None:
    own = tree / "in" / "out"
    own.mkdir()
    (own / "old.txt").touch()
    assert all(own not in item.path.parents for item in find_inputs([tree / "in"], own))


def test_ocr_caches_are_no_input(tree: Path) -> None:
    before = find_inputs([tree / "in"], tree / "in")
    for name in (OCR_CACHE, f"a/{OCR_CACHE}", f"{OCR_CACHE}-journal"):
        (tree / "in" / name).touch()
    assert find_inputs([tree / "in"], tree / "in") == before


@pytest.mark.parametrize("other", ["b.pdf", "B.PDF"])
def test_two_results_of_one_name_are_refused(tree: Path, other: str) -> None:
    (tree / "else").mkdir()
    (tree / "else" / other).touch()
    with pytest.raises(OutputClash, match=r"b\.pdf"):
        find_inputs([tree / "in", tree / "else"], tree / "out")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "table.xlsx").touch()
    with pytest.raises(NoDocuments, match="holds no file"):
        find_inputs([tmp_path], tmp_path / "out")


def test_links_to_folders_are_followed_once(tree: Path) -> None:
    (tree / "in" / "round").symlink_to(tree / "in")
    (tree / "elsewhere").mkdir()
    (tree / "elsewhere" / "z.md").touch()
    (tree / "in" / "link").symlink_to(tree / "elsewhere")
    outputs = [str(i.output) for i in find_inputs([tree / "in"], tree / "out") if i.readable]
    assert outputs == ["b.pdf.json", "a/x.PDF.json", "link/z.md.json"]


def test_a_folder_that_cannot_be_opened_is_no_empty_one(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(folder: str) -> object:
        raise PermissionError(13, "Permission denied", folder)

    monkeypatch.setattr("os.scandir", refusing)
    with pytest.raises(UnreadableFile, match="Permission denied"):
        find_inputs([tree / "in"], tree / "out")
