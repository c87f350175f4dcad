"""The charts in a real browser: the map lays a table on itself, the graph lights what is joined."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def opened(chromium: Any, page: Path) -> Iterator[Any]:
    context = chromium.new_context()
    opened = context.new_page()
    opened.goto(page.as_uri() + "#map?list=now")
    yield opened
    context.close()


def _values(tab: Any) -> dict[str, str]:
    """What stands on the tiles that can be seen, by the first of their units."""
    found: dict[str, str] = tab.evaluate(
        """Object.fromEntries([...document.querySelectorAll('#map .now li:has(button)')].map(
             (tile) => [tile.dataset.units.split(' ')[0], tile.querySelector('.value').textContent]))"""
    )
    return found


def _column(tab: Any, table: str, column: int) -> dict[str, str]:
    """What a column of a table says, by row."""
    found: dict[str, str] = tab.evaluate(
        """([table, column]) => Object.fromEntries(
             [...document.getElementById(table).tBodies[0].rows].filter((row) => row.dataset.row).map(
               (row) => [row.dataset.row, parseInt(row.cells[column].textContent) + '' === 'NaN'
                 ? row.cells[column].textContent : parseInt(row.cells[column].textContent) + '']))""",
        [table, column],
    )
    return found


def test_the_map_shows_a_column_of_a_table_and_goes_back(opened: Any) -> None:
    before = _values(opened)
    opened.select_option("#map .now [data-measure]", "heat-campaigns-now")
    opened.select_option("#map .now [data-item]", "2")
    column = _column(opened, "heat-campaigns-now", 2)
    laid = _values(opened)
    assert {unit: laid[unit] for unit in column} == column
    assert {value for unit, value in laid.items() if unit not in column} == {"–"}
    opened.select_option("#map .now [data-measure]", "")
    assert _values(opened) == before != laid


def test_a_tile_opens_the_sentences_of_its_cell(opened: Any) -> None:
    opened.select_option("#map .now [data-measure]", "heat-campaigns-now")
    tile = opened.locator("#map .now .tiles button:not(:disabled)").first
    unit = tile.evaluate("e => e.closest('li').dataset.units.split(' ')[0]")
    cell = opened.locator(f'#heat-campaigns-now tr[data-row="{unit}"] td:nth-of-type(1) button')
    assert tile.get_attribute("data-evidence") == cell.get_attribute("data-evidence")
    disabled = opened.locator("#map .now .tiles button:disabled")
    assert disabled.count() and disabled.first.get_attribute("data-evidence") is None


def test_the_items_are_named_in_the_language_that_is_chosen(opened: Any) -> None:
    opened.select_option("#map .now [data-measure]", "heat-months-now")
    first = opened.locator("#map .now [data-item] option").first
    assert first.text_content() == "Tháng 1"
    opened.check("[name=lang][value=en]")
    assert first.text_content() == "January"
    opened.check("[name=lang][value=vi]")


def test_the_graph_lights_what_is_joined(opened: Any) -> None:
    opened.evaluate("location.hash = '#graph'")
    node = opened.locator("#graph .now [data-node=a0]")
    node.focus()
    ends = opened.evaluate(
        "[...document.querySelectorAll('#graph .now [data-ends~=a0]')].map((e) => e.dataset.ends)"
    )
    lit = opened.evaluate(
        "[...document.querySelectorAll('#graph .now .node.on')].map((e) => e.dataset.node)"
    )
    assert set(lit) == {end for pair in ends for end in pair.split(" ")}
    assert opened.locator("#graph .now .edge.on").count() == len(ends) > 0
    node.blur()
    assert opened.locator("#graph .now .on").count() == 0
