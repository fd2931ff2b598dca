"""The pages of closing, release and corrections through the browser's requests: who may, what is said, what is done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.indicators import measure_values
from kompassros.indicators.rounds import release
from kompassros.indicators.rounds.freezing import editions
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.organisations.roles import Role
from kompassros.statistics import reading
from tests.indicators.rounds.makers import make_asked, make_data, make_participant, make_round, person_with
from tests.indicators.rounds.released import BEFORE, CLOSED, MOMENT, SIGNED, closed_round, made_up_dataset

pytestmark = pytest.mark.django_db
Clock = Callable[[str], None]


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Any, set_clock: Clock) -> None:
    settings.STATISTICS_DIR = tmp_path / "statistics"
    settings.WRITE_PAGES = False
    reading.manifest_of.cache_clear()
    measure_values._read.cache_clear()
    set_clock(CLOSED)


def send(client: Client, name: str, arguments: list[Any], version: int, **values: Any) -> Any:
    sent = {"version": version, "request_id": str(uuid4()), **values}
    return client.post(reverse(f"rounds:{name}", args=arguments), sent)


def test_officer_closes_chooses_and_releases(client: Client, set_clock: Clock) -> None:
    one = make_round()
    make_data(make_participant(one, signed_off_at=SIGNED), make_asked(one), 50)
    dataset = made_up_dataset()
    client.force_login(person_with(Role.ADMINISTRATOR))
    page = client.get(reverse("rounds:release_close", args=[one.key])).content.decode()
    assert "Everything that 1 municipality handed in" in page
    assert send(client, "release_close", [one.key], one.version).status_code == 200
    assert not editions(one)
    closed = send(client, "release_close", [one.key], one.version, confirmed="on", why="all are in")
    assert closed["Location"] == reverse("rounds:release", args=[one.key])
    one.refresh_from_db()
    early = send(client, "release_moment", [one.key], one.version, when="now").content.decode()
    assert "Choose first which dataset the values go into." in early
    send(client, "release_dataset", [one.key], one.version, dataset=dataset.pk)
    one.refresh_from_db()
    assert one.dataset == dataset
    empty = send(client, "release_moment", [one.key], one.version, when="at").content.decode()
    assert "Give the day and the time." in empty
    send(client, "release_moment", [one.key], one.version, when="at", at="2027-01-20T06:00:00")
    one.refresh_from_db()
    set_clock(BEFORE)
    assert not release.is_public(one)
    set_clock(MOMENT)
    assert release.is_public(one)
    told = client.get(reverse("rounds:release_moment", args=[one.key])).content.decode()
    assert "cannot be held back" in told
    assert (
        "Public since 20 January 2027 06:00" in client.get(reverse("rounds:release", args=[one.key])).content.decode()
    )


def test_second_officer_is_told_what_the_first_one_did(client: Client) -> None:
    one, *_ = closed_round()
    seen = one.version
    client.force_login(person_with(Role.ADMINISTRATOR))
    send(client, "release_moment", [one.key], seen, when="at", at="2027-01-20T06:00:00")
    page = send(client, "release_moment", [one.key], seen, when="at", at="2027-02-20T06:00:00").content.decode()
    assert "Somebody else has changed this in the meantime" in page
    assert "Changed since you opened this form" in page


def test_coordinator_corrects_a_value_of_the_own_municipality_alone(client: Client) -> None:
    one, granby, asked = closed_round()
    client.force_login(person_with(Role.COORDINATOR))
    form = client.get(reverse("rounds:correct_value", args=[one.key, "granby", asked.pk])).content.decode()
    assert 'value="78.125"' in form
    values = {"status": "value", "value": "70,5", "why": "miscounted"}
    arguments = [one.key, "granby", asked.pk]
    done = send(client, "correct_value", arguments, granby.version, **values)
    assert done["Location"] == reverse("rounds:correct", args=[one.key, "granby"])
    again = send(client, "correct_value", arguments, granby.version, **values | {"value": "71"}).content.decode()
    assert "Somebody else has changed this in the meantime" in again
    correction = editions(one)[-1].read().correction
    assert (correction.by, correction.after.value, correction.why) == ("municipality", "70.5", "miscounted")
    other = next(each for each in editions(one)[0].read().participants if each.key != "granby")
    for arguments in ([one.key, other.key], [one.key, other.key, asked.pk]):
        name = "correct" if len(arguments) == 2 else "correct_value"
        assert client.get(reverse(f"rounds:{name}", args=arguments)).status_code == 403


def test_edition_shows_its_difference_and_its_files(client: Client) -> None:
    one, granby, asked = closed_round()
    client.force_login(person_with(Role.ADMINISTRATOR))
    values = {"status": "not_measured", "why": "the list was of another year"}
    send(client, "correct_value", [one.key, "granby", asked.pk], granby.version, **values)
    page = client.get(reverse("rounds:edition", args=[one.key, 2])).content.decode()
    for told in ("the list was of another year", "78.125, women 80, men 77", "not measured", "what was frozen"):
        assert told in page
    assert client.get(reverse("rounds:edition", args=[one.key, 3])).status_code == 404
    for ending, status in (("csv", 200), ("xlsx", 200), ("pdf", 404)):
        assert client.get(reverse("rounds:national_file", args=[one.key, 1, ending])).status_code == status


@pytest.mark.parametrize("name", ["release", "release_close", "release_moment", "release_dataset"])
def test_release_is_for_the_officer_alone(client: Client, name: str) -> None:
    one, *_ = closed_round()
    client.force_login(person_with(Role.COORDINATOR))
    assert client.get(reverse(f"rounds:{name}", args=[one.key])).status_code == 403
    assert CollectionRound.objects.get(pk=one.pk).public_at is None


def test_nothing_is_corrected_before_the_round_is_closed(client: Client) -> None:
    one = make_round()
    make_participant(one)
    client.force_login(person_with(Role.COORDINATOR))
    assert client.get(reverse("rounds:correct", args=[one.key, "granby"])).status_code == 404
