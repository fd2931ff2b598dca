"""The real values that the package carries, one by one: file, store, both interfaces, every format.

And, as all of them are plain values, each status once more with values that are made up.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from itertools import product
from math import prod
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from django.test import Client

from kompassros.indicators.kolada.statuses import words_of
from kompassros.indicators.models import Indicator
from kompassros.statistics import reading
from kompassros.statistics.datasets import KOLADA
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import make_release
from kompassros.statistics.models import Dataset, Unit, UnitClass
from kompassros.statistics.receiving.applying import apply
from kompassros.statistics.receiving.files import read_file
from kompassros.statistics.receiving.jsonstat import Dataset as Cube
from kompassros.statistics.receiving.jsonstat_mapping import apply_dataset
from kompassros.statistics.receiving.jsonstat_proposing import propose_dataset
from kompassros.statistics.receiving.proposing import propose
from kompassros.statistics.receiving.recognising import Known, Names
from kompassros.statistics.values import COUNTED, Gender, Observation, Status

pytestmark = pytest.mark.django_db
COUNT = 303


class Key(NamedTuple):
    """What a value is of, in the words of the file."""

    indicator: str
    unit: str
    period: int
    gender: str


class Told(NamedTuple):
    """A value as it is told; ``count`` is None where a format has no place for it."""

    value: float | None
    status: Status
    count: int | None = 1


Values = dict[Key, Told]
Read = Callable[[Client, Values], Values]


def packaged() -> Values:
    """Read the file for itself, by the standard library alone."""
    text = files("kompassros.statistics").joinpath("data", "values.csv").read_text("utf-8")
    found: Values = {}
    for row in csv.DictReader(io.StringIO(text)):
        key = Key(row["kpi"], row["municipality"], int(row["year"]), row["gender"])
        assert key not in found
        found[key] = Told(float(row["value"]), status_of_kolada(row["status"], row["value"]), int(row["count"]))
    return found


def status_of_kolada(text: str, value: object) -> Status:
    """Return the status that Kolada's interface names, or our words for what it has none for."""
    for status, bound in product(Status, (None, 4.5)):
        if words_of(status, bound) == text:
            return status
    raise AssertionError(f"status {text!r} beside {value!r}")


def stored(client: Client, wanted: Values) -> Values:
    units = dict(Unit.objects.values_list("number", "code"))
    indicators = dict(
        Indicator.objects.filter(code__in={key.indicator for key in wanted}).values_list("number", "code")
    )
    release = Dataset.objects.get(key=KOLADA).current_id
    assert release is not None
    return {
        Key(indicators[row.indicator], units[row.unit], row.period, Gender(row.gender).letter): Told(
            row.value, Status(row.status), row.count
        )
        for row in reading.values(releases=[release])
    }


def asked_together(wanted: Values) -> Iterator[tuple[str, int, list[str]]]:
    """Yield each indicator and year, with as many units as version 3 takes at once."""
    by_cell: dict[tuple[str, int], list[str]] = {}
    for key in wanted:
        units = by_cell.setdefault((key.indicator, key.period), [])
        units += [key.unit] if key.unit not in units else []
    for (indicator, period), units in by_cell.items():
        for start in range(0, len(units), 25):
            yield indicator, period, units[start : start + 25]


def kolada_in_address(version: str) -> Read:
    def read(client: Client, wanted: Values) -> Values:
        found: Values = {}
        for indicator, period, units in asked_together(wanted):
            path = f"/data/kpi/{indicator}/municipality/{','.join(units)}/year/{period}"
            found |= of_kolada(client.get(f"/kolada/{version}{path}").json())
        return found

    return read


def kolada_in_query(client: Client, wanted: Values) -> Values:
    found: Values = {}
    for indicator, period, units in asked_together(wanted):
        query = {"kpi_id": indicator, "municipality_id": units, "year": period}
        found |= of_kolada(client.get("/kolada/v3/data/", query).json())
    return found


