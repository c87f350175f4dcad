"""The tables `recipients`, `signatures` and `warnings`."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.compare.tables.context import Context, Row
from extractor.compare.tables.states import name_state


def recipient_rows(context: Context) -> Iterator[Row]:
    """A row for each bullet of *Nơi nhận*."""
    for place, recipient in enumerate(context.plan.recipients):
        yield context.row(("recipients", place), recipient.at, None, text=recipient.text)


def signature_rows(context: Context) -> Iterator[Row]:
    """A row for each signature."""
    for place, signature in enumerate(context.plan.signatures):
        yield context.row(
            ("signatures", place),
            signature.at,
            None,
            authority=signature.authority,
            capacity=signature.capacity,
            position=signature.position,
            name=signature.name,
            name_state=name_state(signature, context.plan),
        )


def warning_rows(context: Context) -> Iterator[Row]:
    """A row for each warning; one may name a page and no place on it."""
    for place, warning in enumerate(context.plan.warnings):
        row = context.row(
            ("warnings", place),
            warning.at,
            None,
            code=warning.code,
            message=warning.message,
        )
        yield row | {"page": row["page"] or warning.page}
