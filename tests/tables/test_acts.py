"""The tables of cited documents: rows that agree with themselves, and lookups."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.tables import rows
from extractor.tables.acts import (
    act_of,
    document_types,
    issuers,
    listed_title,
    named_acts,
    rank_of,
    type_of_word,
    types_of_code,
)

TERMS = {
    10: (1997, 2002), 11: (2002, 2007), 12: (2007, 2011), 13: (2011, 2016), 14: (2016, 2021),
    15: (2021, 2026), 16: (2026, 2031),
}  # fmt: skip


@pytest.mark.parametrize("act", [a for a in named_acts() if a.number], ids=lambda a: str(a.number))
def test_number_day_and_term_of_an_act_agree(act) -> None:  # type: ignore[no-untyped-def]
    _, year, symbol = act.number.split("/")
    assert act.issued_on is not None
    assert act.issued_on.year == int(year)
    first, last = TERMS[int(symbol[-2:])]
    assert first <= act.issued_on.year <= last
    assert ("UBTVQH" in symbol) == (act.type == "PL")


def test_no_number_stands_twice() -> None:
    numbers = [act.number for act in named_acts() if act.number]
    assert len(numbers) == len(set(numbers))


def test_titles_begin_with_their_type_word() -> None:
    words = {"L": "Luật ", "BL": "Bộ luật ", "PL": "Pháp lệnh ", "HP": "Hiến pháp"}
    assert all(act.title.startswith(words[act.type]) for act in named_acts())


def test_at_least_sixty_titles_are_listed() -> None:
    assert len({act.title for act in named_acts()}) >= 60


def test_version_is_picked_by_year_or_day() -> None:
    by_year = act_of("Luật Đất đai", 2013)
    by_day = act_of("LUẬT ĐẤT ĐAI", None, date(2024, 1, 18))
    assert by_year is not None
    assert by_day is not None
    assert (by_year.number, by_day.number) == ("45/2013/QH13", "31/2024/QH15")


@pytest.mark.parametrize("year", [None, 1999])
def test_no_version_without_a_fitting_time(year: int | None) -> None:
    assert act_of("Luật Đất đai", year) is None


def test_abbreviated_title_is_listed() -> None:
    assert listed_title("Luật PCTN") == "Luật Phòng, chống tham nhũng"
    assert listed_title("Luật Trồng người") is None


def test_codes_are_unique() -> None:
    for table in ("symbols", "cited_types"):
        codes = [row["code"] for row in rows(table)]
        assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("word", "code"),
    [("nghi dinh", "NĐ"), ("van ban", "CV"), ("thong tu lien tich", "TTLT"), ("quy dinh", "QyĐ")],
)
def test_type_word(word: str, code: str) -> None:
    assert type_of_word()[word] == code


@pytest.mark.parametrize(
    ("code", "types"), [("QĐ", ("QĐ", "QyĐ")), ("CTr", ("CTr",)), ("TT", ("TT", "TTi"))]
)
def test_code_lists_its_usual_kind_first(code: str, types: tuple[str, ...]) -> None:
    assert types_of_code()[code] == types


def test_party_code_names_a_party_body() -> None:
    assert issuers()["TW"].kind == "party"
    assert issuers()["UBND"].kind == "local"


def test_bodies_rank_from_the_top() -> None:
    ranks = [rank_of(code) for code in ("TW", "QH", "CP", "BYT", "TU", "UBND", "SYT")]
    assert ranks == sorted(ranks, key=lambda rank: rank if rank is not None else 99)
    assert rank_of("KGVX") is None


def test_kinds_that_ended_say_when() -> None:
    ended = {kind.code for kind in document_types() if kind.valid_to}
    assert {"TTLT", "SL"} <= ended
