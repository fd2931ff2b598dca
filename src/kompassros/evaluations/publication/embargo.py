"""Until when a result is not public. A condition on reading (published.timed): the clock only tells that it came.

The time that was set first stays on the frozen sheet; where it stands now is in its Embargo row, so that it can be
moved while it lasts, with a reason, without freezing the same sheet again. What is public stays public.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.evaluations import published
from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.saving import require
from kompassros.evaluations.models import Embargo, ScoreSheet
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.records import clock, signals
from kompassros.records.errors import DomainError

RESULT = "result"


def sheets_of_course(course: Course) -> Any:
    """Return the sheets of an evaluation with the time at which each is public, the first one first."""
    return published.timed().filter(evaluation__course=course).order_by("number")


def held_back(course: Course) -> list[ScoreSheet]:
    """Return the sheets of an evaluation whose time has not come."""
    return list(sheets_of_course(course).filter(comes_at__gt=clock.now()))


def is_secret(course: Course) -> bool:
    """Return whether a sheet of an evaluation is frozen and the public has seen none of them."""
    first = sheets_of_course(course).order_by("comes_at").first()
    return first is not None and first.comes_at > clock.now()


def refuse_past(moment: datetime | None) -> None:
    """Refuse an end of an embargo that is not in the future; None is no embargo."""
    if moment is not None and moment <= clock.now():
        raise DomainError(_("The embargo must end in the future. Leave it empty to publish at once."))


def about(course: Course) -> tuple[str, str, str]:
    """Return the subject under which the history tells what became of the result."""
    return RESULT, "result", str(course)


def lay(*, sheet: ScoreSheet, until: datetime) -> None:
    """Hold a new sheet back until a moment; inside the transaction that freezes it."""
    Embargo.objects.create(sheet=sheet, until=until)


@transaction.atomic
def change_embargo(*, course: Course, until: datetime | None, person: Person | None, why: str) -> Course:
    """Move the end of an embargo that still lasts, for every sheet that it holds back; None lifts it now.

    Raises DomainError without a reason, where the result is public already, and for a moment that has passed;
    Conflict as ``claim``.
    """
    require(person, course, "correct")
    if not why.strip():
        raise DomainError(_("Say why the embargo is changed."))
    refuse_past(until)
    held = held_back(course)
    if not held:
        raise DomainError(_("The result is public: what everybody may have read cannot be held back."))
    before = held[-1].comes_at  # type: ignore[attr-defined]
    claim(course, embargo_until=until)
    moment = until or clock.now()
    Embargo.objects.filter(sheet__in=held).update(until=moment, announced=until is None)
    signals.published_changed.announce()
    trail.write(
        course=course,
        person=person,
        verb="embargo_changed" if until else "embargo_lifted",
        what=about(course),
        before={"embargo_until": before.isoformat()},
        after={"embargo_until": moment.isoformat()},
        why=why,
    )
    return course


@transaction.atomic
def announce_what_came() -> int:
    """Tell once that embargoes have ended, so that the written pages are made anew; return how many have."""
    ended = Embargo.objects.filter(until__lte=clock.now(), announced=False).update(announced=True)
    if ended:
        signals.published_changed.announce()
    return ended


signals.each_round.hear(lambda **kwargs: announce_what_came(), name="evaluations.embargo")
