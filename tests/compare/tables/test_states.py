"""Absent, illegible and not looked for stay apart."""

from __future__ import annotations

import pytest

from extractor.compare.model import Member
from extractor.compare.tables import build
from extractor.compare.tables.states import name_state, plan_states
from extractor.plan import Agency, PageRecord, Plan, Province, WarningRecord

GONE = {
    "number": None, "issued_on": None, "title": None, "issuer": None, "province": None,
    "period": None, "issued_with": None, "recipients": (), "signatures": (), "warnings": (),
}  # fmt: skip


@pytest.fixture
def bare(plan: Plan) -> Plan:
    """Two pages, all read, with nothing on them."""
    pages = tuple(PageRecord(page=n, method="ocr", confidence=0.9) for n in (1, 2))
    source = plan.source.model_copy(update={"pages": pages})
    return plan.model_copy(update={**GONE, "source": source})


def warned(plan: Plan, code: str, page: int | None = None) -> Plan:
    warning = WarningRecord(code=code, message="", page=page)
    return plan.model_copy(update={"warnings": (*plan.warnings, warning)})


def test_what_was_read_and_is_not_there_is_absent(bare: Plan) -> None:
    assert set(plan_states(bare).values()) == {"absent"}


def test_what_is_there_is_read_or_inferred(plan: Plan) -> None:
    states = plan_states(plan)
    assert states["number_state"] == states["issued_on_state"] == states["period_state"] == "read"
    assert plan.issuer and plan.issuer.inferred and plan.province and plan.province.inferred
    assert states["issuer_state"] == states["province_state"] == "inferred"


@pytest.mark.parametrize(
    ("code", "column"), [("number_blank", "number_state"), ("date_blank", "issued_on_state")]
)
def test_what_cannot_be_read_is_illegible(bare: Plan, code: str, column: str) -> None:
    states = plan_states(warned(bare, code, 1))
    assert states.pop(column) == "illegible"
    assert set(states.values()) == {"absent"}


def test_a_value_goes_before_a_warning(plan: Plan) -> None:
    assert plan_states(warned(plan, "number_blank", 1))["number_state"] == "read"


@pytest.mark.parametrize("code", ["page_unreadable", "unread_area", "low_resolution"])
def test_pages_that_were_not_read(bare: Plan, code: str) -> None:
    first = plan_states(warned(bare, code, 1))
    assert set(first.values()) == {"illegible"}
    assert plan_states(warned(bare, code)) == first
    second = plan_states(warned(bare, code, 2))
    hidden = {column for column, state in second.items() if state == "illegible"}
    assert hidden == {"province_state", "period_state", "recipients_state", "signatures_state"}


def test_low_confidence_hides_nothing(bare: Plan) -> None:
    assert set(plan_states(warned(bare, "low_confidence", 1)).values()) == {"absent"}


def test_an_appendix_on_its_own_has_no_letterhead(bare: Plan) -> None:
    states = plan_states(warned(bare, "appendix_alone"))
    own = {column for column, state in states.items() if state == "not_looked_for"}
    assert own == {
        "number_state", "issued_on_state", "issuer_state", "recipients_state", "signatures_state",
    }  # fmt: skip


def test_a_central_body_has_no_province(bare: Plan) -> None:
    ministry = Agency(text="BỘ NỘI VỤ", name="Bộ Nội vụ", id="bo-noi-vu", level="central")
    issued = bare.model_copy(update={"issuer": ministry})
    assert plan_states(issued)["province_state"] == "not_looked_for"
    lost = plan_states(bare)["province_state"]
    assert lost == "absent"


def test_a_contract_that_did_not_know_a_field(bare: Plan) -> None:
    old = bare.model_copy(update={"schema_version": "1.0"})
    assert plan_states(old)["issued_with_state"] == "not_looked_for"
    newer = bare.model_copy(update={"schema_version": "1.10"})
    assert plan_states(newer)["issued_with_state"] == "absent"


def test_names_of_signers(members: list[Member]) -> None:
    plan = members[0].plan
    (signature, *_) = plan.signatures
    assert name_state(signature, plan) == "read"
    nameless = signature.model_copy(update={"name": None})
    assert name_state(nameless, plan) == "absent"
    assert name_state(nameless, warned(plan, "name_unreadable", 1)) == "illegible"


def test_all_states_are_columns(plan: Plan) -> None:
    row = build([Member("x", plan)], [])["plans"].to_pylist()[0]
    states = {name: value for name, value in row.items() if name.endswith("_state")}
    assert states == plan_states(plan)


def test_a_province_that_is_only_named_by_its_issuer(bare: Plan) -> None:
    here = Province(name="Hoa Sen", code=None, code_list=None, current=None, inferred=True)
    found = bare.model_copy(update={"province": here})
    assert plan_states(found)["province_state"] == "inferred"
