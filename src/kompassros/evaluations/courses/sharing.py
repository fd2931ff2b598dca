"""Sharing out all areas of an evaluation at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.evaluations.courses.models import AreaDuty, Course
from kompassros.evaluations.courses.team import share_area
from kompassros.organisations.models import Person
from kompassros.records.errors import DomainError


@dataclass(frozen=True)
class Share:
    """Who is to judge an area and to read it a second time; ``version`` is that of the row that the person saw."""

    area: str
    version: int
    judge: Person | None
    second_reader: Person | None


@transaction.atomic
def share_areas(*, course: Course, shares: Sequence[Share], person: Person | None) -> int:
    """Store those shares that differ from what is stored, all or none; return how many.

    Raises Conflict where somebody else has changed one of them since it was read, DomainError as ``share_area``.
    """
    rows = {
        duty.area: duty
        for duty in AreaDuty._base_manager.filter(course=course).select_related("judge", "second_reader")
    }
    changed = [share for share in shares if _differs(rows, share)]
    for share in changed:
        duty = rows[share.area]
        duty.version = share.version
        share_area(course=course, duty=duty, judge=share.judge, second_reader=share.second_reader, person=person)
    return len(changed)


def _differs(rows: dict[str, AreaDuty], share: Share) -> bool:
    duty = rows.get(share.area)
    if duty is None:
        raise DomainError(_("The edition has no such area."))
    wanted = tuple(one.pk if one else None for one in (share.judge, share.second_reader))
    return (duty.judge_id, duty.second_reader_id) != wanted
