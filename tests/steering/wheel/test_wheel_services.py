from datetime import date
from typing import Any

import pytest

from kompassros.methods.year_wheel import Standing
from kompassros.organisations.roles import Role
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import HistoryEntry
from kompassros.steering.wheel import services
from kompassros.steering.wheel.models import WheelEvent
from kompassros.steering.wheel.queries import by_month, entries_of, first_to_see
from kompassros.steering.wheel.services import EventContent
from kompassros.steering.wheel.templates import packaged_wheels
from kompassros.steering.wheel.words import WHEEL_ROLES
from tests.steering.conftest import YEAR, Bodies

Events = dict[str, WheelEvent]
MEETING = EventContent("Budget day", date(YEAR, 10, 1), date(YEAR, 10, 2), ("politician",), "the council", "a budget")


def told() -> list[tuple[str, str]]:
    return list(
        HistoryEntry.objects.filter(subject_kind="steering_wheel", subject_key__startswith="lovhult")
        .order_by("pk")
        .values_list("verb", "subject_key")
    )


def test_packaged_wheels_say_where_they_are_from_and_name_roles_that_read() -> None:
    wheels = packaged_wheels()
    assert list(wheels) == ["gausdal", "plain-swedish", "donna", "molde", "hemne", "alvesta", "flen"]
    for wheel in wheels.values():
        assert wheel.own is (wheel.source == "")
        assert len({event.key for event in wheel.events}) == len(wheel.events)
        for event in wheel.events:
            assert event.span(2028).first.year == 2028
            assert set(event.roles) <= set(WHEEL_ROLES)
            assert bool(event.printed) is not wheel.own
            assert len(f"{wheel.key}-{event.key}") <= 60


def test_gausdal_keeps_april_under_the_second_tertial(gausdal: Events) -> None:
    meeting = gausdal["dialogmote"]
    assert (meeting.first, meeting.last) == (date(YEAR, 4, 1), date(YEAR, 5, 31))
    assert meeting.printed == "2. tertial, april/mai"
    assert meeting.note.startswith("April står trykt under 2. tertial")
    assert meeting.source == packaged_wheels()["gausdal"].source


def test_taking_a_wheel_again_adds_only_what_is_missing(bodies: Bodies, gausdal: Events) -> None:
    place: dict[str, Any] = {"organisation": bodies.municipality, "year": YEAR, "person": None}
    assert services.take_template(template="gausdal", **place) == 0
    services.remove_event(event=gausdal["dialogseminar"], why="Not here", person=None)
    assert services.take_template(template="gausdal", **place) == 1
    assert services.take_template(template="flen", **place) == 1
    assert WheelEvent._base_manager.filter(organisation__key="lovhult").count() == 7
    assert [verb for verb, _key in told()] == ["taken", "removed", "taken", "taken"]


def test_wheel_that_is_not_there_and_years_out_of_range_are_refused(bodies: Bodies) -> None:
    for template, year in (("none", YEAR), ("gausdal", 1998), ("gausdal", 3000)):
        with pytest.raises(DomainError):
            services.take_template(organisation=bodies.municipality, year=year, template=template, person=None)
    assert told() == []


def test_entry_is_added_with_a_key_of_its_own(bodies: Bodies) -> None:
    place: dict[str, Any] = {"organisation": bodies.municipality, "year": YEAR, "person": None}
    keys = [services.add_event(content=MEETING, **place).key for _ in range(3)]
    assert keys == ["budget-day", "budget-day-2", "budget-day-3"]
    assert told()[0] == ("added", f"{bodies.municipality.key}/{YEAR}/budget-day")


@pytest.mark.parametrize(
    "content",
    [
        EventContent(" ", date(YEAR, 1, 1), date(YEAR, 1, 1)),
        EventContent("x", date(YEAR, 1, 2), date(YEAR, 1, 1)),
        EventContent("x", date(YEAR - 1, 12, 31), date(YEAR, 1, 1)),
        EventContent("x", date(YEAR, 12, 31), date(YEAR + 1, 1, 1)),
        EventContent("x", date(YEAR, 1, 1), date(YEAR, 1, 1), ("king",)),
    ],
)
def test_entry_that_is_wrong_is_refused(content: EventContent, bodies: Bodies) -> None:
    with pytest.raises(DomainError):
        services.add_event(organisation=bodies.municipality, year=YEAR, content=content, person=None)


def test_change_keeps_what_is_printed_and_a_second_editor_is_told(gausdal: Events) -> None:
    event = gausdal["dialogseminar"]
    other = WheelEvent._base_manager.select_related("organisation").get(pk=event.pk)
    services.change_event(event=event, content=MEETING, person=None)
    event.refresh_from_db()
    assert (event.title, event.first, event.printed) == ("Budget day", date(YEAR, 10, 1), "2. tertial, juni hvert år")
    with pytest.raises(Conflict):
        services.change_event(event=other, content=MEETING, person=None)


