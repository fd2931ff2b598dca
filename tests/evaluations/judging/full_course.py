"""An evaluation with every criterion of our own edition, put into a data folder before its server starts.

usage: python -m tests.evaluations.judging.full_course      in the environment of the server; prints JSON
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.harness.server import server_environment

ROOT = Path(__file__).resolve().parents[3]
EDITION = "kompassros-bedomningspunkter"


@dataclass(frozen=True)
class FullCourse:
    """The evaluation: its slug and its criteria by area, in order."""

    slug: str
    areas: dict[str, list[str]]

    @property
    def criteria(self) -> list[str]:
        """All criteria in order."""
        return [criterion for criteria in self.areas.values() for criterion in criteria]

    def address(self, *parts: str, language: str = "sv") -> str:
        """The path of a page of it."""
        return "/".join([f"/{language}/manage/evaluations", self.slug, *parts, ""])


def add_full_course(data_dir: Path) -> FullCourse:
    """Put the evaluation into a data folder on which the demo is loaded and no server runs yet."""
    command = [sys.executable, "-m", "tests.evaluations.judging.full_course"]
    environment = server_environment(data_dir) | {"DJANGO_SETTINGS_MODULE": "kompassros.settings"}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    told = json.loads(run.stdout)
    return FullCourse(told["slug"], told["areas"])


def make_full_course() -> dict[str, object]:
    """Make the evaluation in the database at hand, in the state of reading, with evidence for every other criterion."""
    from kompassros.evaluations.courses.models import AreaDuty
    from kompassros.evaluations.courses.workflow import State
    from kompassros.evaluations.judging.framework import framework_of
    from kompassros.instruments.models import Edition
    from kompassros.organisations.roles import Role
    from tests.evaluations.course_cases import demo_person, make_course
    from tests.evaluations.judging.cases import add_evidence

    course = make_course(State.READING, edition=Edition.objects.get(instrument__key=EDITION))
    areas = {
        area: [one.criterion.id for one in placed] for area, placed in framework_of(course.edition).by_area.items()
    }
    for criteria in areas.values():
        add_evidence(course, *criteria[::2])
    AreaDuty._base_manager.filter(course=course).update(
        judge=demo_person(Role.EVALUATOR), second_reader=demo_person(Role.PEER_EVALUATOR)
    )
    return {"slug": course.slug, "areas": areas}


def main() -> None:
    """Make it and print what it is."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompassros.settings")
    django.setup()
    print(json.dumps(make_full_course()))


if __name__ == "__main__":
    main()
