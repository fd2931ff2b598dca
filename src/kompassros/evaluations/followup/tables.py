"""The action plan as a table, and as one sentence."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.followup.models import Action
from kompassros.evaluations.followup.queries import is_over, is_overdue, owner_of
from kompassros.instruments.outline import edition_outline, in_language
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import current_language
from kompassros.web.tables import Table


def plan_table(course: Course, actions: Sequence[Action], today: date) -> Table:
    """List the actions: what, because of what, who, until when, where it stands, what became of it."""
    columns = (
        Column("action", _("Action"), prose=True),
        Column("about", _("Because of"), prose=True),
        Column("owner", _("Who answers for it")),
        Column("due", _("To be done by"), "date"),
        Column("state", _("State"), "tag"),
        Column("outcome", _("What became of it"), prose=True),
    )
    names = _names(course)
    return Table(
        "actions",
        _("Action plan"),
        columns,
        [_row(course, action, names, today) for action in actions],
        empty_text=_(
            "Here stands what the municipality will do about its areas for improvement, who does it and until when. "
            "The coordinator makes an action of each with one click."
        ),
    )


def _names(course: Course) -> dict[str, str]:
    """Return the names of areas and the texts of questions by their ids."""
    outline, language = edition_outline(course.edition), current_language()
    names = {area.id: in_language(area.name, language) for area in outline.areas}
    questions = (question for area in outline.areas for question in area.questions or ())
    return names | {question.id: f"{question.no} {in_language(question.text, language)}" for question in questions}


def _row(course: Course, action: Action, names: dict[str, str], today: date) -> Row:
    finding = action.finding
    about = names.get(finding.question or finding.area, "") if finding else ""
    owner = owner_of(action)
    cells = {
        "action": Cell(action.title),
        "about": Cell(finding.text, note=about or None) if finding else Cell(None, _("an idea of our own")),
        "owner": Cell(owner) if owner else Cell(None, _("nobody yet")),
        "due": Cell(action.due) if action.due else Cell(None, _("no day yet")),
        "state": state_cell(action, today),
        "outcome": Cell(action.outcome) if action.outcome else Cell(None, _("not told yet")),
    }
    return Row(cells, reverse("courses:action", args=[course.slug, action.pk]))


def state_cell(action: Action, today: date) -> Cell:
    """Return where an action stands, with a sign; what is overdue says so in a word."""
    label = str(action.get_state_display())
    if is_overdue(action, today):
        return Cell(_("%(state)s, overdue") % {"state": label}, tone="worse")
    if not is_over(action):
        return Cell(label, tone="middle")
    return Cell(label, tone="better" if action.state == Action.State.DONE else "unmeasured")


def plan_sentence(actions: Sequence[Action], today: date) -> str:
    """Say how many actions there are, how many are done, and how many are overdue."""
    if not actions:
        return _("No action is planned yet.")
    done = sum(action.state == Action.State.DONE for action in actions)
    text = ngettext("%(done)s of %(count)s action is done.", "%(done)s of %(count)s actions are done.", len(actions))
    told = text % {"done": done, "count": len(actions)}
    late = sum(is_overdue(action, today) for action in actions)
    if not late:
        return told
    return f"{told} " + ngettext("%(count)s is overdue.", "%(count)s are overdue.", late) % {"count": late}
