"""Reads of what people wrote about measures, each with a bounded number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q

from kompassros.indicators.models import CollectionRound, Measure, MeasureNote, MeasureSet
from kompassros.organisations.models import Organisation
from kompassros.records import clock
from kompassros.statistics.models import Unit, UnitClass

Question = MeasureNote.Question
ANALYSIS = (Question.MEASURES, Question.MEANS, Question.PROCESSES, Question.BEST)
FURTHER = (Question.UNITS, Question.PROVIDERS, Question.OFTEN)
_ORDER = {question.value: place for place, question in enumerate(Question)}
_MADE_UP_COUNTRY = "XX"


@dataclass(frozen=True)
class Note:
    """A text about a measure: to which question, in which year it was written, whether everybody reads it."""

    question: str
    year: int
    text: str
    public: bool


Notes = Mapping[int, tuple[Note, ...]]


def notes_of(*, organisation: int, indicators: Collection[int], year: int) -> Notes:
    """Return the texts that hold in a year, by number of the indicator, in the order of the questions; one query.

    That is the comment of the year itself, and to each question of the analysis the latest answer of the year or
    before it. One that was emptied leaves nothing.
    """
    found: dict[int, dict[str, Note]] = defaultdict(dict)
    for number, note in _rows(organisation, indicators, year):
        found[number][note.question] = note
    return {number: _in_order(notes.values()) for number, notes in found.items()}


def public_notes(
    *, organisation: int, indicators: Collection[int], year: int, hidden: Collection[tuple[int, int]] = ()
) -> Notes:
    """Return those that everybody may read; one query.

    An answer that is being renewed and is not public hides the earlier one, so that nobody reads what no longer
    holds. ``hidden``: (indicator, year) of which no text is read.
    """
    found: dict[int, dict[str, Note]] = defaultdict(dict)
    for number, note in _rows(organisation, indicators, year):
        if (number, note.year) not in hidden:
            found[number][note.question] = note
    return {number: _in_order(one for one in notes.values() if one.public) for number, notes in found.items()}


def _rows(organisation: int, indicators: Collection[int], year: int) -> Iterable[tuple[int, Note]]:
    carried = Q(year=year) | Q(year__lt=year) & ~Q(question=Question.COMMENT)
    rows = MeasureNote._base_manager.filter(carried, organisation=organisation, indicator__in=indicators)
    for row in rows.order_by("year", "pk").values_list("indicator", "question", "year", "text", "public"):
        yield row[0], Note(*row[1:])


def _in_order(notes: Iterable[Note]) -> tuple[Note, ...]:
    return tuple(sorted((one for one in notes if one.text), key=lambda one: _ORDER[one.question]))


def held_back(*, indicators: Collection[int], year: int) -> set[tuple[int, int]]:
    """Return (indicator, year) of those whose values are collected in a round that is not public yet; one query.

    ``year``: the last one that is looked at.
    """
    waiting = CollectionRound.objects.filter(year__lte=year).exclude(public_at__lte=clock.now())
    rows = Measure.objects.filter(indicator__in=indicators, measure_set__rounds__in=waiting)
    return {(number, of) for number, of in rows.values_list("indicator", "measure_set__rounds__year") if of <= year}


def unit_of(organisation: Organisation) -> Unit | None:
    """Return the unit of a municipality in the statistics store, None where it has none; one query."""
    country = _MADE_UP_COUNTRY if organisation.made_up else organisation.country
    same = Q(organisation=organisation) | Q(organisation=None, country=country, code=organisation.code or "-")
    units = Unit.objects.filter(same, unit_class__kind=UnitClass.Kind.MUNICIPALITY).select_related("unit_class")
    return units.order_by(F("organisation").asc(nulls_last=True), "number").first()


@dataclass(frozen=True)
class SetOfYear:
    """A set and a year to work on: how many of its measures are known, and about how many something was written."""

    measure_set: MeasureSet
    year: int
    size: int
    written: int


def sets_of_years(organisation: Organisation) -> list[SetOfYear]:
    """Return the sets that a municipality reads its results by, the latest first; three queries.

    Own sets of others are left out, and old lists of no single year of which only a part is known. A set without a
    year is offered for last year (own choice).
    """
    known = MeasureSet.objects.select_related("owner").annotate(size=Count("measures__indicator"))
    sets = [one for one in known if one.owner is None or (organisation.path or "").startswith(one.owner.path or "-")]
    years = {one.pk: one.year or clock.today().year - 1 for one in sets}
    written = _written(organisation, set(years.values()))
    members: dict[int, set[int]] = defaultdict(set)
    for of_set, indicator in Measure.objects.exclude(indicator=None).values_list("measure_set", "indicator"):
        members[of_set].add(indicator)
    found = [
        SetOfYear(one, years[one.pk], one.size, len(members[one.pk] & written[years[one.pk]]))
        for one in sets
        if one.size and (one.year or one.complete)
    ]
    return sorted(found, key=lambda one: (-one.year, one.measure_set.key))


def _written(organisation: Organisation, years: Collection[int]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = MeasureNote._base_manager.filter(organisation=organisation, year__in=years).exclude(text="")
    for year, indicator in rows.values_list("year", "indicator"):
        found[year].add(indicator)
    return found


@dataclass(frozen=True)
class Asked:
    """A question about a measure as its form starts: the text of the year, else the one that is carried on.

    ``version``: of the year's own text, 0 where there is none. ``carried``: the year of the earlier answer, else None.
    """

    question: MeasureNote.Question
    text: str
    public: bool
    version: int
    carried: int | None


def asked_of(*, organisation: Organisation, indicator: int, year: int) -> dict[str, Asked]:
    """Return all questions about a measure in a year; one query. A carried text starts as not public."""
    return asked_of_all(organisation=organisation, indicators=[indicator], year=year)[indicator]


def asked_of_all(
    *, organisation: Organisation, indicators: Collection[int], year: int
) -> Mapping[int, dict[str, Asked]]:
    """Return all questions about measures in a year, by number of the indicator; one query."""
    carried = Q(year=year) | Q(year__lt=year) & ~Q(question=Question.COMMENT)
    rows = MeasureNote._base_manager.filter(carried, organisation=organisation, indicator__in=indicators)
    latest = {(row.indicator_id, row.question): row for row in rows.order_by("year")}
    return {
        number: {question.value: _asked(question, latest.get((number, question.value)), year) for question in Question}
        for number in indicators
    }


def _asked(question: MeasureNote.Question, row: MeasureNote | None, year: int) -> Asked:
    if row is None:
        return Asked(question, "", False, 0, None)
    if row.year == year:
        return Asked(question, row.text, row.public, row.version, None)
    return Asked(question, row.text, False, 0, row.year if row.text else None)
