"""Which act, or which plan of the corpus, a citation means.

A rule asks for what only one document can answer to; where two might, there is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from extractor.archive.linking.facts import issuer_key, number_key
from extractor.compare.linking.scope import Scope, own_scope, scope_of, symbol_of
from extractor.compare.rows import CitationRow, PlanRow
from extractor.tables.acts import issuers
from extractor.vietnamese import slug

_number_key = lru_cache(maxsize=1 << 16)(number_key)
_issuer_key = lru_cache(maxsize=1 << 16)(issuer_key)


class Acts:
    """The acts that citations mean, and those of them that the corpus holds."""

    def __init__(self, plans: Iterable[PlanRow]) -> None:
        self._plans = {plan.document: plan for plan in plans}
        self._known: defaultdict[tuple[str, int, Scope], list[PlanRow]] = defaultdict(list)
        for plan in self._plans.values():
            if plan.same_as is None and plan.number and plan.issued_on:
                key = number_key(plan.number) or ""
                self._known[key, plan.issued_on.year, own_scope(plan)].append(plan)

    def scope(self, citation: CitationRow) -> Scope | None:
        """Where the cited number or title is told apart; None where the plan does not tell."""
        return scope_of(citation, self._plans[citation.document])

    def key(self, citation: CitationRow) -> str:
        """The same for the same act in all plans: `nd-91-2017-nd-cp`; that of a local body ends
        with its place, `kh-31-kh-ubnd-2021@an-giang`. Where the place is not told the act is one
        of this document's alone."""
        if citation.act_id:
            return citation.act_id
        parts = (citation.type, citation.number or citation.title or "", str(citation.act_year))
        key = slug(" ".join(parts[: 3 if citation.act_year else 2]))
        scope = self.scope(citation)
        return f"{key}@{citation.document}" if scope is None else f"{key}{scope}"

    def numbered(self, citation: CitationRow) -> PlanRow | None:
        """The one document of the corpus with the cited number, year, body and place."""
        scope = self.scope(citation)
        number = _number_key(citation.number)
        if scope is None or number is None or citation.act_year is None:
            return None
        by = self._plans[citation.document]
        found = [
            plan
            for plan in self._known.get((number, citation.act_year, scope), ())
            if _is_issuer(plan, citation, by)
        ]
        return found[0] if len(found) == 1 else None

    def meant(self, citation: CitationRow) -> PlanRow | None:
        """The document of the corpus that is cited, if nothing that is said of it is false."""
        plan = self.numbered(citation)
        if plan is None or plan.document == citation.document:
            return None
        return plan if citation.issued_on in (None, plan.issued_on) else None


def _is_issuer(plan: PlanRow, citation: CitationRow, by: PlanRow) -> bool:
    """Whether `plan` may be of the body that is named, or of the one that the symbol names. Where
    neither is there it is the plan's own."""
    issuer = _issuer_key(plan.issuer) or ""
    symbol = symbol_of(citation.number)
    of_symbol = symbol is not None and slug(issuers()[symbol].name) in issuer
    if citation.issuer is None or citation.issuer_inferred:
        return of_symbol or plan.issuer == by.issuer
    named = _issuer_key(citation.issuer) or ""
    return of_symbol or f"{issuer}-".startswith(f"{named}-")
