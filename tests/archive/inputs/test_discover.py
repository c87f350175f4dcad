"""Which inputs lie at a path, what each is called, and what is listed without being read."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from extractor.archive.inputs.discover import discover
from extractor.archive.inputs.fetch import fetched, list_zip
from extractor.archive.inputs.folders import OWN_FILES, told_apart
from extractor.archive.inputs.places import shown
from extractor.archive.model import Found, Task
from extractor.errors import EncryptedFile, MissingFile, TooLarge
from extractor.settings import Limits


def found(root: object, out: Path = Path("nowhere")) -> list[Found]:
    return list(discover(str(root), out, list_zip))


def codes(root: object) -> dict[str, str | None]:
    return {item.key: item.code for item in found(root)}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "in"
    for name in ("b.pdf", "a/x.PDF", "a/sheet.xlsx", ".hidden/y.txt", ".z.txt", "a/~$x.doc",
                 "a/Thumbs.db", "scans/p1.png", "scans/p2.png", "scans/p10.png"):  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    return root


def test_a_folder(tree: Path) -> None:
    assert codes(tree) == {
        "b.pdf": None,
        "a/sheet.xlsx": "unknown_kind",
        "a/x.PDF": None,
        "scans/p1.png..p2.png": None,
        "scans/p10.png": None,
    }


def test_the_pages_of_a_set_are_opened_in_their_order(tree: Path) -> None:
    (item,) = [item for item in found(tree) if ".." in item.key]
    with fetched(Task(item.key, item.location), Limits()) as files:
        assert [path.name for path in files] == ["p1.png", "p2.png"]
    assert shown(item.location).endswith("p1.png .. " + str(tree / "scans" / "p2.png"))


def test_a_file_that_is_named_is_read_whatever_its_kind(tree: Path) -> None:
    assert codes(tree / "a" / "sheet.xlsx") == {"sheet.xlsx": None}


def test_nothing_there(tree: Path) -> None:
    with pytest.raises(MissingFile):
        found(tree / "nowhere")


def test_a_stamp_changes_with_the_file(tree: Path) -> None:
    before = {item.key: item.stamp for item in found(tree)}
    assert before == {item.key: item.stamp for item in found(tree)}
    (tree / "b.pdf").write_bytes(b"more")
    os.utime(tree / "scans" / "p2.png", (1, 1))
    after = {item.key: item.stamp for item in found(tree)}
    assert {key for key in before if before[key] != after[key]} == {"b.pdf", "scans/p1.png..p2.png"}


def test_results_of_an_earlier_run_are_no_input(tree: Path) -> None:
    for name in ("out/old.txt", *OWN_FILES, f"{OWN_FILES[0]}-wal"):
        (tree / name).parent.mkdir(exist_ok=True)
        (tree / name).touch()
    keys = {item.key for item in discover(str(tree), tree / "out", list_zip)}
    assert keys == {"b.pdf", "a/sheet.xlsx", "a/x.PDF", "scans/p1.png..p2.png", "scans/p10.png"}


def test_names_that_differ_in_case_alone(tmp_path: Path) -> None:
    for name in ("A/x.txt", "a/X.txt", "a/x.TXT", "a/x~2.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert set(codes(tmp_path)) == {"A/x.txt", "a~2/X.txt", "a~2/x~2.TXT", "a~2/x~2~2.txt"}


def test_many_names_that_differ_in_case_alone() -> None:
    names = [
        "".join(letters) for letters in product(*zip("abcdefghijklm", "ABCDEFGHIJKLM", strict=True))
    ]
    assert len({name.casefold() for name in told_apart(names).values()}) == len(names) == 2**13


def test_any_name_survives(tmp_path: Path) -> None:
    names = [b"k\xd5.txt", "Kế hoạch #1 50% \n.txt".encode(), b"a b?c&d.txt"]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(name)
    items = found(tmp_path)
    assert {item.key for item in items} == {"k\\xd5.txt", "Kế hoạch #1 50% \n.txt", "a b?c&d.txt"}
    for item in items:
        assert item.location.isascii() and " " not in item.location
        with fetched(Task(item.key, item.location), Limits()) as (path,):
            assert path.read_bytes() in names


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "dangling.pdf").symlink_to("nowhere")
    assert codes(tmp_path) == {"pipe.pdf": "unknown_kind", "dangling.pdf": None}


@pytest.fixture
def locked(tree: Path) -> Iterator[Path]:
    (tree / "a").chmod(0)
    yield tree
    (tree / "a").chmod(stat.S_IRWXU)


def test_a_folder_that_cannot_be_listed(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def scandir(path: str) -> object:  # root may list everything
        if str(path).endswith("/a"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    listed = codes(locked)
    assert listed["a/"] == "unreadable_file"
    assert listed["b.pdf"] is None


def test_folders_that_link_in_circles(tree: Path) -> None:
    (tree / "a" / "up").symlink_to(tree)
    (tree / "a" / "twin").symlink_to(tree / "scans")
    keys = [item.key for item in found(tree)]
    assert len(keys) == len(set(keys)) == 5


# --- zip files -------------------------------------------------------------------------------


def zipped(path: Path, *names: str, content: bytes = b"x") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, content)
    return path


def test_members_are_inputs(tmp_path: Path) -> None:
    zipped(tmp_path / "old.zip", "x.pdf", "in/1.png", "in/2.png", "in/s.xlsx", "__MACOSX/._x.pdf")
    assert codes(tmp_path) == {
        "old.zip/x.pdf": None,
        "old.zip/in/1.png..2.png": None,
        "old.zip/in/s.xlsx": "unknown_kind",
    }
    assert codes(tmp_path / "old.zip") == codes(tmp_path)


def test_a_member_is_read_by_its_number(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        for name in ("x.txt", "X.txt"):
            file.writestr(name, name)
    read = {}
    for item in found(tmp_path):
        with fetched(Task(item.key, item.location), Limits()) as (path,):
            read[item.key] = path.read_text()
            folder = path.parents[1]
        assert not folder.exists()
    assert read == {"a.zip/X.txt": "X.txt", "a.zip/x~2.txt": "x.txt"}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/etc/passwd.txt", "etc/passwd.txt"),
        ("C:\\Users\\x.txt", "C_/Users/x.txt"),
        ("a/./b/../c.txt", "a/b/c.txt"),
        ("a/.. /c.txt", "a/c.txt"),
        ("tab\tname.txt", "tab_name.txt"),
    ],
)
def test_names_lead_nowhere_else(tmp_path: Path, name: str, key: str) -> None:
    zipped(tmp_path / "z.zip", name)
    assert codes(tmp_path) == {f"z.zip/{key}": None}


def test_names_in_utf8_that_do_not_say_so(tmp_path: Path) -> None:
    path = zipped(tmp_path / "z.zip", "K_.txt")
    path.write_bytes(path.read_bytes().replace(b"K_.txt", "Kế".encode() + b".t"))
    assert codes(tmp_path) == {"z.zip/Kế.t": "unknown_kind"}


def test_zip_files_that_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_text("no zip file")
    zipped(tmp_path / "empty.zip")
    zipped(tmp_path / "outer.zip", "inner.zip", "x.txt")
    assert codes(tmp_path) == {
        "bad.zip": "broken_file",
        "empty.zip": "unknown_kind",
        "outer.zip/inner.zip": "nested_archive",
        "outer.zip/x.txt": None,
    }


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    zipped(tmp_path / "z.zip", "x.txt", content=b"0" * 3_000_000)
    (item,) = found(tmp_path)
    with pytest.raises(TooLarge), fetched(Task(item.key, item.location), Limits(file_bytes=10**6)):
        pass


def test_a_member_with_a_password(tmp_path: Path) -> None:
    path = zipped(tmp_path / "z.zip", "x.txt")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    (item,) = found(tmp_path)
    with pytest.raises(EncryptedFile), fetched(Task(item.key, item.location), Limits()):
        pass


# --- other file systems ----------------------------------------------------------------------


def test_another_file_system(tmp_path: Path) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    try:
        for name in ("a/x.txt", "a/deep/1.png", "a/deep/2.png", ".z.txt"):
            memory.pipe_file(f"/box/{name}", name.encode())
        path = zipped(tmp_path / "z.zip", "y.txt", content=b"in a zip")
        memory.put_file(str(path), "/box/z.zip")
        items = {item.key: item for item in found("memory://box")}
        assert set(items) == {"a/x.txt", "a/deep/1.png..2.png", "z.zip/y.txt"}
        for key, content in (("a/x.txt", b"a/x.txt"), ("z.zip/y.txt", b"in a zip")):
            with fetched(Task(key, items[key].location), Limits()) as (path,):
                assert path.read_bytes() == content
        assert [item.key for item in found("memory://box/a/x.txt")] == ["x.txt"]
        with pytest.raises(MissingFile):
            found("memory://box/none")
    finally:
        memory.rm("/box", recursive=True)
