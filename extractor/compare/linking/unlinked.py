"""Names that no registry lists, the most widespread first: what to add to a registry next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from extractor.compare.linking.acts import nearest_act
from extractor.compare.linking.agencies import nearest_agency
from extractor.compare.linking.campaigns import nearest_campaign
from extractor.compare.linking.days import nearest_day
from extractor.compare.linking.entities import Mention, mentions
from extractor.compare.linking.misread import shape
from extractor.compare.linking.provinces import nearest_province
from extractor.tables.bodies import Body
from extractor.tables.days import Day
from extractor.tables.movements import Movement
from extractor.tables.places import Unit
from extractor.vietnamese import fold, slug


@dataclass(slots=True)
class _Name:
    """Writings that differ in marks, dashes and what scans confuse."""

    kind: str
    example: str
    how: str
    forms: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The most frequent writing; of two that are as frequent the one with more marks."""
        return max(self.forms, key=lambda form: (self.forms[form], _marks(form), form))

    @property
    def rank(self) -> tuple[int, int, str, str]:
        """Where it comes in the list."""
        return -len(self.documents), -sum(self.forms.values()), self.kind, self.name


class Nearest(NamedTuple):
    """The registered entry whose name is most like one that is not registered."""

    id: str
    name: str
    likeness: float


def unlinked(tables: Mapping[str, Any]) -> Any:
    """A row for each name without an entry, by the number of documents, then mentions: the
    nearest registered name, how like it is, a row that has the name, and the row with which the
    registry would know it. Collective addresses are no names. `link` is `ambiguous` where entries
    of that name exist and the plans do not say which is meant."""
    import pyarrow as pa

    schema = pa.schema(
        [
            ("kind", pa.string()),
            ("name", pa.string()),
            ("variants", pa.list_(pa.string())),
            ("mentions", pa.int32()),
            ("documents", pa.int32()),
            ("link", pa.string()),
            ("nearest_id", pa.string()),
            ("nearest_name", pa.string()),
            ("nearest_likeness", pa.float64()),
            ("example", pa.string()),
            ("registry_row", pa.string()),
        ]
    )
    names = sorted(_grouped(mentions(tables)), key=lambda name: name.rank)
    return pa.Table.from_pylist([_row(name) for name in names], schema)


def _grouped(found: Iterable[Mention]) -> Iterable[_Name]:
    groups: dict[tuple[str, str], _Name] = {}
    for mention in found:
        if not _is_unlinked(mention):
            continue
        key = (mention.kind, _key(mention.written))
        name = groups.setdefault(key, _Name(mention.kind, mention.row, mention.how))
        name.forms[mention.written] += mention.times
        name.documents.add(mention.document)
    return groups.values()


def _is_unlinked(mention: Mention) -> bool:
    """Acts that no registry lists have ids of their own; those without a number want a row."""
    missing = mention.id is None and mention.how != "group"
    return bool(mention.written) and (missing or mention.how == "unlisted")


def _row(name: _Name) -> dict[str, Any]:
    nearest = _nearest(name.kind, name.name)
    return {
        "kind": name.kind,
        "name": name.name,
        "variants": [f"{form} ({times})" for form, times in name.forms.most_common()],
        "mentions": sum(name.forms.values()),
        "documents": len(name.documents),
        "link": name.how,
        "nearest_id": nearest.id,
        "nearest_name": nearest.name,
        "nearest_likeness": nearest.likeness,
        "example": name.example,
        "registry_row": _registry_row(name.kind, name.name) if _can_be_listed(name) else None,
    }


def _nearest(kind: str, name: str) -> Nearest:
    if kind == "act":
        act, alike = nearest_act(name)
        return Nearest(act.number or slug(act.title), act.title, alike)
    entry, alike = _NEAREST[kind](name)
    return Nearest(entry.id, entry.name, alike)


_NEAREST: Mapping[str, Callable[[str], tuple[Body | Movement | Day | Unit, float]]] = {
    "agency": nearest_agency,
    "campaign": nearest_campaign,
    "day": nearest_day,
    "province": nearest_province,
}
# The columns of each registry that a name alone fills in.
_REGISTRY = {
    "agency": "{id},{name},other,,,,,,",
    "campaign": "{id},{name},other,,,,,{core},,{name},",
    "act": "L,{name},,,",
    "day": "{id},,,,{name},,{name}",
    "province": "{id},,{name},province,,,,,",
}


def _can_be_listed(name: _Name) -> bool:
    """Whether a row would make it known: of acts only laws are known by their names."""
    law = fold(name.name).startswith(("luat ", "bo luat ", "phap lenh "))
    return name.how == "unlisted" and (law or name.kind != "act")


def _registry_row(kind: str, name: str) -> str:
    """The row that makes the name known, for a person to complete."""
    quoted = '"' + name.replace('"', '""') + '"' if set(name) & set(',"') else name
    return _REGISTRY[kind].format(id=slug(name), name=quoted, core=_plain(name))


def _key(name: str) -> str:
    """The form in which near-duplicates of spelling are equal."""
    return shape("".join(c for c in fold(name) if c.isalnum()))


def _plain(name: str) -> str:
    return slug(name).replace("-", " ")


def _marks(form: str) -> int:
    return sum(not c.isascii() for c in form)
