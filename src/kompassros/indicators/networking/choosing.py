"""Which municipalities somebody means: names and codes, one a line."""

from django.utils.translation import gettext as _

from kompassros.methods.ordering import search_key
from kompassros.organisations.models import Organisation
from kompassros.records.errors import DomainError
from kompassros.statistics.models import Unit, UnitClass
from kompassros.web.formats import format_list

MADE_UP = "XX"


def municipalities_named(text: str, organisation: Organisation) -> list[Unit]:
    """Return the municipalities that a text names, one a line. DomainError names the lines that fit none or several.

    Looked for among those of the keeper's country; where the keeper is made up, among the made-up ones too. Two
    queries, however many lines.
    """
    rows = list(_offered(organisation))
    wanted = [line.strip() for line in text.splitlines() if line.strip()]
    found = {line: _named(line, rows) for line in wanted}
    wrong = [line for line, units in found.items() if len(units) != 1]
    if wrong:
        raise DomainError(
            _("No single municipality is called: %(names)s. Write its whole name, or its code.")
            % {"names": format_list(wrong[:10])}
        )
    return [units[0] for units in found.values()]


def _named(line: str, rows: list[Unit]) -> list[Unit]:
    """Return whom a line names: by its code or "2080 Falun", else by the very name, else whatever its accents."""
    code = line.split(maxsplit=1)[0].upper()
    tests = (
        lambda unit: unit.code == code,
        lambda unit: unit.name.casefold() == line.casefold(),
        lambda unit: search_key(unit.name) == search_key(line),
    )
    return next((found for test in tests if (found := [unit for unit in rows if test(unit)])), [])


def _offered(organisation: Organisation) -> list[Unit]:
    countries = [organisation.country, MADE_UP]
    units = Unit.objects.filter(country__in=countries, unit_class__kind=UnitClass.Kind.MUNICIPALITY)
    return list(units.select_related("unit_class").order_by("sort_key", "code"))


def as_lines(members: list[Unit]) -> str:
    """Return municipalities as text that is read the same way."""
    return "\n".join(f"{unit.code} {unit.name}" for unit in members)
