"""What differs between two lists of measures: those of two years, or of a set and a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from kompassros.indicators.models import Indicator, Measure, MeasureSet
from kompassros.indicators.sets.content import Line, line_of, stem_of


@dataclass(frozen=True)
class Differences:
    """``changed``: the same measure, but under other words, in another area or direction (before, after)."""

    new: tuple[Line, ...]
    gone: tuple[Line, ...]
    same: tuple[Line, ...]
    changed: tuple[tuple[Line, Line], ...]

    @property
    def kept(self) -> int:
        """How many measures stand in both lists."""
        return len(self.same) + len(self.changed)


def compare(before: Sequence[Line], after: Sequence[Line]) -> Differences:
    """Return what differs. A measure is the same where the codes are, or, without a code, where the words are."""
    old, new = ({line.identity: line for line in lines} for lines in (before, after))
    both = [(old[identity], line) for identity, line in new.items() if identity in old]
    return Differences(
        new=tuple(line for identity, line in new.items() if identity not in old),
        gone=tuple(line for identity, line in old.items() if identity not in new),
        same=tuple(line for earlier, line in both if earlier == line),
        changed=tuple((earlier, line) for earlier, line in both if earlier != line),
    )


def earlier_measures(measure_set: MeasureSet) -> list[Measure]:
    """Return the list of the year before, of those that are known: the same owner, the same key but for its year.

    By its year "kkik-2024" follows "kkik-2018". That lists belong together by their keys is our own choice. Each
    measure has its set at hand; one query for all, none where the set is of no year.
    """
    if measure_set.year is None:
        return []
    stem = stem_of(measure_set.key)
    rows = Measure.objects.filter(
        measure_set__owner=measure_set.owner_id,
        measure_set__year__lt=measure_set.year,
        measure_set__key__startswith=stem,
    )
    ordered = rows.order_by("-measure_set__year", "-measure_set__key", "position")
    found = [one for one in ordered.select_related("measure_set", "indicator") if stem_of(one.measure_set.key) == stem]
    return [one for one in found if one.measure_set_id == found[0].measure_set_id]


def lines_of(measures: Iterable[Measure]) -> list[Line]:
    """Return measures of a stored set as lines, those without words under the catalogue's title."""
    return [_titled(one) for one in measures]


def _titled(measure: Measure) -> Line:
    line = line_of(measure)
    if line.title or measure.indicator is None:
        return line
    return Line(line.code, measure.indicator.title, line.area, line.direction, line.level)


@dataclass(frozen=True)
class Ended:
    """A measure whose values end: what follows it, None where the source names nothing, and the last year of values."""

    measure: Measure
    indicator: Indicator
    successor: Indicator | None
    last_year: int | None


def ended_measures(measure_set: MeasureSet) -> list[Ended]:
    """Return the measures of a set that the source has ended, taken away or replaced by another; one query."""
    over = Q(indicator__valid_to__isnull=False) | Q(indicator__vanished_on__isnull=False)
    rows = measure_set.measures.filter(over | Q(indicator__replaced_by__isnull=False))
    found = rows.select_related("indicator__replaced_by").order_by("position")
    return [
        Ended(one, one.indicator, one.indicator.replaced_by, one.indicator.valid_to)
        for one in found
        if one.indicator is not None
    ]