def of_kolada(answer: Mapping[str, Any]) -> Values:
    assert answer["count"] == len(answer["values"])
    return {
        Key(one["kpi"], one["municipality"], one["period"], entry["gender"]): Told(
            entry["value"], status_of_kolada(entry["status"], entry["value"]), entry["count"]
        )
        for one in answer["values"]
        for entry in one["values"]
    }


def asked(client: Client, wanted: Values, form: str) -> bytes:
    query = {"indicator": sorted({key.indicator for key in wanted}), "country": "SE", "dataset": KOLADA, "format": form}
    answer = client.get("/api/v1/values", query)
    assert answer.status_code == 200, answer.content
    return answer.content


def own_json(client: Client, wanted: Values) -> Values:
    return of_rows(json.loads(asked(client, wanted, "json"))["values"])


def own_csv(client: Client, wanted: Values) -> Values:
    rows = csv.DictReader(io.StringIO(asked(client, wanted, "csv").decode("utf-8-sig")))
    return of_rows({**row, "value": float(row["value"]) if row["value"] else None} for row in rows)


def own_xlsx(client: Client, wanted: Values) -> Values:
    """Read the sheet from its line of heads on."""
    sheet = openpyxl.load_workbook(io.BytesIO(asked(client, wanted, "xlsx")), read_only=True).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    (start,) = (place for place, row in enumerate(rows) if "from_high" in row)
    heads = [str(head) for head in rows[start]]
    lines = (dict(zip(heads, row, strict=False)) for row in rows[start + 1 :])
    return of_rows(line for line in lines if line.get("unit"))


