"""The public pages of rounds: nothing of a value before the moment, all that is signed off from then on."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kompassros.indicators import measure_values
from kompassros.indicators.models import Indicator
from kompassros.indicators.rounds import release, storing
from kompassros.indicators.rounds.correcting import correct
from kompassros.indicators.rounds.entries import Entry
from kompassros.indicators.rounds.freezing import close_round, latest
from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound
from kompassros.portal import publishing
from kompassros.statistics import reading
from tests.indicators.rounds.makers import make_round
from tests.indicators.rounds.released import AT, BEFORE, CLOSED, MOMENT, SECRET, UNSIGNED, closed_round, made_up_dataset

pytestmark = pytest.mark.django_db
Clock = Callable[[str], None]
PAGE = "/en/measures/rounds/kkik-2024/"


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Any) -> None:
    settings.STATISTICS_DIR = tmp_path / "statistics"
    settings.PUBLISHED_DIR = tmp_path / "published"
    settings.WRITE_PAGES = False
    reading.manifest_of.cache_clear()
    measure_values._read.cache_clear()


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return b"".join(answer).decode(errors="replace")


def released_at(clock: Clock, **values: Any) -> tuple[CollectionRound, Any, AskedMeasure]:
    clock(CLOSED)
    one, granby, asked = closed_round(**values)
    release.decide(one=one, at=AT, person=None)
    return one, granby, asked


def places(asked: AskedMeasure) -> list[str]:
    """Return addresses on which a value of the measure could be seen by anybody."""
    code = Indicator.objects.get(measures=asked.measure).code
    return [
        PAGE,
        "/en/measures/rounds/",
        "/en/measures/sets/kkik-2024/",
        f"/en/measures/{code}/?class=XX-municipality",
        "/en/municipalities/granby/",
        f"/kolada/v3/data/kpi/{code}/year/2024",
        f"/kolada/v2/data/kpi/{code}/year/2024",
        f"/api/v1/values?indicator={code}&period=2024",
    ]


def test_round_is_told_before_the_moment_with_no_value_anywhere(client: Client, set_clock: Clock) -> None:
    _one, _granby, asked = released_at(set_clock)
    set_clock(BEFORE)
    storing.store_due()
    page = read(client, PAGE)
    for told in ("KKiK 2024", "The results come 20 January 2027 06:00", "Granby", "Stillby", "closed and frozen"):
        assert told in page
    for address in places(asked):
        answer = client.get(address)
        said = b"".join(answer).decode()
        assert SECRET not in said, address
        assert UNSIGNED not in said, address
        assert "Counted in spring." not in said, address
    for ending in ("csv", "xlsx"):
        read(client, f"{PAGE}values.{ending}", 404)
    for name in ("values-1", "participants", "corrections"):
        answer = client.get(f"{PAGE}?format=csv&table={name}")
        assert answer["Content-Type"].startswith("text/html")


def test_round_is_public_at_the_second(client: Client, set_clock: Clock) -> None:
    one, _granby, asked = released_at(set_clock)
    set_clock(BEFORE)
    assert SECRET not in read(client, PAGE)
    set_clock(MOMENT)
    page = read(client, PAGE)
    edition = latest(one)
    assert edition is not None
    for told in (
        SECRET,
        "Director",
        "Counted in spring.",
        "not signed off: its values are not shown",
        edition.sha256[:12],
    ):
        assert told in page
    assert UNSIGNED not in page
    assert f"{asked.measure.indicator.code};{_granby.organisation.code};2024;T;{SECRET};" in read(  # type: ignore[union-attr]
        client, f"{PAGE}values.csv"
    )
    assert SECRET in read(client, f"{PAGE}?format=csv&table=values-1")
    assert client.get(f"{PAGE}values.xlsx")["Content-Disposition"] == 'attachment; filename="kkik-2024-1.xlsx"'
    read(client, f"{PAGE}values.pdf", 404)


def test_written_pages_hold_nothing_of_a_round(client: Client, set_clock: Clock, tmp_path: Path) -> None:
    released_at(set_clock)
    assert not [address for address in publishing.addresses() if "/rounds/" in address]
    assert "ETag" not in client.get(PAGE).headers


def test_correction_after_the_release_is_told_with_its_reason(client: Client, set_clock: Clock) -> None:
    _one, granby, asked = released_at(set_clock)
    correct(participant=granby, asked=asked, entry=Entry(value=Decimal("70.25")), why="before it", person=None)
    set_clock(MOMENT)
    page = read(client, PAGE)
    assert "70.25" in page
    assert "Nothing has been corrected since the release." in page
    assert SECRET not in page
    assert "before it" not in page
    set_clock("2027-01-20T06:00:01+01:00")
    granby.refresh_from_db()
    correct(participant=granby, asked=asked, entry=Entry(value=Decimal("71.5")), why="two were left out", person=None)
    page = read(client, PAGE)
    for told in ("70.25", "71.5", "two were left out", "corrected by Kompassros"):
        assert told in page


def test_correction_of_what_nobody_signed_off_is_not_told(client: Client, set_clock: Clock) -> None:
    one, granby, asked = released_at(set_clock)
    stillby = (
        type(granby)._base_manager.exclude(pk=granby.pk).select_related("round__owner", "organisation").get(round=one)
    )
    set_clock(MOMENT)
    correct(participant=stillby, asked=asked, entry=Entry(value=Decimal("42.125")), why="miscounted", person=None)
    page = read(client, PAGE)
    assert "42.125" not in page
    assert "miscounted" not in page


def test_planned_round_is_known_to_nobody(client: Client) -> None:
    make_round(state=CollectionRound.State.PLANNED)
    read(client, PAGE, 404)
    read(client, f"{PAGE}values.csv", 404)
    assert "kkik-2024/" not in read(client, "/en/measures/rounds/")


def test_round_that_collects_has_its_days_and_nobody_in_it(client: Client) -> None:
    make_round()
    page = read(client, PAGE)
    for told in ("data are handed in", "No municipality is signed up yet.", "1 September 2024 to 30 October 2024"):
        assert told in page


def test_list_and_set_lead_to_the_round(client: Client) -> None:
    make_round()
    for address in ("/en/measures/rounds/", "/en/measures/sets/kkik-2024/"):
        assert 'href="/en/measures/rounds/kkik-2024/"' in read(client, address)


def test_round_without_anybody_is_public_with_its_empty_tables(client: Client, set_clock: Clock) -> None:
    set_clock(CLOSED)
    one = make_round(dataset=made_up_dataset())
    close_round(one=one, person=None)
    release.decide(one=one, at=None, person=None)
    page = read(client, PAGE)
    assert "No municipality took part." in page
    assert storing.store_due() == 1
