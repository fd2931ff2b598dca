"""Norway's municipalities as units of values: those that stand in the tree of organisations today, and no others."""

from django.db import transaction

from kompassros.methods.ordering import search_key, sort_key
from kompassros.organisations.models import Organisation
from kompassros.statistics.models import Unit
from kompassros.statistics.unit_classes import ensure_norwegian

COUNTRY = "NO"


@transaction.atomic
def add_municipalities() -> int:
    """Add a unit for each real municipality of today that has none; returns how many."""
    known = set(Unit.objects.filter(country=COUNTRY).values_list("code", flat=True))
    found = Organisation.objects.filter(
        country=COUNTRY, kind=Organisation.Kind.MUNICIPALITY, valid_to=None, made_up=False
    )
    missing = [one for one in found.order_by("code") if one.code and one.code not in known]
    if not missing:
        return 0
    unit_class = ensure_norwegian()
    units = [
        Unit(
            country=COUNTRY,
            code=one.code,
            name=one.name,
            unit_class=unit_class,
            organisation=one,
            search_key=search_key(f"{one.code} {one.name}")[:250],
            sort_key=sort_key(one.name, "nb")[:254],
        )
        for one in missing
    ]
    return len(Unit.objects.bulk_create(units))
