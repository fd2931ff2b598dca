"""The tables of lists of evaluations, meetings, actions and joint evaluations."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import queries, wording
from kompassros.evaluations.courses.models import Course, JointEvaluation
from kompassros.evaluations.courses.queries import Earlier
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.models import Action
from kompassros.organisations.grants import AnyPerson
from kompassros.web.cells import Cell, Column, Row, Tone
from kompassros.web.tables import Table

MOST_EXAMINED = 10
_OVER = (State.FOLLOW_UP, State.WITHDRAWN)
_ACTION_TONES: dict[str, Tone] = {
    Action.State.PLANNED: "neutral",
    Action.State.ONGOING: "info",
    Action.State.DONE: "success",
    Action.State.DROPPED: "warning",
}


def show_address(course: Course) -> str:
    """Return the address of an evaluation's overview."""
    return reverse("courses:show", args=[course.slug])


def courses_table(courses: Sequence[Course], person: AnyPerson) -> Table:
    """Return a person's evaluations: state, who is next, what is missing most.

    What is missing is asked for the first ten that go on, since each takes queries of its own; the others' overviews
    say it.
    """
    running = [course.pk for course in courses if course.stands not in _OVER]
    examined = set(running[:MOST_EXAMINED])
    return Table(
        "evaluations",
        _("Evaluations in which you have a part"),
        (
            Column("name", _("Evaluation")),
            Column("state", _("State"), "tag"),
            Column("next", _("Next is")),
            Column("missing", _("Missing most"), sort=False),
            Column("ordered", _("Ordered on"), "date"),
        ),
        [_course_row(course, person, examined=course.pk in examined) for course in courses],
        empty_text=_("No evaluation is in this state."),
    )


def _course_row(course: Course, person: AnyPerson, *, examined: bool) -> Row:
    waits = queries.waits_for(person, course)
    state = _("being corrected") if course.correcting else str(course.get_state_display())
    return Row(
        {
            "name": Cell(wording.name_of(course), note=wording.edition_in_words(course.edition)),
            "state": Cell(state, tone="warning" if waits else "neutral", sort=list(State).index(course.stands)),
            "next": Cell(wording.next_in_words(course), note=_("your turn") if waits else None),
            "missing": _missing_cell(course, person) if examined else Cell(None, _("see the overview")),
            "ordered": Cell(course.ordered_on),
        },
        href=show_address(course),
    )


def _missing_cell(course: Course, person: AnyPerson) -> Cell:
    missing = queries.missing_for(person, course)
    if not missing:
        return Cell(_("nothing is missing"))
    more = len(missing) - 1
    return Cell(missing[0].text, note=_("and %(count)s more") % {"count": more} if more else None)


def queue_tables(courses: Iterable[Course]) -> list[Table]:
    """Return the queue, one table a country, in the order of ordering."""
    grouped = [(key, list(found)) for key, found in groupby(courses, key=lambda one: one.organisation.country)]
    names = queries.country_names() if grouped else {}
    return [_queue_table(key, names.get(key, key), waiting) for key, waiting in grouped]


def _queue_table(key: str, country: str, courses: Sequence[Course]) -> Table:
    return Table(
        f"queue-{key.lower()}",
        _("Queue in %(country)s, in the order of ordering") % {"country": country},
        (
            Column("name", _("Municipality")),
            Column("ordered", _("Ordered on"), "date"),
            Column("wished", _("Wished period")),
            Column("price", _("Price")),
            Column("scope", _("Scope")),
            Column("evaluators", _("Who evaluates")),
        ),
        [_queue_row(course) for course in courses],
    )


def _queue_row(course: Course) -> Row:
    wished = wording.days_in_words(course.wished_from, course.wished_to)
    price = course.price
    cells = {
        "name": Cell(wording.name_of(course)),
        "ordered": Cell(course.ordered_on, note=course.ordered_by),
        "wished": Cell(wished, sort=str(course.wished_from or "")) if wished else Cell(None, _("no wish")),
        "price": Cell(None, _("not agreed")) if price is None else Cell(wording.price_in_words(course), sort=price),
        "scope": Cell(wording.scope_in_words(course)),
        "evaluators": Cell(course.get_evaluator_kind_display()),
    }
    return Row(cells, href=show_address(course))


def actions_table(earlier: Earlier) -> Table:
    """Return what became of the actions of the evaluation before."""
    return Table(
        "actions",
        _("What became of the action plan of %(year)s") % {"year": earlier.course.year},
        (
            Column("title", _("Action")),
            Column("owner", _("Answers for it")),
            Column("due", _("By"), "date"),
            Column("state", _("State"), "tag"),
            Column("outcome", _("Outcome"), sort=False, prose=True),
        ),
        [_action_row(action) for action in earlier.actions],
    )


def _action_row(action: Action) -> Row:
    owner = str(action.owner) if action.owner else action.owner_name
    cells = {
        "title": Cell(action.title),
        "owner": Cell(owner) if owner else Cell(None, _("nobody yet")),
        "due": Cell(action.due) if action.due else Cell(None, _("no day")),
        "state": Cell(action.get_state_display(), tone=_ACTION_TONES[action.state]),
        "outcome": Cell(action.outcome) if action.outcome else Cell(None, _("nothing said")),
    }
    return Row(cells)


def joint_table(joint: JointEvaluation, courses: Sequence[Course], seen: set[int]) -> Table:
    """Return the municipalities of a joint evaluation with their states; those in ``seen`` may be opened."""
    return Table(
        "municipalities",
        _("Municipalities of %(name)s") % {"name": joint.name},
        (
            Column("name", _("Evaluation")),
            Column("state", _("State"), "tag"),
            Column("next", _("Next is")),
            Column("visit", _("Visit")),
        ),
        [_joint_row(course, open_to_reader=course.pk in seen) for course in courses],
    )


def _joint_row(course: Course, *, open_to_reader: bool) -> Row:
    visit = wording.days_in_words(course.visit_from, course.visit_to)
    cells = {
        "name": Cell(wording.name_of(course)),
        "state": Cell(course.get_state_display(), sort=list(State).index(course.stands)),
        "next": Cell(wording.next_in_words(course)),
        "visit": Cell(visit, sort=str(course.visit_from)) if visit else Cell(None, _("not decided")),
    }
    return Row(cells, href=show_address(course) if open_to_reader else None)
