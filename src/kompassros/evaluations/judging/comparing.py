"""The marks of a calibration side by side, with how far they agree. Internal to the team, never a grade."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kompassros.evaluations.courses.models import Course, TeamMember
from kompassros.evaluations.judging.framework import framework_of
from kompassros.evaluations.judging.models import BlindMark, Calibration, views_differ
from kompassros.instruments.outline import in_language
from kompassros.methods.agreement import Alpha, Percent, count_alike, krippendorff_ordinal
from kompassros.methods.judgements import Level
from kompassros.organisations.models import Person
from kompassros.web.formats import current_language


@dataclass(frozen=True)
class Marker:
    """How many criteria of a round somebody has marked: the number alone, until the round is shown."""

    name: str
    marked: int
    count: int


@dataclass(frozen=True)
class Line:
    """A criterion with the mark of each marker, in their order; None where somebody made none."""

    criterion: str
    number: str
    text: str
    marks: tuple[BlindMark | None, ...]
    differs: bool


@dataclass(frozen=True)
class AreaAgreement:
    """The percent agreement of an area, over all pairs of markers."""

    name: str
    percent: Percent


@dataclass(frozen=True)
class Comparison:
    """A round that is shown: differences first, then the rest in the order of the edition."""

    markers: tuple[str, ...]
    lines: tuple[Line, ...]
    areas: tuple[AreaAgreement, ...]
    whole: Percent
    alpha: Alpha

    @property
    def differing(self) -> int:
        """On how many criteria the marks differ."""
        return sum(line.differs for line in self.lines)


def markers_of(course: Course, calibrations: Iterable[Calibration]) -> dict[int, tuple[Marker, ...]]:
    """Return for each round how far everybody in the team has come, by name: two queries, and no mark is read."""
    team = TeamMember.objects.filter(course=course, left_at=None).values_list("person_id", "person__name")
    names = dict(team)
    numbers: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for calibration, person, name in BlindMark.objects.filter(course=course).values_list(
        "calibration_id", "person_id", "person__name"
    ):
        names.setdefault(person, name)
        numbers[calibration][person] += 1
    ordered = sorted(names.items(), key=lambda one: one[1])
    return {
        one.pk: tuple(
            Marker(name, numbers[one.pk][person], len(one.criteria))
            for person, name in ordered
            if person in dict(team) or numbers[one.pk][person]
        )
        for one in calibrations
    }


def own_marks(calibration: Calibration, person: Person) -> dict[str, BlindMark]:
    """Return criterion -> one's own mark, and nobody else's."""
    rows = BlindMark.objects.filter(calibration=calibration, person=person)
    return {mark.criterion: mark for mark in rows}


def compare(course: Course, calibration: Calibration) -> Comparison:
    """Return the marks of a round that is shown, side by side; one query. ValueError for one that is not."""
    if calibration.shown_at is None:
        raise ValueError("the marks of a round are compared when it is shown")
    rows = list(BlindMark.objects.filter(calibration=calibration).select_related("person"))
    people = sorted({(mark.person.name, mark.person_id) for mark in rows})
    by_criterion: dict[str, dict[int, BlindMark]] = defaultdict(dict)
    for mark in rows:
        by_criterion[mark.criterion][mark.person_id] = mark
    lines = [
        _line(course, one, by_criterion[one], [number for _name, number in people]) for one in calibration.criteria
    ]
    return Comparison(
        markers=tuple(name for name, _number in people),
        lines=tuple(sorted(lines, key=lambda line: not line.differs)),
        areas=_areas(course, lines),
        whole=_percent(lines),
        alpha=krippendorff_ordinal([[_level(mark) for mark in line.marks] for line in lines]),
    )


def _line(course: Course, criterion: str, marks: Mapping[int, BlindMark], people: Sequence[int]) -> Line:
    placed = framework_of(course.edition).placed[criterion]
    given = tuple(marks.get(number) for number in people)
    made = [mark for mark in given if mark is not None]
    differing = any(views_differ(one.level, one.reach, two.level, two.reach) for one, two in combinations(made, 2))
    return Line(criterion, placed.number, in_language(placed.criterion.text, current_language()), given, differing)


def _level(mark: BlindMark | None) -> Level | None:
    return None if mark is None else Level(mark.level)


def _percent(lines: Iterable[Line]) -> Percent:
    return count_alike(pair for line in lines for pair in combinations([_level(mark) for mark in line.marks], 2))


def _areas(course: Course, lines: Sequence[Line]) -> tuple[AreaAgreement, ...]:
    framework = framework_of(course.edition)
    found = []
    for area in framework.areas:
        inside = {placed.criterion.id for placed in framework.by_area[area.id]}
        chosen = [line for line in lines if line.criterion in inside]
        if chosen:
            found.append(AreaAgreement(in_language(area.name, current_language()), _percent(chosen)))
    return tuple(found)
