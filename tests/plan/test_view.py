"""How a plan shows itself."""

from __future__ import annotations

import pytest

from extractor.plan import Plan
from extractor.plan.glance import clean, glance, recurrence_in_words, shorten

HOSTILE = "<script>alert(1)</script> \x1b[2J [bold]x[/bold] & \u202eabc"


def test_one_line(plan: Plan) -> None:
    assert repr(plan) == (
        "<Plan Kế hoạch 17/KH-UBND, 2024-01-15: Phát động tháng đọc sách năm 2024>"
    )


def test_plain_text_has_who_does_what_until_when(plan: Plan) -> None:
    lines = str(plan).splitlines()
    assert lines[0] == "Kế hoạch 17/KH-UBND, 2024-01-15"
    assert "  I  MỤC ĐÍCH  [purpose]" in lines
    (work,) = (line for line in lines if line.startswith("  II/1 | "))
    assert "| Thư viện tỉnh, with Hội Nhà văn |" in work
    assert work.endswith("by 2024-09-30; every month (day 25)")


def test_a_plan_that_says_nothing(plan: Plan) -> None:
    empty = dict.fromkeys(("sections", "citations", "campaigns", "assignments"), ())
    header = dict.fromkeys(("number", "issued_on", "title", "issuer", "province", "period"))
    bare = plan.model_copy(update={**empty, **header, "document_type": None, "warnings": ()})
    assert str(bare).startswith("Document of unknown type (no number), no date\n  Place ")
    assert glance(bare).grids == () and "<h4>" not in bare._repr_html_()


def test_html_escapes_the_document(plan: Plan) -> None:
    html = plan.model_copy(update={"title": HOSTILE, "number": HOSTILE})._repr_html_()
    assert "<script>" not in html and "&lt;script&gt;" in html


def test_the_terminal_is_not_steered(plan: Plan) -> None:
    shown = str(plan.model_copy(update={"title": HOSTILE, "place": HOSTILE}))
    assert "\x1b" not in shown and "\u202e" not in shown


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=25", "every month (day 25)"),
        ("FREQ=MONTHLY;INTERVAL=6", "every 6 months"),
        ("FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=15", "every year (month 3,6, day 15)"),
        ("FREQ=WEEKLY;BYDAY=FR", "every week (on FR)"),
        ("FREQ=HOURLY", "FREQ=HOURLY"),
        ("", ""),
    ],
)
def test_recurrences_are_read_aloud(rule: str, words: str) -> None:
    assert recurrence_in_words(rule) == words


def test_shortened_after_a_word() -> None:
    assert shorten("một hai ba bốn", 12) == "một hai ba…"
    assert shorten("một\n hai", 12) == "một hai"
    assert clean("a\tb\x00c\u200bd") == "a bcd"
