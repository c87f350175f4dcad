"""Matrices of the sample corpus and of real documents are what a reader wrote down by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from extractor.compare.matrices import (
    Cell,
    Matrix,
    Mode,
    matrices,
    province_act,
    province_agency,
    province_campaign,
    province_day,
    province_month,
    province_role,
)
from extractor.compare.tables import Tables
from extractor.tables import rows
from extractor.tables.acts import listed_title
from extractor.vietnamese import slug

from .expected_cells import (
    Range,
    documents_of,
    gathered,
    key,
    lines,
    of_corpus,
    province_of,
    spread,
    total,
)

CORPORA = ("sample", "seeds")
VINTAGES = ("then", "now")
MODES: tuple[Mode, ...] = ("assigned", "requested", "general", "partner")
TOGETHER = ("~", "@")
Seen = dict[tuple[str, str], tuple[int, int]]


@pytest.fixture(params=CORPORA)
def corpus(request: pytest.FixtureRequest) -> tuple[str, Tables]:
    return request.param, request.getfixturevalue(request.param)


@pytest.fixture(params=VINTAGES)
def vintage(request: pytest.FixtureRequest) -> Any:
    return request.param


def named(matrix: Matrix) -> Iterator[tuple[str, Any, Cell]]:
    """Province, column and cell of what is named."""
    for row, column in product(matrix.rows, matrix.columns):
        cell = matrix.cells[row.id, column.id]
        if cell.state == "named":
            yield row.name, column, cell


def seen(matrix: Matrix, corpus: str) -> Seen:
    """How many plans and how often, by province and item; of real documents all names that no
    registry lists as one."""
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for province, column, cell in named(matrix):
        if column.listed:
            place, plans, times = (province, key(column.id)), cell.plans, cell.times
        elif corpus == "seeds":
            place, plans, times = (province, "~"), 1, len(cell.rows)
        else:
            place, plans, times = (province, key(f"~{column.name}")), cell.plans, cell.times
        found[place][0] += plans
        found[place][1] += times
    return {place: (plans, times) for place, (plans, times) in found.items()}


def compare(observed: Seen, expected: dict[tuple[str, str], list[Range]]) -> None:
    """Each cell that was seen is expected, as often and in as many plans, and the other way."""
    wrong: dict[tuple[str, str], object]
    wrong = {place: count for place, count in observed.items() if place not in expected}
    for place, ranges in expected.items():
        plans, times = observed.get(place, (0, 0))
        in_plans = total([Range(min(r.least, 1), min(r.most, 1)) for r in ranges])
        fits = place[1] == "~" or plans in in_plans
        if times not in total(ranges) or not fits:
            wrong[place] = (plans, times), ranges
    assert wrong == {}


def test_rows_are_the_provinces(corpus: tuple[str, Tables], vintage: Any) -> None:
    name, tables = corpus
    matrix = province_campaign(tables, vintage=vintage)
    own = [line for line in lines("plans") if line["document"] in documents_of(name)]
    assert {row.name for row in matrix.rows} == {line[vintage] for line in own}
    for row in matrix.rows:
        counted = [line for line in own if line[vintage] == row.name and line["counted"] == "yes"]
        assert row.plans == len(counted)
        assert matrix.blank[row.id] == ("absent" if counted else "no_plan")


def test_campaigns(corpus: tuple[str, Tables], vintage: Any) -> None:
    name, tables = corpus
    expected = gathered(of_corpus("campaigns", name), "campaign", vintage)
    compare(seen(province_campaign(tables, vintage=vintage), name), expected)


def test_agencies(corpus: tuple[str, Tables], vintage: Any) -> None:
    name, tables = corpus
    together = gathered(of_corpus("agencies", name), "agency", vintage)
    observed = seen(province_agency(tables, vintage=vintage), name)
    wrong = {place: times for place, (_, times) in observed.items() if place not in together}
    for place, ranges in together.items():
        if (times := observed.get(place, (0, 0))[1]) not in total(ranges):
            wrong[place] = times
    assert wrong == {}


@pytest.mark.parametrize("mode", MODES)
def test_agencies_by_mode(corpus: tuple[str, Tables], vintage: Any, mode: Mode) -> None:
    """Where the gold allows two modes either will do."""
    name, tables = corpus
    allowed = [row for row in of_corpus("agencies", name) if mode in row["mode"].split("|")]
    open_ = [row | {"times": f"0-{spread(row['times']).most}"} for row in allowed]
    written = [
        row if row["mode"] == mode else other for row, other in zip(allowed, open_, strict=True)
    ]
    matrix = province_agency(tables, mode=mode, vintage=vintage)
    compare(seen(matrix, name), gathered(written, "agency", vintage))


def test_months(corpus: tuple[str, Tables], vintage: Any) -> None:
    name, tables = corpus
    expected: defaultdict[tuple[str, str], list[Range]] = defaultdict(list)
    for line in of_corpus("months", name):
        province = province_of(line["document"], vintage)
        for column, times in line.items():
            if column != "document" and times != "0":
                expected[province, column.rjust(2, "0")].append(spread(times))
    compare(seen(province_month(tables, vintage=vintage), name), expected)


def test_days(corpus: tuple[str, Tables], vintage: Any) -> None:
    name, tables = corpus
    expected = gathered(of_corpus("days", name), "day", vintage)
    compare(seen(province_day(tables, vintage=vintage), name), expected)


def test_roles(corpus: tuple[str, Tables], vintage: Any) -> None:
    name, tables = corpus
    expected = {
        (line["document"], line["section"]): line["role"].split("|")
        for line in of_corpus("roles", name)
    }
    sections = {row["id"]: row for row in tables["sections"].to_pylist()}
    observed = {}
    for province, column, cell in named(province_role(tables, vintage=vintage)):
        for row in map(sections.__getitem__, cell.rows):
            assert province_of(row["document"], vintage) == province
            observed[row["document"], row["path"]] = column.id
    assert set(observed) == set(expected)
    assert all(role in expected[place] for place, role in observed.items()), observed


def read_as(citation: dict[str, Any], column: str, corpus: str) -> str:
    """An act as the lines name it."""
    act, _, place = column.partition("@")
    if corpus == "seeds" and (place or not _registered(act, citation["title"])):
        return "@" if place else "~"
    parts = (citation["type"], citation["title"] or citation["number"], citation["act_year"])
    name = key(" ".join(str(part) for part in parts if part))
    return f"{name} @{place.partition('/')[0]}" if place else name


def _registered(act: str, title: str | None) -> bool:
    versions = {row["id"] for row in rows("compare/act_versions")}
    return act in versions or (title is not None and listed_title(title) is not None)


def act_key(item: str) -> str:
    """An act of the lines as it is compared."""
    name, at, place = item.partition("@")
    return f"{key(name)} @{slug(place)}" if place else key(name + at)


def test_acts(corpus: tuple[str, Tables], vintage: Any) -> None:
    name, tables = corpus
    citations = {row["id"]: row for row in tables["citations"].to_pylist()}
    written = [row | {"act": act_key(row["act"])} for row in of_corpus("acts", name)]
    expected = gathered(written, "act", vintage)
    observed: Seen = {}
    columns: defaultdict[str, set[str]] = defaultdict(set)
    for province, column, cell in named(province_act(tables, vintage=vintage)):
        acts = {read_as(citations[row], column.id, name) for row in cell.rows}
        assert len(acts) == 1, acts
        act = acts.pop()
        columns[act].add(column.id)
        count = (0, len(cell.rows)) if act in TOGETHER else (cell.plans, cell.times)
        before = observed.get((province, act), (0, 0))
        observed[province, act] = (before[0] + count[0], before[1] + count[1])
    for place in [place for place in expected if place[1] in TOGETHER]:
        assert observed.pop(place, (0, 0))[1] in total(expected.pop(place)), place
    compare(observed, expected)
    versions = [act for act in columns if act not in TOGETHER and any(c.isdigit() for c in act)]
    assert {act: columns[act] for act in versions if len(columns[act]) > 1} == {}


def test_standing_of_acts(corpus: tuple[str, Tables]) -> None:
    """What was not in force on the day is known; nothing in force is said to be gone."""
    name, tables = corpus
    citations = {row["id"]: row for row in tables["citations"].to_pylist()}
    matrix = province_act(tables)
    states = {
        (row["document"], read_as(row, column.id, name)): row["act_state"]
        for _, column, cell in named(matrix)
        for row in map(citations.__getitem__, cell.rows)
    }
    wrong = {}
    for line in of_corpus("acts", name):
        state = states.get((line["document"], act_key(line["act"])))
        right = {"in_force": ("in_force", "unknown")}.get(line["state"], (line["state"],))
        if line["state"] and state not in right:
            wrong[line["document"], line["act"]] = state
    assert wrong == {}


def test_cells_agree_with_the_rows_that_they_count(corpus: tuple[str, Tables]) -> None:
    _, tables = corpus
    for matrix in matrices(tables).values():
        documents = {row["id"]: row["document"] for row in tables[matrix.table].to_pylist()}
        for _, _, cell in named(matrix):
            assert cell.plans == len({documents[row] for row in cell.rows})
            assert cell.times >= len(cell.rows) >= cell.plans
