"""Lists of bodies: split at the marks that part bodies, never at those inside one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.agencies.body import body_at, scope_of
from extractor.agencies.found import Found, Scope
from extractor.agencies.grammar import AND, grammar
from extractor.agencies.guessed import begins_guess, with_guess
from extractor.agencies.lent import with_lent_places
from extractor.agencies.naming import mention_of
from extractor.agencies.shared import shared_at, sibling_at
from extractor.agencies.tail import begins_item, begins_office, is_stop
from extractor.agencies.words import Words, words_of
from extractor.document import AgencyMention, Document, Span
from extractor.tokens import word_length

_PARTING = frozenset({",", ";", "/", "+", "&", "-", ""})
_HARD = frozenset({";", "\n"})
_LONGEST_REST = 12  # syllables after a body that still say who is meant, not what is to be done


@dataclass(frozen=True, slots=True)
class Run:
    """The bodies of a list that a sentence begins with, and the offset at which it ends."""

    mentions: tuple[AgencyMention, ...]
    end: int


def agency_list(document: Document, span: Span) -> tuple[AgencyMention, ...]:
    """The bodies in `span`, which is known to be a list of them and nothing else (but for a
    lead-in such as *Giao*). What no rule knows is split off at marks and named as written."""
    words = words_of(document.text)
    scope = scope_of(words, words.stop(span.end), "list", document.guesses)
    found = _listed(scope, _after_lead_in(scope, words.first(span.start)))
    return tuple(mention_of(words, item) for item in with_lent_places(words, found))


def agency_run(document: Document, span: Span) -> Run:
    """The list of bodies that the words in `span` begin with; a sentence may go on after it."""
    words = words_of(document.text)
    first = words.first(span.start)
    scope = scope_of(words, words.stop(span.end), "run", document.guesses)
    if first >= len(words) or not (
        first in words.names
        or words.forms[first] in grammar().run_starters
        or begins_guess(scope, first)
    ):
        return Run((), span.start)
    found = _run(scope, first)
    mentions = tuple(mention_of(words, item) for item in with_lent_places(words, found))
    return Run(mentions, mentions[-1].span.end if mentions else span.start)


def all_agencies(document: Document) -> tuple[AgencyMention, ...]:
    """All bodies that the text names, in order, none inside another."""
    words, starters = words_of(document.text), grammar().starters
    scope, past, mentions = scope_of(words, len(words), "scan"), 0, []
    names = words.names
    for i in [i for i, form in enumerate(words.forms) if form in starters or i in names]:
        if i < past or not (i in names or _worth_reading(words, i)):
            continue
        found = _scanned(scope, i)
        mentions += [mention_of(words, item) for item in found]
        past = found[-1].end if found else i
    return tuple(mentions)


def _worth_reading(words: Words, i: int) -> bool:
    """Whether a body may begin at `i` in running text: with a capital, with *các* and a noun, or
    before an abbreviation."""
    rules, form = grammar(), words.forms[i]
    following = words.forms[i + 1] if i + 1 < len(words) else ""
    if words.capital[i]:
        others = rules.unless.get(form)  # Tổ chức, Ban hành
        return not (others and following in others) or rules.holders.at(words, i, len(words)) > 0
    if any(words.upper[i + 1 : i + 3]):
        return True
    return form in rules.quantifiers.firsts and any(
        k in words.names or words.forms[k] in rules.run_starters
        for k in range(i + 1, min(i + 4, len(words)))
    )


def _scanned(scope: Scope, i: int) -> list[Found]:
    if not begins_item(scope, i) or _inside_word(scope, i):
        return []
    return _items(scope, i)


def _inside_word(scope: Scope, i: int) -> bool:
    """Whether syllable `i` ends a word or a document's symbol: *cơ sở*, *90/KH-UBND*."""
    words = scope.words
    if i == 0:
        return False
    if words.gaps[i] in ("-", "/"):
        return words.upper[i - 1] or words.forms[i - 1].isdigit()
    if words.gaps[i] or words.capital[i]:
        return False
    return word_length(words.forms[i - 1 : i + 1]) == 2


def _after_lead_in(scope: Scope, i: int) -> int:
    """The syllable after *Giao*, *Đề nghị*, *Cơ quan chủ trì:*."""
    size = grammar().lead_ins.at(scope.words, i, scope.stop)
    if not size or i + size >= scope.stop:
        return i
    return _after_lead_in(scope, i + size)


