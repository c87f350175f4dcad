"""Who is to do what by when: from sections, from lines that name doers, from tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial

import regex

from extractor.agencies import agency_list, agency_run
from extractor.document import AgencyMention, Document, Node, Span, walk
from extractor.fields.agency import to_agency
from extractor.fields.tasks import Duty, Given, mode_of, tasks_of
from extractor.fields.work_bullets import Reader, from_lines, words_in
from extractor.fields.work_grammar import (
    MARKS,
    NEAR,
    Addressed,
    LeadMode,
    addressed,
    begins_with_verb,
    folded_at,
    gives_work,
    lead_mode,
    partners_in,
)
from extractor.fields.work_lines import work_line
from extractor.fields.work_tables import rows_of_work
from extractor.plan import Assignment, Target
from extractor.scan import match_at
from extractor.tables.headings import role_of
from extractor.vietnamese import fold

# Where a paragraph turns to bodies: *…; đề nghị các xã …*
_TURN = regex.compile(
    r"([.;,])\s+(?=(?:kinh de nghi|de nghi|yeu cau|giao|phan cong|khuyen khich)\s)"
)
_TURNING = ("de nghi ", "yeu cau ", "giao ", "phan cong ", "khuyen khich ")
_WORK_HEADING = regex.compile(
    r"(?:phan cong|trach nhiem(?! va )|nhiem vu (?:cu the )?cua|"
    r"to chuc (?:trien khai )?thuc hien)\b"
    r"|.{3,60}\bva (?:phan cong|to chuc thuc hien)\b"
)
_REQUEST = regex.compile(r"(?:tran trong |kinh )?de nghi(?!\w)")
_COLON = regex.compile(r"\s*:")
_DUTIES = regex.compile(r"\b(?:nhiem vu|giai phap|trach nhiem|phan cong)\b")
_REGARDING = regex.compile(r"(?:doi voi|ve phia|trach nhiem cua|nhiem vu cua)\s")
# Headings over those whom the plan is about: they are named, not charged.
_AUDIENCE = regex.compile(r"(?:doi tuong|thanh phan)(?: (?!va |thuc hien)[a-z]+){0,4}\s*:?$")
_BARE_HEAD = regex.compile(r"(?:cac )?(?:so|bo|hoi|phong)(?:, (?:ban|nganh))*$")


def assignments(document: Document, figures: Sequence[Target]) -> tuple[Assignment, ...]:
    """Every node, paragraph or table row that gives somebody work, in the document's order; tasks
    hold those of the plan's `figures` that stand in their words."""
    # A directive's points are all work; in a plan one section is there for it.
    all_work = not any(_is_work(document, node) for node in walk(document.sections))
    read = cache(partial(work_line, document))
    given = [g for node in document.sections for g in _from_node(document, node, all_work, read)]
    given += _from_tables(document)
    made = [_published(document, g, figures) for g in sorted(given, key=lambda g: g.span)]
    return tuple(a for a in made if a.tasks)


def _is_work(document: Document, node: Node) -> bool:
    """Whether a section is there to give work."""
    if node.heading is None:
        return False
    heading = document.slice(node.heading)
    if role_of(heading) == "implementation" or _WORK_HEADING.match(fold(heading)):
        return True
    return _parted_by_bodies(document, node, duties=bool(_DUTIES.search(fold(heading))))


def _parted_by_bodies(document: Document, node: Node, *, duties: bool) -> bool:
    """Whether most parts of a section are headed by the bodies that do what stands below:
    *III. NHIỆM VỤ CỤ THỂ*, *1. Sở Y tế*, *2. Công an tỉnh*; in a section of `duties` also *1. Đối
    với …*."""
    doers = [child for child in node.children if _is_doer(document, child, regarding=duties)]
    return len(doers) > 1 and 2 * len(doers) > len(node.children)


def _is_doer(document: Document, node: Node, *, regarding: bool) -> bool:
    """Whether a part's heading is nothing but bodies, and its words begin with what they do.
    `regarding`: *Đối với đội ngũ giáo viên* is such a heading too."""
    if node.heading is None or node.kind in ("dash", "plus"):
        return False
    first = next((span for duty in _duties(node, node.paragraphs) for span in duty.spans), None)
    if first is None or not begins_with_verb(folded_at(document, document.trim(first, MARKS))):
        return False
    found = addressed(document, node.heading, whole=True)
    if found is None:
        return False
    if regarding and _REGARDING.match(folded_at(document, node.heading)):
        return True
    if any(mention.level == "other" for mention in found.agencies):
        return False
    begins = found.agencies[0].span.start - node.heading.start <= NEAR
    return (begins or found.mode is not None) and node.heading.end - found.end <= NEAR