def of_rows(rows: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> Values:
    found: Values = {}
    for row in rows:
        key = Key(row["indicator"], row["unit"], int(row["period"]), row["gender"])
        assert key not in found
        found[key] = Told(row["value"], Status[row["status"].upper()], int(row["count"]))
    return found


def own_cube(client: Client, wanted: Values) -> Values:
    """Go through the cells of the cube by its own description; JSON-stat has no place for a count."""
    cube = json.loads(asked(client, wanted, "jsonstat"))
    codes = [cube["dimension"][name]["category"]["index"] for name in ("indicator", "unit", "period", "gender")]
    assert cube["size"] == [len(one) for one in codes]
    values, statuses = cube["value"], cube.get("status", {})
    given = values if isinstance(values, dict) else {str(place): one for place, one in enumerate(values)}
    assert len(given) <= prod(cube["size"])
    found: Values = {}
    for place, (indicator, unit, period, gender) in enumerate(product(*codes)):
        value, status = given.get(str(place)), statuses.get(str(place))
        if value is not None or status:
            told = Told(value, Status[(status or "present").upper()], None)
            found[Key(indicator, unit, int(period), gender)] = told
    return found


def own_file_read_in(form: str, ending: str) -> Read:
    """Read a file of our own interface as one that somebody sends in, by the mapping that is proposed."""

    def read(client: Client, wanted: Values) -> Values:
        units = Unit.objects.filter(country="SE", unit_class__kind=UnitClass.Kind.MUNICIPALITY)
        indicators = Indicator.objects.filter(code__in={key.indicator for key in wanted})
        known = Known(Names(units.values_list("code", "name")), Names(indicators.values_list("code", "title")))
        found = read_file(asked(client, wanted, form), f"values.{ending}")
        if isinstance(found, Cube):
            outcome = apply_dataset(propose_dataset(found, known).mapping, found, known)
        else:
            outcome = apply(propose(found.sheets, known).mapping, found.sheets, known)
        assert (outcome.troubles, outcome.more) == ([], 0)
        return {
            Key(row.indicator, row.unit, row.period, row.gender): Told(
                None if row.value is None else float(row.value), row.status, None if form == "jsonstat" else row.count
            )
            for row in outcome.observations
        }

    return read


WAYS: dict[str, Read] = {
    "store": stored,
    "Kolada 2": kolada_in_address("v2"),
    "Kolada 3": kolada_in_address("v3"),
    "Kolada 3, in a query": kolada_in_query,
    "JSON": own_json,
    "JSON-stat": own_cube,
    "CSV": own_csv,
    "XLSX": own_xlsx,
    "CSV, read in": own_file_read_in("csv", "csv"),
    "XLSX, read in": own_file_read_in("xlsx", "xlsx"),
    "JSON-stat, read in": own_file_read_in("jsonstat", "json"),
}


def differences(client: Client, wanted: Values, expected: Callable[[str, Told], Told]) -> list[str]:
    """Return every value that a way gives otherwise, gives too much or does not give."""
    found: list[str] = []
    for name, read in WAYS.items():
        given = read(client, wanted)
        for key in sorted(wanted.keys() | given.keys()):
            meant = expected(name, wanted[key]) if key in wanted else None
            if given.get(key) != meant:
                found.append(f"{name}: {' '.join(map(str, key))}: {given.get(key)} and not {meant}")
    return found


def as_told(name: str, told: Told) -> Told:
    return told._replace(count=None) if name.startswith("JSON-stat") else told


def test_every_packaged_value_comes_back_in_every_way(client: Client) -> None:
    wanted = packaged()
    assert len(wanted) == COUNT
    assert differences(client, wanted, as_told) == []


@pytest.fixture
def statuses(db: None, tmp_path: Path, settings: Any) -> Values:
    """A release with each status for each gender and two units, of 1 and of 7 members."""
    settings.STATISTICS_DIR = tmp_path / "statistics"
    reading.manifest_of.cache_clear()
    Dataset.objects.update(current=None)
    indicator = Indicator.objects.get(code="N00945")
    units = Unit.objects.filter(country="SE", code__in=("0180", "1880")).order_by("code")
    wanted: Values = {}
    rows: list[Observation] = []
    for (place, unit), gender, status in product(enumerate(units), Gender, Status):
        if status is Status.DELETED:
            continue
        bare = status in (Status.MISSING, Status.NOT_APPLICABLE, Status.SUPPRESSED)
        value, count, period = None if bare else 4.5, 1 + 6 * place, 2000 + status
        wanted[Key("N00945", unit.code, period, gender.letter)] = Told(value, status, count)
        rows.append(
            Observation(indicator.number, period, gender, unit.number, unit.unit_class_id, value, status, count)
        )
    make_release(dataset_key=KOLADA, observations=table_of(rows), note="a test")
    return wanted


def without_bounds(name: str, told: Told) -> Told:
    """Kolada's interface gives the bound of an inequality in the status, and no value beside it."""
    if name.startswith("Kolada") and told.status not in COUNTED:
        return told._replace(value=None)
    return as_told(name, told)


def test_every_status_comes_back_in_every_way(client: Client, statuses: Values) -> None:
    assert {told.status for told in statuses.values()} == set(Status) - {Status.DELETED}
    assert differences(client, statuses, without_bounds) == []


NUMBERS = ("0.1", "2.675", "0.300000000000004", "9223372036853.75", "1e-07", "-0.2", "0", "31.32959689")
"""What binary fractions are known to spoil, very large, very small and negative numbers, and zero.

Of at most 15 digits: a workbook keeps no more than 16.
"""


def test_numbers_come_back_to_their_last_digit(client: Client, statuses: Values) -> None:
    indicator = Indicator.objects.get(code="N00945")
    unit = Unit.objects.get(country="SE", code="0180")
    wanted = {
        Key("N00945", "0180", 1900 + place, "T"): Told(float(text), Status.PRESENT)
        for place, text in enumerate(NUMBERS)
    }
    rows = [
        Observation(indicator.number, key.period, 0, unit.number, unit.unit_class_id, told.value)
        for key, told in wanted.items()
    ]
    make_release(dataset_key=KOLADA, observations=table_of(rows), note="a test")
    assert differences(client, statuses | wanted, without_bounds) == []
