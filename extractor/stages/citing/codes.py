"""The codes in a document's number: repaired, told apart, and what they say."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from extractor.tables.acts import JOINT, issuers, types_of_code
from extractor.vietnamese import fold

_TERM = regex.compile(r"(UBTVQH|QH)([\dIlOSB]{1,2})")
_DIGITS = str.maketrans("OIlSB", "01158")
# Capitals that OCR takes for one another.
_ALIKE = frozenset(
    frozenset(pair)
    for pair in ("IT", "IL", "EG", "CG", "OQ", "OC", "OD", "HN", "HM", "MN", "BR", "FP", "PR", "UV")
)
# Central codes that are cited often enough for a slip in them to be more likely than a new code.
_CORE = ("TTg", "CP", "TW", "TU", "UBND", "HĐND", "VPCP", "UBTVQH")
_SPELLINGS = {"TTG": "TTg", "CTR": "CTr", "TTR": "TTr", "QĐI": "QĐi", "QYĐ": "QyĐ", "TTQ": "TTg"}


def spelled(code: str) -> str:
    """`code` as the decree spells it: `TTG`, `Ttg` → `TTg`; digits of a term of office read."""
    if term := _TERM.fullmatch(code.replace(" ", "")):
        return term[1] + term[2].translate(_DIGITS)
    upper = code.upper()
    if upper in _SPELLINGS and code not in ("TTR",):
        return _SPELLINGS[upper]
    return code


def repaired(codes: list[str]) -> list[str]:
    """`codes` with what OCR broke put right: a code that no list holds, and that differs from a
    known one by a mark or by one letter that looks alike; two codes that grew together."""
    first = codes[0]
    if _is_known(first) and len(codes) == 1:
        return codes
    if not _is_known(first):
        if parts := _grown_together(first):
            return [*parts, *codes[1:]]
        if len(codes) > 1 and _is_issuer(codes[1]) and (kind := _nearest_type(first)):
            codes = [kind, *codes[1:]]
    if codes[0] in types_of_code() and len(codes) > 1 and not _is_issuer(codes[1]):
        core = _nearest_core(codes[1])
        codes = [codes[0], core, *codes[2:]] if core else codes
    return codes


@cache
def _is_known(code: str) -> bool:
    return code in types_of_code() or _is_issuer(code)


def _is_issuer(code: str) -> bool:
    return code in issuers() or _TERM.fullmatch(code) is not None


def _grown_together(code: str) -> list[str] | None:
    """`QĐUBND` → `QĐ`, `UBND`: PDF text layers lose hyphens."""
    for size in (4, 3, 2):
        if code[:size] in types_of_code() and code[size:] in _CORE:
            return [code[:size], code[size:]]
    return None


@cache
def _nearest_type(code: str) -> str | None:
    return _nearest(code, types_of_code())


@cache
def _nearest_core(code: str) -> str | None:
    return _nearest(code, _CORE)


def _nearest(code: str, known: Iterable[str]) -> str | None:
    """The only known code that differs in its marks; else the only one with another slip."""
    for slip in (_is_same_but_marks, _is_slip):
        found = [other for other in known if slip(code, other)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _is_same_but_marks(code: str, known: str) -> bool:
    return len(code) > 1 and fold(code) == fold(known)


def _is_slip(code: str, known: str) -> bool:
    """Whether OCR may have made `code` of `known`: a letter that looks alike, a stroke or a
    letter read twice."""
    one, other = fold(code).upper(), fold(known).upper()
    if len(one) == len(other) + 1:
        doubled = (i for i, c in enumerate(one) if c in "IJ" or one[i - 1 : i] == c)
        return any(one[:i] + one[i + 1 :] == other for i in doubled)
    if len(one) != len(other) or len(one) < 2:
        return False
    unlike = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(unlike) == 1 and frozenset(unlike[0]) in _ALIKE


def issuer_name(codes: list[str]) -> str | None:
    """The name of the body that the number's codes name; of a joint document all of them."""
    if codes and (term := _TERM.fullmatch(codes[-1])):
        return issuers()[term[1]].name
    kinds = types_of_code().get(codes[0], ()) if codes else ()
    rest = codes[1:] if kinds else codes
    if kinds and kinds[0] in JOINT:
        names = [issuers()[code].name for code in rest if code in issuers()]
        return ", ".join(names) or None
    code = rest[0].rstrip("0123456789") if rest else ""
    return issuers()[code].name if code in issuers() else None
