"""What the home page shows of tables of values: the ways to send one in, and to the releases of the datasets."""

from typing import Any

from django.utils.translation import gettext as _

from kompassros.indicators.tables.policies import IMPORT_TABLES
from kompassros.indicators.tables.queries import with_units
from kompassros.organisations.models import Grant
from kompassros.records.slots import Piece, register


def tables_of_values(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Ways into the pages of tables and datasets, for administrators."""
    countries = list(IMPORT_TABLES.subjects(person).order_by("name"))
    if not countries:
        return None
    context = {"countries": with_units(countries)}
    return Piece("tables", _("Values of indicators"), "indicators/tables/home.html", context)


register("home.places", "tables", 21, tables_of_values)
