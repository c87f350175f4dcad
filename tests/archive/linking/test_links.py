"""Links between the documents of an archive, each kind with what it must not be taken for."""

from __future__ import annotations

import random
from dataclasses import replace
from hashlib import sha256

import pytest

from extractor.archive.linking.facts import Facts, Label, Reference
from extractor.archive.linking.links import Record, links
from extractor.archive.linking.names import Part, part_of, plain, without_appendix
from extractor.archive.model import Link

DISTRICT = "uy-ban-nhan-dan-huyen-mai-chau-tinh-hoa-binh"
PLAN = Facts(
    plan_id="hoa-binh-12-kh-ubnd-2023", type="KH", number="12-kh-ubnd", issued_on="2023-02-06",
    issuer=DISTRICT, province="hoa-binh", opens=True, closes=True, appendix=False,
    first=Label("roman", "I"), last=Label("roman", "IV"), issued_with=None, replaces=(),
)  # fmt: skip
OTHER = replace(
    PLAN, number="31-kh-ubnd", issued_on="2023-05-04", plan_id="hoa-binh-31-kh-ubnd-2023"
)
WORDS = replace(PLAN, plan_id="text-0123", number=None, issued_on=None)
BEGINS = replace(PLAN, closes=False, last=Label("roman", "II"))
GOES_ON = replace(
    PLAN, plan_id="text-4567", type=None, number=None, issued_on=None, issuer=None, province=None,
    opens=False, first=Label("roman", "III"),
)  # fmt: skip
MIDDLE = replace(GOES_ON, plan_id="text-89ab", closes=False, last=Label("roman", "III"))
END = replace(GOES_ON, plan_id="text-cdef", first=Label("roman", "IV"))
APPENDIX = replace(GOES_ON, closes=False, appendix=True, first=None, last=None)
PROVINCE = "uy-ban-nhan-dan-tinh-hoa-binh"
NAMED = Reference("12-kh-ubnd", "2023-02-06", 2023, DISTRICT)


def found(*records: tuple[str, Facts] | tuple[str, Facts, str]) -> list[str]:
    """The links as text; a record has other bytes than all others unless a third part says so.
    Documents of one key are numbered."""
    made: list[Record] = []
    for key, facts, *same in records:
        place = sum(record.key == key for record in made)
        digest = sha256((same or [f"{len(made)}"])[0].encode()).hexdigest()
        made.append(Record(key, place, digest, facts))
    given = list(links(made))
    shuffled = made[:]
    random.Random(len(made)).shuffle(shuffled)
    assert list(links(shuffled)) == given
    return [_text(link) for link in given]


def _text(link: Link) -> str:
    one = f"{link.key}#{link.place}" if link.place else link.key
    other = f"{link.other_key}#{link.other_place}" if link.other_place else link.other_key
    return f"{one} {link.kind} {other}"


# --- the same document


def test_the_same_bytes_are_a_duplicate_and_nothing_else() -> None:
    assert found(("b.pdf", PLAN, "x"), ("a.pdf", PLAN, "x"), ("c.pdf", PLAN, "x")) == [
        "b.pdf duplicate_of a.pdf",
        "c.pdf duplicate_of a.pdf",
    ]


def test_each_document_of_a_copied_file_is_a_duplicate() -> None:
    copied = [
        ("a.pdf", PLAN, "x"),
        ("a.pdf", OTHER, "x"),
        ("b.pdf", PLAN, "x"),
        ("b.pdf", OTHER, "x"),
    ]
    assert found(*copied) == ["b.pdf duplicate_of a.pdf", "b.pdf#1 duplicate_of a.pdf#1"]


def test_another_scan_of_one_number_is_a_rescan() -> None:
    assert found(("2024/again.pdf", PLAN), ("2023/kh12.pdf", PLAN)) == [
        "2024/again.pdf rescan_of 2023/kh12.pdf"
    ]


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAN, issuer="uy-ban-nhan-dan-huyen-lac-son-tinh-hoa-binh"),  # numbers its own
        replace(PLAN, issued_on="2022-02-06"),
        replace(PLAN, province="son-la", issuer="uy-ban-nhan-dan-huyen-mai-son-tinh-son-la"),
        replace(PLAN, issuer=None),
        replace(PLAN, number="12-kh-ctubnd"),
    ],
)
def test_one_number_of_two_bodies_or_years_is_no_rescan(other: Facts) -> None:
    assert found(("a.pdf", PLAN), ("b.pdf", other)) == []


