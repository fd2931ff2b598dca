"""What changes an evaluation as a whole: ordering, planning, moving through its states, withdrawing, correcting."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import hooks, notifying, trail
from kompassros.evaluations.courses.models import Course, TeamMember
from kompassros.evaluations.courses.policies import ORDER_EVALUATION, managing_action, parts_in
from kompassros.evaluations.courses.saving import require
from kompassros.evaluations.courses.workflow import (
    CORRECTING,
    JUDGING,
    TEAM,
    Part,
    State,
    from_state,
    next_states,
    previous_state,
)
from kompassros.instruments.criteria import has_all_maxima, placed
from kompassros.instruments.models import Edition
from kompassros.instruments.outline import edition_outline
from kompassros.methods.comparability import EvaluatorKind
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.saving import claim
from kompassros.organisations.scoping import organisation_scope
from kompassros.records import clock
from kompassros.records.errors import DomainError


@dataclass(frozen=True)
class Order:
    """What is ordered: by whom, when it is wished, at what price, and the three parts of the scope.

    ``scope_organisation`` empty is the whole municipality, else the name of the part that is studied.
    """

    year: int
    ordered_by: str
    ordered_on: date
    evaluator_kind: str = EvaluatorKind.ASSOCIATION.value
    wished_from: date | None = None
    wished_to: date | None = None
    price: Decimal | None = None
    currency: str = ""
    order_note: str = ""
    scope_organisation: str = ""
    scope_level: str = "units"
    scope_companies: bool = False
    language: str = "sv"


@dataclass(frozen=True)
class Dates:
    """The days of an evaluation; None is not decided yet."""

    answers_due: date | None = None
    visit_from: date | None = None
    visit_to: date | None = None
    reply_due: date | None = None


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as JSON can hold them: days and numbers as texts, what is empty left out."""
    kept = {key: value for key, value in values.items() if value not in (None, "")}
    return {key: value if isinstance(value, bool | int | str) else str(value) for key, value in kept.items()}


