"""Reads of indicators, their groups and the sets of measures, each with a bounded number of queries."""

from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from kompassros.indicators.models import CollectionRound, Indicator, IndicatorGroup, Measure, MeasureSet, NetworkYear
from kompassros.methods.ordering import search_key, sort_key

MOST_FOUND = 100
MOST_NEIGHBOURS = 12
BOTH_KINDS = "A"


@dataclass(frozen=True)
class Wanted:
    """What is looked for; an empty field asks for nothing.

    words: all must stand in the title or the code. about: K (municipalities) or L (regions); indicators about both are
    found by either. by_gender: that have values for women and men. measure_set: the key of a set, "kkik-2024".
    current: leaves out those that have vanished from the catalogue or whose series has ended.
    """

    words: str = ""
    operating_area: str = ""
    perspective: str = ""
    about: str = ""
    by_gender: bool = False
    measure_set: str = ""
    current: bool = False


@dataclass(frozen=True)
class Found:
    """Indicators that were found, at most as many as were asked for, and how many there are in all."""

    indicators: list[Indicator]
    total: int


@dataclass(frozen=True)
class Choices:
    """What can be chosen among, each with its number of indicators."""

    operating_areas: list[tuple[str, int]]
    perspectives: list[tuple[str, int]]


def search(wanted: Wanted, *, limit: int | None = MOST_FOUND) -> Found:
    """Find indicators; at most two queries. ``limit`` None returns all of them.

    Case and accents do not count: "OREBRO" finds Örebro. Those of a set come in its order. Of the others the one with
    that very code comes first, then those that are current, then by code.
    """
    found = _matching(wanted)
    if wanted.measure_set:
        ordered = found.order_by("measures__position")
    else:
        ordered = found.annotate(rank=_rank(wanted)).order_by("rank", "code")
    indicators = list(ordered.defer("definition")[:limit])
    full = limit is not None and len(indicators) == limit
    return Found(indicators, found.count() if full else len(indicators))


def _matching(wanted: Wanted) -> QuerySet[Indicator]:
    found = Indicator.objects.all()
    for word in search_key(wanted.words).split():
        found = found.filter(search_key__contains=word)
    for name in ("operating_area", "perspective"):
        if getattr(wanted, name):
            found = found.filter(**{name: getattr(wanted, name)})
    if wanted.about:
        found = found.filter(about__in=(wanted.about, BOTH_KINDS))
    if wanted.by_gender:
        found = found.filter(by_gender=True)
    if wanted.measure_set:
        found = found.filter(measures__measure_set__key=wanted.measure_set)
    return found.filter(vanished_on=None, valid_to=None) if wanted.current else found


def _rank(wanted: Wanted) -> Case:
    return Case(
        When(code=wanted.words.strip().upper(), then=Value(0)),
        When(Q(vanished_on=None) & Q(valid_to=None), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def choices() -> Choices:
    """Return the operating areas and perspectives of the catalogue, by name; two queries."""
    return Choices(*(_counted(name) for name in ("operating_area", "perspective")))


def _counted(name: str) -> list[tuple[str, int]]:
    counted = Indicator.objects.exclude(**{name: ""}).values_list(name).annotate(count=Count("pk"))
    return sorted(counted, key=lambda pair: sort_key(pair[0], "sv"))


def indicator(code: str) -> Indicator | None:
    """Return the indicator with a code, its successor, breaks and versions at hand; three queries."""
    indicators = Indicator.objects.select_related("replaced_by", "owner").prefetch_related("breaks", "versions")
    return indicators.filter(code=code).first()


def groups_of(of: Indicator) -> list[IndicatorGroup]:
    """Return the source's groups that an indicator is in, by title, with ``size``; one query."""
    groups = IndicatorGroup.objects.filter(members__indicator=of).values("pk")
    found = IndicatorGroup.objects.filter(pk__in=groups).annotate(size=Count("members"))
    return sorted(found, key=lambda group: (sort_key(group.title, "sv"), group.code))


def neighbours(of: Indicator, *, limit: int = MOST_NEIGHBOURS) -> list[Indicator]:
    """Return indicators that the source puts together with this one, those with most groups in common first.

    One that is in no group has the nearest by code in its operating area, since codes follow the subject. Own choice.
    At most three queries.
    """
    groups = of.group_places.values("group")
    found = Indicator.objects.filter(group_places__group__in=groups, vanished_on=None).exclude(pk=of.pk)
    shared: list[Indicator] = list(found.annotate(shared=Count("group_places")).order_by("-shared", "code")[:limit])
    return shared or _nearby(of, limit)


def _nearby(of: Indicator, limit: int) -> list[Indicator]:
    area = Indicator.objects.filter(operating_area=of.operating_area, vanished_on=None)
    before = list(area.filter(code__lt=of.code).order_by("-code")[: limit // 2])
    after = list(area.filter(code__gt=of.code).order_by("code")[: limit - len(before)])
    return [*reversed(before), *after]


def measure_sets() -> list[MeasureSet]:
    """Return the sets, the latest first, with ``size``; one query."""
    rows = MeasureSet.objects.select_related("owner").annotate(size=Count("measures"))
    return list(rows.order_by(F("year").desc(nulls_last=True), "-key"))


def measure_set(key: str) -> MeasureSet | None:
    """Return a set by its key, with ``has_rounds`` and ``has_compilations``: whether there are any; one query."""
    of_set = OuterRef("pk")
    found = MeasureSet.objects.annotate(
        has_rounds=Exists(CollectionRound.objects.filter(measure_set=of_set)),
        has_compilations=Exists(NetworkYear.objects.filter(network__measure_set=of_set, public=True)),
    )
    return found.filter(key=key).first()


def sets_of(of: Indicator) -> list[MeasureSet]:
    """Return the sets that an indicator is in, the latest first; one query."""
    found = MeasureSet.objects.filter(measures__indicator=of).distinct()
    return list(found.order_by(F("year").desc(nulls_last=True), "-key"))


def measures(of: MeasureSet) -> list[Measure]:
    """Return the measures of a set in their order, each with its indicator where the catalogue has it; one query."""
    return list(of.measures.select_related("indicator").order_by("position"))
