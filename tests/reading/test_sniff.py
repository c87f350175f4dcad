"""What a file is, whatever it is called."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PIL import Image
from worddocs import write_docx

from extractor.reading import source_of
from extractor.reading.sniff import kind_of
from extractor.settings import DEFAULT

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
WORD = "WordDocument".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4\n", "pdf"),
        (b"\r\n%PDF-1.4\n", "pdf"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "jpeg"),
        (b"II*\0\x08\0\0\0", "tiff"),
        (b"MM\0*\0\0\0\x08", "tiff"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"{\\rtf1\\ansi", "rtf"),
        (OLE + WORD, "doc"),
        (OLE + "Workbook".encode("utf-16-le"), None),
        (b"\xef\xbb\xbf<!DOCTYPE HTML PUBLIC>", "html"),
        (b'<?xml version="1.0"?>\n<!-- made by Word -->\n<html xmlns:w="x">', "html"),
        (b"<table><tr><td>1</td></tr></table>", None),
        (b"PK\x03\x04 cut short", None),
        ("KẾ HOẠCH".encode(), None),
        (b"", None),
    ],
)
def test_kinds(tmp_path: Path, content: bytes, kind: str | None) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert kind_of(path) == kind


def test_zip_files(tmp_path: Path) -> None:
    assert kind_of(write_docx(tmp_path / "plan.zip")) == "docx"
    for mimetype, kind in (("text", "odt"), ("spreadsheet", None)):
        with zipfile.ZipFile(tmp_path / mimetype, "w") as file:
            file.writestr("mimetype", f"application/vnd.oasis.opendocument.{mimetype}")
        assert kind_of(tmp_path / mimetype) == kind
    with zipfile.ZipFile(tmp_path / "sheet", "w") as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
    assert kind_of(tmp_path / "sheet") is None


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("plan.doc", b"%PDF-1.4\n", "application/pdf"),
        ("scan.pdf", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("plan.docx", OLE + WORD, "application/msword"),
        ("page.doc", b"<html><p>x", "text/html"),
        ("service.md", b"<html><p>x", "text/markdown"),
        ("plan.doc", b"words", "application/msword"),
        ("plan.pdf", b"\n\n\n junk before %PDF-1.4", "application/pdf"),
    ],
)
def test_bytes_tell_more_than_names(
    tmp_path: Path, name: str, content: bytes, media_type: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert source_of(path, DEFAULT).media_type == media_type


def test_a_tiff_that_is_called_jpg(tmp_path: Path) -> None:
    path = tmp_path / "scan.jpg"
    Image.new("L", (10, 10)).save(path, "TIFF")
    assert source_of(path, DEFAULT).media_type == "image/tiff"
