"""What the plan is to each document that it cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

import regex

from extractor.document import Relation, Span
from extractor.scan import match_at
from extractor.stages.citing.found import Found, View
from extractor.stages.citing.grammar import compiled, section
from extractor.tables import table

_SENTENCE = regex.compile(r"(?<=[\p{L}\d)\"”][.:])[^\S\n]+(?=\p{Lu})")
_CONNECTOR = regex.compile(
    r"(?:[,;:]|(?<!\p{L})(?:va|cung|cung voi|voi|dong thoi|hoac))[^\S\n]*"
    r"(?:(?:cac|nhung|noi dung|tinh than|(?:huong dan|chi dao|yeu cau) tai) )*(?:so)?[ :.]*$"
)
_NOTHING = regex.compile(r"[\W\d_]*(?:(?:va|cac|dong thoi|so|cung)[\W\d_]*)*")
_LABEL = regex.compile(r"[^\S\n]*(?:[-–—+*•●]|\(?[\p{L}\d]{1,4}[.)])?[\W_]*")
_OPEN = regex.compile(r"\([^\S\n]*$")
_LEGAL_BASES = regex.compile(
    r"[\W_]*(?:[ivx\d.]{1,6}[.)]? ?)?(?:cac )?(?:nhung )?"
    r"(?:can cu|co so phap ly|co so xay dung)\b.{0,70}"
)
_HEADING = regex.compile(r"[\W_]*(?:[ivx]{1,5}|\d{1,2}|phan \w+)[.)/] ?\p{L}")
_NUMBERED = regex.compile(r"[\W_]*\d{1,2}[.)/]")
_ITSELF = regex.compile(r"(?<!\p{L})nay(?!\p{L})|\(\W*(?:thay|dieu chinh|sua doi)")
# An act of a kind that no plan's issuer issues speaks of another: *Nghị định này thay thế …*.
_ANOTHER = regex.compile(
    r"(?<!\p{L})(?:luat|bo luat|phap lenh|nghi dinh|thong tu(?: lien tich)?) nay"
)
_REACH = 1000  # characters before a citation in which its sentence is looked for
_OWN: frozenset[Relation] = frozenset({"replaces", "amends"})
_REPEALED = regex.compile(r"[^.;\n]{0,120}het hieu luc[^.;\n]{0,80}\bnay\b")


@cache
def _cues() -> tuple[tuple[Relation, regex.Pattern[str]], ...]:
    return tuple((cue["relation"], compiled(cue["pattern"])) for cue in table("citations")["cue"])


@cache
def _main_clause() -> regex.Pattern[str]:
    return compiled(section("main_clause")["pattern"])


@cache
def _implied() -> regex.Pattern[str]:
    return compiled(section("nested")["pattern"])


def relation_of(lead: str) -> Relation | None:
    """What the folded words before a citation, from the beginning of its clause, say."""
    for relation, pattern in _cues():
        if pattern.search(lead):
            return relation
    return None


def with_relations(view: View, founds: list[Found], opening: Span) -> list[Found]:
    """`founds`, in order, with the relation of the plan to each. `opening` covers title and
    preamble, where the plan says what it implements and rests on."""
    out: list[Found] = []
    walk = _Opening(view)
    bases = _LegalBases(view, opening.end)
    for line, group in groupby(founds, key=lambda found: view.line_start(found.start)):
        members = list(group)
        if opening.start <= line < opening.end:
            out += walk.line(line, members)
        elif bases.covers(line, members[0].head):
            out += walk.basis_line(line, members)
        else:
            out += _in_body(view, line, members)
    return out


def _in_body(view: View, line: int, founds: Iterable[Found]) -> Iterator[Found]:
    """Elsewhere only what the plan says of itself counts: *Kế hoạch này thay thế …*."""
    before: Found | None = None
    for found in founds:
        relation = _of_itself(view, line, found)
        if relation is None and before and before.relation in _OWN:
            goes_on = _CONNECTOR.search(view.folded, before.end, found.head)
            relation = before.relation if goes_on else None
        before = replace(found, relation=relation or "cites")
        yield before


def _of_itself(view: View, line: int, found: Found) -> Relation | None:
    line = max(line, found.head - _REACH)
    start = max([line, *(m.end() for m in _SENTENCE.finditer(view.text, line, found.head))])
    lead = view.folded[start : found.head]
    if _ITSELF.search(lead) and not _ANOTHER.search(lead):
        return next((r for r, cue in _cues() if r in _OWN and cue.search(lead)), None)
    return "replaces" if match_at(_REPEALED, view.folded, found.end) else None


@dataclass
class _Opening:
    """Goes through title and preamble: `top` is what holds for the list that is being read,
    `rank` how high the issuer of its last member stands, `nested` says that the last citation
    belonged to the subject of another, `inner` what holds for that subject's list."""

    view: View
    top: Relation | None = None
    rank: int | None = None
    nested: bool = False
    inner: Relation = "cites"

    def line(self, line: int, founds: Iterable[Found]) -> Iterator[Found]:
        """The citations of one paragraph of title or preamble."""
        before: Found | None = None
        for found in founds:
            relation = self._first(line, found) if before is None else self._next(before, found)
            yield replace(found, relation=relation)
            before = found if not (before and found.named) else before

    def basis_line(self, line: int, founds: Iterable[Found]) -> Iterator[Found]:
        """The citations of one line of a list of legal bases."""
        self.top, self.nested = "basis", False
        yield from self.line(line, founds)
        self.top = None

    def _first(self, line: int, found: Found) -> Relation:
        lead = self.view.folded[line : found.head]
        starts = [m.end() - line for m in _SENTENCE.finditer(self.view.text, line, found.head)]
        lead = lead[starts[-1] if starts else 0 :]
        if relation := self._said(lead):
            return self._at_top(relation, found)
        goes_on = _NOTHING.fullmatch(lead) or _LABEL.fullmatch(lead) or _CONNECTOR.search(lead)
        if self.top and goes_on and not starts:
            return self._at_top(self.top, found)
        return self._at_top("cites", found)

    def _next(self, before: Found, found: Found) -> Relation:
        gap = self.view.folded[before.end : found.head] if before.end <= found.head else ""
        cut = self._sentence_cut(before, found)
        if cut is not None:
            return self._at_top(self._said(gap[cut:]) or "cites", found)
        if (clause := _last(_main_clause(), gap)) is not None:
            return self._at_top(self._said(gap[clause:]) or "cites", found)
        if ";" in gap:
            return self._after_semicolon(gap[gap.rindex(";") + 1 :], found)
        if _OPEN.search(gap):
            self.nested = False
            return "cites"
        if self.top and _CONNECTOR.search(gap) and (not self.nested or self._is_no_lower(found)):
            return self._at_top(self.top, found)
        if not _CONNECTOR.search(gap):
            implied = self.top == "implements" and _implied().search(gap)
            self.inner = "implements" if implied else "cites"
        self.nested = self.nested or not found.named
        return self.inner

    def _is_no_lower(self, found: Found) -> bool:
        """After *A về thực hiện B và C*: whether C cannot be something that A carries out, since
        A's issuer does not stand below C's."""
        return self.rank is not None and found.rank is not None and self.rank <= found.rank

    def _after_semicolon(self, lead: str, found: Found) -> Relation:
        if relation := self._said(lead):
            return self._at_top(relation, found)
        if self.top and (_NOTHING.fullmatch(lead) or len(lead.split()) <= 3):
            return self._at_top(self.top, found)
        self.nested = True
        return "cites"

    def _sentence_cut(self, before: Found, found: Found) -> int | None:
        cuts = list(_SENTENCE.finditer(self.view.text, before.end, found.head))
        return cuts[-1].end() - before.end if cuts else None

    def _said(self, lead: str) -> Relation | None:
        clause = _last(_main_clause(), lead)
        return relation_of(lead if clause is None else lead[clause:])

    def _at_top(self, relation: Relation, found: Found) -> Relation:
        self.top, self.rank, self.nested = relation, found.rank, False
        return relation


