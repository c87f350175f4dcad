"""Field campaigns: one for each movement, with all its mentions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from extractor.document import Document
from extractor.fields.campaigns import campaigns
from extractor.stages.campaigns import find_campaigns

Make = Callable[..., Document]

TEXT = """PHONG TRÀO “CẢ NƯỚC CHUNG SỨC XÂY DỰNG NÔNG THÔN MỚI”
- Tuyên truyền phong trào “Cả nước chung sức xây dựng nông thôn mới” giai đoạn 2021-2025;
- Phong trào thi đua “Lao động giỏi”, “Lao động sáng tạo”;
- Cuộc vận động Xây dựng gia đình “5 không, 3 sạch”."""


def test_mentions_of_one_movement_are_one_campaign(make_document: Make) -> None:
    first, *others = campaigns(find_campaigns(make_document(TEXT)))
    assert first.id == "nong-thon-moi"
    assert first.name == "Cả nước chung sức xây dựng nông thôn mới"
    assert len(first.mentions) == 2
    assert first.period is not None
    assert (first.period.start, first.period.end) == (date(2021, 1, 1), date(2025, 12, 31))
    assert [campaign.name for campaign in others] == [
        "Lao động giỏi", "Lao động sáng tạo", "Xây dựng gia đình 5 không, 3 sạch",
    ]  # fmt: skip


def test_spans_of_mentions_hold_their_words(make_document: Make) -> None:
    document = find_campaigns(make_document(TEXT))
    for campaign in campaigns(document):
        for mention in campaign.mentions:
            assert (
                " ".join(document.text[mention.at.start : mention.at.end].split()) == mention.text
            )


def test_province_has_its_own_beside_the_national_one(make_document: Make) -> None:
    text = (
        "phong trào “Cả nước chung sức xây dựng nông thôn mới”; "
        "phong trào “Sơn La chung sức xây dựng nông thôn mới”"
    )
    found = campaigns(find_campaigns(make_document(text)))
    assert [(c.id, c.scope) for c in found] == [
        ("nong-thon-moi", "national"), ("nong-thon-moi", "province"),
    ]  # fmt: skip
