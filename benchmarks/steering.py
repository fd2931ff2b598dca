"""How fast a large municipality's goals are read and a period is closed: ``python -m benchmarks.steering``.

Made-up data: 2,000 units with 20 indicators each, statuses stored. The pages are asked for in this process, with
everything between a request and its answer but the server. Ends with 1 when a bar is missed by more than half of it.
"""

import argparse
import gc
import sys
import time
from collections.abc import Iterator
from statistics import median
from typing import Any

from benchmarks.results import Measure, machine, table
from benchmarks.scratch import demo_in_this_process
from benchmarks.steering_data import YEAR, Large, make_large

UNITS = 2000
TREE_QUERIES, TREE_BAR, UNIT_BAR, CLOSING_BAR = 12, 150, 60, 10
LOOKS = 5


def measure(runs: int, units: int) -> Iterator[Measure]:
    """Yield what was measured in ``runs`` runs on ``units`` units."""
    large = make_large(units)
    client = _client()
    _settle()
    plan = f"/sv/manage/steering/{large.municipality}/{YEAR}/"
    unit = f"{plan}cards/{large.unit}/"
    yield Measure("Queries, tree of the council", "", [_count(client, plan)], TREE_QUERIES)
    yield Measure("Tree of the council", "ms", [_look(client, plan) for _run in range(runs)], TREE_BAR)
    yield Measure("A unit's page", "ms", [_look(client, unit) for _run in range(runs)], UNIT_BAR)
    yield Measure(f"Closing a period of {units} units", "s", [_close(large)], CLOSING_BAR)


def _client() -> Any:
    from django.test import Client

    from kompassros.organisations.demo import demo_address
    from kompassros.organisations.models import Person
    from kompassros.organisations.roles import Role

    client = Client(SERVER_NAME="localhost")
    person = Person.objects.get(email=demo_address(Role.CHIEF_EXECUTIVE))
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _settle() -> None:
    """Keep garbage collection out of what was made before, as the web server does when it has loaded (wsgi.py)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _answer(client: Any, path: str) -> None:
    status = client.get(path).status_code
    if status != 200:
        raise RuntimeError(f"{path} answered {status}")


def _count(client: Any, path: str) -> float:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _answer(client, path)
    with CaptureQueriesContext(connection) as captured:
        _answer(client, path)
    return len(captured)


def _look(client: Any, path: str) -> float:
    """Return the milliseconds that a page takes, the median of some looks in a warm process."""
    _answer(client, path)
    times = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        _answer(client, path)
        times.append((time.perf_counter() - began) * 1000)
    return median(times)


def _close(large: Large) -> float:
    from kompassros.steering.periods.closing import close_period
    from kompassros.steering.periods.models import ReportingPeriod

    period = ReportingPeriod._base_manager.get(pk=large.period)
    began = time.perf_counter()
    close_period(period=period, person=None)
    return time.perf_counter() - began


def main() -> int:
    """Print the table; return 1 when a bar is missed by more than half of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often everything is measured (5)")
    parser.add_argument("--units", type=int, default=UNITS, help=f"how many units ({UNITS})")
    asked = parser.parse_args()
    print(machine())
    with demo_in_this_process():
        measures = list(measure(asked.runs, asked.units))
    print(table(measures))
    return int(any(each.failed for each in measures))


if __name__ == "__main__":
    sys.exit(main())
