"""A few units, indicators and releases under codes that no source uses, beside the packaged catalogue."""

from collections.abc import Iterable, Sequence

from kompassros.indicators.models import Indicator
from kompassros.methods.ordering import search_key, sort_key
from kompassros.statistics.datasets import KOLADA, MADE_UP, ensure_datasets
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import make_release
from kompassros.statistics.models import Dataset, Unit, UnitClass
from kompassros.statistics.unit_classes import MADE_UP as MADE_UP_CLASS
from kompassros.statistics.unit_classes import MUNICIPALITY, ensure_classes
from kompassros.statistics.values import Gender, Observation, Status

SHARE, COST = "N99801", "N99802"
NORWEGIAN, NORWEGIAN_CLASS = "norwegian", 211
SWEDES = tuple(f"97{number:02}" for number in range(24))
NORWEGIANS = SWEDES[:2]
MADE_UP_UNIT = "P901"


def add_units(unit_class: UnitClass, names: Iterable[tuple[str, str]]) -> None:
    Unit.objects.bulk_create(
        Unit(
            country=unit_class.country,
            code=code,
            name=name,
            unit_class=unit_class,
            search_key=search_key(f"{code} {name}"),
            sort_key=sort_key(name, "sv"),
        )
        for code, name in names
    )


def add_indicator(code: str, title: str, **columns: object) -> Indicator:
    given = {"code": code, "title": title, "search_key": search_key(f"{code} {title}"), "about": "K"}
    return Indicator.objects.create(**given | columns)


def release(dataset: str, rows: Sequence[Observation]) -> None:
    made = make_release(dataset_key=dataset, observations=table_of(rows), note="a test")
    assert made.is_new


def make_catalogue() -> None:
    """Lay out 24 Swedish municipalities, two Norwegian ones, a made-up one, two indicators and a dataset."""
    ensure_datasets()
    classes = ensure_classes()
    add_indicator(SHARE, "Prov på nöjda, andel (%)", unit="%", direction="high", decimals=1)
    add_indicator(COST, "Prov på kostnad, kr/inv", unit="kr/inv", decimals=0, by_gender=True)
    norwegian = UnitClass.objects.create(
        number=NORWEGIAN_CLASS, key="NO-prov", country="NO", kind=UnitClass.Kind.MUNICIPALITY
    )
    add_units(classes[MUNICIPALITY], [(code, f"Provort {code}") for code in SWEDES])
    add_units(norwegian, [(code, f"Prøvested {code}") for code in NORWEGIANS])
    add_units(classes[MADE_UP_CLASS], [(MADE_UP_UNIT, "Påhittad provort")])
    Dataset.objects.create(key=NORWEGIAN, title="Prøve", source="Prøvebyrået", licence="CC0-1.0", rank=20)


def make_releases() -> None:
    """Give the Swedish municipalities values in two years, the others one each."""
    share, cost = Indicator.objects.get(code=SHARE).number, Indicator.objects.get(code=COST).number
    swedes = units_of("SE", SWEDES)
    release(KOLADA, [*_shares(share, swedes), *_costs(cost, swedes[0])])
    norwegians = units_of("NO", NORWEGIANS)
    release(NORWEGIAN, [_row(share, 2024, unit, 40.5 + place) for place, unit in enumerate(norwegians)])
    release(MADE_UP, [_row(share, 2024, unit, 12.5) for unit in units_of("XX", [MADE_UP_UNIT])])


def units_of(country: str, codes: Iterable[str]) -> list[Unit]:
    return list(Unit.objects.filter(country=country, code__in=codes).order_by("code"))


def _row(indicator: int, period: int, unit: Unit, value: float | None, **more: int) -> Observation:
    return Observation(
        indicator, period, more.get("gender", 0), unit.number, unit.unit_class_id, value, **_status(more)
    )


def _status(more: dict[str, int]) -> dict[str, int]:
    return {"status": more["status"]} if "status" in more else {}


def _shares(indicator: int, units: Sequence[Unit]) -> list[Observation]:
    """Give 50, 51 ... in 2024 and one less in 2023; the last four in 2024 are no plain values."""
    rows = [_row(indicator, 2023, unit, 49.0 + place) for place, unit in enumerate(units)]
    rows += [_row(indicator, 2024, unit, 50.0 + place) for place, unit in enumerate(units[:-4])]
    odd = ((None, Status.MISSING), (None, Status.SUPPRESSED), (5.0, Status.BELOW), (90.25, Status.PRELIMINARY))
    return rows + [
        _row(indicator, 2024, unit, value, status=status) for unit, (value, status) in zip(units[-4:], odd, strict=True)
    ]


def _costs(indicator: int, unit: Unit) -> list[Observation]:
    return [_row(indicator, 2024, unit, 1000.0 + gender, gender=gender) for gender in Gender]
