"""Documents cited by a number with codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractor.document import Span
from extractor.stages.citing.found import Found, View
from extractor.stages.citing.heads import Head, head_of, is_no_document, listed_before
from extractor.stages.citing.issuer import issuer_after
from extractor.stages.citing.numbers import Number, numbers_in
from extractor.stages.citing.tails import Tail, tail_after
from extractor.tables.acts import JOINT
from extractor.vietnamese import fold, same_word_key

_DASH = regex.compile(r"[–—]")
_JOINT_CODE = regex.compile(r"(?:\p{Lu}|r)+(?:LT|LN|LB|PH)")


def numbered_in(view: View) -> Iterator[Found]:
    """Every document cited by a number with codes, in order."""
    for number in numbers_in(view.text):
        if is_no_document(view, number.span.start):
            continue
        listed = listed_before(view, number.span.start)
        head = head_of(view, (listed[0] if listed else number.span).start, number.types)
        if listed and not (head.type and head.numbered):
            listed, head = [], head_of(view, number.span.start, number.types)
        tail = _tail(view, head, number)
        if _is_citation(head, number, tail):
            yield from _founds(view, head, number, tail, listed)


def _tail(view: View, head: Head, number: Number) -> Tail:
    kinds = {head.type, *number.types[:1]}
    joint = bool(kinds & JOINT) or _JOINT_CODE.fullmatch(number.codes[0]) is not None
    return tail_after(view, number.span.end, number.issuer, joint=joint)


def _is_citation(head: Head, number: Number, tail: Tail) -> bool:
    """Whether what stands around the number makes it a document's, and no fraction or code."""
    telling = number.issuer is not None or tail.dated
    if head.type:
        return head.numbered or telling or bool(number.types)
    several = len(number.codes) > 1
    if number.is_legislative:
        return True
    if head.numbered:
        return telling or (several and bool(number.types))
    return several and telling and bool(number.types or number.issuer)


def _founds(
    view: View, head: Head, number: Number, tail: Tail, listed: list[Span]
) -> Iterator[Found]:
    kind = _kind(head, number)
    written = _spelled(tail.issuer or _issuer_between(view, head), number.issuer)
    start = head.start if head.type and not listed else number.span.start
    main = Found(
        start,
        tail.end,
        kind,
        number=number.value,
        number_span=number.span,
        issued_on=tail.issued_on,
        year=tail.year or number.year,
        issuer=written or number.issuer,
        issuer_inferred=written is None and number.issuer is not None,
        worded=head.type is not None,
        kinds=number.types,
        code=_issuer_code(number),
    )
    for i, span in enumerate(listed):
        value = view.text[span.start : span.end] + number.tail
        yield replace(
            main,
            start=span.start if i else head.start,
            end=span.end,
            number=value,
            number_span=span,
        )
    yield main


def _spelled(written: str | None, known: str | None) -> str | None:
    """The issuer as written, with the marks that OCR lost put back where the number names it."""
    if not (written and known and fold(written) == fold(known)):
        return written
    dashed = _DASH.sub("-", written)
    return written if same_word_key(dashed) == same_word_key(known) else known


def _kind(head: Head, number: Number) -> str:
    """The word's kind; a general word (*văn bản số …*) leaves it to the code."""
    if head.type and not (head.general and number.types):
        return head.type
    return number.types[0] if number.types else "CV"


def _issuer_code(number: Number) -> str:
    if number.is_legislative:
        return number.codes[-1].rstrip("0123456789")
    rest = number.codes[1:] if number.types else number.codes
    return rest[0] if rest else ""


def _issuer_between(view: View, head: Head) -> str | None:
    """*Nghị định của Chính phủ số 63/2014/NĐ-CP*: the body between type word and *số*."""
    if head.between is None:
        return None
    found = issuer_after(view, head.between.start)
    return found[1] if found and found[0] <= head.between.end else None
