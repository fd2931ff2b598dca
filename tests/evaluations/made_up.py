"""Made-up rows and sheets for the tests of published results."""

from decimal import Decimal
from typing import Any

from kompassros.evaluations.reading import AREA_COLUMNS, KNOWN
from kompassros.evaluations.services import INSTRUMENT, Publisher, publish
from kompassros.evaluations.sheet import AreaPoints, PrintedScope, Sheet
from kompassros.organisations.models import Organisation
from kompassros.records.tabular import TableRow

SOURCE = "https://example.org/made-up"
POINTS = ("61", "58", "70", "55", "64", "60", "52", "66")
TOTAL = "486"
PUBLISHER = Publisher(None, "made-up demo data")
CELLS = {
    "kind": "evaluation",
    "country": "SE",
    "municipality": "Granby",
    "year": "2014",
    "version": "2.0",
    **dict(zip(AREA_COLUMNS, POINTS, strict=True)),
    "total": TOTAL,
    "status": "printed",
    "source_url": SOURCE,
    "note": "made-up demo data",
}


def row(number: int = 2, **cells: str) -> TableRow:
    """Return a right row of a file, with some of its cells changed."""
    return TableRow(number, dict.fromkeys(KNOWN, "") | CELLS | cells)


def csv_of(*rows: TableRow) -> bytes:
    """Return a file of rows, semicolons between the cells."""
    lines = [";".join(KNOWN), *(";".join(one.get(column) for column in KNOWN) for one in rows)]
    return "\n".join(lines).encode()


def sheet(organisation: Organisation | None = None, **values: Any) -> Sheet:
    """Return a made-up sheet of an organisation; of a printed reference without one."""
    return Sheet(
        **{
            "kind": "evaluation" if organisation else "reference",
            "country": organisation.country if organisation else "SE",
            "organisation_key": organisation.key if organisation else None,
            "organisation_name": organisation.name if organisation else "mean of made-up municipalities",
            "year": 2014,
            "instrument": INSTRUMENT,
            "version": "2.0",
            "revision": None,
            "version_printed": "2.0",
            "names_from": "2.0",
            "areas": points(*POINTS),
            "area_status": "printed",
            "stated_total": Decimal(TOTAL),
            "total_status": "printed",
            "scope": PrintedScope(),
            "evaluator_kind": None,
            "source": SOURCE,
            "made_up": True,
            **values,
        }
    )


def points(*values: str | None) -> tuple[AreaPoints, ...]:
    """Return the points of the areas in their order."""
    return tuple(
        AreaPoints(no=number, id=None, points=None if value is None else Decimal(value))
        for number, value in enumerate(values, start=1)
    )


def published(organisation: Organisation, **values: Any) -> Any:
    """Publish a made-up sheet of an organisation and return its row."""
    return publish(sheet=sheet(organisation, **values), organisation=organisation, publisher=PUBLISHER)
