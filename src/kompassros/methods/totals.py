"""The total of an evaluation: as printed, and as its areas add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Origin(StrEnum):
    """Where a total comes from."""

    PRINTED = "printed"
    COMPUTED = "computed"
    DERIVED = "derived"
    NONE = "none"


@dataclass(frozen=True)
class Total:
    """A total with what is known about it, in points.

    ``difference`` is the stated total less the sum of the areas: positive when the source states
    more than its areas give.
    """

    total: Decimal | None
    origin: Origin
    printed: Decimal | None
    area_sum: Decimal | None
    adds_up: bool | None
    difference: Decimal | None


def _area_sum(areas: Sequence[Decimal | None]) -> Decimal | None:
    known = [points for points in areas if points is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(areas) else None


def _origin(*, stated: Decimal | None, stated_is_printed: bool, area_sum: Decimal | None) -> Origin:
    if stated is not None:
        return Origin.PRINTED if stated_is_printed else Origin.DERIVED
    return Origin.NONE if area_sum is None else Origin.COMPUTED


def reconcile(areas: Sequence[Decimal | None], stated: Decimal | None, stated_is_printed: bool = True) -> Total:
    """Put the total a source states beside the sum of the areas it prints; change neither.

    ``areas`` holds one entry for each area of the edition, ``None`` where no points are known;
    ``stated`` is the source's total, or one derived from its words when ``stated_is_printed`` is
    false ("one point behind"). All in points.

    * The total is the stated one, else the sum of the areas when every area is there (origin
      ``computed``), else nothing (origin ``none``). A sum over some of the areas is never given.
    * ``adds_up`` and ``difference`` are ``None`` unless every area and a stated total are there.
      Equality is exact: a difference of one from rounded areas is shown, not explained away.
    * ``printed`` is the stated total only when it is printed.

    Use it for one evaluation, or for a reference printed as means. The sum of area medians is not
    the median of totals: never pass a median profile in order to get its total.

    Own choice.
    """
    area_sum = _area_sum(areas)
    difference = None if stated is None or area_sum is None else stated - area_sum
    return Total(
        total=area_sum if stated is None else stated,
        origin=_origin(stated=stated, stated_is_printed=stated_is_printed, area_sum=area_sum),
        printed=stated if stated_is_printed else None,
        area_sum=area_sum,
        adds_up=None if difference is None else difference == 0,
        difference=difference,
    )
