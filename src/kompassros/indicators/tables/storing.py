"""A file that was read, laid into a dataset as a new release; and whether what it holds is shown."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pyarrow as pa
from django.utils.translation import gettext as _

from kompassros.indicators.tables.catalogue import Catalogue
from kompassros.indicators.tables.reading import ReadFile, plain
from kompassros.organisations.models import Organisation
from kompassros.records.errors import DomainError
from kompassros.statistics import kept_mappings
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import Made, make_release
from kompassros.statistics.models import Dataset, KeptMapping
from kompassros.statistics.receiving.outcome import MappedRow
from kompassros.statistics.values import SOURCE_GENDERS, Observation


def store_file(
    read: ReadFile,
    *,
    dataset: Dataset,
    owner: Organisation,
    name: str,
    note: str,
    person: Any | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Made, KeptMapping]:
    """Make a release of the values of a file, and keep its mapping under a name.

    The values are laid over what the dataset has, and nothing is taken away. DomainError: the file comes to no value.
    """
    if not read.outcome.observations:
        raise DomainError(_("The file comes to no value that can be stored; nothing was stored."))
    observations = observations_of(read.outcome.observations, read.catalogue)
    made = make_release(dataset_key=dataset.key, observations=observations, note=note, person=person, progress=progress)
    kept = kept_mappings.keep(
        read.found, owner=owner, name=name, mapping=plain(read.mapping), dataset=dataset, person=person
    )
    return made, kept


def observations_of(rows: Sequence[MappedRow], catalogue: Catalogue) -> pa.Table:
    """Return the rows with the numbers of the catalogue in the place of codes."""
    return table_of(_numbered(rows, catalogue))


def _numbered(rows: Sequence[MappedRow], catalogue: Catalogue) -> Iterator[Observation]:
    for row in rows:
        unit = catalogue.units[row.unit]
        yield Observation(
            indicator=catalogue.indicators[row.indicator].number,
            period=row.period,
            gender=SOURCE_GENDERS.index(row.gender),
            unit=unit.number,
            unit_class=unit.unit_class,
            value=None if row.value is None else float(row.value),
            status=row.status,
            count=row.count,
        )


def also_in_earlier(read: ReadFile, dataset: Dataset) -> dict[str, list[str]]:
    """Return the datasets that are read before this one and hold some of the indicators, each with their codes.

    Where such a dataset has an indicator for the same class of units, its values are shown and these are not. Made-up
    values have units of their own.
    """
    known = read.catalogue.indicators
    numbers = {known[row.indicator].number: row.indicator for row in read.outcome.observations}
    found = {}
    for other in Dataset.objects.filter(made_up=False).exclude(current=None).select_related("current"):
        if (other.rank, other.pk) < (dataset.rank, dataset.pk) and other.current:
            held = other.current.read().numbers() & numbers.keys()
            if held:
                found[other.title] = sorted(numbers[number] for number in held)
    return found
