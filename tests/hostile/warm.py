"""Imported once by the server from which the children of a trial are forked: the readers and the
language side are loaded there, so that no child has to."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pdfplumber  # noqa: F401

import extractor.reading.pdf
import extractor.reading.pictures
import extractor.reading.scan  # noqa: F401
from extractor.pipeline import extract

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "plan.txt"
    path.write_text("KẾ HOẠCH\n1. Các xã tổ chức thi đua (12/KH-UBND).\n" * 3, "utf-8")
    extract(path)