def test_change_of_nothing_leaves_no_history(gausdal: Events) -> None:
    event = gausdal["dialogseminar"]
    services.change_event(event=event, content=services.content_of(event), person=None)
    assert [verb for verb, _key in told()] == ["taken"]


def test_marking_is_kept_with_day_and_person_and_can_be_taken_back(gausdal: Events, person_with: Any) -> None:
    event = gausdal["arsmelding"]
    leader = person_with(Role.CHIEF_EXECUTIVE, event.organisation)
    services.mark(event=event, done=True, person=leader)
    assert (event.done_on, event.done_by) == (date(YEAR, 4, 15), leader)
    with pytest.raises(DomainError):
        services.mark(event=event, done=True, person=leader)
    services.mark(event=event, done=False, person=leader)
    assert (event.done_on, event.done_by) == (None, None)
    with pytest.raises(DomainError):
        services.mark(event=event, done=False, person=leader)


def test_removal_needs_a_reason_and_the_history_keeps_what_it_was(gausdal: Events) -> None:
    event = gausdal["arsmelding"]
    with pytest.raises(DomainError):
        services.remove_event(event=event, why=" ", person=None)
    services.remove_event(event=event, why="Done elsewhere", person=None)
    assert len(WheelEvent._base_manager.filter(organisation__key="lovhult")) == 5
    last = HistoryEntry.objects.latest("pk")
    assert (last.verb, last.why, (last.before or {})["title"]) == (
        "removed",
        "Done elsewhere",
        "Regnskap og årsmelding",
    )


def test_carrying_on_keeps_days_and_keys_and_is_done_once(bodies: Bodies, gausdal: Events) -> None:
    services.mark(event=gausdal["arsmelding"], done=True, person=None)
    place: dict[str, Any] = {"organisation": bodies.municipality, "year": YEAR, "person": None}
    assert services.carry_on(**place) == 6
    assert services.carry_on(**place) == 0
    new = WheelEvent._base_manager.get(year=YEAR + 1, key="gausdal-arsmelding")
    assert (new.first, new.last, new.done_on) == (date(YEAR + 1, 1, 1), date(YEAR + 1, 4, 30), None)
    assert (new.printed, new.source) == (gausdal["arsmelding"].printed, gausdal["arsmelding"].source)
    assert told()[-1] == ("carried", f"{bodies.municipality.key}/{YEAR + 1}/")


def test_empty_year_cannot_be_carried_on(bodies: Bodies) -> None:
    with pytest.raises(DomainError):
        services.carry_on(organisation=bodies.municipality, year=YEAR, person=None)


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.POLITICIAN, Role.READER, Role.RESPONDENT, Role.AUDITOR])
def test_only_leaders_write(role: Role, gausdal: Events, person_with: Any) -> None:
    event = gausdal["arsmelding"]
    person = person_with(role, event.organisation)
    with pytest.raises(DomainError):
        services.take_template(organisation=event.organisation, year=YEAR, template="flen", person=person)
    with pytest.raises(DomainError):
        services.mark(event=event, done=True, person=person)
    with pytest.raises(DomainError):
        services.change_event(event=event, content=MEETING, person=person)
    with pytest.raises(DomainError):
        services.remove_event(event=event, why="x", person=person)


def test_entries_stand_in_order_with_their_standing(bodies: Bodies, gausdal: Events) -> None:
    services.mark(event=gausdal["arsmelding"], done=True, person=None)
    entries = entries_of(bodies.municipality, YEAR)
    assert [(entry.number, entry.event.key.removeprefix("gausdal-"), entry.standing) for entry in entries] == [
        (1, "resultat", Standing.NOW),
        (2, "arsmelding", Standing.DONE),
        (3, "dialogmote", Standing.NOW),
        (4, "dialogseminar", Standing.AHEAD),
        (5, "handlingsprogram", Standing.AHEAD),
        (6, "enhetskort", Standing.AHEAD),
    ]
    assert [entry.number for entry in first_to_see(entries)] == [1, 3, 4, 5, 6]
    assert [(month, len(found)) for month, found in by_month(entries)] == [(1, 2), (4, 1), (6, 1), (9, 2)]
    own = entries_of(bodies.municipality, YEAR, "politician")
    assert [entry.event.key for entry in own] == [
        "gausdal-dialogmote",
        "gausdal-dialogseminar",
        "gausdal-handlingsprogram",
    ]


def test_entry_for_nobody_named_is_for_those_who_lead(bodies: Bodies) -> None:
    content = EventContent("x", date(YEAR, 1, 1), date(YEAR, 1, 1))
    services.add_event(organisation=bodies.municipality, year=YEAR, content=content, person=None)
    found = [len(entries_of(bodies.municipality, YEAR, role)) for role in ("coordinator", "chief_executive", "reader")]
    assert found == [1, 1, 0]
