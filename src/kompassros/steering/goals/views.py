"""The page of a goal, with where it came from and what became of it; setting, changing and judging one."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.methods.shares import add as add_up
from kompassros.organisations.grants import covers
from kompassros.organisations.models import Person
from kompassros.records import clock, history
from kompassros.records.history_table import history_table
from kompassros.records.matter_finding import case_number_of
from kompassros.records.models import HistoryEntry
from kompassros.records.slots import fill
from kompassros.steering import trail
from kompassros.steering.access import card_of, card_page, goal_of, person_of
from kompassros.steering.goals import services
from kompassros.steering.goals.contents import goal_content
from kompassros.steering.goals.forms import GoalForm, VerdictForm, WithdrawForm
from kompassros.steering.goals.kept import kept_goal
from kompassros.steering.goals.models import GoalEdition, IndicatorValue
from kompassros.steering.goals.queries import editions_of, lines_of, serving
from kompassros.steering.goals.said import say_shares
from kompassros.steering.goals.tables import card_table, goal_address, values_table
from kompassros.steering.pages import change, sent
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.structures import read_structure
from kompassros.steering.policies import INSIDERS, SEE_CARD, WRITE_CARD
from kompassros.web.fields import opened
from kompassros.web.tables import Table, respond_with_download

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


def goals_above(card: Card) -> list[GoalEdition]:
    """Return the goals of the cards above one, which its own goals may serve; the nearest card last."""
    steps = (card.organisation.path or "").strip("/").split("/")[:-1]
    paths = [f"/{'/'.join(steps[:number])}/" for number in range(1, len(steps) + 1)]
    rows = GoalEdition._base_manager.filter(plan=card.plan, organisation__path__in=paths, withdrawn_on=None)
    return list(rows.select_related("organisation").order_by("organisation__path", "position"))


@card_page("write_card")
@_form_methods
def add(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Set a goal."""
    card, person = card_of(request), person_of(request)
    structure = read_structure(card.plan.structure)
    initial = opened(card, perspective=request.GET.get("perspective", ""))
    form = GoalForm(sent(request), initial=initial, structure=structure, above=goals_above(card))

    def act(values: dict[str, Any]) -> object:
        return services.add_goal(card=card, content=form.content(), person=person, decision=values["decision"])

    page = {"heading": _("Set a goal"), "submit": _("Set the goal"), "card": card, "plan": card.plan}
    back = reverse("steering:card", args=[municipality, year, body])
    return change(request, form, act, row=card, page=page, said=_("The goal is set."), back=back)


@card_page("see_card")
@require_safe
def show(request: HttpRequest, municipality: str, year: int, body: str, pk: int) -> HttpResponse:
    """Show a goal: indicators, verdicts, activities, what serves it, other years, and as it stood on a day."""
    card, person = card_of(request), person_of(request)
    try:
        goal = goal_of(card, pk)
    except Http404:
        return redirect(goal_address(_elsewhere(card, pk, person)))
    line = lines_of([goal], card.plan.year)[0]
    own = card_table("indicators", pgettext("steering", "Indicators"), [line], card.plan.year)
    below = [each for each in serving(goal) if SEE_CARD.allows(person, each.edition.card)]
    served = card_table("serving", _("What serves this goal"), below, card.plan.year, with_body=True)
    figures = _figures(line.indicators)
    may_write = WRITE_CARD.allows(person, card)
    past = history_table(_told(goal, person), caption=_("History of the goal"))
    day = _asked_day(request)
    page = {
        "card": card,
        "plan": card.plan,
        "goal": goal,
        "line": line,
        "perspective": read_structure(card.plan.structure).perspective(goal.perspective),
        "shares": say_shares(add_up(each.shares for each in below)),
        **_above(goal, person, may_write=may_write),
        "own": own,
        "serving": served if below else None,
        "figures": figures,
        "editions": _other_years(goal, person),
        "origins": list(fill("steering.origins", request=request, goal=goal)),
        "pieces": list(fill("steering.goal", request=request, goal=goal)),
        "may_write": may_write and card.plan.state != SteeringPlan.State.CLOSED,
        "day": day,
        "stood": kept_goal(goal, day) if day else None,
        "history": past,
    }
    download = respond_with_download(request, own, served, *figures, past)
    return download or render(request, "steering/goal.html", page)


def _elsewhere(card: Card, pk: int, person: Person) -> GoalEdition:
    """Return a goal that a reorganisation has put on another card; Http404 where there is none that a person reads."""
    rows = GoalEdition._base_manager.filter(plan=card.plan, pk=pk)
    found = rows.select_related("plan__organisation", "organisation", "card__organisation", "card__plan__organisation")
    goal: GoalEdition | None = found.first()
    if goal is None or not SEE_CARD.allows(person, goal.card):
        raise Http404(_("The card has no such goal."))
    return goal


