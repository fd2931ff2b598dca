"""From a fetch to a release: codes become numbers, and what is not known is left out and told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from kompassros.indicators.kolada import storing
from kompassros.indicators.kolada.client import KoladaClient
from kompassros.indicators.kolada.fetching import fetch
from kompassros.indicators.kolada.folder import existing
from kompassros.indicators.kolada.storing import named, store_fetched
from kompassros.indicators.models import Indicator
from kompassros.records.errors import DomainError
from kompassros.statistics import reading
from kompassros.statistics.datasets import ensure_datasets
from kompassros.statistics.layout import OBSERVATIONS
from kompassros.statistics.making import Made
from kompassros.statistics.models import Dataset, Release, Unit, UnitClass, UnitGroup
from kompassros.statistics.values import Status
from tests.indicators.kolada.fake_kolada import Kolada, data_value, refuse, value_of

pytestmark = pytest.mark.django_db
MADE = Made(Release(number=7), True, 1, 2, 3)


@pytest.fixture
def released(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What releases were asked to be made of; none is made."""
    calls: list[dict[str, Any]] = []

    def make_release(**arguments: Any) -> Made:
        calls.append(arguments)
        return MADE

    monkeypatch.setattr(storing, "make_release", make_release)
    return calls


@pytest.fixture
def indicator() -> Indicator:
    return Indicator.objects.create(code="N98001", title="Titel", search_key="")


@pytest.fixture
def units() -> dict[str, tuple[int, int]]:
    """Numbers and classes of units by code; made where the catalogue has none of them yet."""
    municipality, _made = UnitClass.objects.get_or_create(
        key="SE-municipality", defaults={"number": 3, "country": "SE", "kind": "municipality"}
    )
    school, _made = UnitClass.objects.get_or_create(
        key="SE-V15", defaults={"number": 9_000, "country": "SE", "kind": "workplace"}
    )
    classes = {"0180": municipality, "1280": municipality, "1480": municipality, "V15E0180": school}
    for code, unit_class in classes.items():
        names = {"name": code, "unit_class": unit_class, "search_key": "", "sort_key": ""}
        Unit.objects.get_or_create(country="SE", code=code, defaults=names)
    return {unit.code: (unit.number, unit.unit_class_id) for unit in Unit.objects.filter(code__in=classes)}


@pytest.fixture
def fetched(client: KoladaClient, tmp_path: Path) -> Callable[..., Path]:
    def fetched(codes: list[str], *, workplaces: bool = False) -> Path:
        folder = tmp_path / "fetch"
        fetch(
            client=client,
            codes=codes,
            from_year=2024,
            to_year=2024,
            folder=folder,
            progress=lambda done, total: None,
            workplaces=workplaces,
        )
        return folder

    return fetched


def test_a_fetch_becomes_a_table_of_numbers(
    kolada: Kolada,
    fetched: Callable[..., Path],
    released: list[dict[str, Any]],
    indicator: Indicator,
    units: dict[str, tuple[int, int]],
) -> None:
    kolada.add("N98001")
    kolada.data["N98001", "1280", 2024] = [data_value("K", None, status="Missing")]
    kolada.data["N98001", "1480", 2024] = [data_value("M", 2.5) | {"count": 4}]
    report = store_fetched(folder=fetched(["N98001"]), note="Fetched", progress=None)
    (call,) = released
    table = call.pop("observations")
    assert call == {"dataset_key": "kolada", "note": "Fetched", "person": None, "progress": None}
    assert table.schema == OBSERVATIONS
    value = value_of("N98001", "0180", 2024, "T")
    assert [tuple(row.values()) for row in table.to_pylist()] == [
        (indicator.number, 2024, 0, *units["0180"], value, Status.PRESENT, 1),
        (indicator.number, 2024, 1, *units["1280"], None, Status.MISSING, 1),
        (indicator.number, 2024, 2, *units["1480"], 2.5, Status.PRESENT, 4),
    ]
    assert (report.rows, report.left_out, report.troubles, report.made) == (3, 0, (), MADE)


def test_a_fetch_is_read_from_the_release_that_is_made_of_it(
    kolada: Kolada,
    fetched: Callable[..., Path],
    indicator: Indicator,
    units: dict[str, tuple[int, int]],
    tmp_path: Path,
    settings: Any,
    request: pytest.FixtureRequest,
) -> None:
    settings.STATISTICS_DIR = tmp_path / "statistics"
    request.addfinalizer(reading.manifest_of.cache_clear)
    reading.manifest_of.cache_clear()
    ensure_datasets()
    kolada.add("N98001")
    kolada.data["N98001", "1280", 2024] = [data_value("T", None, status="Missing")]
    made = store_fetched(folder=fetched(["N98001"]), note="Fetched").made
    assert (made.is_new, made.added, made.release.note) == (True, 3, "Fetched")
    assert Dataset.objects.get(key="kolada").current == made.release
    assert {(value.unit, value.value) for value in reading.values(indicators=[indicator.number])} == {
        (units["0180"][0], value_of("N98001", "0180", 2024, "T")),
        (units["1280"][0], None),
        (units["1480"][0], value_of("N98001", "1480", 2024, "T")),
    }