def _free_slug(organisation: Organisation, year: int) -> str:
    base = f"{organisation.key}-{year}"
    taken = set(Course._base_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 1
    while f"{base}-{number}" in taken:
        number += 1
    return slugify(f"{base}-{number}")[:120]


@transaction.atomic
def order_evaluation(*, organisation: Organisation, edition: Edition, order: Order, person: Person | None) -> Course:
    """Put an evaluation into the queue. A municipality that evaluates itself gets the orderer as its lead.

    Raises DomainError where the person may not order it there, where the organisation is no municipality that exists,
    where the wished period ends before it begins, or where the edition has no criteria to judge by.
    """
    if person is not None and not ORDER_EVALUATION.allows(person, organisation):
        raise DomainError(_("You may not order an evaluation of %(name)s.") % {"name": organisation.name})
    if not organisation.exists_on(clock.today()):
        raise DomainError(_("%(name)s has ended and cannot be evaluated.") % {"name": organisation.name})
    _refuse_period(order.wished_from, order.wished_to)
    _refuse_without_criteria(edition)
    course = Course._base_manager.create(
        slug=_free_slug(organisation, order.year),
        organisation=organisation,
        edition=edition,
        made_up=organisation.made_up,
        **asdict(order),
    )
    trail.write(course=course, person=person, verb="ordered", after=plain(asdict(order) | {"edition": str(edition)}))
    if order.evaluator_kind == EvaluatorKind.SELF and person is not None:
        TeamMember._base_manager.create(course=course, organisation=organisation, person=person, part=Part.LEAD)
    notifying.tell_next(course, person)
    return course


def _refuse_period(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise DomainError(_("The last day must not be before the first day."))


def _refuse_without_criteria(edition: Edition) -> None:
    outline = edition_outline(edition)
    if not placed(outline) or not has_all_maxima(outline):
        message = _("%(edition)s has no criteria, so nothing can be judged by it. Choose an edition that has them.")
        raise DomainError(message % {"edition": edition})


@transaction.atomic
def plan_dates(*, course: Course, dates: Dates, person: Person | None) -> Course:
    """Set the days of an evaluation. DomainError for a visit that ends before it begins, Conflict as ``claim``."""
    require(person, course, managing_action(person, course))
    _refuse_period(dates.visit_from, dates.visit_to)
    if dates.visit_to and not dates.visit_from:
        raise DomainError(_("Give the first day of the visit too."))
    values = asdict(dates)
    before = {name: getattr(course, name) for name in values}
    claim(course, **values)
    trail.write(course=course, person=person, verb="dated", before=plain(before), after=plain(values))
    return course


@transaction.atomic
def move(*, course: Course, to: State, person: Person | None, why: str = "") -> Course:
    """Take an evaluation to its next state, or, for its lead and with a reason, one state back.

    Raises DomainError for a step that does not exist, for one that something missing stops, and for a step back
    without a reason or after publication; Conflict when somebody else moved it. Publication is findings' and
    the sheet's own service (publication.publish), which calls ``moved``.
    """
    require(person, course, "move_course")
    if to == previous_state(course.stands):
        if not why.strip():
            raise DomainError(_("Say why the evaluation goes back a step."))
        return moved(course=course, to=to, person=person, why=why)
    if to not in next_states(course.stands, visit=course.has_visit):
        message = _("From “%(here)s” the evaluation cannot go to “%(there)s”.")
        raise DomainError(message % {"here": course.get_state_display(), "there": to.label})
    if to is State.PUBLISHED:
        raise DomainError(_("Publish the evaluation on its page of publication: the sheet is frozen there."))
    with organisation_scope(course.organisation):
        stopping = [_say(entry, course, person) for entry in hooks.missing_in(course) if entry.stops]
    if stopping:
        raise DomainError(_("Not yet: %(missing)s") % {"missing": " ".join(dict.fromkeys(stopping))})
    return moved(course=course, to=to, person=person, why=why)


def _say(entry: hooks.Missing, course: Course, person: Person | None) -> str:
    inside = person is None or parts_in(person, course) & set(TEAM)
    return entry.text if inside else entry.told_outside().text


def moved(*, course: Course, to: State, person: Person | None, why: str = "", **values: Any) -> Course:
    """Write the new state with its history, make what it needs, tell who is next; inside the caller's transaction."""
    before = course.state
    claim(course, state=to.value, **values)
    with organisation_scope(course.organisation):
        hooks.enter(course)
    trail.write(
        course=course, person=person, verb="moved", before={"state": before}, after={"state": course.state}, why=why
    )
    notifying.tell_next(course, person)
    return course


@transaction.atomic
def withdraw(*, course: Course, person: Person | None, why: str) -> Course:
    """End an evaluation before it is published; everything stays. Raises DomainError without a reason or too late."""
    require(person, course, "manage_course")
    if not why.strip():
        raise DomainError(_("Say why the evaluation is withdrawn."))
    if course.stands in from_state(State.PUBLISHED) or course.stands is State.WITHDRAWN:
        raise DomainError(_("An evaluation that is published or withdrawn cannot be withdrawn."))
    return moved(course=course, to=State.WITHDRAWN, person=person, why=why, withdrawn_why=why)


@transaction.atomic
def begin_correction(*, course: Course, person: Person | None, why: str) -> Course:
    """Open the judgements and findings of a published evaluation to its lead; the public sheet stays until the next."""
    require(person, course, "correct")
    if not why.strip():
        raise DomainError(_("Say why the result is corrected."))
    if course.correcting or course.stands not in CORRECTING:
        raise DomainError(_("This evaluation is being corrected already, or is not published."))
    claim(course, correcting=True, correction_why=why)
    trail.write(course=course, person=person, verb="correction_begun", why=why)
    return course


def may_be_judged(course: Course) -> bool:
    """Return whether judgements can be changed now."""
    return course.stands in JUDGING or course.correcting
