"""Putting an indicator under a goal, changing it and its target, entering its figures."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kompassros.records.matter_finding import case_number_of
from kompassros.steering import trail
from kompassros.steering.access import card_of, card_page, goal_of, person_of
from kompassros.steering.goals import indicator_services as services
from kompassros.steering.goals.contents import indicator_content
from kompassros.steering.goals.forms import IndicatorForm
from kompassros.steering.goals.forms_figures import FigureForm, started_with
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition
from kompassros.steering.goals.statuses import read_series
from kompassros.steering.goals.tables import goal_address
from kompassros.steering.pages import change, sent
from kompassros.web.fields import opened

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _edition_of(goal: GoalEdition, pk: int) -> IndicatorEdition:
    rows = IndicatorEdition._base_manager.select_related("indicator", "goal__card", "plan")
    found: IndicatorEdition | None = rows.filter(goal=goal, pk=pk).first()
    if found is None:
        raise Http404(_("The goal has no such indicator."))
    return found


@card_page("write_card")
@_form_methods
def add(request: HttpRequest, municipality: str, year: int, body: str, pk: int) -> HttpResponse:
    """Put an indicator under a goal."""
    goal, person = goal_of(card_of(request), pk), person_of(request)
    form = IndicatorForm(sent(request), initial=opened(goal))

    def act(values: dict[str, Any]) -> object:
        content = form.content()
        return services.add_indicator(goal=goal, content=content, person=person, decision=values["decision"])

    page = {
        "heading": _("Add an indicator"),
        "lead": _("It says what the service is for, and what is wanted, as a number."),
        "submit": _("Add the indicator"),
    }
    return _change(request, form, act, goal, page, _("The indicator is added."), goal, (trail.GOAL, str(goal.pk)))


@card_page("write_card")
@_form_methods
def edit(request: HttpRequest, municipality: str, year: int, body: str, pk: int, indicator: int) -> HttpResponse:
    """Change an indicator or its target."""
    goal, person = goal_of(card_of(request), pk), person_of(request)
    edition = _edition_of(goal, indicator)
    content = indicator_content(edition)
    proposed = case_number_of(trail.GOAL, str(goal.pk))
    initial = opened(edition, **_shown(content.fields()), decision=proposed)
    form = IndicatorForm(sent(request), initial=initial)

    def act(values: dict[str, Any]) -> object:
        return services.change_indicator(
            edition=edition, content=form.content(), person=person, decision=values["decision"]
        )

    page = {
        "heading": _("Change the indicator"),
        "lead": _("The target of an adopted plan changes only by a decision; the old one stays in the history."),
        "submit": _("Store the indicator"),
    }
    about = (trail.INDICATOR, str(edition.pk))
    return _change(request, form, act, edition, page, _("The indicator is changed."), goal, about)


def _shown(fields: dict[str, Any]) -> dict[str, Any]:
    """Return numbers without the zeros behind them."""
    for name in ("low", "high", "acceptable"):
        if fields[name] is not None:
            number = fields[name].normalize()
            fields[name] = number if number.as_tuple().exponent <= 0 else number.quantize(1)
    return fields


@card_page("write_card")
@_form_methods
def figure(request: HttpRequest, municipality: str, year: int, body: str, pk: int, indicator: int) -> HttpResponse:
    """Enter or restate a figure."""
    goal, person = goal_of(card_of(request), pk), person_of(request)
    edition = _edition_of(goal, indicator)
    asked = request.GET.get("year", "")
    of_year = int(asked) if asked.isdigit() and len(asked) == 4 else year
    known = read_series([edition.indicator_id])[edition.indicator_id].values.get(of_year)
    started: dict[str, Any] = {"year": of_year, "seen": known.vintage if known else 0}
    if known:
        started |= started_with(known)
    form = FigureForm(sent(request), initial=opened(edition, **started))

    def act(values: dict[str, Any]) -> object:
        return services.record_value(
            edition=edition, figure=form.figure(), person=person, year=values["year"], seen=values["seen"]
        )

    page = {
        "heading": _("Enter a figure: %(indicator)s") % {"indicator": edition.title},
        "lead": _("A figure that is there already is restated; the older one stays readable."),
        "submit": _("Store the figure"),
    }
    about = (trail.INDICATOR, str(edition.pk))
    return _change(request, form, act, edition, page, _("The figure is stored."), goal, about)


def _change(
    request: HttpRequest,
    form: Any,
    act: Any,
    row: Any,
    page: dict[str, Any],
    said: str,
    goal: GoalEdition,
    about: tuple[str, str],
) -> HttpResponse:
    page |= {"card": goal.card, "plan": goal.plan, "goal": goal}
    return change(request, form, act, row=row, page=page, said=said, back=goal_address(goal), about=about)
