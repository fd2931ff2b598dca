"""Adding an activity to a card, changing it, moving it to another goal, and telling how it goes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kompassros.steering.access import card_of, card_page, person_of
from kompassros.steering.activities import services, trail
from kompassros.steering.activities.access import activity_of, activity_page
from kompassros.steering.activities.forms import ActivityForm, LogForm, MoveForm, NewActivityForm
from kompassros.steering.activities.models import Activity
from kompassros.steering.activities.policies import card_of_activity
from kompassros.steering.activities.queries import goals_for
from kompassros.steering.activities.tables import activity_address
from kompassros.steering.pages import change, sent
from kompassros.web.fields import opened

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@card_page("write_card")
@_form_methods
def add(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Add what a body shall do, for one of its goals or of those above."""
    card, person = card_of(request), person_of(request)
    initial = opened(card, goal=request.GET.get("goal", ""))
    form = NewActivityForm(sent(request), initial=initial, goals=goals_for(card))

    def act(_values: dict[str, Any]) -> object:
        return services.add_activity(card=card, content=form.content(), goal=form.chosen_goal(), person=person)

    page = {"heading": _("Add an activity"), "submit": _("Add the activity"), "card": card, "plan": card.plan}
    back = reverse("steering:activities", args=[municipality, year]) + f"?body={body}"
    return change(request, form, act, row=card, page=page, said=_("The activity is added."), back=back)


@activity_page("write_activity")
@_form_methods
def edit(request: HttpRequest, municipality: str, year: int, pk: int) -> HttpResponse:
    """Change what an activity is."""
    activity, person = activity_of(request), person_of(request)
    form = ActivityForm(sent(request), initial=opened(activity, **services.content_of(activity).fields()))

    def act(_values: dict[str, Any]) -> object:
        return services.change_activity(activity=activity, content=form.content(), person=person)

    page = {"heading": _("Change the activity"), "submit": _("Store the activity")}
    return _change(request, form, act, activity, page, _("The activity is changed."))


@activity_page("write_activity")
@_form_methods
def move(request: HttpRequest, municipality: str, year: int, pk: int) -> HttpResponse:
    """Let an activity serve another goal."""
    activity, person = activity_of(request), person_of(request)
    card = card_of_activity(activity)
    goals = goals_for(card) if card else []
    form = MoveForm(sent(request), initial=opened(activity, goal=activity.goal_id), goals=goals)

    def act(_values: dict[str, Any]) -> object:
        return services.move_activity(activity=activity, goal=form.chosen_goal(), person=person)

    page = {"heading": _("Move to another goal"), "submit": _("Move the activity")}
    return _change(request, form, act, activity, page, _("The activity belongs to another goal now."))


@activity_page("write_activity")
@_form_methods
def log(request: HttpRequest, municipality: str, year: int, pk: int) -> HttpResponse:
    """Tell how an activity goes: a text, a new status, or both."""
    activity, person = activity_of(request), person_of(request)
    form = LogForm(sent(request), initial=opened(activity, status=activity.status))

    def act(values: dict[str, Any]) -> object:
        if values["status"] == activity.status:
            return services.write_log(activity=activity, text=values["text"], person=person)
        told = {name: values[name] for name in ("status", "text", "on")}
        return services.set_status(activity=activity, person=person, **told)

    page = {"heading": _("Tell how it goes"), "submit": _("Store")}
    return _change(request, form, act, activity, page, _("It stands in the log."))


def _change(
    request: HttpRequest, form: Any, act: Any, activity: Activity, page: dict[str, Any], said: str
) -> HttpResponse:
    page |= {"lead": activity.title, "plan": activity.plan, "activity": activity}
    about = (trail.ACTIVITY, str(activity.pk))
    back = activity_address(activity)
    return change(request, form, act, row=activity, page=page, said=said, back=back, about=about)
