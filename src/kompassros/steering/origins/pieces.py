"""What steering puts on the pages of measures, of action plans and of goals: each end leads to the other."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.evaluations.findings.models import Finding
from kompassros.indicators.models import Indicator
from kompassros.methods.direction import Direction
from kompassros.organisations.models import Organisation
from kompassros.records.slots import Piece, register
from kompassros.steering.goals.models import GoalEdition, GoalOrigin, IndicatorEdition, IndicatorValue
from kompassros.steering.goals.said import say_figure
from kompassros.steering.goals.said_around import say_beside
from kompassros.steering.goals.statuses import read_series
from kompassros.steering.goals.surroundings import Around
from kompassros.steering.origins.services import Kind, goals_from
from kompassros.steering.policies import LEAD, SEE_CARD


def _readable(request: HttpRequest, editions: Iterable[GoalEdition]) -> list[GoalEdition]:
    """Return the goals that the reader may open."""
    found = list(editions)
    rows = SEE_CARD.subjects(request.user).filter(pk__in=[each.card_id for each in found])
    cards = set(rows.values_list("pk", flat=True))
    return [each for each in found if each.card_id in cards]


def of_measure(*, request: HttpRequest, organisation: Organisation, code: str, year: int) -> Piece | None:
    """Return the goals that a measure led to, and the button that makes one."""
    goals = _readable(request, goals_from(organisation, Kind.MEASURE, [code]))
    may_lead = LEAD.allows(request.user, organisation)
    if not goals and not may_lead:
        return None
    entry = _entry("", code, str(year), goals)
    context = {"entries": [entry], "kind": Kind.MEASURE, "may_lead": may_lead, "organisation": organisation}
    return _piece(context)


def of_findings(*, request: HttpRequest, organisation: Organisation, findings: Iterable[Finding]) -> Piece | None:
    """Return the goals that areas for improvement led to, and the buttons that make one."""
    shown = list(findings)
    may_lead = LEAD.allows(request.user, organisation)
    goals = _readable(request, goals_from(organisation, Kind.FINDING, [str(each.pk) for each in shown]))
    if not shown or (not goals and not may_lead):
        return None
    by_key: dict[str, list[GoalEdition]] = {}
    for goal in goals:
        for origin in goal.goal.origins.all():
            by_key.setdefault(origin.key, []).append(goal)
    entries = [_entry(each.text, str(each.pk), "", by_key.get(str(each.pk), [])) for each in shown]
    context = {"entries": entries, "kind": Kind.FINDING, "may_lead": may_lead, "organisation": organisation}
    return _piece(context)


def _entry(said: str, key: str, year: str, goals: list[GoalEdition]) -> dict[str, Any]:
    return {"said": said, "key": key, "year": year, "goals": goals}


def _piece(context: dict[str, Any]) -> Piece:
    context |= {"request_id": uuid4()}
    return Piece("goals", _("Goals that came of it"), "steering/origins/goals.html", context)


def of_goal(*, request: HttpRequest, goal: GoalEdition) -> Piece | None:
    """Return what a goal came from, with the way there."""
    origins = [_origin(each) for each in goal.goal.origins.all()]
    if not origins:
        return None
    return Piece("came-from", _("Where it came from"), "steering/origins/from.html", {"origins": origins})


def compared(*, request: HttpRequest, goal: GoalEdition) -> Piece | None:
    """Return what the latest figures of the store stand beside, for indicators that follow a measure; two queries."""
    rows = IndicatorEdition._base_manager.filter(goal=goal, indicator__catalogue__isnull=False).select_related("plan")
    editions = {each.indicator_id: each for each in rows}
    entries = [_compared(editions[value.indicator_id], value) for value in _latest_beside(editions.values())]
    if not entries:
        return None
    return Piece("compared", _("Compared with"), "steering/origins/compared.html", {"entries": entries})


def _latest_beside(editions: Collection[IndicatorEdition]) -> list[IndicatorValue]:
    """Return the latest figure of each indicator, not after its plan's year, where it is one of the store."""
    latest = {}
    if editions:
        series = read_series(each.indicator_id for each in editions)
        for each in editions:
            years = [year for year in series[each.indicator_id].values if year <= each.plan.year]
            latest[each.pk] = series[each.indicator_id].values[max(years)] if years else None
    return [value for value in latest.values() if value is not None and value.around]


def _compared(edition: IndicatorEdition, value: IndicatorValue) -> dict[str, Any]:
    around = Around(**(value.around or {}))
    return {
        "title": edition.title,
        "year": value.year,
        "figure": say_figure(value),
        "beside": say_beside(around, Direction(edition.direction)),
        "measure": around.measure,
        "release": around.release,
    }


def _origin(each: GoalOrigin) -> dict[str, Any]:
    return {"kind": each.get_kind_display(), "said": each.said, "href": _address(each), "at": each.at}


def _address(origin: GoalOrigin) -> str:
    if origin.kind == Kind.MEASURE and Indicator.objects.filter(code=origin.key).exists():
        return reverse("portal:measure", args=[origin.key])
    if origin.kind == Kind.FINDING:
        finding = Finding._base_manager.filter(pk=int(origin.key)).select_related("course").first()
        return reverse("courses:actions", args=[finding.course.slug]) if finding else ""
    return ""


register("measure.work", "goals", 10, of_measure)
register("actions.sections", "goals", 10, of_findings)
register("steering.origins", "came-from", 10, of_goal)
register("steering.goal", "compared", 5, compared)
