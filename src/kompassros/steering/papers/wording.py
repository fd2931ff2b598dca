"""What the agenda papers of steering share: how they are addressed, and lists of goals, targets and what deviates."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from kompassros.methods.targets import Attainment
from kompassros.organisations.models import Organisation
from kompassros.records.mail import absolute
from kompassros.records.matter_desk import Subject
from kompassros.records.matters import Letterhead
from kompassros.steering.budget.queries import Money
from kompassros.steering.budget.said import say_money
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.goals.queries import GoalLine, IndicatorLine
from kompassros.steering.goals.said import say_attainment, say_figure, say_target
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.plans.structures import read_structure
from kompassros.web.formats import current_language, format_date

MOST_LISTED = 20
"""How many lines a list in a paper has. Own choice: a board reads two pages, and the rest stands on the page."""
DEVIATING = (Attainment.PARTLY, Attainment.NOT_MET)


def subject(kind: str, key: int, label: str, address: str, municipality: Organisation) -> Subject:
    """Return what matters of a municipality's steering are named and addressed by."""
    return Subject(
        kind=kind,
        key=str(key),
        label=label,
        address=address,
        organisation_id=municipality.pk,
        letterhead=Letterhead(municipality.name, municipality.made_up),
        language="nb" if municipality.country == "NO" else "sv",
    )


def paragraphs(*parts: str) -> str:
    """Return parts as paragraphs; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)


def listed(heading: str, items: Sequence[str]) -> str:
    """Return a list under a heading, cut after twenty lines with how many are left; empty without items."""
    if not items:
        return ""
    lines = [heading, *(f"- {item}" for item in items[:MOST_LISTED])]
    if len(items) > MOST_LISTED:
        lines.append(_("and %(count)s more, on the page.") % {"count": len(items) - MOST_LISTED})
    return "\n".join(lines)


def about_plan(plan: SteeringPlan) -> str:
    """Return by which model a municipality steers the year, and by which decision."""
    words = {"name": plan.organisation.name, "year": plan.year, "model": str(read_structure(plan.structure))}
    told = [_("%(name)s steers %(year)s by the model %(model)s.") % words]
    if plan.decision:
        day = format_date(plan.adopted_on) if plan.adopted_on else ""
        told.append(_("The plan was adopted by %(decision)s, %(day)s.") % {"decision": plan.decision, "day": day})
    if plan.made_up:
        told.append(_("The municipality and its figures are made up."))
    return " ".join(told)


def targets(goals: Iterable[GoalLine]) -> list[str]:
    """Return each goal with its indicators and their targets, one line each."""
    return [_goal_with_targets(goal) for goal in goals]


def _goal_with_targets(goal: GoalLine) -> str:
    told = [f"{one.edition.title}: {say_target(one.edition)}" for one in goal.indicators]
    return f"{goal.edition.title} ({'; '.join(told)})" if told else goal.edition.title


def deviating(goals: Iterable[GoalLine]) -> list[str]:
    """Return the indicators whose target is not met, or only partly, one line each."""
    lines = (one for goal in goals for one in goal.indicators)
    return [standing(one) for one in lines if one.edition.attainment in DEVIATING]


def standing(one: IndicatorLine) -> str:
    """Return an indicator with its figure, its target and its status."""
    words = {"indicator": one.edition.title, "figure": say_figure(one.this), "target": say_target(one.edition)}
    said = _("%(indicator)s: %(figure)s, target %(target)s") % words
    return f"{said} ({say_attainment(one.edition.attainment)})"


def forecasts(goals: Iterable[GoalLine]) -> list[str]:
    """Return what people expect at the end of the year, with their reasons, one line each."""
    return list(_forecasts(goals))


def _forecasts(goals: Iterable[GoalLine]) -> Iterator[str]:
    for goal in goals:
        if goal.forecast is not None:
            yield forecast_said(goal.edition.title, goal.forecast.attainment, goal.forecast.reasons)
        for one in goal.indicators:
            if one.forecast is not None:
                yield forecast_said(one.edition.title, one.forecast.attainment, one.forecast.reasons)


def forecast_said(title: str, attainment: str, reasons: str) -> str:
    """Return a forecast in one line."""
    words = {"title": title, "forecast": say_attainment(attainment), "reasons": " ".join(reasons.split())}
    return _("%(title)s: %(forecast)s. %(reasons)s") % words


def money_said(money: Money) -> str:
    """Return a body's money in a paragraph, empty where no amount is known."""
    return _("The money. %(said)s") % {"said": say_money(money)} if money else ""


def source(label: str, address: str) -> str:
    """Return where a paper's figures come from, with the address of the page."""
    return f"{label}: {absolute(address, current_language())}"


def title_of(goal: GoalEdition) -> str:
    """Return a goal's title, short enough for a paper's."""
    return goal.title if len(goal.title) <= 120 else f"{goal.title[:119]}…"