def _from_node(
    document: Document, node: Node, work: bool, read: Reader, asked: LeadMode = None
) -> Iterator[Given]:
    """The work of a node; `asked`: the mode that a heading above gives (*Đề nghị các đơn vị:*)."""
    work = work or _is_work(document, node)
    if not work and node.heading and _AUDIENCE.match(folded_at(document, node.heading)):
        return
    asked = _heading_mode(document, node) or asked
    if lines := from_lines(document, node, read):
        yield from lines.given
        for child in lines.rest:
            yield from _from_node(document, child, work, read, asked)
        return
    by_heading = _by_heading(document, node, work, asked)
    if by_heading and not _groups(document, node, work):
        yield by_heading
        return
    yield from _by_paragraphs(document, node, work, asked)
    for child in node.children:
        yield from _from_node(document, child, work, read, asked)


def _groups(document: Document, node: Node, work: bool) -> bool:
    """Whether a heading only groups children that name bodies of their own."""
    named = [c for c in node.children if c.kind not in ("dash", "plus") and c.heading]
    if any(_heading_address(document, child, work) for child in named):
        return True
    return len(node.children) > 1 and all(_names_itself(document, c) for c in node.children)


def _names_itself(document: Document, bullet: Node) -> bool:
    """Whether a bullet addresses bodies before its colon: *- Sở Xây dựng: thẩm định*."""
    words = bullet.heading or (bullet.paragraphs[0] if bullet.paragraphs else None)
    if words is None or document.text.find(":", *words) < 0:
        return False
    found = addressed(document, words, whole=False)
    return found is not None and bool(match_at(_COLON, document.text, found.end))


# --- bodies that are addressed --------------------------------------------------------------


def _heading_address(document: Document, node: Node, work: bool) -> Addressed | None:
    """Whom the heading of a node addresses."""
    if node.heading is None or node.kind in ("part", "chapter"):
        return None
    if not (work or lead_mode(document, node.heading)):
        return None
    found = addressed(document, node.heading, whole=True)
    return found if found and (work or (found.mode and not found.guarded)) else None


def _by_heading(document: Document, node: Node, work: bool, asked: LeadMode) -> Given | None:
    """A heading that names bodies: *3. Giao Sở Nội vụ (Ban …):*, with bullets or sentences."""
    found = _heading_address(document, node, work)
    if found is None or node.heading is None:
        return None
    paragraphs, mentions = node.paragraphs, found.agencies
    if paragraphs and _BARE_HEAD.match(folded_at(document, node.heading)):
        named, rest = _named_after_colon(document, node.heading, paragraphs)
        mentions, paragraphs = named or mentions, rest
    duties = tuple(_duties(node, paragraphs))
    partners = partners_in(
        document, [node.heading, *paragraphs, *(span for duty in duties for span in duty.spans)]
    )
    doers = tuple(to_agency(document, m) for m in mentions)
    return Given(node.path, node.own, doers, partners, mode_of(found.mode or asked, doers), duties)


def _named_after_colon(
    document: Document, heading: Span, paragraphs: tuple[Span, ...]
) -> tuple[tuple[AgencyMention, ...], tuple[Span, ...]]:
    """The bodies of *Các Sở: Tài chính, Y tế*, and the paragraphs that give the work: the one that
    names them too where it goes on as a sentence."""
    whole = Span(heading.start, paragraphs[0].end)
    run = agency_run(document, whole)
    if run.mentions and run.mentions[0].span.end > heading.end + NEAR:
        rest = document.trim(Span(run.end, whole.end), MARKS)
        return run.mentions, paragraphs if rest.start < rest.end else paragraphs[1:]
    listed = agency_list(document, whole)
    return (listed, paragraphs[1:]) if listed and listed[0].id else ((), paragraphs)


def _duties(node: Node, paragraphs: Sequence[Span]) -> Iterator[Duty]:
    """The bullets of a node, pluses with their dash; without bullets its own paragraphs."""
    if not node.children:
        yield from (Duty((p,), node.path, (), sentences=True) for p in paragraphs)
    for child in node.children:
        spans = tuple(words_in(child))
        if spans:
            yield Duty(spans, child.path, ())


