"""Documents cited by a name of their own that is no law's: resolutions of congresses and
plenums, schemes; and those cited by a bare number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import regex

from extractor.document import Span
from extractor.scan import match_at
from extractor.stages.citing.found import Found, View
from extractor.stages.citing.grammar import form
from extractor.stages.citing.heads import type_of
from extractor.stages.citing.numbers import numbers_in
from extractor.stages.citing.tails import tail_after
from extractor.tables.acts import NATIONAL_CONGRESS, document_types, type_of_word

_NATIONAL = regex.compile(r"toan quoc|dang cong san|(?:cua )?dang$")
_OTHERS = regex.compile(
    r"(?<!\p{L})(?:dang bo|(?:cong |lien )?doan|mat tran|(?<!dai )hoi)(?!\p{L})"
)
_FURTHER_TERM = regex.compile(
    r"(?:,| va)[^\S\n]+(?<own>(?:khoa[^\S\n]+)?(?<term>[ivx]{1,5})(?!\p{L}))\)?"
)
_LAST_TERM = regex.compile(r"[IVX]+(?=\)?$)")
_BUILDING = regex.compile(
    r"(?:xay dung|lap|soan thao|hoan thien|de xuat|tham muu|du thao|ban hanh moi|dung thao)"
    r"(?: (?:va|trinh|ban hanh|phe duyet|ke hoach))* $"
)
_APPROVING = regex.compile(r"(?:phe duyet|ban hanh|theo|tai|kem theo|cua) $")
# What may follow a bare number: a mark, or a word that does not count things.
_FREE = regex.compile(
    r"[^\S\n]*(?:$|[;,.:()\n\"']|(?:cua|ve|ngay|va|cho|da|tai|theo|tren|tu|voi|den|trong|de|co|"
    r"la|duoc|neu|nay|nham|do|v/v|hoac|giai doan|quy dinh|huong dan|gan voi|cap|tinh|thanh pho|"
    r"truoc|sau|vao|thuoc|hien|khoa|ban hanh|sua doi|phe duyet)(?!\p{L}))"
)
_COUNTING = regex.compile(r"[^\S\n]*(?:nam|thang|ngay (?!\d)|%|nguoi|lan|de an|muc)(?!\p{L})")


def named_in(view: View) -> Iterator[Found]:
    """Every document cited by a name that is no law's; not in order."""
    yield from _congresses(view)
    yield from _plenums(view)
    yield from _schemes(view)


def _congresses(view: View) -> Iterator[Found]:
    for match in form("congress").finditer(view.folded):
        national = _NATIONAL.search(match[0]) is not None and not _OTHERS.search(match[0])
        issuer = NATIONAL_CONGRESS if national else None
        found = _by_name(view, match, "NQ", issuer)
        body = form("congress_body").match(view.text, match.end())
        end = body.end() if body else match.end()
        yield replace(found, end=end, title=view.words(match.start(), end))


def _plenums(view: View) -> Iterator[Found]:
    for match in form("plenum").finditer(view.folded):
        found = _by_name(view, match, type_of(match["noun"]), "Ban Chấp hành Trung ương Đảng")
        yield found
        if further := match_at(_FURTHER_TERM, view.folded, match.end()):
            term = view.text[further.start("term") : further.end("term")]
            title = _LAST_TERM.sub(term, found.title or "")
            start, end = further.span("own")
            yield replace(found, start=start, end=end, title=title, worded=False)


def _by_name(view: View, match: regex.Match[str], kind: str, issuer: str | None) -> Found:
    title = view.words(*match.span())
    return Found(
        match.start(),
        match.end(),
        kind,
        title=title,
        issuer=issuer,
        issuer_inferred=issuer is not None,
        code=kind,
        named=True,
    )


def _schemes(view: View) -> Iterator[Found]:
    """Schemes in quotation marks, or with the years that they cover; not those that the plan
    only asks to be drawn up, and no programme that merely has a name."""
    for match in form("quoted").finditer(view.text):
        kind = type_of(view.folded[match.start("noun") : match.end("noun")])
        left = view.folded[view.line_start(match.start()) : match.start()]
        unnamed = kind != "ĐA" and not _APPROVING.search(left)
        if not unnamed and not _BUILDING.search(left) and not any(numbers_in(match["title"])):
            yield _scheme(match, kind, view.words(*match.span("title")))
    for match in form("scheme").finditer(view.text):
        left = view.folded[view.line_start(match.start()) : match.start()]
        if not _BUILDING.search(left):
            yield _scheme(match, "ĐA", view.words(*match.span()))


def _scheme(match: regex.Match[str], kind: str, title: str) -> Found:
    return Found(match.start(), match.end(), kind, title=title, code=kind, named=True)


@cache
def _bare_types() -> frozenset[str]:
    return frozenset(kind.code for kind in document_types() if kind.bare)


_DIGIT = regex.compile(r"(?<=[ :])\d")
_LEAD = 34  # characters that a type word, *số* and spaces take


# Kinds that are cited by number even without *số*: *Chỉ thị 16*, *Đề án 06*.
_FAMILIAR = frozenset({"CT", "NQ", "QĐ", "NĐ", "TT", "KL", "ĐA", "QyĐ"})


def bare_in(view: View) -> Iterator[Found]:
    """Every document cited by a number without codes: *Chỉ thị số 05 của Bộ Chính trị*."""
    for digit in _DIGIT.finditer(view.folded):
        word = (
            view.folded[max(0, digit.start() - 12) : digit.start()].rstrip(" :").rpartition(" ")[2]
        )
        if word not in _last_words():
            continue
        left = max(view.line_start(digit.start()), digit.start() - _LEAD)
        around = form("bare").finditer(view.folded, left, digit.end() + _LEAD)
        match = next((m for m in around if m.start("num") == digit.start()), None)
        if match is None:
            continue
        kind = type_of(match["noun"])
        if kind in _bare_types() and _is_bare_number(view, match, kind):
            yield _bare(view, match, kind)


@cache
def _last_words() -> frozenset[str]:
    """What may stand right before a bare number."""
    return frozenset({"so", *(word.split()[-1] for word in type_of_word())})


def _is_bare_number(view: View, match: regex.Match[str], kind: str) -> bool:
    end = match.end("number")
    if match_at(_COUNTING, view.folded, end):
        return False
    capital = view.text[match.start("noun")].isupper()
    if match["year"]:
        return capital or match["so"] is not None
    if match["so"]:
        return match_at(_FREE, view.folded, end) is not None
    number = match["num"]
    year_like = len(number) == 4 and 1945 <= int(number[:4]) <= 2045
    return (
        capital
        and kind in _FAMILIAR
        and len(number) > 1
        and not year_like
        and match_at(_FREE, view.folded, end) is not None
    )


def _bare(view: View, match: regex.Match[str], kind: str) -> Found:
    tail = tail_after(view, match.end("number"), None)
    year = int(match["year"]) if match["year"] else tail.year
    return Found(
        match.start(),
        tail.end,
        kind,
        number=view.text[match.start("number") : match.end("number")],
        number_span=Span(*match.span("number")),
        issued_on=tail.issued_on,
        year=year,
        issuer=tail.issuer,
        code=kind,
    )
