"""A server whose whole process group is killed during saves: what it acknowledged is there when it is back."""

import http.client
import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest

from kompassros.organisations.demo import PASSWORD, demo_address
from kompassros.organisations.roles import Role
from tests.evaluations.judging.full_course import FullCourse, add_full_course
from tests.harness import server as server_process
from tests.harness.server import Server
from tests.harness.session import Session

ROLES = (Role.LEAD_EVALUATOR, Role.EVALUATOR, Role.PEER_EVALUATOR)
SAVES_BEFORE = 10


@dataclass
class Saved:
    """A save: where, what, and whether the server said that it has it."""

    criterion: str
    basis: str
    values: dict[str, str]
    acknowledged: bool = False


@dataclass
class Writer:
    """Somebody who saves one criterion after another until the server is gone."""

    session: Session
    course: FullCourse
    criteria: list[str]
    enough: Event = field(default_factory=Event)
    saves: list[Saved] = field(default_factory=list)

    def write(self) -> None:
        for criterion in self.criteria:
            basis = f"basis of {criterion}"
            values = {"request_id": str(uuid4()), "version": "1", "level": "planned", "basis": basis}
            save = Saved(criterion, basis, values)
            self.saves.append(save)
            try:
                save.acknowledged = self.send(save)[0] == http.HTTPStatus.OK
            except (OSError, http.client.HTTPException):
                return
            if len(self.saves) >= SAVES_BEFORE:
                self.enough.set()

    def send(self, save: Saved) -> tuple[int, str]:
        path = self.course.address("criteria", save.criterion, "judge")
        return self.session.post(path, save.values, {"X-Keeper": "1"})


@pytest.fixture
def prepared(demo_data: Path, tmp_path: Path) -> Iterator[tuple[Server, FullCourse]]:
    data_dir = server_process.copy(demo_data, tmp_path / "data")
    course = add_full_course(data_dir)
    with server_process.serving(data_dir) as server:
        yield server, course


QUERY = """
SELECT criterion, basis, judgement.version FROM evaluations_judgement AS judgement
JOIN evaluations_course AS course ON course.id = judgement.course_id WHERE course.slug = ?
"""


def stored(server: Server, course: FullCourse) -> dict[str, tuple[str, int]]:
    """Criterion -> basis and version, read beside the server."""
    with closing(sqlite3.connect(server.data_dir / "kompassros.sqlite3")) as connection:
        rows = connection.execute(QUERY, [course.slug]).fetchall()
    return {criterion: (basis, version) for criterion, basis, version in rows}


def test_what_was_acknowledged_before_a_kill_is_there_and_a_retry_is_recognised(
    prepared: tuple[Server, FullCourse],
) -> None:
    server, course = prepared
    writers = []
    for number, role in enumerate(ROLES):
        session = Session(server.port)
        session.sign_in(demo_address(role), PASSWORD)
        writers.append(Writer(session, course, course.criteria[number :: len(ROLES)]))
    with ThreadPoolExecutor(len(writers)) as pool:
        running = [pool.submit(writer.write) for writer in writers]
        for writer in writers:
            assert writer.enough.wait(timeout=60)
        server.kill()
        for one in running:
            one.result(timeout=60)
    saves = [(writer, save) for writer in writers for save in writer.saves]
    acknowledged = [save for _writer, save in saves if save.acknowledged]
    assert len(acknowledged) >= SAVES_BEFORE
    server.start()
    found = stored(server, course)
    assert {save.criterion: found[save.criterion] for save in acknowledged} == {
        save.criterion: (save.basis, 2) for save in acknowledged
    }
    for writer, save in saves:
        # Those that nobody answered are stored now, if they were not; those that are stored are not stored again.
        status, body = writer.send(save)
        assert (status, json.loads(body)["version"]) == (http.HTTPStatus.OK, 2), save
    again = stored(server, course)
    assert {again[save.criterion] for _writer, save in saves} == {(save.basis, 2) for _writer, save in saves}
    for writer in writers:
        writer.session.close()
