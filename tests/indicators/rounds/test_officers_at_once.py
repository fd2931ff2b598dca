"""Two people at the same round at the same moment. These tests commit."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kompassros.indicators.rounds import opening, steps, taking_part
from kompassros.indicators.rounds.models import CollectionRound, Participant
from kompassros.indicators.rounds.saving import State
from kompassros.organisations.models import Organisation
from kompassros.records.errors import DomainError
from kompassros.records.models import HistoryEntry
from tests.harness.at_once import at_once
from tests.indicators.rounds.makers import make_asked, make_later_round, make_participant

pytestmark = pytest.mark.django_db(transaction=True)


def told(act: Callable[[], object]) -> Callable[[], str]:
    def work() -> str:
        try:
            act()
        except DomainError:
            return "told"
        return "done"

    return work


def again(one: CollectionRound) -> CollectionRound:
    return CollectionRound.objects.select_related("owner", "measure_set").get(pk=one.pk)


def test_two_officers_change_and_move_a_round_and_one_of_each_is_told() -> None:
    one = make_later_round(state="sign_up")
    make_asked(one)
    make_participant(one)

    def change(title: str) -> Callable[[], str]:
        seen = again(one)
        settings = replace(opening.settings_of(seen), title=title)
        return told(lambda: opening.change_round(one=seen, settings=settings, person=None))

    assert at_once(change("First"), change("Second")) == ["done", "told"]

    def move() -> Callable[[], str]:
        seen = again(one)
        return told(lambda: steps.move(one=seen, to=State.COLLECTING, person=None))

    assert at_once(move(), move()) == ["done", "told"]
    assert HistoryEntry.objects.filter(verb="moved", subject_key=one.key).count() == 1


def test_municipality_signed_up_twice_at_once_takes_part_once() -> None:
    one = make_later_round(
        state="sign_up", sign_up_until="2999-01-01", collect_from="2999-01-02", collect_until="2999-01-03"
    )
    granby = Organisation.objects.get(key="granby")

    def sign_up() -> Callable[[], str]:
        seen = again(one)
        return told(lambda: taking_part.sign_up(one=seen, organisation=granby, contacts=False, person=None))

    assert at_once(sign_up(), sign_up(), sign_up()) == ["done", "told", "told"]
    assert Participant._base_manager.filter(round=one).count() == 1


def test_round_opened_twice_at_once_under_one_address_is_there_once() -> None:
    measure_set = make_later_round(key="template").measure_set
    plan = opening.Plan(
        "kkik-2027",
        Organisation.objects.get(key="sverige"),
        measure_set,
        2027,
        opening.suggested_settings(measure_set, 2027),
    )
    opened = told(lambda: opening.open_round(plan=plan, person=None))
    assert at_once(opened, opened) == ["done", "told"]
    assert CollectionRound.objects.get(key="kkik-2027").asked.count() == 7
