"""Reads of evaluations for lists, overviews and notices, each with a bounded number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from kompassros.evaluations import published
from kompassros.evaluations.courses import hooks
from kompassros.evaluations.courses.hooks import Missing
from kompassros.evaluations.courses.models import AreaDuty, Course, Meeting, TeamMember
from kompassros.evaluations.courses.policies import EVALUATORS, ORDER_EVALUATION, courses_for, parts_in
from kompassros.evaluations.courses.workflow import STAGES, TEAM, Part, State, from_state
from kompassros.evaluations.models import Action, Evaluation
from kompassros.evaluations.published import Published
from kompassros.instruments import queries as instruments
from kompassros.instruments.criteria import count_criteria
from kompassros.instruments.models import Edition
from kompassros.methods.comparability import EvaluatorKind
from kompassros.organisations.grants import AnyPerson, below
from kompassros.organisations.models import Grant, Organisation, Person
from kompassros.organisations.queries import in_order
from kompassros.organisations.roles import Role
from kompassros.organisations.scoping import organisation_scope
from kompassros.organisations.working_queries import active_on
from kompassros.records import clock

_READ_WITH = ("organisation", "edition", "edition__instrument", "joint")
_ROLE_OF = {Part.ADMINISTRATOR: Role.ADMINISTRATOR, Part.COORDINATOR: Role.COORDINATOR}


def courses_of(person: AnyPerson) -> list[Course]:
    """Return the evaluations in which a person has a part, the latest ordered first; one query beside the roles."""
    found = courses_for(person, "see_course").select_related(*_READ_WITH)
    return list(found.order_by("-ordered_on", "-pk"))


def queue_of(person: AnyPerson) -> list[Course]:
    """Return what waits in the association's queue for this administrator: by country, in the order of ordering.

    A municipality that evaluates itself waits for nobody and is left out.
    """
    found = courses_for(person, "manage_course").exclude(evaluator_kind=EvaluatorKind.SELF.value)
    waiting = found.filter(state=State.QUEUED).select_related(*_READ_WITH)
    return list(waiting.order_by("organisation__country", "ordered_on", "pk"))


def municipalities_to_order(person: AnyPerson, language: str) -> list[Organisation]:
    """Return the municipalities for which a person may order, in the language's order; one query."""
    return list(in_order(ORDER_EVALUATION.subjects(person).filter(valid_to=None), language))


def country_names() -> dict[str, str]:
    """Return the names of the countries by their two letters; one query."""
    found = Organisation.objects.filter(kind=Organisation.Kind.COUNTRY)
    return dict(found.values_list("country", "name"))


def waits_for(person: AnyPerson, course: Course) -> bool:
    """Return whether the person is one of those who act in the present state."""
    return bool(parts_in(person, course) & set(STAGES[course.stands].acting))


def missing_in(course: Course) -> list[Missing]:
    """Return what an evaluation lacks, what stops it first; reads inside its scope."""
    with organisation_scope(course.organisation):
        return sorted(hooks.missing_in(course), key=lambda entry: not entry.stops)


def missing_for(person: AnyPerson, course: Course) -> list[Missing]:
    """Return what an evaluation lacks in the words for this person: how the team has judged stays in the team."""
    missing = missing_in(course)
    if parts_in(person, course) & set(TEAM):
        return missing
    return list({entry.text: entry for entry in map(Missing.told_outside, missing)}.values())


def team_of(course: Course) -> list[TeamMember]:
    """Return who is in the team now, the lead first; one query."""
    found = TeamMember._base_manager.filter(course=course, left_at=None).select_related("person", "home")
    return sorted(found, key=lambda member: (TEAM.index(Part(member.part)), str(member.person)))


def duties_of(course: Course) -> list[AreaDuty]:
    """Return who judges which area, in the order of the rows; one query."""
    found = AreaDuty._base_manager.filter(course=course).select_related("judge", "second_reader")
    return list(found.order_by("pk"))


def meetings_of(course: Course) -> list[Meeting]:
    """Return the meetings of an evaluation in the order of time; one query."""
    return list(Meeting._base_manager.filter(course=course).order_by("starts_at", "pk"))


