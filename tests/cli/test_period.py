"""`kompassros period open` and `close`: what they print and refuse."""

from datetime import date

import pytest
from django.utils import translation

from kompassros.organisations import services as organisations
from kompassros.organisations.models import Organisation
from kompassros.steering.periods.models import PeriodEdition
from kompassros.steering.periods.planning import plan_usual
from kompassros.steering.plans.services import adopt_plan, make_plan
from tests.cli.running import runner

pytestmark = pytest.mark.django_db
run = runner("period", columns=300)


@pytest.fixture
def place() -> str:
    """The key of a made-up municipality whose plan of 2026 has the usual periods."""
    organisation = organisations.add_organisation(
        kind=Organisation.Kind.MUNICIPALITY,
        country="SE",
        periods=[organisations.NamePeriod("Lövhult")],
        parent=organisations.ensure_country("SE"),
        made_up=True,
    )
    plan = make_plan(organisation=organisation, year=2026, structure="plain", person=None)
    adopt_plan(plan=plan, decision="KF § 1", on=date(2025, 11, 20), person=None)
    with translation.override("en"):
        plan_usual(plan=plan, person=None)
    return organisation.key


def test_period_is_opened_and_closed(place: str) -> None:
    assert run("open", place, "2026", "T1").output == "First tertial 2026 is open, 1 bodies report until 2026-05-20.\n"
    closed = run("close", place, "2026", "T1")
    edition = PeriodEdition.objects.get(period__organisation__key=place, period__plan__year=2026)
    assert closed.output == f"First tertial 2026 is closed. Edition 1, SHA-256 {edition.sha256}.\n"


def test_year_is_named_by_its_word(place: str) -> None:
    assert run("open", place, "2026", "year").output.startswith("The year 2026 is open")


def test_unknown_period_is_refused(place: str) -> None:
    answer = run("open", place, "2026", "T9")
    assert answer.exit_code == 1
    assert f"{place} has no reporting period T9 in 2026." in answer.stderr


def test_closing_a_planned_period_is_refused(place: str) -> None:
    answer = run("close", place, "2026", "T1")
    assert answer.exit_code == 1
    assert "First tertial 2026 is “planned”; this cannot be done now." in answer.stderr
