"""Judging on a running server: saving one judgement, alone and with eight at once, and the judging screen.

The evaluation has every criterion of our own edition. Requests are real: HTTP, session, token against forgery,
version and request id, SQLite in a file with every commit on the disk.
"""

import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.processes import web_server
from benchmarks.results import Measure
from benchmarks.scratch import scratch
from tests.evaluations.judging.full_course import FullCourse, add_full_course
from tests.harness import server as server_process
from tests.harness.server import server_environment
from tests.harness.session import Session

ALONE_BAR, AT_ONCE_BAR, SCREEN_BAR, MOST_QUERIES = 20, 50, 60, 10
AT_ONCE = 8
WARMING = 5
LEVELS = ("none", "planned", "partly", "full")


@dataclass
class Judge:
    """Somebody who judges one criterion after another, over and over; ``versions`` are those that are stored."""

    session: Session
    course: FullCourse
    criteria: list[str]
    versions: dict[str, int] = field(default_factory=dict)
    turn: int = 0

    def save(self) -> float:
        """Save the next judgement; return the milliseconds until it is answered. RuntimeError for any other answer."""
        criterion = self.criteria[self.turn % len(self.criteria)]
        level = LEVELS[self.turn // len(self.criteria) % len(LEVELS)]
        self.turn += 1
        path = self.course.address("criteria", criterion, "judge")
        version = self.versions.get(criterion, 1)
        began = time.perf_counter()
        status, body = self.session.keep(path, version=version, level=level, reach="whole", basis=f"Turn {self.turn}")
        took = (time.perf_counter() - began) * 1000
        if status != 200:
            raise RuntimeError(f"a judgement was answered {status}: {body[:300]}")
        self.versions[criterion] = int(json.loads(body)["version"])
        return took

    def look(self, path: str) -> float:
        """Read a page; return the milliseconds. RuntimeError for any answer but 200."""
        began = time.perf_counter()
        status, _body = self.session.get(path)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        return (time.perf_counter() - began) * 1000


def _judges(port: int, course: FullCourse) -> list[Judge]:
    from kompassros.organisations.demo import PASSWORD, demo_address
    from kompassros.organisations.roles import Role

    roles = (Role.LEAD_EVALUATOR, Role.EVALUATOR, Role.PEER_EVALUATOR)
    found = []
    for number in range(AT_ONCE):
        session = Session(port)
        session.sign_in(demo_address(roles[number % len(roles)]), PASSWORD)
        found.append(Judge(session, course, course.criteria[number::AT_ONCE]))
    return found


def _save_at_once(judges: list[Judge], saves: int) -> float:
    """Return the median of all saves while all judges save at the same time."""

    def work(judge: Judge) -> list[float]:
        return [judge.save() for _save in range(saves)]

    with ThreadPoolExecutor(len(judges)) as pool:
        return median(took for each in pool.map(work, judges) for took in each)


def count_queries(data_dir: Path, path: str) -> float:
    """Return the number of SQL queries of the judging screen, made in a process of its own on a data folder."""
    os.environ.update(server_environment(data_dir) | {"DJANGO_SETTINGS_MODULE": "kompassros.settings"})
    import django

    django.setup()
    from django.db import connections
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from kompassros.organisations.demo import demo_address
    from kompassros.organisations.models import Person
    from kompassros.organisations.roles import Role

    client = Client()
    client.force_login(Person.objects.get(email=demo_address(Role.EVALUATOR)))
    client.get(path)
    with CaptureQueriesContext(connections["default"]) as captured:
        client.get(path)
    connections.close_all()
    return len(captured)


def time_judging(runs: int, saves: int) -> Iterator[Measure]:
    """Yield the times of saving and of the screen in ``runs`` runs of ``saves`` each, and the screen's queries."""
    with scratch() as folder:
        data_dir = folder / "data"
        server_process.prepare(data_dir)
        course = add_full_course(data_dir)
        page = course.address("judging", next(iter(course.areas)))
        yield Measure(
            f"Queries, judging screen of {len(course.criteria)} criteria",
            "",
            [count_queries(data_dir, page)],
            MOST_QUERIES,
        )
        with web_server(data_dir) as port:
            yield from _time(_judges(port, course), page, runs, saves)


def _time(judges: list[Judge], page: str, runs: int, saves: int) -> Iterator[Measure]:
    one = judges[0]
    for judge in judges:
        for _time in range(WARMING):
            judge.save()
            judge.look(page)
    alone = [median(one.save() for _save in range(saves)) for _run in range(runs)]
    at_once = [_save_at_once(judges, saves) for _run in range(runs)]
    screen = [median(one.look(page) for _look in range(saves)) for _run in range(runs)]
    yield Measure("Saving one judgement, one user", "ms", alone, ALONE_BAR)
    yield Measure(f"Saving one judgement, {AT_ONCE} users at once", "ms", at_once, AT_ONCE_BAR)
    yield Measure("Judging screen", "ms", screen, SCREEN_BAR)
    for judge in judges:
        judge.session.close()