def people_as(course: Course, parts: Iterable[Part]) -> list[Person]:
    """Return the people who play one of the parts now; a place in the team counts as long as its role does."""
    wanted = set(parts)
    roles = {_ROLE_OF[part] for part in wanted if part in _ROLE_OF}
    if course.evaluator_kind == EvaluatorKind.SELF and Part.ADMINISTRATOR in wanted:
        roles = roles - {Role.ADMINISTRATOR} | {Role.COORDINATOR}
    grants = active_on(course.organisation, clock.today(), roles)
    found = {grant.person_id: grant.person for grant in grants}
    found |= {member.person_id: member.person for member in team_of(course)}
    return [person for person in found.values() if parts_in(person, course) & wanted]


def candidates(course: Course) -> list[Person]:
    """Return who may join the team: evaluators of the municipality; where it evaluates itself, its own people."""
    today = clock.today()
    if course.evaluator_kind == EvaluatorKind.SELF:
        inside = Grant.objects.filter(below([course.organisation.path or ""], "organisation__path"))
        current = inside.filter(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today, withdrawn_at=None)
        grants = current.select_related("person")
    else:
        grants = active_on(course.organisation, today, EVALUATORS)
    inside_already = {member.person_id for member in team_of(course)}
    found = {grant.person_id: grant.person for grant in grants if grant.person_id not in inside_already}
    return sorted((person for person in found.values() if person.is_active), key=str)


def homes_for_peers(course: Course, language: str) -> list[Organisation]:
    """Return the municipalities that a peer may come from: all but the one evaluated; its own country first."""
    kind = Organisation.Kind.MUNICIPALITY
    found = Organisation.objects.filter(kind=kind, valid_to=None).exclude(pk=course.organisation_id)
    ordered = list(in_order(found, language))
    return sorted(ordered, key=lambda one: one.country != course.organisation.country)


def editions_with_criteria() -> list[Edition]:
    """Return the latest revision of each version that something can be judged by; two queries."""
    stored = [entry.pk for entry in instruments.editions() if count_criteria(entry.content)]
    found = Edition.objects.select_related("instrument").in_bulk(stored)
    return [found[pk] for pk in stored]


@dataclass(frozen=True)
class Earlier:
    """The evaluation before this one in the product, with its actions."""

    course: Course
    actions: list[Action]


def earlier_course(course: Course) -> Earlier | None:
    """Return the municipality's evaluation before this one whose result everybody may see; at most four queries."""
    rows = Course._base_manager.filter(organisation=course.organisation_id, pk__lt=course.pk)
    found = list(rows.filter(state__in=from_state(State.PUBLISHED)).order_by("-year", "-pk"))
    if not found:
        return None
    slugs = dict(Evaluation._base_manager.filter(course__in=found).values_list("course", "slug"))
    public = {entry.slug for entry in published.current_evaluations()}
    latest = next((one for one in found if slugs.get(one.pk) in public), None)
    if latest is None:
        return None
    actions = list(Action._base_manager.filter(course=latest).select_related("owner").order_by("due", "pk"))
    return Earlier(latest, actions)


def slug_of_result(course: Course) -> str:
    """Return the address of the evaluation's published result, empty until the sheet is frozen; one query."""
    return Evaluation._base_manager.filter(course=course).values_list("slug", flat=True).first() or ""


def result_of(course: Course) -> Published | None:
    """Return the current sheet of the evaluation once its time has come, else None."""
    slug = slug_of_result(course)
    return next(iter(published.sheets_of(slug)), None) if slug else None


def previous_result(course: Course) -> Published | None:
    """Return the municipality's latest published result that is not this evaluation's own; None before the first."""
    own = slug_of_result(course)
    found = [
        entry
        for entry in published.current_evaluations()
        if entry.sheet.organisation_key == course.organisation.key and entry.slug != own
    ]
    return max(found, key=lambda entry: (entry.sheet.year or 0, entry.published_at), default=None)