def _items(scope: Scope, i: int) -> list[Found]:
    """The body at `i`, or the several that share one head."""
    if shared := shared_at(scope, i):
        return list(shared)
    found = with_guess(scope, i, body_at(scope, i))
    return [found] if found else []


def _run(scope: Scope, i: int) -> list[Found]:
    found: list[Found] = []
    at: int | None = i
    while at is not None and at < scope.stop:
        items = (found and sibling_at(scope, at, found[-1])) or _items(scope, at)
        if not items:
            break
        found += items
        at = _next_item(scope, found[-1])
    return found


def _listed(scope: Scope, i: int) -> list[Found]:
    found: list[Found] = []
    while i < scope.stop:
        items = (found and sibling_at(scope, i, found[-1])) or _items(scope, i)
        found += items or [_unknown(scope, i)]
        end = found[-1].end
        following = _next_item(scope, found[-1])
        if following is None:
            following = _next_mark(scope, found[-1])
            found[-1] = _grown(scope, found[-1], following)
        i = max(following, end)
    return found


def _marks(scope: Scope, found: Found) -> str:
    """The marks after `found`, without a bracket that it holds."""
    gap = scope.gap(found.end)
    held = found.close > scope.words.ends[found.end - 1]
    return gap.removeprefix(")") if held else gap


def _after_join(scope: Scope, i: int) -> int:
    return i + grammar().joins.at(scope.words, i, scope.stop)


def _next_item(scope: Scope, found: Found) -> int | None:
    """Where the next body begins, if the words after `found` part it from one."""
    if found.end >= scope.stop:
        return scope.stop if scope.mode == "list" else None
    marks = _marks(scope, found)
    if marks not in _PARTING and not (scope.mode == "list" and marks in _HARD):
        return None
    at = _after_join(scope, found.end)
    if at >= scope.stop:
        return None
    if at == found.end and not marks:
        return at if found.part and begins_office(scope, at) else None
    if marks in _HARD and scope.mode == "list":
        return at
    if grammar().appositions.at(scope.words, at, scope.stop) and marks in (",", "-"):
        return None
    return at if _starts(scope, at, found) else None


def _starts(scope: Scope, at: int, before: Found) -> bool:
    """Whether a body begins at `at`, after `before`."""
    begins = begins_item(scope, at) or begins_guess(scope, at)
    if sibling_at(scope, at, before) or (begins and _items(scope, at)):
        return True
    if before.group and scope.mode == "list":
        return False
    people = scope.mode == "list"
    return bool(grammar().noun(scope.words, at, scope.stop, people) and _items(scope, at))


def _unknown(scope: Scope, i: int) -> Found:
    """Words at `i` that no rule knows, as a body of their own."""
    holder = grammar().holders.at(scope.words, i, scope.stop)
    end = i + max(1, holder)
    return Found(i, i, end, scope.words.ends[end - 1], "other")


def _next_mark(scope: Scope, found: Found) -> int:
    """Where the next item of a list begins after words that belong to `found`: outside brackets,
    which hold examples of those meant."""
    depth = 0
    for k in range(found.end, scope.stop):
        at = _after_join(scope, k)
        marks = scope.gap(k)
        depth = max(0, depth + marks.count("(") - marks.count(")"))
        gap = marks.removeprefix(")")
        if gap in _HARD:
            return at if at < scope.stop else k
        parted = depth == 0 and (gap == "," or at > k)
        begins = begins_item(scope, at) or begins_guess(scope, at)
        if parted and at < scope.stop and begins and _items(scope, at):
            return at
    return scope.stop


def _grown(scope: Scope, found: Found, following: int) -> Found:
    """`found` with the words up to the next item, but for an apposition and the marks."""
    words, end = scope.words, found.end
    marks = _marks(scope, found)
    if marks in ("-", ",", "") and grammar().appositions.at(words, end, scope.stop):
        return found
    if not found.group and is_stop(scope, end, end):
        return found
    if not marks and grammar().remits.at(words, end, scope.stop):
        return found
    while end < following and not _stops_growth(scope, end):
        end += 1
    while end > found.end and words.forms[end - 1] == AND:
        end -= 1
    if end == found.end or end - found.end > _LONGEST_REST:
        return found
    return replace(found, end=end, close=words.ends[end - 1])


def _stops_growth(scope: Scope, k: int) -> bool:
    gap = scope.gap(k)
    return "(" in gap or ":" in gap or gap in _HARD
