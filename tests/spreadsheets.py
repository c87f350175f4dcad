"""Texts that spreadsheets take for something else, and workbooks as LibreOffice Calc opens them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow as pa
import pytest

from extractor.compare.tables import codebook

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MOST = 100_000  # a repeat beyond it is the empty rest of a sheet

TEXTS = [
    "01/KH-UBND", "1E5", "00123", "3/4", "12/2023", "1,5", "95%", "TRUE", "#N/A", "#REF!", "€5",
    "=1+1", "+84 123", "-5", "@SUM(A1)", "\t=1", "\n=1", " =1", "=HYPERLINK(\"http://x\")", "{=1}",
    "=cmd|' /C calc'!A0", "'apos", "\"quote\"", "a;b,c", "a | b", "http://example.org",
    "mailto:a@b.c", "internal:Sheet2!A1", "<r><t>x</t></r>", "<r>", "<b>&amp;</b>", "]]>",
    "_x0041_ and _x000D_", "_x_x0041_x0042_", " before", "after ", "two  spaces\tand a tab",
    "one\ntwo", "\u00a0", "Thừa Thiên Huế, Đắk Lắk, Bà Rịa - Vũng Tàu", "\u202eabc", "😀",
    "e\u0302\u0301", "x" * 300,
]  # fmt: skip
"""Each must be shown as it is."""

TRUTH = {"of:=TRUE()": True, "of:=FALSE()": False}
"""Calc has no cells for truth values: it holds those of other programs so."""
Cell = str | float | bool | date | None


def recipients(texts: list[str | None]) -> dict[str, Any]:
    """A table with these texts in one of its columns."""
    schema = codebook()["recipients"].schema
    rows = [dict.fromkeys(schema.names) | {"id": f"x#/{n}", "document": "x", "text": text}
            for n, text in enumerate(texts)]  # fmt: skip
    return {"recipients": pa.Table.from_pylist(rows, schema)}


def opened_in_calc(workbook: Path, folder: Path) -> dict[str, list[list[Cell]]]:
    """The cells of each sheet as Calc sees them; a formula or a link anywhere fails the test."""
    program = _calc()
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--norestore", "--convert-to", "fods", "--outdir", folder, workbook]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    root = ElementTree.parse(folder / f"{workbook.stem}.fods").getroot()
    assert not root.findall(f".//{TEXT}a"), "a cell became a link"
    return {
        sheet.attrib[f"{TABLE}name"]: [list(_cells(row)) for row in _rows(sheet)]
        for sheet in root.iter(f"{TABLE}table")
    }


def _calc() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None or not (Path(found).resolve().parent / "libsclo.so").exists():
        pytest.skip("NOT CHECKED: LibreOffice Calc (libreoffice-calc-nogui) is not installed")
    return found


def _rows(sheet: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for row in sheet.iter(f"{TABLE}table-row"):
        times = int(row.get(f"{TABLE}number-rows-repeated", "1"))
        yield from [row] * (times if times < MOST else 1)


def _cells(row: ElementTree.Element) -> Iterator[Cell]:
    for cell in row.iter(f"{TABLE}table-cell"):
        formula = cell.get(f"{TABLE}formula")
        assert formula is None or formula in TRUTH, "a cell became a formula"
        value = TRUTH[formula] if formula else _value(cell)
        yield from [value] * int(cell.get(f"{TABLE}number-columns-repeated", "1"))


def _value(cell: ElementTree.Element) -> Cell:
    match cell.get(f"{OFFICE}value-type"):
        case "float":
            return float(cell.attrib[f"{OFFICE}value"])
        case "date":
            return date.fromisoformat(cell.attrib[f"{OFFICE}date-value"][:10])
        case "string":
            return "\n".join(_words(line) for line in cell.findall(f"{TEXT}p"))
        case None:
            return None
        case other:
            raise AssertionError(f"a cell of type {other}")


def _words(element: ElementTree.Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{TEXT}s":
            parts.append(" " * int(child.get(f"{TEXT}c", "1")))
        elif child.tag == f"{TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{TEXT}line-break":
            parts.append("\n")
        else:
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)