def test_an_issuer_misread_on_the_same_day_is_the_same() -> None:
    misread = replace(PLAN, issuer=DISTRICT.replace("mai-chau", "mai-chou"))
    assert found(("a.pdf", PLAN), ("b.pdf", misread)) == ["b.pdf rescan_of a.pdf"]
    later = replace(misread, issued_on="2023-02-07")
    assert found(("a.pdf", PLAN), ("b.pdf", later)) == []


def test_the_same_words_without_a_number_are_the_same() -> None:
    assert found(("a.pdf", WORDS), ("b.pdf", replace(WORDS, plan_id="text-0123~2"))) == [
        "b.pdf rescan_of a.pdf"
    ]
    blank = replace(WORDS, first=None)
    assert found(("a.pdf", blank), ("b.pdf", blank)) == []


# --- one document over several files


@pytest.mark.parametrize(
    "names",
    [
        ("k/KH 12.pdf", "k/KH 12 (1).pdf", "k/KH 12 (2).pdf"),
        ("k/KH12_p1.pdf", "k/KH12_p2.pdf", "k/KH12_p3.pdf"),
        ("k/kh 12 - trang 8.pdf", "k/kh 12 - trang 9.pdf", "k/kh 12 - trang 10.pdf"),
        ("k/Kế hoạch phần I.pdf", "k/Kế hoạch phần II.pdf", "k/Kế hoạch phần III.pdf"),
        ("k/scan0009.pdf", "k/scan0010.pdf", "k/scan0011.pdf"),
    ],
)
def test_a_plan_over_several_files_leads_to_the_one_where_it_begins(names: tuple[str, ...]) -> None:
    first, second, third = names
    links = found((first, BEGINS), (second, MIDDLE), (third, END))
    assert sorted(links) == sorted(f"{name} continues {first}" for name in (second, third))


@pytest.mark.parametrize(
    ("one", "two", "begins", "goes_on"),
    [
        ("k/KH 12.pdf", "k/KH 12 (1).pdf", PLAN, GOES_ON),  # the first one has its end
        ("k/KH 12.pdf", "k/KH 12 (1).pdf", BEGINS, OTHER),  # the second one has a letterhead
        ("k/KH 12.pdf", "m/KH 12 (1).pdf", BEGINS, GOES_ON),  # another folder
        ("k/KH 12.pdf", "k/BC 12 (1).pdf", BEGINS, GOES_ON),
        ("k/KH 12 (1).pdf", "k/KH 12 (3).pdf", BEGINS, GOES_ON),  # a part is missing
        ("k/KH 12.pdf", "k/KH 12 (1).pdf", BEGINS, END),  # so are III's pages
        ("k/KH 12.pdf", "k/KH 12 (1).pdf", GOES_ON, END),  # nothing begins
        ("k/KH 12.pdf", "k/KH 12 (1).pdf", BEGINS, APPENDIX),
        ("k/KH 12.pdf", "k/KH 13.pdf", BEGINS, replace(GOES_ON, first=Label("number", "2"))),
    ],
)
def test_what_does_not_go_on_is_no_part(one: str, two: str, begins: Facts, goes_on: Facts) -> None:
    assert found((one, begins), (two, goes_on)) == []


def test_the_last_document_of_a_file_may_go_on_in_the_next() -> None:
    assert found(("k/p1.pdf", OTHER), ("k/p1.pdf", BEGINS), ("k/p2.pdf", GOES_ON)) == [
        "k/p2.pdf continues k/p1.pdf#1"
    ]


# --- other documents


def test_a_plan_replaces_the_one_it_names() -> None:
    newer = replace(OTHER, replaces=(NAMED,))
    assert found(("a.pdf", PLAN), ("b.pdf", PLAN), ("z.pdf", newer)) == [
        "b.pdf rescan_of a.pdf",
        "z.pdf replaces a.pdf",
    ]


