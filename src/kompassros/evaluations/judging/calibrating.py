"""Calibration: a round of blind double marking.

Until a round is shown nobody sees another's marks, nor does the history tell of any.
"""

from dataclasses import dataclass
from random import Random
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.saving import require
from kompassros.evaluations.judging import services
from kompassros.evaluations.judging.framework import framework_of
from kompassros.evaluations.judging.models import BlindMark, Calibration, Judgement, Level, Reach
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError

KIND = "calibration"
LEAST_MARKERS = 2
TENTH = 10


@dataclass(frozen=True)
class View:
    """What somebody marks a criterion with."""

    level: str
    reach: str = Reach.WHOLE.value
    remark: str = ""


def draw_tenth(course: Course, seed: int) -> list[str]:
    """Return a tenth of the criteria (rounded up), drawn by a generator of its own from ``seed``, in their order."""
    criteria = list(framework_of(course.edition).placed)
    number = -(-len(criteria) // TENTH)
    drawn = set(Random(seed).sample(criteria, number))  # noqa: S311 - a repeatable drawing, no secret
    return [criterion for criterion in criteria if criterion in drawn]


def new_seed() -> int:
    """Return a seed that nobody chose, short enough to be said."""
    return uuid4().int % 100_000


@transaction.atomic
def open_round(
    *, course: Course, title: str, criteria: list[str], person: Person | None, seed: int | None = None
) -> Calibration:
    """Open a round over some criteria. ``seed``: by which a random tenth was drawn; it stands in the history.

    DomainError without a title, without a criterion, or for one that the edition does not have.
    """
    require(person, course, "calibrate")
    placed = framework_of(course.edition).placed
    chosen = [criterion for criterion in placed if criterion in set(criteria)]
    if not title.strip() or not chosen or set(criteria) - placed.keys():
        raise DomainError(_("Give the round a title and choose criteria of this evaluation."))
    row: Calibration = Calibration._base_manager.create(
        course=course,
        organisation=course.organisation,
        title=title.strip(),
        criteria=chosen,
        opened_by=person,
        opened_at=clock.now(),
    )
    told: dict[str, object] = {"criteria": [placed[criterion].number for criterion in chosen]}
    _tell(course, row, person, "opened", told if seed is None else told | {"seed": seed})
    return row


def _tell(course: Course, row: Calibration, person: Person | None, verb: str, after: dict[str, object] | None) -> None:
    what = (KIND, str(row.pk), row.title)
    trail.write(course=course, person=person, verb=verb, what=what, after=after, team_only=True)


@transaction.atomic
def save_mark(*, calibration: Calibration, criterion: str, view: View, person: Person, version: int) -> BlindMark:
    """Store one's own mark; ``version`` 0 makes the first. No history: it would tell before the round is shown.

    DomainError for a round that is shown, a criterion outside it, or no level; Conflict where another window of the
    same person saved since ``version``.
    """
    course = calibration.course
    require(person, course, "calibrate")
    _refuse_shown(calibration)
    if criterion not in calibration.criteria or view.level not in Level.values or view.reach not in Reach.values:
        raise DomainError(_("Choose one of the levels for a criterion of this round."))
    values = {"level": view.level, "reach": view.reach, "remark": view.remark.strip(), "marked_at": clock.now()}
    found: BlindMark | None = BlindMark._base_manager.filter(
        calibration=calibration, criterion=criterion, person=person
    ).first()
    if found is None:
        return _first_mark(calibration, criterion, person, values)
    if (found.level, found.reach, found.remark) != (view.level, view.reach, view.remark.strip()):
        found.version = version
        claim(found, **values)
    return found


def _refuse_shown(calibration: Calibration) -> None:
    """Read the round anew under a lock: marks and showing never pass each other."""
    locked = Calibration._base_manager.select_for_update()
    calibration.refresh_from_db(fields=["shown_at"], from_queryset=locked)
    if calibration.shown_at is not None:
        raise DomainError(_("This round has been shown: its marks stay as they are."))


def _first_mark(calibration: Calibration, criterion: str, person: Person, values: dict[str, object]) -> BlindMark:
    try:
        with transaction.atomic():
            made: BlindMark = BlindMark._base_manager.create(
                course=calibration.course,
                organisation=calibration.organisation,
                calibration=calibration,
                criterion=criterion,
                person=person,
                **values,
            )
    except IntegrityError as error:
        raise Conflict(_("You have marked this in another window. Look at it, then save again.")) from error
    return made


@transaction.atomic
def show_round(*, calibration: Calibration, person: Person | None) -> Calibration:
    """Show the marks to the team; after that nobody can change them.

    DomainError when fewer than two people have marked, or it is shown already; Conflict as ``claim``.
    """
    course = calibration.course
    require(person, course, "calibrate")
    _refuse_shown(calibration)
    marks = BlindMark._base_manager.filter(calibration=calibration)
    markers = marks.values("person").distinct().count()
    if markers < LEAST_MARKERS:
        raise DomainError(_("Marks can be compared when at least two people have marked."))
    claim(calibration, shown_at=clock.now())
    _tell(course, calibration, person, "shown", {"markers": markers, "marks": marks.count()})
    return calibration


@transaction.atomic
def take_over(*, mark: BlindMark, person: Person | None, version: int) -> Judgement:
    """Make a shown mark the judgement of its criterion; basis and remark of the judgement stay.

    DomainError before the round is shown; else as ``services.save_judgement``.
    """
    if mark.calibration.shown_at is None:
        raise DomainError(_("The marks of this round are not shown yet."))
    row = services.find_judgement(mark.course, mark.criterion)
    return services.save_judgement(
        course=mark.course,
        criterion=mark.criterion,
        level=mark.level,
        reach=mark.reach,
        basis=row.basis,
        remark=row.remark,
        person=person,
        version=version,
    )
