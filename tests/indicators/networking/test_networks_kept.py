"""Networks: made, changed, met, compiled, written of; who may, what is refused."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from kompassros.indicators.made_up import ensure_units, make_values
from kompassros.indicators.models import Indicator, MeasureNetwork, MeasureSet, NetworkYear
from kompassros.indicators.networking import keeping, meetings, words, writing
from kompassros.indicators.networking.choosing import as_lines, municipalities_named
from kompassros.indicators.networking.compilation import Compilation, compile_year
from kompassros.indicators.networking.keeping import About
from kompassros.indicators.networking.meetings import Meeting
from kompassros.indicators.networking.policies import KEEP_NETWORK, SEE_NETWORK
from kompassros.indicators.networking.report import network_workbook
from kompassros.indicators.networking.trail import entries_of
from kompassros.indicators.networking.writing import Texts
from kompassros.methods.direction import Direction
from kompassros.organisations.demo import OTHER, OWN
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.records.calendar_files import write_calendar
from kompassros.records.errors import Conflict, DomainError
from kompassros.statistics import reading
from kompassros.statistics.models import Unit
from kompassros.statistics.values import Gender
from tests.indicators.rounds.makers import make_round, make_unit, person_with

pytestmark = pytest.mark.django_db
YEAR = 2024


def _units(*codes: str) -> list[Unit]:
    return list(Unit.objects.filter(country="XX", code__in=codes).select_related("unit_class").order_by("code"))


def _network(*codes: str, keeper: str = OWN) -> MeasureNetwork:
    return keeping.make_network(
        organisation=Organisation.objects.get(key=keeper),
        about=About("Northern network", MeasureSet.objects.get(key="kkik-2024"), "We learn."),
        members=_units(*(codes or ("M001", "M002", "M003"))),
        person=None,
    )


@pytest.fixture
def compiled() -> Compilation:
    ensure_units()
    make_values()
    return compile_year(_network(), YEAR)


def test_a_network_is_a_group_of_units_with_its_keeper() -> None:
    made = _network()
    assert made.group.kind == "network"
    assert [unit.code for unit in made.group.members.order_by("code")] == ["M001", "M002", "M003"]
    assert made.group.owner == made.organisation
    assert [entry.verb for entry in entries_of(made)] == ["made"]


@pytest.mark.parametrize("codes", [("M001",), ("M001", "M001")])
def test_a_network_of_one_is_refused(codes: tuple[str, ...]) -> None:
    with pytest.raises(DomainError, match="between 2 and 40"):
        _network(*codes)


def test_real_and_made_up_municipalities_do_not_mix() -> None:
    falun = Unit.objects.get(country="SE", code="2080")
    with pytest.raises(DomainError, match="one network"):
        keeping.change_members(network=_network(), members=[falun, *_units("M001")], why="x", person=None)


def test_members_are_changed_and_the_history_names_them() -> None:
    network = _network()
    keeping.change_members(network=network, members=_units("M002", "M004"), why="One left.", person=None)
    entry = entries_of(network).first()
    assert entry is not None
    assert (entry.before, entry.after) == (
        {"members": ["Kommun 001", "Kommun 002", "Kommun 003"]},
        {"members": ["Kommun 002", "Kommun 004"]},
    )


def test_two_editors_the_second_one_is_told() -> None:
    network = _network()
    seen = MeasureNetwork.objects.get(pk=network.pk)
    about = keeping.about_of(network)
    keeping.change_network(network=network, about=about, why="x", person=None)
    with pytest.raises(Conflict):
        keeping.change_members(network=seen, members=_units("M001", "M002"), why="x", person=None)


def test_municipalities_are_named_by_name_or_code() -> None:
    own = Organisation.objects.get(key=OWN)
    found = municipalities_named("M001\n kommun 002 \n\n2080 Falun\nhabo\nHåbo", own)
    assert [unit.name for unit in found] == ["Kommun 001", "Kommun 002", "Falun", "Habo", "Håbo"]
    assert municipalities_named(as_lines(found), own) == found
    with pytest.raises(DomainError, match="Nowhere and 9999"):
        municipalities_named("Nowhere\n9999\nM001", own)


def test_places_and_best_are_those_of_the_members(compiled: Compilation) -> None:
    assert len(compiled.measures) == 40
    for one in compiled.measures:
        rows = reading.values(
            indicators=[one.indicator.number],
            periods=[YEAR],
            units=[unit.number for unit in compiled.units],
            genders=[Gender.TOTAL],
        )
        numbers = {row.unit: row.value for row in rows if row.value is not None}
        assert {member.unit.number: member.number for member in one.members if member.number is not None} == numbers
        if one.direction is not Direction.NONE and one.of > 1:
            pick = min if one.direction is Direction.LOW else max
            assert {best.unit.number for best in one.best} == {
                unit for unit, value in numbers.items() if value == pick(numbers.values())
            }


def test_a_change_is_not_told_across_a_break(compiled: Compilation) -> None:
    one = next(one for one in compiled.measures if one.members[0].change.turn)
    Indicator.objects.get(pk=one.indicator.pk).breaks.create(period=YEAR, reason="method")
    again = next(two for two in compile_year(compiled.network, YEAR).measures if two.indicator == one.indicator)
    assert [member.change.turn for member in again.members] == [None, None, None]
    assert {words.change_said(member) for member in again.members} == {""}


def test_the_workbook_has_the_pages_figures(compiled: Compilation) -> None:
    book = openpyxl.load_workbook(io.BytesIO(network_workbook(compiled)))
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 40 * 3
    told = [
        (one.indicator.code, member.unit.name, member.number, member.place)
        for one in compiled.measures
        for member in one.members
    ]
    assert [(row[1], row[6], row[7], row[9]) for row in rows] == told


def test_a_year_without_values_says_so(compiled: Compilation) -> None:
    found = compile_year(compiled.network, 1999)
    assert (found.measured, found.datasets) == (0, ())


def test_texts_are_written_kept_by_version_and_made_public() -> None:
    network = _network()
    stored = writing.write_year(network=network, year=YEAR, texts=Texts("Seen."), public=False, version=0, person=None)
    with pytest.raises(Conflict):
        writing.write_year(network=network, year=YEAR, texts=Texts("Late."), public=True, version=0, person=None)
    writing.write_year(
        network=network, year=YEAR, texts=Texts("Seen."), public=True, version=stored.version, person=None
    )
    assert [entry.verb for entry in entries_of(network)][::-1] == ["made", "written", "made_public"]


def test_only_a_ticked_compilation_is_public(client: Client) -> None:
    network = _network()
    addresses = [
        reverse("portal:network_year", args=[network.key, YEAR]),
        reverse("portal:network_year_file", args=[network.key, YEAR, "report", "docx"]),
    ]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    writing.write_year(network=network, year=YEAR, texts=Texts("Seen."), public=True, version=0, person=None)
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    NetworkYear.objects.update(public=False)
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_meetings_of_a_network_and_of_a_round_are_one_thing() -> None:
    network, one = _network(), make_round()
    begins, ends = (datetime(2026, 5, 12, hour, tzinfo=UTC) for hour in (9, 11))
    for owner in (network, one):
        planned = meetings.plan_meeting(owner=owner, meeting=Meeting("network", begins, ends, "Room 1"), person=None)
        meetings.cancel_meeting(planned=planned, person=None)
        with pytest.raises(DomainError, match="cancelled"):
            meetings.change_meeting(planned=planned, meeting=Meeting("network", begins), person=None)
        assert b"Cancelled: " in write_calendar([meetings.event_of(planned, "/x/")])
    assert [entry.verb for entry in entries_of(network)][::-1] == ["made", "planned", "cancelled"]


def test_a_meeting_ends_after_it_begins() -> None:
    begins = datetime(2026, 5, 12, 9, tzinfo=UTC)
    with pytest.raises(DomainError, match="ends after"):
        meetings.plan_meeting(owner=_network(), meeting=Meeting("network", begins, begins), person=None)


def test_keepers_change_and_members_read() -> None:
    make_unit(Organisation.objects.get(key=OTHER))
    member = make_unit(Organisation.objects.get(key=OWN))
    network = _network("M001", member.code, keeper=OTHER)
    reader, administrator = person_with(Role.READER), person_with(Role.ADMINISTRATOR)
    coordinator = person_with(Role.COORDINATOR)
    assert [SEE_NETWORK.allows(one, network) for one in (reader, coordinator, administrator)] == [True, True, True]
    assert [KEEP_NETWORK.allows(one, network) for one in (reader, coordinator, administrator)] == [False, False, True]
    with pytest.raises(DomainError, match="Your role"):
        keeping.change_network(network=network, about=keeping.about_of(network), why="x", person=coordinator)


def test_a_network_is_made_changed_and_read_on_its_pages(client: Client) -> None:
    coordinator = person_with(Role.COORDINATOR)
    client.force_login(coordinator, backend="allauth.account.auth_backends.AuthenticationBackend")
    own = Organisation.objects.get(key=OWN)
    sent = {
        "version": own.version,
        "title": "Ours",
        "measure_set": "kkik-2024",
        "members": "M001\nM002",
        "why": "We begin.",
    }
    answer = client.post(reverse("networks:make", args=[OWN]), sent)
    network = MeasureNetwork.objects.latest("pk")
    assert answer.headers["Location"].endswith(reverse("networks:show", args=[network.key]))
    page = reverse("networks:year", args=[network.key, YEAR])
    texts = {"version": 0, "seen": "We saw.", "learned": "", "next_steps": "", "public": "on"}
    assert client.post(page, texts).status_code == 302
    again = client.post(page, texts | {"seen": "Other words."})
    assert again.status_code == 200
    assert b"Other words." in again.content
    assert network.years.get().seen == "We saw."
