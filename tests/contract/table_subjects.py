"""What the addresses of imported tables are about."""

from typing import Any

from kompassros.indicators.models import TableImport
from kompassros.organisations.models import Organisation, Person
from kompassros.records import clock


def tables_of(country: Organisation, person: Person) -> dict[str, dict[str, Any]]:
    """Return the arguments of addresses by subject: the country, a file that it got, and a dataset."""
    table = TableImport._base_manager.create(
        organisation=country, file_name="x.csv", content=b"", sha256="", created_by=person, created_at=clock.now()
    )
    return {"country": {"key": country.key}, "table_import": {"pk": table.pk}, "dataset": {"key": "kolada"}}