def _above(goal: GoalEdition, person: Person, *, may_write: bool) -> dict[str, Any]:
    """Return the goal above for those who may read its card, or write here and so have chosen it."""
    readable = goal.serves is not None and SEE_CARD.allows(person, goal.serves.card)
    return {"serves": goal.serves if readable or may_write else None, "serves_readable": readable}


def _other_years(goal: GoalEdition, person: Person) -> list[GoalEdition]:
    """Return the goal in the other years whose cards the reader may open."""
    return [each for each in editions_of(goal) if each.pk != goal.pk and SEE_CARD.allows(person, each.card)]


def _told(goal: GoalEdition, person: Person) -> Iterator[HistoryEntry]:
    """Yield what happened; for readers without the goals above, which may stand on cards that they cannot open."""
    is_inside = covers(person, INSIDERS, goal.organisation)
    for entry in history.of_subject(trail.GOAL, str(goal.pk)):
        for side in () if is_inside else (entry.before, entry.after):
            (side or {}).pop("serves", None)
        yield entry


def _asked_day(request: HttpRequest) -> date | None:
    try:
        return parse_date(request.GET.get("day", ""))
    except ValueError:
        return None


def _figures(lines: Any) -> list[Table]:
    """Return every figure of each indicator, restated ones too; one query."""
    keys = [line.edition.indicator_id for line in lines]
    rows = list(
        IndicatorValue._base_manager.filter(indicator__in=keys)
        .select_related("entered_by")
        .order_by("-year", "-period", "-vintage")
    )
    return [
        values_table(line.edition, [row for row in rows if row.indicator_id == line.edition.indicator_id])
        for line in lines
    ]


@card_page("write_card")
@_form_methods
def edit(request: HttpRequest, municipality: str, year: int, body: str, pk: int) -> HttpResponse:
    """Change what a goal says."""
    card, person = card_of(request), person_of(request)
    goal = goal_of(card, pk)
    said = goal_content(goal)
    initial = opened(
        goal,
        title=said.title,
        description=said.description,
        perspective=said.perspective,
        serves=said.serves.pk if said.serves else None,
        responsible=said.responsible,
        decision=case_number_of(trail.GOAL, str(goal.pk)),
    )
    structure = read_structure(card.plan.structure)
    form = GoalForm(sent(request), initial=initial, structure=structure, above=goals_above(card))

    def act(values: dict[str, Any]) -> object:
        return services.change_goal(edition=goal, content=form.content(), person=person, decision=values["decision"])

    page = {"heading": _("Change the goal"), "submit": _("Store the goal")}
    return _change(request, form, act, goal, page, _("The goal is changed."))


@card_page("write_card")
@_form_methods
def withdraw(request: HttpRequest, municipality: str, year: int, body: str, pk: int) -> HttpResponse:
    """Take a goal out of the year."""
    goal, person = goal_of(card_of(request), pk), person_of(request)
    proposed = case_number_of(trail.GOAL, str(goal.pk))
    form = WithdrawForm(sent(request), initial=opened(goal, on=clock.today(), decision=proposed))

    def act(values: dict[str, Any]) -> object:
        return services.withdraw_goal(edition=goal, on=values["on"], decision=values["decision"], person=person)

    page = {
        "heading": _("Withdraw the goal"),
        "lead": _("It stays readable with its history and counts in no share."),
        "submit": _("Withdraw the goal"),
        "tone": "danger",
    }
    return _change(request, form, act, goal, page, _("The goal is withdrawn."))


@card_page("write_card")
@_form_methods
def verdict(request: HttpRequest, municipality: str, year: int, body: str, pk: int) -> HttpResponse:
    """Say whether a goal is or will be met, with reasons."""
    goal, person = goal_of(card_of(request), pk), person_of(request)
    form = VerdictForm(sent(request), initial=opened(goal))

    def act(values: dict[str, Any]) -> object:
        return services.give_verdict(
            edition=goal,
            attainment=values["attainment"],
            reasons=values["reasons"],
            forecast=values["forecast"],
            person=person,
        )

    page = {
        "heading": _("Verdict or forecast"),
        "lead": _("It stands beside what is computed and takes nothing away from it."),
        "submit": _("Store the verdict"),
    }
    return _change(request, form, act, goal, page, _("The verdict is stored."))


def _change(
    request: HttpRequest, form: Any, act: Any, goal: GoalEdition, page: dict[str, Any], said: str
) -> HttpResponse:
    page |= {"card": goal.card, "plan": goal.plan, "goal": goal}
    about = (trail.GOAL, str(goal.pk))
    return change(request, form, act, row=goal, page=page, said=said, back=goal_address(goal), about=about)