def _by_paragraphs(document: Document, node: Node, work: bool, asked: LeadMode) -> Iterator[Given]:
    """Running paragraphs that begin with the bodies that they address, or that turn to bodies in
    a later sentence (*Đề nghị …*)."""
    if not work and node.kind in ("roman", "part", "chapter"):
        return
    for paragraph in node.paragraphs:
        last = paragraph == node.paragraphs[-1] and bool(node.children)
        bullets = last and not _groups(document, node, work)
        for found, span in _addresses(document, paragraph, work):
            ends = span.end == paragraph.end
            duties = _paragraph_duties(document, node, found, span, bullets=bullets and ends)
            if not duties:
                continue
            doers = tuple(to_agency(document, mention) for mention in found.agencies)
            partners = partners_in(document, [s for duty in duties for s in duty.spans])
            mode = mode_of(found.mode or asked or _asked_after(document, found), doers)
            yield Given(node.path, node.own, doers, partners, mode, duties)


def _paragraph_duties(
    document: Document, node: Node, found: Addressed, span: Span, *, bullets: bool
) -> tuple[Duty, ...]:
    """The work in a paragraph that addresses bodies, with the bullets below its last one. Mere
    names, as in a list of guests, are no work."""
    by_sentence = not node.children and node.kind not in ("dash", "plus")
    own = Duty((span,), node.path, (), sentences=by_sentence)
    rest = document.trim(Span(found.end, span.end), " ,;:.-–)\n/")
    only_names = rest.end - rest.start < 3
    below = tuple(_duties(node, ())) if bullets else ()
    if only_names or (below and document.slice(span).rstrip().endswith(":")):
        return below
    return (own, *below)


def _heading_mode(document: Document, node: Node) -> LeadMode:
    """*6. Đề nghị:*, *4. Đề nghị các đơn vị phối hợp:* above the bodies."""
    if node.heading is None:
        return None
    asks = _REQUEST.fullmatch(folded_at(document, node.heading))
    return "requested" if asks or lead_mode(document, node.heading) == "requested" else None


def _asked_after(document: Document, found: Addressed) -> LeadMode:
    """*Tỉnh đoàn, Hội Nông dân tỉnh: Đề nghị phối hợp …*"""
    after = folded_at(document, Span(found.end, found.end + 30)).lstrip(" :,")
    return "requested" if _REQUEST.match(after) else None


def _addresses(document: Document, paragraph: Span, work: bool) -> Iterator[tuple[Addressed, Span]]:
    """Whom a paragraph addresses, and the words to them."""
    first = addressed(document, paragraph, whole=False)
    found: list[tuple[int, Addressed | None]] = [
        (paragraph.start, first if first and _counts(document, first, work) else None)
    ]
    folded = folded_at(document, paragraph)
    for turn in _TURN.finditer(folded) if any(word in folded for word in _TURNING) else ():
        begin = paragraph.start + turn.end()
        if turn[1] != "." and (found[-1][1] is not None or not work):
            continue
        later = addressed(document, Span(begin, paragraph.end), whole=False)
        if later and later.mode and _turns(document, later, work):
            found.append((begin, later))
    ends = [*(begin for begin, _ in found[1:]), paragraph.end]
    for (begin, address), end in zip(found, ends, strict=True):
        if address:
            yield address, document.trim(Span(begin, end))


def _counts(document: Document, found: Addressed, work: bool) -> bool:
    """Whether a paragraph that begins with bodies gives them work."""
    if work or (found.mode and not found.guarded):
        return True
    named = any(mention.id for mention in found.agencies)
    return gives_work(document, found, named=named)


def _turns(document: Document, found: Addressed, work: bool) -> bool:
    """Whether a later sentence turns to bodies: outside the sections that give work only to
    bodies that have a name."""
    return work or all(_is_named(mention) for mention in found.agencies)


def _is_named(mention: AgencyMention) -> bool:
    return mention.level != "other" and not mention.collective


# --- tables --------------------------------------------------------------------------------------


def _from_tables(document: Document) -> Iterator[Given]:
    for row in rows_of_work(document):
        duty = Duty(row.task, row.section, row.times)
        mode = mode_of(None, row.doers)
        yield Given(row.section, row.span, row.doers, row.partners, mode, (duty,))


def _published(document: Document, given: Given, figures: Sequence[Target]) -> Assignment:
    return Assignment(
        section=given.section,
        agencies=given.doers,
        partners=given.partners,
        mode=given.mode,
        tasks=tuple(task for duty in given.duties for task in tasks_of(document, duty, figures)),
        at=document.locate(given.span),
    )
