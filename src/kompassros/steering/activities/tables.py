"""The tables of activities, of an activity's log, and of the council's requests."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.organisations.models import Organisation
from kompassros.steering.activities import said
from kompassros.steering.activities.models import Activity, ActivityEntry, Assignment
from kompassros.steering.activities.queries import Asked, Line
from kompassros.steering.activities.reading import Wish
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.tables import Table


def activity_address(activity: Activity, name: str = "activity") -> str:
    """Return the address of a page of an activity."""
    plan = activity.plan
    return reverse(f"steering:{name}", args=[plan.organisation.key, plan.year, activity.pk])


def assignment_address(assignment: Assignment, name: str = "assignment") -> str:
    """Return the address of a page of a request."""
    return reverse(f"steering:{name}", args=[assignment.owner.key, assignment.pk])


def activities_table(lines: Iterable[Line], empty_text: str) -> Table:
    """Return activities in their order."""
    columns = (
        Column("activity", pgettext("steering", "Activity"), prose=True),
        Column("body", _("Card")),
        Column("goal", pgettext("steering", "Goal"), prose=True),
        Column("owner", _("Responsible")),
        Column("deadline", _("Deadline"), "date"),
        Column("cost", _("Cost"), "number", unit=_("kronor")),
        Column("status", _("Status"), "tag"),
    )
    return Table(
        "activities", pgettext("steering", "Activities"), columns, [_row(line) for line in lines], empty_text=empty_text
    )


def _row(line: Line) -> Row:
    activity = line.activity
    cells = {
        "activity": Cell(activity.title),
        "body": Cell(activity.organisation.name),
        "goal": Cell(line.goal.title) if line.goal else Cell(None, said.say_goal(line)),
        "owner": Cell(activity.owner) if activity.owner else Cell(None, _("nobody named")),
        "deadline": _deadline(line),
        "cost": Cell(said.in_kronor(activity.cost)) if activity.cost is not None else Cell(None, _("not stated")),
        "status": Cell(activity.get_status_display(), tone=said.TONES[activity.status]),
    }
    return Row(cells, activity_address(activity))


def _deadline(line: Line) -> Cell:
    if line.activity.deadline is None:
        return Cell(None, _("none"))
    return Cell(line.activity.deadline, note=_("past its deadline") if line.overdue else None)


def wishes_table(wishes: Iterable[Wish]) -> Table:
    """Return what a file would add, row by row."""
    columns = (
        Column("row", _("Row"), "number"),
        Column("activity", pgettext("steering", "Activity"), prose=True),
        Column("body", _("Card")),
        Column("goal", pgettext("steering", "Goal"), prose=True),
        Column("owner", _("Responsible")),
        Column("deadline", _("Deadline"), "date"),
        Column("cost", _("Cost"), "number", unit=_("kronor")),
        Column("status", _("Status"), "tag"),
    )
    return Table("wishes", _("What the file adds"), columns, [_wish_row(wish) for wish in wishes], filtered=False)


def _wish_row(wish: Wish) -> Row:
    content, none = wish.content, Cell(None, _("none"))
    return Row(
        {
            "row": Cell(wish.row),
            "activity": Cell(content.title),
            "body": Cell(wish.card.organisation.name),
            "goal": Cell(wish.goal.title) if wish.goal else Cell(None, _("no goal")),
            "owner": Cell(content.owner) if content.owner else Cell(None, _("nobody named")),
            "deadline": Cell(content.deadline) if content.deadline else none,
            "cost": Cell(said.in_kronor(content.cost)) if content.cost is not None else Cell(None, _("not stated")),
            "status": Cell(Activity.Status(wish.status).label, tone=said.TONES[wish.status], note=wish.note or None),
        }
    )


def log_table(entries: Iterable[ActivityEntry]) -> Table:
    """Return what was told of an activity, the latest first."""
    columns = (
        Column("at", _("When"), "date"),
        Column("by", _("Who")),
        Column("status", _("Status"), "tag"),
        Column("text", _("Text"), sort=False, prose=True),
    )
    rows = [
        Row(
            {
                "at": Cell(entry.at),
                "by": Cell(str(entry.by) if entry.by else _("Kompassros")),
                "status": Cell(entry.get_status_display(), tone=said.TONES[entry.status]),
                "text": Cell(entry.text) if entry.text else Cell(None, _("no text")),
            }
        )
        for entry in entries
    ]
    empty = _("Nothing is written yet. Whoever writes the card tells here how it goes.")
    return Table("log", _("Log"), columns, rows, empty_text=empty, filtered=False)


def assignments_table(municipality: Organisation, found: Sequence[Asked]) -> Table:
    """Return what the council has asked for between its plans."""
    columns = (
        Column("text", _("Request"), prose=True),
        Column("decision", _("Decision")),
        Column("decided", _("Decided on"), "date"),
        Column("body", _("Answers")),
        Column("due", _("Due on"), "date"),
        Column("state", _("State"), "tag"),
        Column("answer", pgettext("steering", "Answer"), prose=True),
        Column("answered", _("Answered on"), "date"),
    )
    source = _("Entered by those who lead the steering of %(name)s.") % {"name": municipality.name}
    empty = _("Here stands what the council asks for in other decisions than its plan. Those who lead enter it.")
    rows = [_asked_row(one) for one in found]
    return Table("assignments", _("The council's requests"), columns, rows, empty_text=empty, source=source)


def _asked_row(one: Asked) -> Row:
    assignment = one.assignment
    state, tone = said.say_standing(one)
    none = Cell(None, _("none yet"))
    cells = {
        "text": Cell(assignment.text),
        "decision": Cell(assignment.decision),
        "decided": Cell(assignment.decided_on),
        "body": Cell(assignment.organisation.name),
        "due": Cell(assignment.due_on) if assignment.due_on else Cell(None, _("no day")),
        "state": Cell(state, tone=tone),
        "answer": Cell(assignment.answer) if assignment.answer else none,
        "answered": Cell(assignment.answered_on) if assignment.answered_on else none,
    }
    return Row(cells, assignment_address(assignment))
