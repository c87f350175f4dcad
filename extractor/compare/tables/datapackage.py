"""The Data Package (version 2, datapackage.org) that describes the CSV files."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from extractor.compare.tables.codebook import Column, Entry, codebook, described
from extractor.compare.tables.writing import SEPARATOR

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES: dict[str, dict[str, str]] = {
    "string": {"type": "string"},
    "bool": {"type": "boolean"},
    "int8": {"type": "integer"},
    "int16": {"type": "integer"},
    "int32": {"type": "integer"},
    "int64": {"type": "integer"},
    "float64": {"type": "number"},
    "date": {"type": "date"},
    "list<string>": {"type": "string", "separator": SEPARATOR},
    "list<int8>": {"type": "string", "separator": SEPARATOR},
}
"""Lists are strings with a property of their own: version 2 has a type for them, but its published
profile and many programs do not know it and refuse the whole package."""
_DOCUMENT = "document"
_DESCRIPTION = (
    "Nội dung các kế hoạch, được phần mềm kehoach đọc từ văn bản gốc; mỗi dòng có trang và câu mà "
    "từ đó dữ liệu được lấy. Lời văn được trích là của văn bản hành chính, không thuộc phạm vi bảo "
    "hộ quyền tác giả (Luật Sở hữu trí tuệ số 50/2005/QH11, Điều 15).\n\n"
    "What plans say, as kehoach read it; each row has the page and the sentence that it came from. "
    "The words quoted are those of administrative documents, which are not subject to copyright "
    "(Vietnam's Law on Intellectual Property 50/2005/QH11, Article 15)."
)
_LICENCE = {
    "name": "Apache-2.0",
    "path": "https://www.apache.org/licenses/LICENSE-2.0",
    "title": "Apache License 2.0: the codebook and the registries of kehoach",
}


def descriptor(tables: Mapping[str, Any]) -> dict[str, Any]:
    """What `datapackage.json` says of `<name>.csv` for each of these tables."""
    return {
        "$schema": PROFILE,
        "name": "kehoach-tables",
        "title": "Kế hoạch: các bảng dữ liệu / Vietnamese plans as tables",
        "description": _DESCRIPTION,
        "version": version("kehoach"),
        "licenses": [_LICENCE],
        "sources": [{"title": "source_name, source_sha256", "path": "plans.csv"}],
        "resources": [_resource(entry, tables) for entry in described(tables).values()],
    }


def _resource(entry: Entry, tables: Mapping[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in entry.columns]}
    if entry.key:
        schema["primaryKey"] = list(entry.key)
    if keys := [_foreign_key(entry, column) for column in entry.columns if _is_key(column, tables)]:
        schema["foreignKeys"] = keys
    schema["missingValues"] = [""]
    return {
        "name": entry.name,
        "type": "table",
        "path": f"{entry.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"header": True, "delimiter": ",", "lineTerminator": "\r\n"},
        "description": _both(entry.vi, entry.en),
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, **_TYPES[column.type]}
    nulls = _both(f"Ô trống: {column.null_vi}.", f"Empty: {column.null_en}.")
    meaning = _both(column.vi, column.en)
    field["description"] = f"{meaning}\n\n{nulls}" if column.nullable else meaning
    if column.unit:
        field["unit"] = column.unit
    if constraints := _constraints(column):
        field["constraints"] = constraints
    return field


def _constraints(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if not column.nullable and not column.is_list:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    return constraints


def _is_key(column: Column, tables: Mapping[str, Any]) -> bool:
    """Whether the column points to one row of a table in the package. Ids of the registries do not:
    an agency and a campaign may have the same."""
    table, _, target = column.refers.partition(".")
    return table in tables and (codebook()[table].key == (target,) or target == _DOCUMENT)


def _foreign_key(entry: Entry, column: Column) -> dict[str, Any]:
    """A reference names its table unless it is to its own."""
    table, _, target = column.refers.partition(".")
    other = {} if table == entry.name else {"resource": table}
    return {"fields": [column.name], "reference": {**other, "fields": [target]}}


def _both(vi: str, en: str) -> str:
    return f"{vi}\n\n{en}"
