"""What changes the team of an evaluation and who judges which area."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import hooks, notifying, trail
from kompassros.evaluations.courses.models import AreaDuty, Course, TeamMember
from kompassros.evaluations.courses.policies import EVALUATORS, managing_action
from kompassros.evaluations.courses.saving import refuse_foreign, require
from kompassros.evaluations.courses.workflow import Part, State
from kompassros.instruments.outline import edition_outline, in_language
from kompassros.methods.comparability import EvaluatorKind
from kompassros.organisations.grants import active_grants, covers
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.organisations.saving import claim
from kompassros.records import clock
from kompassros.records.errors import DomainError

_OF_THE_MUNICIPALITY = frozenset(Role) - frozenset(EVALUATORS) - {Role.ADMINISTRATOR}


@transaction.atomic
def join_team(
    *, course: Course, member: Person, part: Part, home: Organisation | None = None, person: Person | None
) -> TeamMember:
    """Put a person into the team; there is one lead.

    Raises DomainError for somebody who is no evaluator there, who is in the team already, or who belongs to the
    municipality that is evaluated (a peer must say another municipality as ``home``; not so in a self-evaluation).
    """
    require(person, course, managing_action(person, course))
    if course.evaluator_kind != EvaluatorKind.SELF:
        _refuse_insider(course, member, part, home)
    if part is Part.LEAD and TeamMember._base_manager.filter(course=course, part=Part.LEAD, left_at=None).exists():
        raise DomainError(_("The team has a lead already. Let the present one leave first."))
    try:
        with transaction.atomic():
            joined: TeamMember = TeamMember._base_manager.create(
                course=course, organisation=course.organisation, person=member, part=part, home=home
            )
    except IntegrityError as error:
        raise DomainError(_("%(name)s is in the team already.") % {"name": member}) from error
    after = {"person": str(member), "part": str(part), "home": home.name if home else ""}
    trail.write(course=course, person=person, verb="joined", what=("team", str(member.pk), str(member)), after=after)
    notifying.tell_joined(course, member, person)
    return joined


def _refuse_insider(course: Course, member: Person, part: Part, home: Organisation | None) -> None:
    if not covers(member, EVALUATORS, course.organisation):
        message = _("%(name)s has no role as evaluator of %(municipality)s. Give the role first.")
        raise DomainError(message % {"name": member, "municipality": course.organisation})
    path = course.organisation.path or ""
    own = [grant for grant in active_grants(member) if grant.role in _OF_THE_MUNICIPALITY]
    if home == course.organisation or any((grant.organisation.path or "").startswith(path) for grant in own):
        message = _("%(name)s belongs to %(municipality)s and cannot evaluate it.")
        raise DomainError(message % {"name": member, "municipality": course.organisation})
    if part is Part.PEER and home is None:
        raise DomainError(_("Say which municipality the peer comes from."))


@transaction.atomic
def leave_team(*, course: Course, member: TeamMember, person: Person | None, why: str) -> None:
    """End a person's place in the team from now on; what was judged stays. Raises Conflict as ``claim``."""
    require(person, course, managing_action(person, course))
    refuse_foreign(course, member)
    claim(member, left_at=clock.now())
    duties = AreaDuty._base_manager.filter(course=course)
    duties.filter(judge=member.person).update(judge=None)
    duties.filter(second_reader=member.person).update(second_reader=None)
    what = ("team", str(member.person_id), str(member.person))
    trail.write(course=course, person=person, verb="left", what=what, before={"part": member.part}, why=why)


@transaction.atomic
def share_area(
    *, course: Course, duty: AreaDuty, judge: Person | None, second_reader: Person | None, person: Person | None
) -> AreaDuty:
    """Say who judges an area and who reads it a second time; both are of the team and not the same."""
    require(person, course, managing_action(person, course))
    refuse_foreign(course, duty)
    team = set(TeamMember._base_manager.filter(course=course, left_at=None).values_list("person_id", flat=True))
    for one in (judge, second_reader):
        if one is not None and one.pk not in team:
            raise DomainError(_("%(name)s is not in the team.") % {"name": one})
    if judge is not None and judge == second_reader:
        raise DomainError(_("The second reader of an area must be another than its judge."))
    before = {"judge": str(duty.judge or ""), "second_reader": str(duty.second_reader or "")}
    claim(duty, judge=judge, second_reader=second_reader)
    trail.write(
        course=course,
        person=person,
        verb="area_shared",
        what=("area", duty.area, area_name(course, duty.area, course.language)),
        before=before,
        after={"judge": str(judge or ""), "second_reader": str(second_reader or "")},
    )
    return duty


def area_name(course: Course, area: str, language: str) -> str:
    """Return number and name of an area of the evaluation's edition; its id where the edition has no such area."""
    found = next((one for one in edition_outline(course.edition).areas if one.id == area), None)
    return f"{found.no} {in_language(found.name, language)}" if found else area


def make_duties(course: Course) -> None:
    """Make the row of each area of the edition, without a judge yet; those that are there stay."""
    there = set(AreaDuty._base_manager.filter(course=course).values_list("area", flat=True))
    AreaDuty._base_manager.bulk_create(
        AreaDuty(course=course, organisation=course.organisation, area=area.id)
        for area in edition_outline(course.edition).areas
        if area.id not in there
    )


hooks.make_on_entering(State.PREPARING, make_duties)
