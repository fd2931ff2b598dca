"""A process that makes releases one after another, or reads them: `python -m tests.statistics.release_maker make`.

Each release gives every unit of every indicator one number, its own: who sees two numbers has seen a mixture.
"""

import os
import sys
import threading
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompassros.settings")

import django

django.setup()

from kompassros.statistics import reading  # noqa: E402 - Django is set up first
from kompassros.statistics.layout import table_of  # noqa: E402
from kompassros.statistics.making import make_release  # noqa: E402
from kompassros.statistics.models import Dataset  # noqa: E402
from kompassros.statistics.values import Observation  # noqa: E402

KEY = "kill-test"
INDICATORS, UNITS = range(900_001, 900_041), range(1, 301)


def make(number: int) -> None:
    """Make the release in which every value is ``number``."""
    rows = (Observation(one, 2024, 0, unit, 3, float(number)) for one in INDICATORS for unit in UNITS)
    make_release(dataset_key=KEY, observations=table_of(rows), note=str(number))


def make_on() -> None:
    """Make releases until the process is ended, each with the next number; say so when one begins and stands."""
    number = int(max((row.value or 0 for row in reading.values(indicators=[INDICATORS[0]])), default=0))
    while True:
        number += 1
        print("begins", number, flush=True)
        make(number)
        print("stands", number, flush=True)


def numbers_seen() -> set[float | None]:
    """Return the different values that one read gives: one, if nothing is mixed."""
    found = reading.values(indicators=INDICATORS)
    if len(found) != len(INDICATORS) * len(UNITS):
        raise SystemExit(f"{len(found)} values")
    return {row.value for row in found}


def read_on(seconds: float, threads: int = 5) -> None:
    """Read in several threads, and print how many reads there were and what went wrong."""
    until, reads, wrong = time.monotonic() + seconds, [0] * threads, []

    def read(at: int) -> None:
        while time.monotonic() < until:
            seen = numbers_seen()
            reads[at] += 1
            if len(seen) != 1:
                wrong.append(sorted(seen, key=str))

    workers = [threading.Thread(target=read, args=(at,)) for at in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print("reads", sum(reads), "mixed", len(wrong), "idle", reads.count(0), flush=True)


if __name__ == "__main__":
    Dataset.objects.get_or_create(key=KEY, defaults={"title": "Kills", "source": "a test", "rank": 95})
    if sys.argv[1] == "make":
        make_on()
    elif sys.argv[1] == "read":
        read_on(float(sys.argv[2]))
    elif sys.argv[1] == "files":
        manifest = Dataset.objects.get(key=KEY).current.read()
        print(len(manifest.files()))
    else:
        make(int(sys.argv[2]))