@pytest.mark.usefixtures("indicator")
def test_values_of_workplaces_are_stored_by_their_class(
    kolada: Kolada,
    fetched: Callable[..., Path],
    released: list[dict[str, Any]],
    units: dict[str, tuple[int, int]],
) -> None:
    kolada.add("N98001")
    kolada.data |= {("N98001", f"V15E{code}", 2024): [] for code in ("1280", "1480")}
    store_fetched(folder=fetched(["N98001"], workplaces=True), note="Fetched")
    table: pa.Table = released[0]["observations"]
    found = list(zip(table["unit"].to_pylist(), table["unit_class"].to_pylist(), strict=True))
    assert found == [units["0180"], units["1280"], units["1480"], units["V15E0180"]]


@pytest.mark.usefixtures("indicator", "units")
def test_what_is_not_known_is_left_out_and_told(
    kolada: Kolada, fetched: Callable[..., Path], released: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = Unit.objects.get(country="SE", code="0180")
    UnitGroup.objects.create(code="G0001", title="Grupp", kind="similar", around=unit, search_key="")
    monkeypatch.setattr(
        "tests.indicators.kolada.fake_kolada.MUNICIPALITIES", {"0180": "Stockholm", "9999": "Ingenstans", "G0001": "G"}
    )
    kolada.add("N98001", "N98002")
    report = store_fetched(folder=fetched(["N98001", "N98002"]), note="Fetched")
    assert released[0]["observations"].num_rows == report.rows == 1
    assert report.left_out == 5
    assert report.troubles == (
        "The catalogue has no indicator N98002: 3 values were left out. Fetch the catalogue first.",
        "2 values of groups of units (G0001) were left out: groups are reckoned here.",
        "No unit is known by the code 9999: 2 values were left out.",
    )


@pytest.mark.usefixtures("units")
def test_a_fetch_of_which_nothing_is_known_is_not_stored(
    kolada: Kolada, fetched: Callable[..., Path], released: list[dict[str, Any]]
) -> None:
    kolada.add("N98002")
    folder = fetched(["N98002"])
    with pytest.raises(DomainError, match=r"Nothing was stored, .* The catalogue has no indicator N98002: 3 values"):
        store_fetched(folder=folder, note="Fetched")
    assert released == []
    assert existing(folder).manifest.stored_at is None


@pytest.mark.usefixtures("indicator", "units")
def test_a_fetch_that_is_not_complete_is_not_stored(
    kolada: Kolada, fetched: Callable[..., Path], released: list[dict[str, Any]], tmp_path: Path
) -> None:
    kolada.faults = [lambda _handler: False, refuse(404)]
    with pytest.raises(DomainError):
        fetched(["N98001"])
    with pytest.raises(DomainError, match="is not complete: 1 of its parts is missing"):
        store_fetched(folder=tmp_path / "fetch", note="Fetched")
    assert released == []


def test_a_folder_that_holds_no_fetch_is_told(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="is not the folder of a fetch"):
        store_fetched(folder=tmp_path, note="Fetched")


@pytest.mark.usefixtures("indicator", "units")
def test_a_fetch_is_marked_when_it_is_stored_and_not_before(
    kolada: Kolada, fetched: Callable[..., Path], released: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    kolada.add("N98001")
    folder = fetched(["N98001"])

    def refuse_release(**_arguments: object) -> Made:
        raise DomainError("Somebody else switched.")

    with monkeypatch.context() as patch:
        patch.setattr(storing, "make_release", refuse_release)
        with pytest.raises(DomainError, match="Somebody else switched"):
            store_fetched(folder=folder, note="Fetched")
    assert existing(folder).manifest.stored_at is None
    store_fetched(folder=folder, note="Fetched")
    assert existing(folder).manifest.stored_at is not None


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "N00"),
        (10, "N00, N01, N02, N03, N04, N05, N06, N07, N08, N09"),
        (12, "N00, N01, N02, N03, N04, N05, N06, N07, N08, N09 and 2 more"),
    ],
)
def test_codes_are_named_up_to_ten(count: int, text: str) -> None:
    assert named({f"N{number:02d}": 1 for number in reversed(range(count))}) == text
