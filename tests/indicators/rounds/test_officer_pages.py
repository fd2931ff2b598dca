"""The officer's and the coordinator's pages of a round, through the browser's requests."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.indicators.models import Measure
from kompassros.indicators.networking.models import RoundMeeting
from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound, Participant
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.records.models import HistoryEntry, Notice
from tests.indicators.rounds.makers import (
    make_asked,
    make_data,
    make_later_round,
    make_municipality,
    make_participant,
    person_with,
)

pytestmark = pytest.mark.django_db
SetClock = Callable[[str], None]
SUMMER, AUTUMN = "2026-06-01T12:00:00+02:00", "2026-11-02T12:00:00+01:00"


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(person_with(role))
    return client


@pytest.fixture
def officer(db: None) -> Client:
    return signed_in(Role.ADMINISTRATOR)


@pytest.fixture
def coordinator(db: None) -> Client:
    return signed_in(Role.COORDINATOR)


def address(name: str, *values: object) -> str:
    return reverse(f"rounds:{name}", args=values)


def text_of(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def post(client: Client, where: str, row: Any = None, **sent: Any) -> Any:
    sent = {"version": row.version if row is not None else 1, "request_id": str(uuid4())} | sent
    return client.post(where, sent, follow=True)


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def days(**changes: Any) -> dict[str, Any]:
    content = {
        "title": "KKiK 2026",
        "sign_up_until": "2026-08-31",
        "collect_from": "2026-09-01",
        "collect_until": "2026-10-30",
        "contacts_until": "",
        "sign_off_role": "coordinator",
    }
    return content | changes


def test_round_is_opened_from_what_is_suggested(officer: Client, set_clock: SetClock) -> None:
    set_clock(SUMMER)
    assert "Choose the set and the year first" in text_of(officer, address("new"))
    where = f"{address('new')}?owner=sverige&set=kkik-2024&year=2026"
    form = officer.get(where).context["form"]
    assert (form["key"].value(), form["title"].value()) == ("kkik-2026", "Kommunens kvalitet i korthet 2026")
    chosen = form["measures"].value()
    assert len(chosen) == 7
    answer = post(officer, where, key="kkik-2026", measures=chosen[:2], made_up="on", **days())
    one = CollectionRound.objects.get(key="kkik-2026")
    assert (one.made_up, one.year, one.asked.count()) == (True, 2026, 2)
    assert "The round is planned. Municipalities see it once you open it for sign-up." in said(answer)


@pytest.mark.parametrize(
    "query", ["?owner=sverige&set=none&year=2026", "?owner=oslo&set=kkik-2024&year=2026", "?set=x"]
)
def test_unknown_set_or_country_offers_the_choice_again(query: str, officer: Client) -> None:
    page = text_of(officer, address("new") + query)
    assert "Select a valid choice" in page or "This field is required" in page
    assert 'name="key"' not in page


def test_taken_address_is_told_in_the_form(officer: Client) -> None:
    make_later_round(key="taken")
    where = f"{address('new')}?owner=sverige&set=kkik-2024&year=2026"
    answer = post(officer, where, key="taken", **days())
    assert "There is a round with the address “taken” already. Choose another." in answer.content.decode()


def test_page_of_a_planned_round_tells_what_stops_it_and_hides_from_others(
    officer: Client, coordinator: Client, set_clock: SetClock
) -> None:
    set_clock(SUMMER)
    one = make_later_round(state="planned")
    page = text_of(officer, address("show", one.key))
    assert "No measure is asked for." in page
    assert "stops the next step" in page
    assert 'action="/en/manage/rounds/kkik-2026/move/"' not in page
    assert coordinator.get(address("show", one.key)).status_code == 403
    assert one.title not in text_of(coordinator, address("list"))


def test_round_is_moved_on_and_coordinator_signs_up_and_leaves(
    officer: Client, coordinator: Client, set_clock: SetClock
) -> None:
    set_clock(SUMMER)
    one = make_later_round(state="planned")
    make_asked(one)
    answer = post(officer, address("move", one.key), one, to="sign_up")
    assert said(answer) == ["The round now stands at “open for sign-up”."]
    assert "sign up by" in text_of(coordinator, reverse("portal:home"))
    assert "Your municipality is not signed up" in text_of(coordinator, address("show", one.key))
    assert "Sign up Granby" in text_of(coordinator, address("sign_up", one.key))
    one.refresh_from_db()
    answer = post(coordinator, address("sign_up_one", one.key, "granby"), one, contacts="on")
    participant = Participant._base_manager.get(round=one)
    assert (participant.contacts, participant.organisation.key) == (True, "granby")
    page = text_of(coordinator, address("show", one.key))
    assert "0 of 1 handed in" in page
    assert "Your municipality is not signed up" not in page
    post(coordinator, address("sign_up_one", one.key, "granby"), participant)
    assert not Participant._base_manager.get(round=one).contacts
    participant.refresh_from_db()
    post(coordinator, address("leave", one.key, "granby"), participant, why="No time this year")
    participant.refresh_from_db()
    assert participant.withdrawn_at is not None
    assert HistoryEntry.objects.filter(verb="left", why="No time this year").exists()


def test_move_to_a_state_that_does_not_follow_is_told(officer: Client, set_clock: SetClock) -> None:
    set_clock(SUMMER)
    one = make_later_round(state="planned")
    assert "cannot go to" in said(post(officer, address("move", one.key), one, to="closed"))[0]
    assert said(post(officer, address("move", one.key), one, to="anywhere")) == ["There is no such state."]
    assert CollectionRound.objects.get(pk=one.pk).state == "planned"


def test_days_are_changed_and_a_second_officer_sees_what_changed(officer: Client) -> None:
    one = make_later_round()
    where = address("edit", one.key)
    seen = one.version
    post(officer, where, one, **days(collect_until="2026-11-15"))
    answer = officer.post(where, {"version": seen, "request_id": str(uuid4()), **days(title="Another")})
    assert "Somebody was here before you" in answer.content.decode()
    assert CollectionRound.objects.get(pk=one.pk).title == "KKiK 2026"


def test_same_request_sent_twice_is_done_once(officer: Client) -> None:
    one = make_later_round()
    sent = {"version": one.version, "request_id": str(uuid4()), "municipality": "granby"}
    for _time in range(2):
        officer.post(address("add", one.key), sent)
    assert Participant._base_manager.filter(round=one).count() == 1
    assert HistoryEntry.objects.filter(subject_kind="round_participant", verb="added").count() == 1


def test_what_is_asked_for_and_its_limits_are_changed(officer: Client) -> None:
    one = make_later_round()
    asked = make_asked(one)
    school = Measure.objects.get(measure_set=one.measure_set, code="N15428")
    post(officer, address("measures", one.key), one, measures=[asked.measure_id, school.pk])
    assert one.asked.count() == 2
    form = officer.get(address("asked", one.key, asked.pk)).context["form"]
    assert (form["least"].value(), form["most"].value()) == ("0", "100")
    post(officer, address("asked", one.key, asked.pk), asked, least="10", most="", guidance="Count all")
    found = AskedMeasure.objects.get(pk=asked.pk)
    assert (found.least, found.most, found.largest_change, found.guidance) == (Decimal(10), None, None, "Count all")
    assert officer.get(address("asked", one.key, asked.pk + 1000)).status_code == 404


def test_participants_are_listed_filtered_downloaded_and_reminded(officer: Client, set_clock: SetClock) -> None:
    set_clock(AUTUMN)
    one = make_later_round()
    asked = make_asked(one)
    make_data(make_participant(one), asked, Decimal("0.75"))
    make_participant(one, make_municipality("Tredby", "X903"))
    where = address("show", one.key)
    page = text_of(officer, where)
    assert "2 municipalities are not signed off." in page
    assert "1 municipality has values that a check stops." in page
    file = officer.get(f"{where}?format=csv&table=participants").content.decode("utf-8-sig")
    assert [line.split(";")[0].split(",")[0] for line in file.splitlines()] == ["Municipality", "Granby", "Tredby"]
    narrowed = officer.get(f"{where}?format=csv&table=participants&participants-q=tred").content.decode()
    assert "Granby" not in narrowed
    answer = post(officer, address("remind", one.key), one)
    assert said(answer) == ["1 person was reminded.", "Nobody was reminded in Tredby: there is no coordinator."]
    assert Notice.objects.filter(kind="round_reminded").count() == 1


def test_municipality_sees_its_own_part_only(coordinator: Client, set_clock: SetClock) -> None:
    set_clock(AUTUMN)
    one = make_later_round()
    make_asked(one)
    make_participant(one)
    make_participant(one, "norrvik")
    page = text_of(coordinator, address("show", one.key))
    assert "Granby" in page
    assert "Norrvik" not in page
    assert "Who has not answered" not in page
    assert (
        coordinator.get(f"{address('show', one.key)}?format=csv&table=participants")
        .headers["Content-Type"]
        .startswith("text/html")
    )
    assert "hand in by" in text_of(coordinator, reverse("portal:home"))


def test_officer_adds_late_changes_and_takes_out(officer: Client, set_clock: SetClock) -> None:
    set_clock(AUTUMN)
    one = make_later_round()
    post(officer, address("add", one.key), one, municipality="norrvik", contacts="on")
    participant = Participant._base_manager.get(round=one)
    assert participant.contacts
    post(officer, address("part", one.key, "norrvik"), participant)
    participant = Participant._base_manager.get(round=one)
    assert not participant.contacts
    post(officer, address("take_out", one.key, "norrvik"), participant, why="By mistake")
    assert officer.get(address("part", one.key, "norrvik")).status_code == 404


def test_municipality_that_is_not_offered_cannot_be_added(officer: Client) -> None:
    one = make_later_round()
    for key in ("stockholm", "oslo", "nowhere"):
        answer = post(officer, address("add", one.key), one, municipality=key)
        assert "Select a valid choice" in answer.content.decode()
    assert not Participant._base_manager.filter(round=one).exists()


def test_meetings_are_added_changed_cancelled_and_taken_into_a_calendar(officer: Client, coordinator: Client) -> None:
    one = make_later_round()
    assert said(post(officer, address("meetings_usual", one.key), one)) == [
        "3 meetings are added. The days are suggestions; change them."
    ]
    assert said(post(officer, address("meetings_usual", one.key), one)) == [
        "The round has the year's three meetings already."
    ]
    first = one.meetings.first()
    assert first is not None
    changed = {"kind": "start", "starts_at": "2026-09-08T09:00", "ends_at": "2026-09-08T08:00", "place": "Online"}
    answer = post(officer, address("meeting", one.key, first.pk), first, **changed)
    assert "A meeting ends after it has begun." in answer.content.decode()
    post(officer, address("meeting", one.key, first.pk), first, **(changed | {"ends_at": "2026-09-08T11:00"}))
    first.refresh_from_db()
    post(officer, address("meeting_cancel", one.key, first.pk), first)
    page = text_of(coordinator, address("show", one.key))
    assert "cancelled" in page
    assert "Cancel the meeting" not in page
    file = coordinator.get(address("calendar", one.key))
    assert file.headers["Content-Type"].startswith("text/calendar")
    assert file.content.count(b"BEGIN:VEVENT") == 3
    single = coordinator.get(address("meeting_calendar", one.key, first.pk)).content.decode()
    assert "DTSTART:20260908T070000Z" in single
    assert "SUMMARY:Cancelled: KKiK 2026" in single.replace("\r\n ", "")


def test_meeting_of_another_round_is_not_there(officer: Client) -> None:
    one, other = make_later_round(), make_later_round(key="other")
    meeting = RoundMeeting.objects.create(round=other, kind="other", starts_at="2026-09-08T09:00Z")
    assert officer.get(address("meeting", one.key, meeting.pk)).status_code == 404
    assert officer.get(address("meeting_calendar", one.key, meeting.pk)).status_code == 404


def test_coordinator_signs_up_no_other_municipality(coordinator: Client, set_clock: SetClock) -> None:
    set_clock(SUMMER)
    one = make_later_round(state="sign_up")
    answer = post(coordinator, address("sign_up_one", one.key, "norrvik"), one)
    assert answer.status_code == 403
    assert coordinator.post(address("add", one.key), {}).status_code == 403
    assert coordinator.post(address("move", one.key), {"to": "closed"}).status_code == 403
    assert not Participant._base_manager.filter(round=one).exists()


def test_sign_up_after_the_day_is_told(coordinator: Client, set_clock: SetClock) -> None:
    set_clock("2026-09-01T00:00:00+02:00")
    one = make_later_round(state="sign_up")
    assert "Sign-up is not open" in text_of(coordinator, address("sign_up", one.key))
    answer = post(coordinator, address("sign_up_one", one.key, "granby"), one)
    assert "The day for signing up has passed" in answer.content.decode()
    assert "Your municipality is not signed up" not in text_of(coordinator, address("show", one.key))


def test_reader_sees_rounds_without_buttons_and_evaluator_sees_none(set_clock: SetClock) -> None:
    set_clock(AUTUMN)
    one = make_later_round()
    page = text_of(signed_in(Role.READER), address("show", one.key))
    assert "Change title and days" not in page
    assert signed_in(Role.LEAD_EVALUATOR).get(address("show", one.key)).status_code == 403
    assert one.title not in text_of(signed_in(Role.LEAD_EVALUATOR), address("list"))


def test_norwegian_municipality_sees_no_swedish_round(set_clock: SetClock) -> None:
    set_clock(AUTUMN)
    owner = Organisation.objects.get(key="norge")
    one = make_later_round(owner=owner)
    assert signed_in(Role.COORDINATOR).get(address("show", one.key)).status_code == 403
    assert signed_in(Role.ADMINISTRATOR).get(address("show", one.key)).status_code == 200
