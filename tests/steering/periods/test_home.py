from collections.abc import Callable

import pytest

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.periods.home import due_in_reporting
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.periods.reporting import name_stand_in, send, write_report
from tests.steering.conftest import Bodies
from tests.steering.periods.conftest import ReportOf

pytestmark = pytest.mark.django_db
PersonWith = Callable[[Role, Organisation], Person]


def told(person: Person) -> list[str]:
    piece = due_in_reporting(person=person, grants=list(person.grants.select_related("organisation")))
    return [entry.text for entry in piece.context["entries"]] if piece else []


def test_report_waits_for_its_manager_then_for_the_manager_above(
    first: ReportingPeriod, bodies: Bodies, goals: dict[str, GoalEdition], report_of: ReportOf, person_with: PersonWith
) -> None:
    unit, area = bodies.units[0], bodies.areas[0]
    manager, above = person_with(Role.UNIT_MANAGER, unit), person_with(Role.UNIT_MANAGER, area)
    assert told(manager) == ["First tertial 2026, Ängens skola: write the report by 20 May 2026"]
    assert told(above) == ["First tertial 2026, Lärande: write the report by 20 May 2026"]
    report = write_report(report=report_of(unit), text="Bra", lines={}, person=manager)
    send(report=report, person=manager)
    assert told(manager) == []
    assert "First tertial 2026, Ängens skola: sign the report or send it back" in told(above)


def test_stand_in_is_told_and_nobody_else(
    first: ReportingPeriod, bodies: Bodies, report_of: ReportOf, person_with: PersonWith
) -> None:
    stand_in = person_with(Role.RESPONDENT, bodies.units[0])
    assert told(stand_in) == []
    name_stand_in(report=report_of(bodies.units[0]), stand_in=stand_in, person=None)
    assert told(stand_in) == ["First tertial 2026, Ängens skola: write the report by 20 May 2026"]