@pytest.mark.parametrize(
    ("reference", "linked"),
    [
        (Reference("12-kh-ubnd", None, 2023, None), True),  # its own earlier one
        (Reference("12-kh-ubnd", None, None, None), False),
        (Reference("12-kh-ubnd", "2023-02-07", 2023, DISTRICT), False),
        (Reference("12-kh-ubnd", "2023-02-06", 2023, PROVINCE), False),
        (Reference("12-kh-ubnd", None, 2023, "uy-ban-nhan-dan-huyen-mai-chau"), True),
    ],
)
def test_a_replaced_plan_is_known_by_number_year_and_issuer(
    reference: Reference, linked: bool
) -> None:
    newer = replace(OTHER, replaces=(reference,))
    neighbour = replace(PLAN, issuer="uy-ban-nhan-dan-huyen-lac-son-tinh-hoa-binh")
    links = found(("a.pdf", PLAN), ("b.pdf", neighbour), ("z.pdf", newer))
    assert links == ["z.pdf replaces a.pdf"] * linked


def test_what_two_plans_answer_to_is_not_guessed() -> None:
    vague = replace(OTHER, issuer=PROVINCE, replaces=(replace(NAMED, issuer="uy-ban-nhan-dan"),))
    neighbour = replace(PLAN, issuer="uy-ban-nhan-dan-huyen-lac-son-tinh-hoa-binh")
    assert found(("a.pdf", PLAN), ("b.pdf", neighbour), ("z.pdf", vague)) == []


def test_an_appendix_belongs_to_the_document_that_it_names() -> None:
    named = replace(APPENDIX, issued_with=NAMED)
    assert found(("a.pdf", PLAN), ("x/bang.pdf", named)) == ["x/bang.pdf appendix_of a.pdf"]
    assert found(("a.pdf", OTHER), ("a phu luc.pdf", named)) == []


def test_an_appendix_that_names_nothing_belongs_to_the_file_of_its_name() -> None:
    assert found(("k/KH 12.pdf", PLAN), ("k/KH 12 - Phụ lục 2.pdf", APPENDIX)) == [
        "k/KH 12 - Phụ lục 2.pdf appendix_of k/KH 12.pdf"
    ]
    assert found(("k/KH 12.pdf", PLAN), ("m/KH 12 - Phụ lục 2.pdf", APPENDIX)) == []
    both = (("k/KH 12.pdf", PLAN), ("k/KH_12.tif", OTHER), ("k/PL KH 12.pdf", APPENDIX))
    assert found(*both) == []


def test_a_plan_belongs_to_the_decision_of_its_own_file() -> None:
    decision = replace(PLAN, type="QĐ", number="45-qd-ubnd", closes=True)
    issued = replace(WORDS, issued_with=Reference("45-qd-ubnd", "2023-02-06", 2023, DISTRICT))
    twice = (("a.pdf", decision), ("b.pdf", decision), ("b.pdf", issued))
    assert found(*twice) == ["b.pdf rescan_of a.pdf", "b.pdf#1 appendix_of a.pdf"]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("a/KH 12 (1).pdf", Part("a/kh 12", 1, True)),
        ("KH12_p2.pdf", Part("kh12", 2, True)),
        ("KH 12 trang 03.jpg", Part("kh 12", 3, True)),
        ("kh-12-phần-II.pdf", Part("kh 12", 2, True)),
        ("kh 12.pdf", Part("kh", 12, False)),
        ("scan0007.pdf", Part("scan", 7, False)),
        ("kh12.pdf", None),
        ("Kế hoạch.pdf", None),
    ],
)
def test_running_numbers_of_names(name: str, part: Part | None) -> None:
    assert part_of(plain(name)) == part


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("k/KH 12 - Phụ lục II.pdf", "k/kh 12"),
        ("Phu luc kem theo KH 12.pdf", "kh 12"),
        ("KH12_PL1.pdf", "kh12"),
        ("Plan 12.pdf", None),
    ],
)
def test_names_of_appendices(name: str, rest: str | None) -> None:
    assert without_appendix(plain(name)) == rest
