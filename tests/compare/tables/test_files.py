"""Tables as CSV and Parquet, and the data package."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spreadsheets import TEXTS, recipients

from extractor.compare.tables import Tables, codebook, write_csv, write_parquet, write_xlsx
from extractor.errors import CannotWrite


def read(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, strict=True))


PARSED = {
    "string": str,
    "bool": {"true": True, "false": False}.__getitem__,
    "float64": float,
    "date": date.fromisoformat,
    "list<string>": lambda cell: cell.split(" | "),
    "list<int8>": lambda cell: [int(item) for item in cell.split(" | ")],
}


def parsed(cell: str, kind: str) -> Any:
    if not cell:
        return [] if kind.startswith("list") else None
    return PARSED.get(kind, int)(cell)


def test_csv_says_what_the_tables_say(tables: Tables, tmp_path: Path) -> None:
    write_csv(tables, tmp_path)
    for name, table in tables.items():
        columns = {column.name: column.type for column in codebook()[name].columns}
        back = [
            {column: parsed(cell, columns[column]) for column, cell in row.items()}
            for row in read(tmp_path / f"{name}.csv")
        ]
        assert back == table.to_pylist(), name


def test_csv_is_as_rfc_4180_says(tmp_path: Path) -> None:
    write_csv(recipients(["a,b", 'say "x"', "one\ntwo", None]), tmp_path)
    data = (tmp_path / "recipients.csv").read_bytes()
    assert b'"a,b"' in data and b'"say ""x"""' in data and b'"one\ntwo"' in data
    assert data.count(b"\r\n") == 5 and not data.startswith(b"\xef\xbb\xbf")


def test_a_byte_order_mark_for_excel(tmp_path: Path) -> None:
    write_csv(recipients(["Đắk Lắk"]), tmp_path, bom=True)
    assert (tmp_path / "recipients.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert (tmp_path / "codebook.csv").read_bytes().startswith(b"\xef\xbb\xbftable,")
    assert read(tmp_path / "recipients.csv", "utf-8-sig")[0]["text"] == "Đắk Lắk"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.text(min_size=1), min_size=1))
def test_csv_changes_no_text(tmp_path: Path, texts: list[str]) -> None:
    write_csv(recipients([*texts, *TEXTS]), tmp_path)
    assert [row["text"] for row in read(tmp_path / "recipients.csv")] == [*texts, *TEXTS]


def test_items_of_lists_stay_apart(tables: Tables, tmp_path: Path) -> None:
    (theme, *_) = tables["themes"].to_pylist()
    theme |= {"topics": ["a; b", "c | d", "e|f"], "months": [8, 9], "agencies": []}
    write_csv({"themes": pa.Table.from_pylist([theme], codebook()["themes"].schema)}, tmp_path)
    (row,) = read(tmp_path / "themes.csv")
    assert row["topics"].split(" | ") == ["a; b", "c ¦ d", "e¦f"]
    assert (row["months"], row["agencies"]) == ("8 | 9", "")


def test_numbers_are_plain(tables: Tables, tmp_path: Path) -> None:
    (target, *_) = tables["targets"].to_pylist()
    values = [100.0, 0.1, 12345678.5, 1e-7, 2.0**60]
    rows = [target | {"id": f"x#/{n}", "value": value} for n, value in enumerate(values)]
    write_csv({"targets": pa.Table.from_pylist(rows, codebook()["targets"].schema)}, tmp_path)
    cells = [row["value"] for row in read(tmp_path / "targets.csv")]
    assert cells[:3] == ["100", "0.1", "12345678.5"]
    assert [float(cell) for cell in cells] == values


def test_parquet_keeps_types_and_words(tables: Tables, tmp_path: Path) -> None:
    write_parquet(tables, tmp_path)
    for name, table in tables.items():
        back = pq.read_table(tmp_path / f"{name}.parquet")
        assert back.equals(table), name
        assert back.schema.metadata[b"vi"].decode() == codebook()[name].vi
        for column in codebook()[name].columns:
            words = back.schema.field(column.name).metadata
            assert words[b"en"].decode() == column.en
            assert (b"unit" in words) is bool(column.unit)


