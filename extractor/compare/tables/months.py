"""The tables `themes` and `events`: what each month is for, and the days that it marks."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.compare.linking import link_day
from extractor.compare.tables.context import Context, Row


def theme_rows(context: Context) -> Iterator[Row]:
    """A row for each row of the month table, or month heading."""
    for place, theme in enumerate(context.plan.themes):
        yield context.row(
            ("themes", place),
            theme.at,
            context.section_at(theme.at.start),
            label=theme.label,
            months=list(theme.months),
            all_year=theme.all_year,
            inferred=theme.inferred,
            topics=[bullet.text for bullet in theme.topics],
            content=[bullet.text for bullet in theme.content],
            agencies=[agency.name for agency in theme.agencies],
        )


def event_rows(context: Context) -> Iterator[Row]:
    """A row for each day that a theme marks."""
    for place, theme in enumerate(context.plan.themes):
        for number, event in enumerate(theme.events):
            link = link_day(event)
            yield context.row(
                ("themes", place, "events", number),
                event.at,
                context.section_at(event.at.start),
                theme=context.id("themes", place),
                months=list(theme.months),
                name=event.name,
                date=event.date,
                lunar=event.lunar,
                anniversary=event.anniversary,
                day_id=link.id,
                day_name=link.name,
                link=link.how,
                likeness=link.likeness,
            )
