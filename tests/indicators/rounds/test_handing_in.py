"""Handing in, what the checks say, sign-off and draws: the services."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core import serializers

from kompassros.indicators.rounds import checks, data_trail, drawing, handing_in, progress, year_before
from kompassros.indicators.rounds.entries import Entry
from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound, OwnData, Participant, SampleDraw
from kompassros.indicators.rounds.sign_off import left_of, sign_off
from kompassros.indicators.rounds.year_before import Before
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.records.errors import Conflict, DomainError
from kompassros.statistics import reading
from kompassros.statistics.values import Value
from tests.indicators.rounds.makers import make_asked, make_participant, make_person, make_round, person_with

pytestmark = pytest.mark.django_db
SetClock = Callable[[str], None]
LAST_DAY = date(2026, 10, 30)
SIXTY = Entry(value=Decimal(60))


class Case:
    def __init__(self) -> None:
        days = {"sign_up_until": date(2026, 8, 31), "collect_from": date(2026, 9, 1), "collect_until": LAST_DAY}
        self.one = make_round(**days)
        self.asked = make_asked(self.one)
        self.granby = make_participant(self.one)
        self.coordinator = person_with(Role.COORDINATOR)

    def hand_in(self, entry: Entry = SIXTY, asked: AskedMeasure | None = None, **more: Any) -> OwnData:
        values = {"participant": self.granby, "person": self.coordinator, **more}
        return handing_in.hand_in(asked=asked or self.asked, entry=entry, **values)

    def stored(self) -> Participant:
        found: Participant = Participant._base_manager.select_related("round", "organisation").get(pk=self.granby.pk)
        return found


@pytest.fixture
def case(set_clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> Case:
    set_clock("2026-09-15T12:00:00+02:00")
    monkeypatch.setattr(reading, "values", lambda **_wanted: [])
    return Case()


def test_entry_is_stored_changed_and_told(case: Case) -> None:
    first = case.hand_in()
    assert (first.value, first.version, first.entered_by, case.granby.late) == (
        Decimal(60),
        1,
        case.coordinator,
        False,
    )
    again = case.hand_in(Entry(value=Decimal("61.50"), comment="Counted anew"))
    assert (again.pk, again.value, again.version) == (first.pk, Decimal("61.50"), 2)
    told = data_trail.entries_about(case.granby, case.asked)
    assert [(one.verb, one.after) for one in told] == [
        ("handed_in", {"status": "value", "value": "61.5", "comment": "Counted anew"}),
        ("handed_in", {"status": "value", "value": "60"}),
    ]


def test_same_entry_again_changes_nothing(case: Case) -> None:
    case.hand_in()
    assert case.hand_in(Entry(value=Decimal("60.000"))).version == 1
    assert data_trail.entries_about(case.granby, case.asked).count() == 1


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (Entry(), "Give the value"),
        (Entry(status=OwnData.Status.NOT_MEASURED, value=Decimal(1)), "has no numbers"),
        (Entry(status=OwnData.Status.NOT_MEASURED, denominator=Decimal(1)), "has no numbers"),
        (Entry(value=Decimal("NaN")), "twelve digits"),
        (Entry(value=Decimal(10) ** 12), "twelve digits"),
        (Entry(value=Decimal("0.1234567")), "six decimals"),
        (Entry(value=Decimal(1), cases=-1), "whole number"),
        (Entry(value=Decimal(1), population=2**31), "whole number"),
        (Entry(value=Decimal(1), method="guess"), "not known"),
        (Entry(value=Decimal(1), period_from=date(2024, 2, 2), period_to=date(2024, 2, 1)), "before it begins"),
    ],
)
def test_what_cannot_be_stored_is_refused(case: Case, entry: Entry, sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        case.hand_in(entry)
    assert handing_in.data_of(case.granby) == {}


def test_only_while_data_are_collected_and_by_those_who_take_part(case: Case) -> None:
    with pytest.raises(DomainError, match="Your role"):
        case.hand_in(person=person_with(Role.READER))
    with pytest.raises(DomainError, match="does not ask"):
        case.hand_in(asked=make_asked(make_round(key="other")))
    Participant._base_manager.update(withdrawn_at=case.granby.signed_up_at)
    with pytest.raises(DomainError, match="has left"):
        case.hand_in()
    CollectionRound.objects.filter(pk=case.one.pk).update(state="closed")
    with pytest.raises(DomainError, match="cannot be done now"):
        case.hand_in()


@pytest.mark.parametrize(
    ("moment", "late"), [("2026-10-30T23:59:59+01:00", False), ("2026-10-31T00:00:00+01:00", True)]
)
def test_late_from_the_second_after_the_last_day(case: Case, set_clock: SetClock, moment: str, late: bool) -> None:
    set_clock(moment)
    case.hand_in()
    assert case.stored().late is late
    set_clock("2026-10-01T12:00:00+02:00")
    case.hand_in(Entry(value=Decimal(61)))
    assert case.stored().late is late


def test_second_editor_is_told_and_overwrites_nothing(case: Case) -> None:
    case.hand_in(seen=0)
    for seen in (0, 2):
        with pytest.raises(Conflict):
            case.hand_in(Entry(value=Decimal(70)), seen=seen)
    assert handing_in.data_of(case.granby)[case.asked.pk].value == 60
    assert case.hand_in(Entry(value=Decimal(70)), seen=1).value == 70


def test_sign_off_and_what_takes_it_away(case: Case) -> None:
    case.hand_in()
    sign_off(participant=case.granby, office=" Head of development ", person=case.coordinator)
    signed = case.stored()
    assert (signed.signed_off_as, signed.signed_off_by) == ("Head of development", case.coordinator)
    with pytest.raises(DomainError, match="already"):
        sign_off(participant=case.granby, office="Head", person=case.coordinator)
    with pytest.raises(DomainError, match="Say why"):
        case.hand_in(Entry(value=Decimal(61)), why=" ")
    assert case.stored().signed_off_at is not None
    case.hand_in(Entry(value=Decimal(61)), why="Counted twice")
    assert (case.stored().signed_off_at, case.stored().signed_off_as) == (None, "")
    told = [(one.verb, one.why) for one in data_trail.entries_of(case.granby)][:3]
    assert told == [("handed_in", "Counted twice"), ("sign_off_taken", "Counted twice"), ("signed_off", "")]
    sign_off(participant=case.granby, office="Head of development", person=case.coordinator)
    assert case.stored().signed_off_at is not None


def test_sign_off_needs_everything_and_the_rounds_role(case: Case) -> None:
    with pytest.raises(DomainError, match="1 measure has no entry"):
        sign_off(participant=case.granby, office="Head", person=case.coordinator)
    case.hand_in(Entry(value=Decimal("0.6")))
    with pytest.raises(DomainError, match="A check stops 1 value"):
        sign_off(participant=case.granby, office="Head", person=case.coordinator)
    case.hand_in()
    with pytest.raises(DomainError, match="Give the office"):
        sign_off(participant=case.granby, office="  ", person=case.coordinator)
    with pytest.raises(DomainError, match="Your role"):
        sign_off(participant=case.granby, office="Head", person=person_with(Role.RESPONDENT))
    assert case.stored().signed_off_at is None


def test_sign_off_of_what_somebody_changed_meanwhile_is_refused(case: Case) -> None:
    case.hand_in()
    seen = case.stored()
    case.hand_in(Entry(value=Decimal(65)))
    with pytest.raises(Conflict):
        sign_off(participant=seen, office="Head", person=case.coordinator)


def test_taken_away_entry_is_missing_again(case: Case) -> None:
    case.hand_in()
    handing_in.take_away(participant=case.granby, asked=case.asked, person=case.coordinator)
    assert [one.pk for one in left_of(case.granby).missing] == [case.asked.pk]
    with pytest.raises(DomainError, match="Nothing is handed in"):
        handing_in.take_away(participant=case.granby, asked=case.asked, person=case.coordinator)


def test_explanation_lifts_what_may_be_right_and_nothing_else(case: Case) -> None:
    def found(**values: Any) -> list[tuple[str, bool]]:
        entry = Entry(explanation="It is so.", **values)
        return [(one.kind, one.stops) for one in checks.troubles(case.asked, entry, Decimal(40))]

    assert found(value=Decimal(60)) == [("change", False)]
    assert found(value=Decimal(110)) == [("out_of_range", False), ("change", False)]
    assert found(value=Decimal(-1))[0] == ("negative_share", True)
    assert found(value=Decimal("0.6")) == [("share", True)]
    assert found(value=Decimal(40), cases=3, population=2) == [("more_cases", True)]
    assert found(value=Decimal(40), numerator=Decimal(4)) == [("no_denominator", True)]
    assert [one.stops for one in checks.troubles(case.asked, SIXTY, Decimal(40))] == [True]


def test_sentences_say_what_where_and_how_to_mend(case: Case) -> None:
    [share] = checks.troubles(case.asked, Entry(value=Decimal("0.75")), Decimal(74), 2022)
    assert share.sentence == (
        "0.75 looks like a share from 0 to 1; per cent is asked for, which would be 75. The value of 2022 was 74. "
        "If 0.75 per cent is right, give numerator and denominator."
    )
    [change] = checks.troubles(case.asked, Entry(value=Decimal(60)), Decimal(40))
    assert change.sentence == ("60 differs from 40 in 2023 by more than 25 per cent. Mend it, or explain the change.")
    assert checks.troubles(case.asked, Entry(status=OwnData.Status.NOT_MEASURED), Decimal(40)) == []


def test_numerator_and_denominator_prove_a_small_share(case: Case) -> None:
    entry = Entry(value=Decimal("0.6"), numerator=Decimal(6), denominator=Decimal(1000), explanation="Few.")
    assert [one.stops for one in checks.troubles(case.asked, entry, Decimal("0.5"))] == []


def test_year_before_is_the_latest_of_three_years(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    number = case.asked.measure.indicator_id

    def row(period: int, value: float | None, status: int = 0) -> Value:
        fields = dict.fromkeys(Value._fields)
        known = {"indicator": number, "period": period, "gender": 0, "unit": case.granby.unit_id}
        return Value(**{**fields, **known, "value": value, "status": status})  # type: ignore[arg-type]

    wanted: dict[str, Any] = {}

    def values(**asked: Any) -> list[Value]:
        wanted.update(asked)
        return [row(2021, 40.1), row(2022, 41.3), row(2023, None, 1)]

    monkeypatch.setattr(reading, "values", values)
    found = year_before.of_participant(case.granby, [case.asked])
    assert found == {case.asked.pk: Before(Decimal("41.3"), 2022)}
    assert wanted["periods"] == [2021, 2022, 2023]
    case.hand_in(Entry(value=Decimal(80)))
    [standing] = progress.of_round(case.one)
    assert (standing.answered, standing.stopped) == (1, 1)


def test_draw_keeps_the_rows_and_never_a_line(case: Case) -> None:
    lines = [f"Secret-{number}" for number in range(1, 401)]
    drawn = drawing.draw(participant=case.granby, lines=lines, person=case.coordinator, asked=case.asked)
    assert len(drawn.lines) == 150
    assert drawn.lines == [lines[row - 1] for row in drawn.kept.rows]
    assert drawn.kept.sha256 == hashlib.sha256("\n".join(lines).encode()).hexdigest()
    told = json.dumps([[one.after, one.subject_label] for one in data_trail.entries_of(case.granby)])
    assert "Secret" not in told + serializers.serialize("json", SampleDraw._base_manager.all())


def test_same_list_and_seed_is_the_same_draw_once(case: Case) -> None:
    lines = [str(number) for number in range(300)]
    first = drawing.draw(participant=case.granby, lines=lines, person=case.coordinator, seed="s")
    again = drawing.draw(participant=case.granby, lines=lines, person=case.coordinator, seed=" s ")
    assert (first.lines, first.kept.pk) == (again.lines, again.kept.pk)
    assert drawing.is_same_draw(first.kept, lines)
    assert not drawing.is_same_draw(first.kept, lines[::-1])
    assert not drawing.is_same_draw(first.kept, lines[1:])
    first.kept.rows = [1, 2]
    assert not drawing.is_same_draw(first.kept, lines)


def test_draw_refuses_bad_lists_and_strangers(case: Case) -> None:
    for lines, sentence in (([], "empty"), (["x"] * 100_001, "100,000")):
        with pytest.raises(DomainError, match=sentence):
            drawing.draw(participant=case.granby, lines=lines, person=case.coordinator)
    with pytest.raises(DomainError, match="seed is longer"):
        drawing.draw(participant=case.granby, lines=["a"], seed="x" * 65, person=case.coordinator)
    stranger = make_person(Role.COORDINATOR, Organisation.objects.get(key="norrvik"), "stranger")
    with pytest.raises(DomainError, match="Your role"):
        drawing.draw(participant=case.granby, lines=["a"], person=stranger)


def test_list_is_read_from_text_and_csv(case: Case) -> None:
    assert drawing.lines_of(" a \n\nb\r\n") == ["a", "b"]
    assert drawing.read_list(b"1\n2\n3\n", "list.csv") == ["1", "2", "3"]
    with pytest.raises(DomainError):
        drawing.read_list(b"", "list.csv")
