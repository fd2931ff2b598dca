"""What changes the visit plan: talks planned, changed and cancelled, and what the team alone keeps of a talk.

Team and coordinator plan group, time, place and expected number. Who interviews, who was interviewed and how many
came is the team's; the name of somebody interviewed never stands in the history.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course, TeamMember
from kompassros.evaluations.courses.policies import parts_in
from kompassros.evaluations.courses.saving import require
from kompassros.evaluations.courses.workflow import NOTES, TEAM
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.interviews import notifying
from kompassros.evaluations.interviews.models import Group, Interview, Interviewed, Note
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.records.errors import Conflict, DomainError
from kompassros.web.formats import format_date

KIND = "interview"
MOST_PEOPLE = 500


@dataclass(frozen=True)
class Talk:
    """What team and coordinator plan of a talk: aware times, the place, how many are expected (None: not known)."""

    group: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    expected: int | None = None


@transaction.atomic
def plan_interview(*, course: Course, talk: Talk, person: Person | None) -> Interview:
    """Add a talk to the visit plan and tell those who plan with you. DomainError for what cannot be a talk."""
    require(person, course, "plan_visit")
    planned = added(course=course, talk=talk, person=person)
    notifying.tell_planned(course, person)
    return planned


def added(*, course: Course, talk: Talk, person: Person | None) -> Interview:
    """Add a talk inside the transaction of a service that has asked for the right itself."""
    _refuse_impossible(talk)
    planned: Interview = Interview._base_manager.create(course=course, organisation=course.organisation, **asdict(talk))
    trail.write(course=course, person=person, verb="planned", what=what_of(planned), after=_told(asdict(talk)))
    return planned


@transaction.atomic
def change_interview(*, course: Course, interview: Interview, talk: Talk, person: Person | None) -> Interview:
    """Change a talk of the plan; the same again changes nothing. DomainError as ``plan_interview``, Conflict."""
    require(person, course, "plan_visit")
    refuse_foreign(course, interview)
    _refuse_impossible(talk)
    values = asdict(talk)
    before = {name: getattr(interview, name) for name in values}
    if values == before:
        return interview
    claim(interview, **values)
    label = what_of(interview)
    trail.write(course=course, person=person, verb="changed", what=label, before=_told(before), after=_told(values))
    notifying.tell_changed(course, person)
    return interview


@transaction.atomic
def cancel_interview(*, course: Course, interview: Interview, why: str, person: Person | None) -> None:
    """Take a talk out of the plan. DomainError without a reason, or once the team has begun to work with it."""
    require(person, course, "plan_visit")
    refuse_foreign(course, interview)
    if not why.strip():
        raise DomainError(_("Say why the talk is cancelled."))
    if interview.present is not None or _is_used(interview):
        raise DomainError(_("The team has begun to work with this talk. It cannot be cancelled any more."))
    label = what_of(interview)
    claim(interview)
    Interview._base_manager.filter(pk=interview.pk).delete()
    trail.write(course=course, person=person, verb="cancelled", what=label, why=why.strip())
    notifying.tell_changed(course, person)


def _is_used(interview: Interview) -> bool:
    noted = Note._base_manager.filter(interview=interview).exists()
    return noted or Evidence._base_manager.filter(interview=interview).exists()


def _refuse_impossible(talk: Talk) -> None:
    if talk.group not in Group.values:
        raise DomainError(_("Choose one of the groups."))
    if talk.ends_at <= talk.starts_at:
        raise DomainError(_("The talk must end after it begins."))
    _refuse_number(talk.expected)


def _refuse_number(number: int | None) -> None:
    if number is not None and not 0 <= number <= MOST_PEOPLE:
        raise DomainError(_("Give the number of people, from 0 to %(most)s.") % {"most": MOST_PEOPLE})


def refuse_foreign(course: Course, row: Any) -> None:
    """Refuse a row of another evaluation."""
    if row.course_id != course.pk:
        raise DomainError(_("This belongs to another evaluation."))


def what_of(interview: Interview) -> tuple[str, str, str]:
    """Return how the history names a talk: by group and day, in the language of the evaluation."""
    with translation.override(interview.course.language):
        label = f"{interview.get_group_display()}, {format_date(interview.starts_at)}"
    return (KIND, str(interview.pk), label)


def _told(values: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in values.items() if value not in (None, "")}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in kept.items()}


def require_team(person: Person | None, course: Course) -> None:
    """Refuse everybody but the team, which may prepare a talk in the plan and work on it until the draft is sent."""
    require(person, course, "take_notes" if course.stands in NOTES else "plan_visit")
    if person is not None and not parts_in(person, course) & set(TEAM):
        raise DomainError(_("Only the team keeps this."))


@transaction.atomic
def set_for_team(
    *,
    course: Course,
    interview: Interview,
    title: str,
    present: int | None,
    interviewers: Iterable[Person],
    person: Person | None,
) -> Interview:
    """Store what the team alone keeps: its own name of the talk, how many came (None: not known yet), who interviews.

    DomainError for an interviewer outside the team; Conflict where somebody else was first.
    """
    require_team(person, course)
    refuse_foreign(course, interview)
    _refuse_number(present)
    chosen = {one.pk: one for one in interviewers}
    team = set(TeamMember._base_manager.filter(course=course, left_at=None).values_list("person_id", flat=True))
    already = set(interview.interviewers.values_list("pk", flat=True))
    for key in chosen.keys() - team - already:
        raise DomainError(_("%(name)s is not in the team.") % {"name": chosen[key]})
    before = {"present": interview.present, "interviewers": _names(interview)}
    claim(interview, title=title.strip(), present=present)
    interview.interviewers.set(chosen.values())
    after = {"present": present, "interviewers": _names(interview)}
    _tell_team(course, interview, person, "kept", before=before, after=after)
    return interview


def _names(interview: Interview) -> str:
    return ", ".join(sorted(str(one) for one in interview.interviewers.all()))


def _tell_team(course: Course, interview: Interview, person: Person | None, verb: str, **changes: Any) -> None:
    trail.write(course=course, person=person, verb=verb, what=what_of(interview), team_only=True, **changes)


@transaction.atomic
def add_interviewed(
    *, course: Course, interview: Interview, name: str, function: str, person: Person | None
) -> Interviewed:
    """Write down somebody who is interviewed. The history says how many, never who."""
    require_team(person, course)
    refuse_foreign(course, interview)
    if not name.strip():
        raise DomainError(_("Write the name."))
    written: Interviewed = Interviewed._base_manager.create(
        course=course,
        organisation=course.organisation,
        interview=interview,
        name=name.strip(),
        function=function.strip(),
    )
    _tell_people(course, interview, person)
    return written


@transaction.atomic
def remove_interviewed(*, course: Course, interviewed: Interviewed, person: Person | None) -> None:
    """Take a name away that should not stand there; Conflict where it is gone already."""
    require_team(person, course)
    refuse_foreign(course, interviewed)
    interview = interviewed.interview
    if not Interviewed._base_manager.filter(pk=interviewed.pk).delete()[0]:
        raise Conflict(_("Somebody else has taken this away in the meantime."))
    _tell_people(course, interview, person)


def _tell_people(course: Course, interview: Interview, person: Person | None) -> None:
    count = Interviewed._base_manager.filter(interview=interview).count()
    _tell_team(course, interview, person, "people_written", after={"people": count})
