"""What changes a judgement: judging, a second reading, settling a difference. The history of it is the team's alone.

Remarks are working notes: the history says how long they are, never what stands in them.
"""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import parts_in
from kompassros.evaluations.courses.saving import require
from kompassros.evaluations.courses.workflow import Part
from kompassros.evaluations.judging.framework import framework_of, label_of
from kompassros.evaluations.judging.models import Judgement, Level, Reach
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError

KIND = "judgement"


def make_judgements(course: Course) -> None:
    """Make the empty judgement of each criterion of the edition; those that are there stay."""
    there = set(Judgement._base_manager.filter(course=course).values_list("criterion", flat=True))
    Judgement._base_manager.bulk_create(
        Judgement(course=course, organisation=course.organisation, criterion=criterion)
        for criterion in framework_of(course.edition).placed
        if criterion not in there
    )


def find_judgement(course: Course, criterion: str) -> Judgement:
    """Return the judgement of a criterion; DomainError where the evaluation has none."""
    try:
        found: Judgement = Judgement._base_manager.get(course=course, criterion=criterion)
    except Judgement.DoesNotExist:
        raise DomainError(_("This evaluation has no such criterion to judge.")) from None
    return found


@transaction.atomic
def save_judgement(
    *,
    course: Course,
    criterion: str,
    level: str,
    reach: str,
    basis: str,
    remark: str,
    person: Person | None,
    version: int,
) -> Judgement:
    """Store the judgement of a criterion; an empty ``level`` takes it back.

    A level above planned without evidence is stored: it gives no points and is shown as unsupported. A new level or
    reach opens a settled difference again; where the second reader becomes the judge, the second reading falls away.
    The same content again changes nothing. Raises DomainError where "not applicable" has no basis, Conflict where
    somebody else saved since ``version``.
    """
    require(person, course, "judge")
    row = find_judgement(course, criterion)
    values = {"level": level, "reach": reach or Reach.WHOLE.value, "basis": basis.strip(), "remark": remark.strip()}
    _refuse_unknown(level, values["reach"])
    if level == Level.NOT_APPLICABLE and not values["basis"]:
        raise DomainError(_("Write in the basis why the criterion is not applicable."))
    if all(getattr(row, name) == value for name, value in values.items()):
        return row
    row.version = version
    before = _told(row)
    claim(row, **values, **_what_follows(row, values, person))
    _write(course, person, row, "judged", before)
    return row


def _refuse_unknown(level: str, reach: str) -> None:
    if level not in {"", *Level.values} or reach not in Reach.values:
        raise DomainError(_("Choose one of the levels and one of the reaches."))


def _what_follows(row: Judgement, values: dict[str, str], person: Person | None) -> dict[str, Any]:
    """Return what a new view changes beside itself; a new text alone changes nothing more."""
    if (row.level, row.reach) == (values["level"], values["reach"]):
        return {}
    follows: dict[str, Any] = {"judged_by": person, "judged_at": clock.now(), "settled_by": None, "settled_why": ""}
    if person is not None and row.second_by_id == person.pk:
        follows |= {"second_level": "", "second_reach": "", "second_by": None, "second_at": None}
        follows["second_version"] = row.second_version + 1
    return follows


@transaction.atomic
def save_second(
    *, course: Course, criterion: str, level: str, reach: str, remark: str, person: Person | None, version: int
) -> Judgement:
    """Store how the second reader sees a criterion; ``version`` is that of the second reading.

    The same level and reach as the judge's is agreement. An empty ``level`` takes the reading back. Raises
    DomainError for the judge of this judgement, Conflict as ``save_judgement``.
    """
    require(person, course, "judge")
    row = find_judgement(course, criterion)
    if person is not None and row.judged_by_id == person.pk:
        raise DomainError(_("You made this judgement yourself. Somebody else of the team reads it a second time."))
    values = {"second_level": level, "second_reach": (reach or row.reach) if level else ""}
    values["second_remark"] = remark.strip()
    _refuse_unknown(level, values["second_reach"] or Reach.WHOLE.value)
    if all(getattr(row, name) == value for name, value in values.items()):
        return row
    before, more = _told(row), {}
    if (row.second_level, row.second_reach) != (values["second_level"], values["second_reach"]):
        more = {"second_by": person, "second_at": clock.now(), "settled_by": None, "settled_why": ""}
    _claim_second(row, version, values | more)
    _write(course, person, row, "read_again", before)
    return row


