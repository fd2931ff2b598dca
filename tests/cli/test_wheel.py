"""`kompassros wheel show`: what it prints and refuses."""

import json

import pytest

from kompassros.organisations import services as organisations
from kompassros.organisations.models import Organisation
from kompassros.steering.wheel.services import take_template
from tests.cli.running import runner

pytestmark = pytest.mark.django_db
run = runner("wheel", columns=300)


@pytest.fixture
def place() -> str:
    """The key of a made-up municipality with Gausdal's wheel in 2030."""
    organisation = organisations.add_organisation(
        kind=Organisation.Kind.MUNICIPALITY,
        country="SE",
        periods=[organisations.NamePeriod("Lövhult")],
        parent=organisations.ensure_country("SE"),
        made_up=True,
    )
    take_template(organisation=organisation, year=2030, template="gausdal", person=None)
    return organisation.key


def test_show_prints_a_year_for_programs(place: str) -> None:
    records = json.loads(run("show", place, "--year", "2030", "--format", "json").stdout)
    assert [record["key"] for record in records][:3] == ["gausdal-resultat", "gausdal-arsmelding", "gausdal-dialogmote"]
    meeting = records[2]
    assert (meeting["first"], meeting["last"], meeting["printed"]) == (
        "2030-04-01",
        "2030-05-31",
        "2. tertial, april/mai",
    )
    assert meeting["roles"] == ["unit_manager", "politician"]


def test_show_prints_a_role_alone(place: str) -> None:
    result = run("show", place, "--year", "2030", "--role", "politician")
    assert (result.exit_code, "Dialogseminar" in result.stdout, "årsmelding" in result.stdout) == (0, True, False)


def test_show_refuses_what_is_not_there(place: str) -> None:
    wrong = run("show", "nowhere", "--year", "2030"), run("show", place, "--year", "2030", "--role", "king")
    assert [result.exit_code for result in wrong] == [1, 1]
    assert "There is no municipality nowhere." in wrong[0].stderr
    assert "There is no role king." in wrong[1].stderr
