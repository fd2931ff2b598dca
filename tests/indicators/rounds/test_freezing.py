"""Closing a round: what is frozen, that it stays, and two who close at once."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from kompassros.indicators.rounds.differing import differences
from kompassros.indicators.rounds.freezing import close_round, editions, latest
from kompassros.indicators.rounds.frozen_round import FrozenRound, FrozenValue, as_content, exact, read_schema_1
from kompassros.indicators.rounds.models import CollectionRound, OwnData, RoundEdition
from kompassros.organisations.roles import Role
from kompassros.records.errors import DomainError
from kompassros.records.models import FrozenError, HistoryEntry
from tests.harness.at_once import at_once
from tests.indicators.rounds.makers import (
    make_asked,
    make_data,
    make_municipality,
    make_participant,
    make_round,
    person_with,
)

SIGNED = datetime(2024, 10, 1, 8, 30, tzinfo=UTC)
State = CollectionRound.State


@pytest.mark.django_db
def test_everything_that_was_handed_in_is_frozen_as_exact_text() -> None:
    one = make_round()
    asked = make_asked(one)
    granby = make_participant(one, signed_off_at=SIGNED, signed_off_as="Director", late=True)
    make_data(
        granby,
        asked,
        Decimal("78.500000"),
        women=Decimal(80),
        men=Decimal("77.123456"),
        numerator=Decimal(157),
        denominator=Decimal(200),
        method=OwnData.Method.SAMPLE,
        cases=200,
        population=1000,
        period_from=date(2024, 3, 1),
        period_to=date(2024, 5, 31),
        comment="Counted in spring.",
        explanation="Not for others.",
    )
    edition = close_round(one=one, person=None)
    frozen = edition.read()
    assert (edition.number, edition.schema, edition.is_intact(), one.state) == (1, 1, True, State.CLOSED)
    assert (frozen.key, frozen.set_key, frozen.year, frozen.made_up) == ("kkik-2024", "kkik-2024", 2024, True)
    [told] = frozen.participants
    assert (told.key, told.code, told.signed_off_as, told.signed_off_at, told.late, told.counts) == (
        granby.organisation.key, granby.organisation.code, "Director", SIGNED, True, True,
    )  # fmt: skip
    assert told.values == (
        FrozenValue(
            asked=asked.pk, status=OwnData.Status.VALUE, value="78.5", women="80", men="77.123456", numerator="157",
            denominator="200", method="sample", cases=200, population=1000, period_from=date(2024, 3, 1),
            period_to=date(2024, 5, 31), comment="Counted in spring.",
        ),
    )  # fmt: skip
    assert "Not for others." not in json.dumps(edition.content)


@pytest.mark.django_db
def test_who_has_not_signed_off_is_frozen_and_does_not_count() -> None:
    one = make_round()
    asked = make_asked(one)
    make_data(make_participant(one), asked, 50)
    make_participant(one, make_municipality("Stillby", "9901"))
    left = make_participant(one, make_municipality("Gonby", "9902"), withdrawn_at=SIGNED)
    make_data(left, asked, 60)
    frozen = close_round(one=one, person=None).read()
    assert [(each.name, each.counts, len(each.values)) for each in frozen.participants] == [
        ("Granby", False, 1),
        ("Stillby", False, 0),
    ]
    assert frozen.released() == ()


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.PLANNED, State.SIGN_UP, State.CLOSED])
def test_round_is_closed_only_while_data_are_handed_in(state: Any) -> None:
    one = make_round(state=state)
    with pytest.raises(DomainError, match="cannot be done now"):
        close_round(one=one, person=None)
    assert latest(one) is None


@pytest.mark.django_db
def test_who_may_not_carry_the_round_cannot_close_it() -> None:
    one = make_round()
    with pytest.raises(DomainError, match="Your role"):
        close_round(one=one, person=person_with(Role.COORDINATOR))
    assert close_round(one=one, person=person_with(Role.ADMINISTRATOR)).frozen_by is not None


@pytest.mark.django_db
def test_frozen_rows_cannot_be_changed() -> None:
    edition = close_round(one=make_round(), person=None)
    edition.why = "another"
    with pytest.raises(FrozenError):
        edition.save()
    with pytest.raises(FrozenError):
        RoundEdition.objects.filter(pk=edition.pk).update(why="another")
    with pytest.raises(FrozenError):
        edition.delete()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE indicators_roundedition SET why = 'another'")
    assert latest(edition.round).why == ""  # type: ignore[union-attr]


@pytest.mark.django_db
def test_closing_stands_in_the_history_with_the_checksum() -> None:
    one = make_round()
    edition = close_round(one=one, person=person_with(Role.ADMINISTRATOR), why="all are in")
    entry = HistoryEntry.objects.get(subject_kind="collection_round", subject_key=one.key)
    assert (entry.verb, entry.why, entry.after["sha256"]) == ("closed", "all are in", edition.sha256)  # type: ignore[index]


@pytest.mark.django_db(transaction=True)
def test_two_who_close_at_once_freeze_once() -> None:
    one = make_round()
    make_data(make_participant(one, signed_off_at=SIGNED), make_asked(one), 50)

    def closing() -> str:
        try:
            close_round(one=CollectionRound.objects.get(pk=one.pk), person=None)
        except DomainError:
            return "told"
        return "closed"

    assert at_once(closing, closing, closing) == ["closed", "told", "told"]
    assert [each.number for each in editions(one)] == [1]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_exact_text_is_the_same_number_without_zeros_at_its_end(number: Decimal) -> None:
    text = exact(number)
    assert text is not None
    assert Decimal(text) == number
    assert "E" not in text
    assert "." not in text or not text.endswith("0")


def test_frozen_content_is_read_as_it_was_written() -> None:
    frozen = FrozenRound(
        key="a", title="A", owner="Sverige", set_key="s", set_title="S", year=2024, made_up=True, measures=(),
        participants=(),
    )  # fmt: skip
    assert read_schema_1(json.loads(json.dumps(as_content(frozen)))) == frozen
    assert differences(frozen, frozen) == []
