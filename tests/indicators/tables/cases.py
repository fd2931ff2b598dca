"""Small files made by hand, and what tests ask of a file that was sent in. The values are made up."""

from typing import Any

from kompassros.indicators.models import Indicator
from kompassros.indicators.tables import queries, receiving
from kompassros.indicators.tables.models import TableImport
from kompassros.indicators.tables.reading import Mapping, as_mapping
from kompassros.indicators.tables.receiving import Wish
from kompassros.organisations.models import Person
from kompassros.records.jobs import run
from kompassros.records.models import Job
from kompassros.statistics import reading
from kompassros.statistics.models import Dataset, Unit
from kompassros.statistics.receiving.files import read_file
from kompassros.statistics.values import SOURCE_GENDERS, Status

LONG = """Nyckeltal;Kommun;År;Kön;Värde
N15428;Ale;2023;T;81,5
N15428;Ale;2023;K;84,25
N15428;Malmö;2023;T;-
N15428;Göteborg;2023;T;<5
N00945;1480;2023;T;1 234,5
"""
DOTTED = LONG.replace("T;-", "T;..")
WIDE = """Bemötande på förskolan
Kommun;2021;2022;2023
Ale;71,5;72;-
Malmö;68;69,5;70
"""
EVERY_ROW_WRONG = """Nyckeltal;Kommun;År;Kön;Värde
N15428;Nowhere;2023;T;81,5
N15428;Elsewhere;2023;T;84,25
"""
Row = tuple[str, str, int, str, float | None, str]


def again(received: TableImport) -> TableImport:
    """Return the file as the database has it now."""
    return queries.received_file(received.pk, received.organisation)


def mapping_of(received: TableImport) -> Mapping:
    content = bytes(TableImport._base_manager.get(pk=received.pk).content)
    return as_mapping(received.mapping, read_file(content, received.file_name))


def corrected(received: TableImport, person: Person, **changes: Any) -> TableImport:
    """Let a file be read by its mapping with some parts changed."""
    mapping = mapping_of(received).model_copy(update=changes)
    run(receiving.correct(received=received, mapping=mapping, person=person).pk)
    return again(received)


def confirmed(received: TableImport, person: Person, dataset: Any, *, leave_out: bool = False) -> Job:
    wish = Wish(dataset=dataset, name="The survey", why="the file of May", leave_out=leave_out)
    return receiving.confirm(received=received, wish=wish, person=person)


def stored(received: TableImport, person: Person, dataset: Any, *, leave_out: bool = False) -> TableImport:
    run(confirmed(received, person, dataset, leave_out=leave_out).pk)
    return again(received)


def read_back(*codes: str) -> list[Row]:
    """Return what the store gives of some indicators: codes, year, gender, value, status."""
    numbers = dict(Indicator.objects.filter(code__in=codes).values_list("number", "code"))
    units = dict(Unit.objects.filter(country="SE").values_list("number", "code"))
    return [
        (
            numbers[one.indicator],
            units[one.unit],
            one.period,
            SOURCE_GENDERS[one.gender],
            one.value,
            Status(one.status).name,
        )
        for one in reading.values(indicators=list(numbers))
    ]


def releases(dataset: Dataset) -> list[int]:
    return list(dataset.releases.order_by("number").values_list("number", flat=True))
