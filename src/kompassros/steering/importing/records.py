"""A card as plain data, for programs and for the command line: what was printed, what is computed, and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from kompassros.steering.goals.contents import TargetContent, target_of
from kompassros.steering.goals.models import GoalEdition, IndicatorValue
from kompassros.steering.goals.queries import GoalLine, IndicatorLine, goals_of
from kompassros.steering.goals.said import say_content, say_reason
from kompassros.steering.goals.statuses import Series, columns, compute
from kompassros.steering.plans.models import Card


def find_card(organisation: str, year: int) -> Card | None:
    """Return the card of a body, by its key, for a year."""
    rows = Card._base_manager.select_related("plan__organisation", "organisation__parent")
    found: Card | None = rows.filter(organisation__key=organisation, plan__year=year).first()
    return found


def years_of(organisation: str) -> list[int]:
    """Return the years for which a body has a card."""
    rows = Card._base_manager.filter(organisation__key=organisation).order_by("plan__year")
    return list(rows.values_list("plan__year", flat=True))


def card_record(card: Card) -> dict[str, Any]:
    """Return a card with its goals, their indicators and the figures of the year and the year before."""
    lines = goals_of(card)
    figures = _figures(lines)
    before = _names_before(lines, card.plan.year - 1)
    plan = card.plan
    return {
        "organisation": card.organisation.key,
        "name": card.organisation.name,
        "municipality": plan.organisation.key,
        "year": plan.year,
        "plan_state": plan.state,
        "decision": plan.decision or None,
        "card_state": card.state,
        "made_up": plan.made_up,
        "source": plan.source or None,
        "goals": [_goal(line, figures, before, plan.year) for line in lines],
    }


Figures = Mapping[int, list[IndicatorValue]]


def _figures(lines: Iterable[GoalLine]) -> Figures:
    """Return every figure of the lines' indicators for whole years, restated ones too; one query."""
    keys = [one.edition.indicator_id for line in lines for one in line.indicators]
    found: dict[int, list[IndicatorValue]] = defaultdict(list)
    for value in IndicatorValue._base_manager.filter(indicator__in=keys, period="").order_by("year", "vintage"):
        found[value.indicator_id].append(value)
    return found


def _names_before(lines: Iterable[GoalLine], year: int) -> dict[int, str]:
    """Return what the goals were called in a year; one query."""
    rows = GoalEdition._base_manager.filter(goal__in=[line.edition.goal_id for line in lines], plan__year=year)
    return dict(rows.values_list("goal", "title"))


def _goal(line: GoalLine, figures: Figures, before: Mapping[int, str], year: int) -> dict[str, Any]:
    edition = line.edition
    called = before.get(edition.goal_id)
    return {
        "title": edition.title,
        "previous_title": called if called != edition.title else None,
        "description": edition.description or None,
        "perspective": edition.perspective or None,
        "serves": edition.serves.title if edition.serves else None,
        "indicators": [_indicator(one, figures[one.edition.indicator_id], year) for one in line.indicators],
    }


def _indicator(line: IndicatorLine, values: list[IndicatorValue], year: int) -> dict[str, Any]:
    """Return an indicator; the year before is held against this year's target, since no other is known."""
    edition = line.edition
    series = Series({value.year: value for value in values})
    stored = {"attainment": edition.attainment, "reason": edition.reason, "compared": edition.compared}
    return {
        "title": edition.title,
        "unit": edition.unit or None,
        "direction": edition.direction,
        "target": edition.target_text or None,
        "target_read_as": say_content(TargetContent("", target_of(edition)), edition.unit),
        **_status({**stored, "rule": edition.rule}),
        "figure": _figure(year, values),
        "previous_figure": {
            **_figure(year - 1, values),
            "against_this_target": _status(columns(compute(edition, series, year - 1))),
        },
        "note": edition.note or None,
        "source": edition.source or None,
    }


def _status(computed: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "status": computed["attainment"],
        "reason": say_reason(computed["reason"]) or None,
        "compared": _plain(computed["compared"]),
        "rule": computed["rule"],
    }


def _figure(year: int, values: Iterable[IndicatorValue]) -> dict[str, Any]:
    """Return the figure of a year as printed, with those that it took the place of."""
    found = [value for value in values if value.year == year]
    latest = found[-1] if found else None
    return {
        "year": year,
        "printed": (latest.printed or None) if latest else None,
        "value": _plain(latest.value) if latest else None,
        "bound": (latest.bound or None) if latest else None,
        "preliminary": bool(latest and latest.preliminary),
        "restated": bool(latest and latest.vintage > 1),
        "earlier_figures": [value.printed for value in found[:-1]],
        "broken": bool(latest and latest.broken),
        "note": (latest.note or None) if latest else None,
        "source": (latest.source or None) if latest else None,
    }


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else format(number.normalize(), "f")
