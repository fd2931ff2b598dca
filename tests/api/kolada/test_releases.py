"""The interface on a real release: what was released is given, page by page, and what has changed since."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kompassros.statistics import reading
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import make_release
from kompassros.statistics.models import Dataset
from kompassros.statistics.values import Observation, Status
from tests.api.kolada.catalogue import CLASSES, Catalogue
from tests.api.kolada.conftest import Ask

PATH = "/data/kpi/N99001/municipality/"
Shown = dict[tuple[str, int, str], float | None]


@pytest.fixture(autouse=True)
def dataset(db: None, tmp_path: Path, settings: Any) -> Dataset:
    settings.STATISTICS_DIR = tmp_path / "statistics"
    reading.manifest_of.cache_clear()
    return Dataset.objects.create(key="prov", title="Prov", source="Prov", rank=1)


def release(catalogue: Catalogue, *rows: tuple[int, str, int, float | None, Status]) -> None:
    """Release values of N99001: period, unit, gender, value and status."""
    municipality, number = CLASSES["municipality"][0], catalogue.kpis["N99001"]
    observations = [
        Observation(number, period, gender, catalogue.units[unit], municipality, value, status)
        for period, unit, gender, value, status in rows
    ]
    make_release(dataset_key="prov", observations=table_of(observations), note="")


def shown(answer: dict[str, Any]) -> Shown:
    return {
        (one["municipality"], one["period"], entry["gender"]): entry["value"]
        for one in answer["values"]
        for entry in one["values"]
    }


def test_what_is_released_is_given(ask: Ask, catalogue: Catalogue) -> None:
    there = Status.PRESENT
    release(
        catalogue,
        *(
            (2019, unit, gender, 10.0 * gender + place, there)
            for place, unit in enumerate(("X901", "X903"))
            for gender in (0, 1, 2)
        ),
        (2020, "X901", 0, None, Status.SUPPRESSED),
    )
    everything = {
        ("X901", 2019, "T"): 0.0,
        ("X901", 2019, "K"): 10.0,
        ("X901", 2019, "M"): 20.0,
        ("X903", 2019, "T"): 1.0,
        ("X903", 2019, "K"): 11.0,
        ("X903", 2019, "M"): 21.0,
        ("X901", 2020, "T"): None,
    }
    assert shown(ask("v2", "/data/kpi/N99001/year/2018,2019,2020")) == everything
    pages = [ask("v3", f"{PATH}X901,X902,X903", per_page=1, page=number) for number in (1, 2, 3)]
    assert [page["count"] for page in pages] == [1, 1, 1]
    assert [bool(page["next_url"]) for page in pages] == [True, True, False]
    assert shown({"values": [one for page in pages for one in page["values"]]}) == everything
    assert shown(ask("v3", f"{PATH}G9901/year/2019")) == {
        ("G9901", 2019, "T"): 0.5,
        ("G9901", 2019, "K"): 10.5,
        ("G9901", 2019, "M"): 20.5,
    }


def test_what_has_changed_since_a_day_is_given(
    ask: Ask, catalogue: Catalogue, set_clock: Callable[[str], None]
) -> None:
    set_clock("2026-03-01T12:00:00+01:00")
    release(catalogue, *((period, "X901", 0, 1.0, Status.PRESENT) for period in (2019, 2020, 2021)))
    set_clock("2026-05-01T12:00:00+02:00")
    release(catalogue, (2020, "X901", 0, 2.0, Status.PRESENT), (2021, "X901", 0, None, Status.DELETED))
    changes = [(one["period"], *one["values"]) for one in ask("v2", f"{PATH}X901", from_date="2026-05-01")["values"]]
    assert [(period, entry["value"], entry["is_deleted"]) for period, entry in changes] == [
        *((2020, 2.0, 0), (2021, None, 1)),
    ]
    assert shown(ask("v3", f"{PATH}X901")) == {("X901", 2019, "T"): 1.0, ("X901", 2020, "T"): 2.0}
    assert shown(ask("v3", f"{PATH}G9901", from_date="2026-05-01")) == {
        ("G9901", 2020, "T"): 2.0,
        ("G9901", 2021, "T"): None,
    }
    assert ask("v3", f"{PATH}X901,G9901", from_date="2026-05-02")["values"] == []
