"""A release of made-up numbers for real indicators and units, put into a data folder before its server starts.

usage: python -m tests.api.kolada.served      in the environment of the server
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.harness.server import server_environment

ROOT = Path(__file__).resolve().parents[3]
KPI, BY_GENDER = "N00945", "N15505"
"""The second one is also measured in schools."""
YEARS, LATE_YEARS = range(2001, 2021), range(2019, 2021)
SCHOOLS = 40
MISSING = ("0114", 2020)


def add_release(data_dir: Path) -> None:
    """Put the release into a data folder on which the demo is loaded and no server runs yet."""
    command = [sys.executable, "-m", "tests.api.kolada.served"]
    environment = server_environment(data_dir) | {"DJANGO_SETTINGS_MODULE": "kompassros.settings"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def number_of(unit: str, year: int, gender: str = "T") -> float | None:
    """Return the value of a municipality: from its code, the year and the gender; one is missing."""
    return None if (unit, year) == MISSING else int(unit) + (year - 2000) / 100 + "TKM".index(gender) / 4


def make() -> None:
    """Release values of all municipalities in 20 years, by gender in two, and of schools in two."""
    from kompassros.indicators.models import Indicator
    from kompassros.statistics.layout import table_of
    from kompassros.statistics.making import make_release
    from kompassros.statistics.models import Dataset, Unit
    from kompassros.statistics.values import Observation, Status

    numbers = dict(Indicator.objects.filter(code__in=(KPI, BY_GENDER)).values_list("code", "number"))
    real = Unit.objects.filter(country="SE", unit_class__made_up=False).order_by("code")
    places = real.filter(unit_class__kind="municipality").values_list("code", "number", "unit_class")
    schools = real.filter(code__startswith="V15").values_list("number", "unit_class")[:SCHOOLS]

    def rows() -> Iterator[Observation]:
        for code, unit, unit_class in places:
            for kpi, years, genders in ((KPI, YEARS, "T"), (BY_GENDER, LATE_YEARS, "TKM")):
                for year in years:
                    for gender, letter in enumerate(genders):
                        value = number_of(code, year, letter)
                        status = Status.MISSING if value is None else Status.PRESENT
                        yield Observation(numbers[kpi], year, gender, unit, unit_class, value, status)
        for place, (unit, unit_class) in enumerate(schools):
            for year in LATE_YEARS:
                yield Observation(numbers[BY_GENDER], year, 0, unit, unit_class, place + 0.5)

    Dataset.objects.create(key="prov", title="Prov", source="Prov", rank=1)
    make_release(dataset_key="prov", observations=table_of(rows()), note="")


def main() -> None:
    """Make it."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompassros.settings")
    django.setup()
    make()


if __name__ == "__main__":
    main()
