"""What is served about whom: Sweden's real units and the groups of them that the source makes.

Made-up units are left out, with every group that has one: a program written for Kolada cannot show that they are
made up. So are an organisation's own groups and indicators, which have no id in Kolada.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from kompassros.statistics.models import Unit, UnitClass, UnitGroup, UnitGroupMember

COUNTRY = "SE"
Kind = UnitClass.Kind


@dataclass(frozen=True)
class Level:
    """Units that are asked for together: ``name`` is the word for one of them in addresses and answers."""

    name: str
    kinds: tuple[Kind, ...]


MUNICIPALITIES = Level("municipality", (Kind.COUNTRY, Kind.REGION, Kind.MUNICIPALITY))
WORKPLACES = Level("ou", (Kind.WORKPLACE,))


def units(level: Level) -> QuerySet[Unit]:
    """Return the units of a level that are served."""
    return Unit.objects.filter(country=COUNTRY, unit_class__made_up=False, unit_class__kind__in=level.kinds)


def groups() -> QuerySet[UnitGroup]:
    """Return the groups of municipalities and regions that are served."""
    other = UnitGroupMember.objects.filter(~Q(unit__country=COUNTRY) | Q(unit__unit_class__made_up=True))
    return UnitGroup.objects.filter(~Exists(other.filter(group=OuterRef("pk"))), owner=None).exclude(
        around__unit_class__made_up=True
    )


@dataclass(frozen=True)
class Group:
    """A group that is asked for: its id and the numbers of its members."""

    code: str
    members: tuple[int, ...]


@dataclass(frozen=True)
class Places:
    """Whose values are asked for: all units of ``classes``, or just ``units``, and ``groups`` beside them.

    A list of ids that names nothing known gives Places without anything, for which nothing is read.
    """

    units: tuple[int, ...] = ()
    classes: tuple[int, ...] = ()
    groups: tuple[Group, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.units or self.classes or self.groups)


def find_places(level: Level, ids: Sequence[str], within: Sequence[str]) -> Places:
    """Return the places with these ids, those within municipalities, or all of a level where neither is given.

    An id may be a group's. At most three queries.
    """
    if not ids and not within:
        kinds = UnitClass.objects.filter(country=COUNTRY, made_up=False, kind__in=level.kinds)
        return Places(classes=tuple(kinds.order_by("number").values_list("number", flat=True)))
    wanted = units(level)
    if ids:
        wanted = wanted.filter(code__in=ids)
    if within:
        wanted = wanted.filter(parent__in=units(MUNICIPALITIES), parent__code__in=within)
    numbers = tuple(wanted.order_by("number").values_list("number", flat=True))
    return Places(units=numbers, groups=_groups(ids) if level is MUNICIPALITIES else ())


def codes_of(numbers: Collection[int]) -> dict[int, str]:
    """Return the ids of units, by number in the store's order."""
    return dict(Unit.objects.filter(number__in=numbers).order_by("number").values_list("number", "code"))


def _groups(codes: Sequence[str]) -> tuple[Group, ...]:
    members: dict[str, list[int]] = {code: [] for code in sorted(codes)}
    found = UnitGroupMember.objects.filter(group__in=groups().filter(code__in=codes))
    for code, number in found.order_by("position").values_list("group__code", "unit"):
        members[code].append(number)
    return tuple(Group(code, tuple(numbers)) for code, numbers in members.items() if numbers)