def _claim_second(row: Judgement, version: int, values: dict[str, Any]) -> None:
    """Write the second reading if nobody else has since ``version``; the judge's own version stays."""
    found = Judgement._base_manager.filter(pk=row.pk, second_version=version)
    _write_once(row, found, values | {"second_version": version + 1})


def _write_once(row: Judgement, found: QuerySet[Judgement], values: dict[str, Any]) -> None:
    """Write values to the row that ``found`` holds by its versions; Conflict where it holds none any more."""
    if not found.update(**values):
        raise Conflict(_("Somebody else has changed this in the meantime. Look at what changed, then save again."))
    for name, value in values.items():
        setattr(row, name, value)


@transaction.atomic
def settle(
    *,
    course: Course,
    criterion: str,
    take_second: bool,
    why: str,
    person: Person | None,
    version: int,
    second_version: int,
) -> Judgement:
    """End a difference: the second reader's view becomes the judgement, or the judgement stays for a reason.

    Raises DomainError for anybody but the lead and the judge, where nothing differs, and where a reason is missing;
    Conflict where either side changed since the versions.
    """
    require(person, course, "judge")
    row = find_judgement(course, criterion)
    if not may_settle(course, row.judged_by_id, person):
        raise DomainError(_("The lead evaluator or the judge of this criterion settles the difference."))
    if not row.differs:
        raise DomainError(_("The two views of this criterion do not differ any more."))
    values = _settled(row, take_second=take_second, why=why.strip())
    before = _told(row)
    found = Judgement._base_manager.filter(pk=row.pk, version=version, second_version=second_version)
    _write_once(row, found, values | {"settled_by": person, "settled_why": why.strip(), "version": version + 1})
    _write(course, person, row, "settled", before, why=why.strip())
    return row


def may_settle(course: Course, judge_id: int | None, person: Person | None) -> bool:
    """Return whether a person may settle a difference: the judge of the criterion or the lead; None is the system."""
    return person is None or judge_id == person.pk or Part.LEAD in parts_in(person, course)


def _settled(row: Judgement, *, take_second: bool, why: str) -> dict[str, Any]:
    if not take_second:
        if not why:
            raise DomainError(_("Say why the judgement stays as it is."))
        return {}
    basis = row.basis or why
    if row.second_level == Level.NOT_APPLICABLE and not basis:
        raise DomainError(_("Say why the criterion is not applicable."))
    return {"level": row.second_level, "reach": row.second_reach or row.reach, "basis": basis}


def _told(row: Judgement) -> dict[str, Any]:
    """Return what the history tells of a judgement: of remarks only their length."""
    return {
        "level": row.level,
        "reach": row.reach,
        "basis": row.basis,
        "remark": len(row.remark),
        "second_level": row.second_level,
        "second_reach": row.second_reach,
        "second_remark": len(row.second_remark),
        "settled": row.settled_by_id is not None or bool(row.settled_why),
    }


def _write(
    course: Course, person: Person | None, row: Judgement, verb: str, before: dict[str, Any], why: str = ""
) -> None:
    after = _told(row)
    changed = [name for name in after if after[name] != before[name]]
    trail.write(
        course=course,
        person=person,
        verb=verb,
        what=(KIND, row.criterion, label_of(course.edition, row.criterion, course.language)),
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        why=why,
        team_only=True,
    )