def test_the_same_tables_give_the_same_bytes(tables: Tables, tmp_path: Path) -> None:
    def written(folder: Path) -> dict[str, str]:
        write_csv(tables, folder / "csv")
        write_parquet(tables, folder / "parquet")
        write_xlsx(tables, folder / "tables.xlsx")
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        digest = hashlib.sha256
        return {str(p.relative_to(folder)): digest(p.read_bytes()).hexdigest() for p in paths}

    first = written(tmp_path / "first")
    assert first == written(tmp_path / "second")
    assert len(first) == 2 * len(tables) + 3


def test_a_file_is_whole_or_not_there(tables: Tables, tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("in the way", "utf-8")
    for write in (write_csv, write_parquet):
        with pytest.raises(CannotWrite):
            write(tables, place)
    with pytest.raises(CannotWrite):
        write_xlsx(tables, place / "tables.xlsx")
    out = tmp_path / "tables.xlsx"
    write_xlsx(tables, out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "tables.xlsx"]


@pytest.fixture(scope="module")
def package(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    folder = tmp_path_factory.mktemp("package")
    write_csv(tables, folder)
    return folder, json.loads((folder / "datapackage.json").read_text("utf-8"))


def test_what_a_data_package_must_have(package: tuple[Path, Any], tables: Tables) -> None:
    """datapackage.org, version 2: what its profiles ask for."""
    folder, descriptor = package
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[a-z0-9._-]+", descriptor["name"])
    assert all(licence["name"] and licence["path"] for licence in descriptor["licenses"])
    assert all((folder / source["path"]).is_file() for source in descriptor["sources"])
    assert "created" not in descriptor
    names = [resource["name"] for resource in descriptor["resources"]]
    assert names == ["codebook", *tables]
    for resource in descriptor["resources"]:
        assert resource["type"] == "table" and resource["mediatype"] == "text/csv"
        assert resource["encoding"] == "utf-8" and resource["schema"]["missingValues"] == [""]
        assert not Path(resource["path"]).is_absolute()
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == header
        assert {field["type"] for field in fields} <= {
            "string", "integer", "number", "boolean", "date",
        }  # fmt: skip
        assert all(field["description"].count("\n\n") in (1, 3) for field in fields)


def test_its_keys_hold(package: tuple[Path, Any]) -> None:
    folder, descriptor = package
    schemas = {resource["name"]: resource["schema"] for resource in descriptor["resources"]}
    rows = {name: read(folder / f"{name}.csv") for name in schemas}
    for name, schema in schemas.items():
        if key := schema.get("primaryKey"):
            values = [tuple(row[field] for field in key) for row in rows[name]]
            assert len(set(values)) == len(values) and all(map(all, values)), name
        for foreign in schema.get("foreignKeys", ()):
            (field,), reference = foreign["fields"], foreign["reference"]
            assert reference.get("resource") != name, "a reference to itself names no table"
            (target,) = reference["fields"]
            known = {row[target] for row in rows[reference.get("resource", name)]}
            assert {row[field] for row in rows[name]} - {""} <= known, (name, field)
    references = [k["reference"] for s in schemas.values() for k in s.get("foreignKeys", ())]
    assert {"resource": "assignments", "fields": ["id"]} in references
    assert {"fields": ["id"]} in references


def test_its_constraints_hold(package: tuple[Path, Any]) -> None:
    folder, descriptor = package
    for resource in descriptor["resources"]:
        rows = read(folder / resource["path"])
        for field in resource["schema"]["fields"]:
            cells = {row[field["name"]] for row in rows}
            constraints = field.get("constraints", {})
            assert not constraints.get("required") or "" not in cells, field["name"]
            if "enum" in constraints:
                assert cells - {""} <= set(constraints["enum"])
