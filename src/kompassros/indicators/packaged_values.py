"""The real values that the package carries, laid into Kolada's dataset once."""

from collections.abc import Iterator

from kompassros.indicators.kolada.numbering import Numbers
from kompassros.indicators.kolada.statuses import read_status
from kompassros.records.packaged import packaged
from kompassros.records.tabular import read_table
from kompassros.statistics.datasets import KOLADA
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import make_release
from kompassros.statistics.models import Dataset
from kompassros.statistics.values import SOURCE_GENDERS, Observation

COLUMNS = ("kpi", "municipality", "year", "gender", "status", "value", "count")


def load_values() -> int:
    """Make the first release of Kolada's dataset of the packaged values; returns how many values were added."""
    if Dataset.objects.get(key=KOLADA).releases.exists():
        return 0
    made = make_release(dataset_key=KOLADA, observations=table_of(_observations()), note="Packaged with Kompassros")
    return made.added


def _observations() -> Iterator[Observation]:
    numbers = Numbers.read()
    table = read_table(packaged("kompassros.statistics", "values.csv"), required=COLUMNS, known=COLUMNS)
    for row in table.rows:
        cells = row.cells
        unit, unit_class = numbers.units[cells["municipality"]]
        told = read_status(float(cells["value"]) if cells["value"] else None, cells["status"], deleted=False)
        yield Observation(
            numbers.indicators[cells["kpi"]],
            int(cells["year"]),
            SOURCE_GENDERS.index(cells["gender"]),
            unit,
            unit_class,
            told.value,
            told.status,
            count=int(cells["count"]),
        )
