"""What top-level headings are for: the examples of `data/headings.toml`."""

from __future__ import annotations

import pytest

from extractor.tables import table
from extractor.tables.headings import role_of

ROLES = table("headings")["role"]


@pytest.mark.parametrize(
    ("heading", "role"), [(text, role["name"]) for role in ROLES for text in role["examples"]]
)
def test_example(heading: str, role: str) -> None:
    assert role_of(heading) == role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Công việc trọng tâm theo từng quý", "other"),
        ("NHIỆM VỤ TRỌNG TÂM TỪNG THÁNG", "schedule"),
        ("Nhiệm vụ theo quy định của ngành", "solutions"),
        ("Nội dung hoạt động theo tháng", "content"),
    ],
)
def test_work_by_months_is_a_schedule(heading: str, role: str) -> None:
    assert role_of(heading) == role
