"""The page of all activities of a plan, as a list or a board, and the page of one with its log."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.organisations.grants import covers
from kompassros.organisations.models import Person
from kompassros.records import history
from kompassros.records.history_table import history_table
from kompassros.records.models import HistoryEntry
from kompassros.steering.access import person_of, plan_of, plan_page
from kompassros.steering.activities import said, trail
from kompassros.steering.activities.access import activity_of, activity_page
from kompassros.steering.activities.forms import ActivityFilter
from kompassros.steering.activities.models import Activity
from kompassros.steering.activities.policies import WRITE_ACTIVITY
from kompassros.steering.activities.queries import Line, activities_in, entries_of, lines_of, tally
from kompassros.steering.activities.services import ENDED, OPEN
from kompassros.steering.activities.tables import activities_table, activity_address, log_table
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.policies import INSIDERS, WRITE_CARD
from kompassros.web.cells import Tone
from kompassros.web.tables import respond_with_download

BOARD = "board"


@dataclass(frozen=True)
class Lane:
    """The activities of one status on the board."""

    status: str
    tone: Tone
    notes: list[said.Note]


@plan_page("see_plan")
@require_safe
def show_all(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Show the activities that a person sees, those past their deadline first, as a list or as a board."""
    plan, person = plan_of(request), person_of(request)
    lines = lines_of(activities_in(plan, person), plan, person)
    wanted = ActivityFilter(request.GET, lines=lines)
    found = wanted.found()
    table = activities_table(found, _empty_text(bool(lines)))
    is_board = request.GET.get("view") == BOARD
    page = {
        "plan": plan,
        "sentence": said.say_counts(tally(lines)),
        "filter": wanted if lines else None,
        "table": table,
        "lanes": _lanes(found) if is_board and found else [],
        "is_board": is_board,
        "other": _other_view(request, is_board),
        "to_write": _cards_to_write(request, plan),
    }
    return respond_with_download(request, table) or render(request, "steering/activities/all.html", page)


def _empty_text(is_filtered: bool) -> str:
    if is_filtered:
        return _("No activity fits what you asked for.")
    return _("An activity is added on the page of a goal or of a card, by whoever writes the card.")


def _lanes(lines: list[Line]) -> list[Lane]:
    """Return a lane for each status, empty ones too."""
    lanes = []
    for status in (*OPEN, *ENDED):
        own = [line for line in lines if line.activity.status == status]
        notes = [said.note(line, activity_address(line.activity)) for line in own]
        lanes.append(Lane(str(status.label), said.TONES[status], notes))
    return lanes


def _other_view(request: HttpRequest, is_board: bool) -> str:
    """Return the address of the same activities as a board, or as a list."""
    query = request.GET.copy()
    query["view"] = BOARD
    if is_board:
        del query["view"]
    return f"?{query.urlencode()}"


def _cards_to_write(request: HttpRequest, plan: SteeringPlan) -> list[Card]:
    """Return the card that is asked for, or the person's only one, where an activity may be added to it."""
    if plan.state == SteeringPlan.State.CLOSED:
        return []
    rows = WRITE_CARD.subjects(request.user).filter(plan=plan).select_related("organisation")
    asked = request.GET.get("body")
    found = list(rows.filter(organisation__key=asked) if asked else rows[:2])
    return found if len(found) == 1 else []


@activity_page("see_activity")
@require_safe
def show(request: HttpRequest, municipality: str, year: int, pk: int) -> HttpResponse:
    """Show an activity with its log."""
    activity, person = activity_of(request), person_of(request)
    line = lines_of(Activity._base_manager.filter(pk=activity.pk), activity.plan, person)[0]
    log = log_table(entries_of(activity))
    past = history_table(_told(activity, person), caption=_("History of the activity"))
    may_write = activity.plan.state != SteeringPlan.State.CLOSED and WRITE_ACTIVITY.allows(person, activity)
    page = {
        "plan": activity.plan,
        "activity": activity,
        "line": line,
        "goal_said": said.say_goal(line),
        "cost": None if activity.cost is None else said.in_kronor(activity.cost),
        "tone": said.TONES[activity.status],
        "log": log,
        "history": past,
        "may_write": may_write,
    }
    return respond_with_download(request, log, past) or render(request, "steering/activities/one.html", page)


def _told(activity: Activity, person: Person) -> Iterator[HistoryEntry]:
    """Yield what happened; for readers without its goals, since they may stand on cards that they cannot open."""
    is_inside = covers(person, INSIDERS, activity.organisation)
    for entry in history.of_subject(trail.ACTIVITY, str(activity.pk)):
        for side in () if is_inside else (entry.before, entry.after):
            (side or {}).pop("goal", None)
        yield entry
