"""What became of an evaluation's actions: for the plan's own pages, and for the next evaluation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State, from_state
from kompassros.evaluations.findings.models import Finding
from kompassros.evaluations.followup.models import Action
from kompassros.evaluations.publication.embargo import is_secret
from kompassros.organisations.models import Person

OVER = (Action.State.DONE, Action.State.DROPPED)
SOON = timedelta(days=30)
"""How far ahead an action is told on the home page. Own choice."""


@dataclass(frozen=True)
class Became:
    """What became of an action of the municipality's previous evaluation.

    area, question: ids of the edition of *that* evaluation, empty where the action grew out of no finding, or out of
    one about a whole area. finding: the words of the area for improvement.
    """

    title: str
    area: str
    question: str
    finding: str
    owner: str
    due: date | None
    state: str
    state_label: str
    outcome: str
    done_on: date | None
    course_slug: str
    year: int


def previous_course(course: Course) -> Course | None:
    """Return the municipality's evaluation before this one that was published, or None.

    One of whose result nothing is public yet is passed over: the next team is another one than those who know it.
    """
    rows = Course._base_manager.filter(organisation=course.organisation_id, made_up=course.made_up)
    earlier = rows.filter(state__in=from_state(State.PUBLISHED), pk__lt=course.pk, year__lte=course.year)
    return next((one for one in earlier.order_by("-year", "-pk") if not is_secret(one)), None)


def what_became(course: Course) -> list[Became]:
    """Return the actions of the previous evaluation by area and question, those about no finding last; two queries."""
    previous = previous_course(course)
    if previous is None:
        return []
    rows = Action._base_manager.filter(course=previous).select_related("finding", "owner").order_by("pk")
    found = [_became(previous, row) for row in rows]
    return sorted(found, key=lambda one: (not one.area, one.area, one.question))


def _became(course: Course, row: Action) -> Became:
    finding = row.finding
    return Became(
        title=row.title,
        area=finding.area if finding else "",
        question=finding.question if finding else "",
        finding=finding.text if finding else "",
        owner=owner_of(row),
        due=row.due,
        state=row.state,
        state_label=str(row.get_state_display()),
        outcome=row.outcome,
        done_on=row.done_on,
        course_slug=course.slug,
        year=course.year,
    )


def owner_of(action: Action) -> str:
    """Return who answers for an action: a person of the municipality, or the name that was written; else empty."""
    return str(action.owner) if action.owner else action.owner_name


def actions_of(course: Course) -> list[Action]:
    """Return the actions of an evaluation, those due first coming first, those without a day last."""
    rows: Iterable[Action] = Action._base_manager.filter(course=course).select_related("finding", "owner")
    return sorted(rows, key=lambda one: (is_over(one), one.due is None, one.due or date.max, one.pk))


def without_action(course: Course) -> list[Finding]:
    """Return the areas for improvement that no action is about, the emphasised first; one query."""
    return [one for one in improvements(course) if not one.has_action]  # type: ignore[attr-defined]


def improvements(course: Course) -> list[Finding]:
    """Return the areas for improvement, the emphasised first, each with ``has_action``; one query."""
    rows = Finding._base_manager.filter(course=course, kind=Finding.Kind.IMPROVEMENT, removed_at=None)
    planned = Exists(Action._base_manager.filter(finding=OuterRef("pk")))
    return list(rows.annotate(has_action=planned).order_by("-emphasised", "position", "pk"))


def due_for(person: Person, today: date) -> list[Action]:
    """Return the open actions that a person answers for, overdue or due within SOON, first due first; one query."""
    rows = Action._base_manager.filter(owner=person, due__lte=today + SOON).exclude(state__in=OVER)
    return list(rows.select_related("course__organisation").order_by("due", "pk"))


def is_over(action: Action) -> bool:
    """Return whether nothing more is to be done."""
    return action.state in OVER


def is_overdue(action: Action, today: date) -> bool:
    """Return whether an action's day has passed without its being done or dropped."""
    return action.due is not None and action.due < today and not is_over(action)
