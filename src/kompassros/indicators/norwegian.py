"""Norwegian indicators: our own selection of what KOSTRA reports, and the municipalities that it can be read for.

Statistics Norway (SSB) has no list of them in our material. Names, codes and directions are ours, and no values are
packaged. The indicators belong to Norway, so that they are not taken for Kolada's.
"""

from typing import Annotated, Any

import yaml
from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from kompassros.indicators.corrections import BASES
from kompassros.indicators.measure_sets import parse_set, store_sets
from kompassros.indicators.models import Indicator, MeasureSet
from kompassros.methods.ordering import search_key
from kompassros.organisations.services import ensure_country
from kompassros.records.packaged import packaged
from kompassros.statistics.models import Unit
from kompassros.statistics.norwegian_units import add_municipalities
from kompassros.web.formats import format_list

COUNTRY = "NO"
KEY = "kostra-utvalg"
SOURCE = "SSB (KOSTRA). Utvalg, navn og kode er Kompassros' egne."
_PACKAGE = "kompassros.indicators"


class NorwegianEntry(BaseModel):
    """One indicator. ``wording``: SSB's own words; ``found``: where they were read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(max_length=30, pattern=r"^NO-EGEN-\d\d$")
    title: str = Field(min_length=1, max_length=300)
    area: str = Field(min_length=1, max_length=100)
    unit: str = Field(min_length=1, max_length=60)
    decimals: Annotated[int, Field(ge=0, le=3)]
    direction: Indicator.Direction
    basis: str
    wording: str = Field(min_length=1)
    found: str = Field(min_length=1)

    def columns(self) -> dict[str, Any]:
        """Return the columns of the indicator, but for its owner."""
        return {
            "code": self.code,
            "title": self.title,
            "unit": self.unit,
            "decimals": self.decimals,
            "direction": self.direction.value,
            "direction_basis": BASES[self.basis],
            "source": SOURCE,
            "definition": self._definition(),
            "collected_by": "SSB",
            "about": "K",
            "operating_area": f"Norge: {self.area.lower()}",
            "search_key": search_key(f"{self.code} {self.title} KOSTRA")[:350],
        }

    def _definition(self) -> str:
        """Say in Norwegian, as the title is, what SSB calls it and where that was read."""
        return f"Navnet er vårt eget. SSBs ordlyd: «{self.wording}» ({self.found})."


def norwegian_entries() -> list[NorwegianEntry]:
    """Return the packaged indicators in their order."""
    entries = yaml.safe_load(packaged(_PACKAGE, "norwegian.yaml"))
    return TypeAdapter(list[NorwegianEntry]).validate_python(entries)


@transaction.atomic
def load_norwegian() -> int:
    """Add the municipalities, the indicators and the set that are not there; what is there stays as it is."""
    norway = ensure_country(COUNTRY)
    entries = norwegian_entries()
    known = set(Indicator.objects.filter(code__in=[one.code for one in entries]).values_list("code", flat=True))
    missing = [one for one in entries if one.code not in known]
    Indicator.objects.bulk_create([Indicator(owner=norway, **one.columns()) for one in missing])
    added = store_sets([parse_set(packaged(_PACKAGE, "sets", f"{KEY}.yaml"))])
    return add_municipalities() + len(missing) + added


def is_norwegian(measure_set: MeasureSet) -> bool:
    """Return whether a set is the packaged selection of KOSTRA."""
    return measure_set.key == KEY and measure_set.owner_id is None


def reading_in() -> list[str]:
    """Say whose the selection is, how values are read in, and what is not there; one query."""
    found = Unit.objects.filter(country=COUNTRY, unit_class__made_up=False)
    names = list(found.order_by("sort_key").values_list("name", flat=True))
    return [
        _("No values come with it. A measure without values says that its value is missing."),
        _(
            "Values are read in from Statistics Norway (SSB): save a table of Statistikkbanken as JSON-stat 2 and send "
            "it in for Norway at My page, “Values of indicators”. There the table's dimension of variables is made the "
            "indicator, and each of SSB's variables is given the code of a measure here, such as NO-EGEN-01."
        ),
        _(
            "SSB publishes unrevised figures on 15 March and corrected ones on 15 June. Values that the file marks "
            "with “*” are kept as preliminary; one that it does not mark cannot be known to be so. When the corrected "
            "file is stored, its values take their place, and the values before stay to be seen."
        ),
        _("KOSTRA groups are not in our material, and nobody is compared by them here."),
        _("Of Norway's municipalities only these are in our material: %(names)s.") % {"names": format_list(names)}
        if names
        else _("None of Norway's municipalities is in our material."),
    ]