def _last(pattern: regex.Pattern[str], text: str) -> int | None:
    found = list(pattern.finditer(text))
    return found[-1].start() if found else None


class _LegalBases:
    """The lines that list legal bases after the preamble: those under a heading that says so,
    those that begin with *Căn cứ* and end with a semicolon, and acts listed right after them."""

    def __init__(self, view: View, after: int) -> None:
        self._lines = set(_lines_of_bases(view, after))
        self._view = view
        self._next = -1  # where the line after the last basis begins

    def covers(self, line: int, head: int) -> bool:
        """Whether the paragraph at `line`, whose first citation begins at `head`, is one."""
        covered = self._covers(line, head)
        self._next = self._view.line_end(line) + 1 if covered else -1
        return covered

    def _covers(self, line: int, head: int) -> bool:
        lead = self._view.folded[line:head]
        bare = _LABEL.fullmatch(lead) is not None
        if line in self._lines and (bare or relation_of(lead) == "basis"):
            return True
        end = self._view.line_end(line)
        closes = self._view.folded[line:end].rstrip().endswith(";")
        listed = lead.strip(" -–+*").startswith("can cu") or (bare and line == self._next)
        return closes and listed


def _lines_of_bases(view: View, after: int) -> Iterator[int]:
    """Under *I. CĂN CỨ XÂY DỰNG KẾ HOẠCH* the acts may be numbered themselves."""
    under = numbered = False
    start = view.line_start(after)
    while start < len(view.folded):
        end = view.line_end(start)
        line = view.folded[start:end]
        if _LEGAL_BASES.fullmatch(line) and not line.rstrip().endswith((";", ".")):
            under, numbered = True, _NUMBERED.match(line) is not None
        elif _HEADING.match(line) and (numbered or not _NUMBERED.match(line)):
            under = False
        elif under:
            yield start
        start = end + 1
