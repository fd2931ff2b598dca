"""Networks are made and changed: title, purpose, shared set of measures, members."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kompassros.indicators.models import MeasureSet
from kompassros.indicators.networking import trail
from kompassros.indicators.networking.models import MeasureNetwork
from kompassros.indicators.networking.policies import KEEP_NETWORK, MAKE_NETWORKS
from kompassros.methods.ordering import search_key
from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import claim, require
from kompassros.records.errors import DomainError
from kompassros.statistics import unit_queries
from kompassros.statistics.models import Unit, UnitClass, UnitGroup, UnitGroupMember

FEWEST, MOST = 2, 40
"""How many municipalities a network has: more do not fit beside each other. Own choice."""
_LONGEST_STEM = 50


@dataclass(frozen=True)
class About:
    """What a network says of itself, and the measures that its members share."""

    title: str
    measure_set: MeasureSet
    purpose: str = ""


@transaction.atomic
def make_network(
    *, organisation: Organisation, about: About, members: Sequence[Unit], person: Any, why: str = ""
) -> MeasureNetwork:
    """Make a network of municipalities; ``organisation`` keeps it together, and need not be a member."""
    require(person, MAKE_NETWORKS, organisation)
    _check(members)
    group = UnitGroup.objects.create(
        code=f"N-{uuid4().hex[:12]}",
        title=about.title,
        kind=UnitGroup.Kind.NETWORK,
        owner=organisation,
        search_key=search_key(about.title)[:250],
    )
    made = MeasureNetwork.objects.create(
        key=_free_key(about.title),
        group=group,
        measure_set=about.measure_set,
        organisation=organisation,
        purpose=about.purpose,
    )
    _join(group, members)
    trail.write_network(made, person, "made", after=_told(about) | {"members": _names(members)}, why=why)
    return made


@transaction.atomic
def change_network(*, network: MeasureNetwork, about: About, why: str, person: Any) -> MeasureNetwork:
    """Change title, purpose or set of measures. Conflict where somebody else was first."""
    _begin(network, person)
    before = about_of(network)
    claim(network, measure_set=about.measure_set, purpose=about.purpose)
    network.group.title = about.title
    network.group.search_key = search_key(about.title)[:250]
    network.group.save(update_fields=["title", "search_key"])
    trail.write_network(network, person, "changed", before=_told(before), after=_told(about), why=why)
    return network


@transaction.atomic
def change_members(*, network: MeasureNetwork, members: Sequence[Unit], why: str, person: Any) -> MeasureNetwork:
    """Let a network have other members. Conflict where somebody else was first."""
    _begin(network, person)
    _check(members)
    before = unit_queries.members(network.group)
    claim(network)
    UnitGroupMember.objects.filter(group=network.group).delete()
    _join(network.group, members)
    told = {"before": {"members": _names(before)}, "after": {"members": _names(members)}}
    trail.write_network(network, person, "members_changed", why=why, **told)
    return network


def about_of(network: MeasureNetwork) -> About:
    """Return what a network says of itself."""
    return About(network.group.title, network.measure_set, network.purpose)


def _begin(network: MeasureNetwork, person: Any) -> None:
    require(person, KEEP_NETWORK, network)
    MeasureNetwork.objects.select_for_update(of=("self",)).get(pk=network.pk)


def _check(members: Sequence[Unit]) -> None:
    if not FEWEST <= len({unit.number for unit in members}) <= MOST:
        raise DomainError(_("A network has between %(least)s and %(most)s members.") % {"least": FEWEST, "most": MOST})
    if any(unit.unit_class.kind != UnitClass.Kind.MUNICIPALITY for unit in members):
        raise DomainError(_("The members of a network are municipalities."))
    if len({unit.unit_class_id for unit in members}) > 1:
        raise DomainError(_("Municipalities of two countries, or real and made-up ones, do not stand in one network."))


def _join(group: UnitGroup, members: Sequence[Unit]) -> None:
    ordered = sorted({unit.number: unit for unit in members}.values(), key=lambda unit: unit.sort_key)
    UnitGroupMember.objects.bulk_create(
        UnitGroupMember(group=group, unit=unit, position=position) for position, unit in enumerate(ordered, start=1)
    )


def _told(about: About) -> dict[str, Any]:
    return {"title": about.title, "purpose": about.purpose, "measure_set": about.measure_set.title}


def _names(members: Sequence[Unit]) -> list[str]:
    return [unit.name for unit in sorted(members, key=lambda unit: unit.sort_key)]


def _free_key(title: str) -> str:
    stem = slugify(title)[:_LONGEST_STEM].strip("-") or "network"
    taken = set(MeasureNetwork.objects.filter(key__startswith=stem).values_list("key", flat=True))
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key
