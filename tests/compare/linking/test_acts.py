"""One id for one act, two for two; whether it was in force; short citations over a corpus."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from made_tables import tables_of

from extractor.compare.linking import act_state, amendments, link_act, settle
from extractor.compare.linking.acts import _id_of
from extractor.compare.linking.versions import versions
from extractor.plan import Agency, Plan, Province
from extractor.tables.acts import named_acts

from .named import citation, lines


def _plan(plan: Plan, *, issuer: str, level: str, on: date = date(2023, 11, 1)) -> Plan:
    return plan.model_copy(
        update={
            "issuer": Agency.model_validate(
                {"text": issuer, "name": issuer, "id": None, "level": level}
            ),
            "number": "12/KH-UBND",
            "issued_on": on,
            "province": Province(name="Yên Bái", code="15", code_list="63", current=None),
        }
    )


@pytest.mark.parametrize("line", lines("acts"), ids=lambda line: " ".join(line.values()))
def test_acts_that_are_one_and_acts_that_are_two(line: dict[str, str]) -> None:
    right, wrong = line.pop("same_as"), line.pop("different_from")
    found = link_act(citation(**line)).id
    assert found == right if right else found != wrong


@pytest.mark.parametrize(
    ("issuer", "inferred", "level", "place"),
    [
        ("UBND tỉnh", False, "province", "@yen-bai"),
        ("UBND tỉnh Lào Cai", False, "province", "@lao-cai"),
        ("UBND huyện Văn Yên", False, "province", "@yen-bai/huyen-van-yen"),
        ("Ủy ban nhân dân", True, "district", "@yen-bai/huyen-van-yen"),
    ],
)
def test_an_act_of_a_local_body_has_its_place(
    plan: Plan, issuer: str, inferred: bool, level: str, place: str
) -> None:
    own = "Ủy ban nhân dân huyện Văn Yên" if level == "district" else "Ủy ban nhân dân tỉnh Yên Bái"
    by = _plan(plan, issuer=own, level=level)
    cited = citation("KH", number="06/KH-UBND", year=2023, issuer=issuer, issuer_inferred=inferred)
    assert link_act(cited, by).id == f"kh-06-kh-ubnd-2023{place}"


def test_a_law_without_a_year_is_the_one_in_force_unless_a_newer_one_waits(plan: Plan) -> None:
    law = citation("L", title="Luật Việc làm")
    before, between = date(2024, 5, 1), date(2025, 8, 1)
    by = _plan(plan, issuer="Sở Nội vụ", level="department", on=before)
    assert (link_act(law, by).id, link_act(law, by).how) == ("l-38-2013-qh13", "core")
    by = _plan(plan, issuer="Sở Nội vụ", level="department", on=between)
    assert (link_act(law, by).id, link_act(law, by).how) == ("l-luat-viec-lam", "ambiguous")
    assert link_act(law).how == "ambiguous"


@pytest.mark.parametrize(
    ("act", "on", "state", "by"),
    [
        ("l-15-2003-qh11", date(2023, 12, 31), "in_force", None),
        ("l-15-2003-qh11", date(2024, 1, 1), "replaced", "l-06-2022-qh15"),
        ("l-06-2022-qh15", date(2023, 6, 1), "pending", None),
        ("l-06-2022-qh15", date(2026, 10, 2), "in_force", None),
        ("l-23-2008-qh12", date(2025, 2, 1), "replaced", "l-35-2024-qh15|l-36-2024-qh15"),
        ("l-47-2019-qh14", date(2025, 4, 1), "repealed", "l-63-2025-qh15|l-65-2025-qh15"),
        ("l-61-2020-qh14", date(2026, 6, 1), "unknown", None),
        ("qd-733-qd-ttg-2019", date(2019, 1, 1), "not_yet", None),
        ("qd-733-qd-ttg-2019", date(2020, 1, 1), "unknown", None),
        ("kh-1-kh-ubnd-2020@son-la", date(2021, 1, 1), "unknown", None),
        (None, date(2021, 1, 1), "unknown", None),
        ("l-15-2003-qh11", None, "unknown", None),
    ],
)
def test_standing(act: str | None, on: date | None, state: str, by: str | None) -> None:
    assert act_state(act, on) == (state, by)


def test_an_act_that_is_not_listed_is_not_in_force_before_its_day() -> None:
    on = date(2022, 5, 1)
    assert act_state("qd-9-qd-ttg-2022", on, date(2022, 5, 2))[0] == "not_yet"
    assert act_state("qd-9-qd-ttg-2022", on, date(2022, 5, 1))[0] == "unknown"


def test_amendments_count_from_their_first_day() -> None:
    assert amendments("l-06-2022-qh15", date(2026, 9, 30)) == ()
    assert amendments("l-06-2022-qh15", date(2026, 10, 1)) == ("l-06-2026-qh16",)


@pytest.mark.parametrize("version", versions().values(), ids=lambda version: version.id)
def test_rows_agree_with_themselves_and_each_other(version: Any) -> None:
    days = [version.issued_on, version.valid_from, version.valid_to]
    assert [d for d in days if d] == sorted(d for d in days if d)
    assert (version.valid_to is None) or (version.checked is None)
    assert (version.valid_to is None) == (not (version.replaced_by or version.repealed_by))
    for later in version.replaced_by:
        first = versions()[later].valid_from
        assert first is None or (version.valid_to and first <= _next(version.valid_to))


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def test_laws_are_those_of_the_table_of_laws() -> None:
    listed = {_id_of(act): act for act in named_acts() if act.issued_on}
    laws = [v for v in versions().values() if v.type in ("L", "BL", "PL", "HP")]
    assert len(laws) > 200
    for version in laws:
        assert listed[version.id].issued_on == version.issued_on


def _settled(*cited: dict[str, Any]) -> list[tuple[str | None, str]]:
    """What becomes of citations, each by a plan of 2024 from its province."""
    rows = [
        {"document": str(n), "likeness": 1.0, "act_state": "unknown", **row}
        for n, row in enumerate(cited)
    ]
    plans = [
        {"document": row["document"], "issued_on": date(2024, 6, 1), "province": row["province"]}
        for row in rows
    ]
    tables = tables_of({"citations": rows, "plans": plans})
    table = settle(tables["citations"], tables["plans"])
    return [(row["act_id"], row["link"]) for row in table.to_pylist()]


DATED = {
    "type": "QĐ", "number": "71/QĐ-TTg", "act_id": "qd-71-qd-ttg-2021", "act_year": 2021,
    "act_name": "Quyết định 71/QĐ-TTg (2021)", "issued_on": date(2021, 1, 14), "link": "exact",
    "subject": "về chương trình sách cho trẻ em", "province": "Cà Mau",
}  # fmt: skip
SHORT = {
    "type": "QĐ", "number": "71/QĐ-TTg", "act_id": "qd-71-qd-ttg", "link": "ambiguous",
    "province": "Sơn La",
}  # fmt: skip
FULL, OPEN = ("qd-71-qd-ttg-2021", "short"), ("qd-71-qd-ttg", "ambiguous")


@pytest.mark.parametrize(
    ("others", "short", "becomes"),
    [
        ([DATED], {"subject": "chương trình sách cho trẻ em"}, FULL),
        ([DATED], {}, OPEN),  # a number alone is no key
        ([DATED], {"subject": "về thu phí cầu đường"}, OPEN),
        ([DATED], {"subject": "chương trình sách cho trẻ em", "act_year": 2019}, OPEN),
        ([], {"subject": "chương trình sách cho trẻ em"}, OPEN),
        (
            [DATED, DATED | {"act_id": "qd-71-qd-ttg-2023", "act_year": 2023, "issued_on": None}],
            {"subject": "chương trình sách cho trẻ em"},
            OPEN,
        ),
        (
            [DATED | {"act_year": 2025, "issued_on": None}],
            {"subject": "chương trình sách cho trẻ em"},
            OPEN,  # issued after the plan that cites it
        ),
    ],
)
def test_a_short_citation_is_the_act_that_others_say_if_more_agrees(
    others: list[dict[str, Any]], short: dict[str, Any], becomes: tuple[str, str]
) -> None:
    assert _settled(*others, SHORT | short)[-1] == becomes


def test_a_bare_numeral_with_its_day_is_the_number_of_that_day() -> None:
    bare = {**SHORT, "number": "71", "act_id": None, "link": "unlisted"}
    assert _settled(DATED, bare | {"issued_on": date(2021, 1, 14)})[-1] == FULL
    assert _settled(DATED, bare)[-1] == (None, "unlisted")


def test_a_local_act_is_settled_in_its_province_only() -> None:
    dated = {
        "type": "CT", "number": "8/CT-UBND", "act_id": "ct-8-ct-ubnd-2020@son-la", "act_year": 2020,
        "link": "exact", "province": "Sơn La",
    }  # fmt: skip
    short = {"type": "CT", "number": "8/CT-UBND", "link": "ambiguous"}
    here = short | {"act_id": "ct-8-ct-ubnd@son-la", "province": "Sơn La"}
    there = short | {"act_id": "ct-8-ct-ubnd@cao-bang", "province": "Cao Bằng"}
    settled = _settled(dated, here, there)
    assert settled[1:] == [
        ("ct-8-ct-ubnd-2020@son-la", "short"),
        ("ct-8-ct-ubnd@cao-bang", "ambiguous"),
    ]


def test_the_registry_settles_too() -> None:
    short = {
        "type": "CT", "number": "34-CT/TW", "act_id": "ct-34-ct-tw", "link": "ambiguous",
        "province": "Cà Mau", "subject": "về tiếp tục đổi mới công tác thi đua khen thưởng",
    }  # fmt: skip
    assert _settled(short) == [("ct-34-ct-tw-2014", "short")]
