"""One made-up round for trying out: data are being handed in, Granby has begun, Norrvik is only signed up."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.utils import translation

from kompassros.indicators.models import MeasureSet
from kompassros.indicators.rounds import calendar, opening, taking_part, trail
from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound, OwnData, Participant
from kompassros.indicators.rounds.saving import State
from kompassros.organisations.demo import OTHER, OWN, demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.demo import Loader, register

KEY, SET = "demo", "kkik-2024"
_LONG, _MONTH = timedelta(days=60), timedelta(days=30)
# Value, how many of how many, what is said of it; all made up. The last is a share where per cent are asked for.
_HANDED_IN = (
    ("U00811", Decimal(24), None, "Påhittat: medianen av 48 bygglov."),
    ("U31402", Decimal("9.5"), None, "Påhittat."),
    ("U31462", Decimal("0.82"), (Decimal(82), Decimal(100)), "Påhittat: en andel, där procent efterfrågas."),
)


def load_round() -> int:
    """Add the round once; nobody is told of it."""
    measure_set = MeasureSet.objects.filter(key=SET).first()
    own, other = (Organisation.objects.filter(key=key, made_up=True).first() for key in (OWN, OTHER))
    if measure_set is None or own is None or other is None or CollectionRound.objects.filter(key=KEY).exists():
        return 0
    one = _open(measure_set, Organisation.objects.get(kind=Organisation.Kind.COUNTRY, country="SE"))
    granby = taking_part.sign_up(one=one, organisation=own, contacts=True, person=None)
    taking_part.sign_up(one=one, organisation=other, contacts=False, person=None)
    _move_on(one, State.COLLECTING)
    _hand_in(one, granby)
    return 1


def _open(measure_set: MeasureSet, owner: Organisation) -> CollectionRound:
    today = clock.today()
    settings = replace(
        opening.suggested_settings(measure_set, today.year),
        title="KKiK, demo",
        sign_up_until=today,
        collect_from=today,
        collect_until=today + _MONTH,
        contacts_until=today + _LONG,
    )
    one = opening.open_round(
        plan=opening.Plan(KEY, owner, measure_set, today.year, settings, made_up=True), person=None
    )
    with translation.override("sv"):
        calendar.plan_usual(one=one, person=None)
    _move_on(one, State.SIGN_UP)
    return one


def _move_on(one: CollectionRound, to: State) -> None:
    """Move the round without telling the coordinators, whose notices are not the demo's to fill."""
    before, one.state = one.state, to
    one.save(update_fields=["state"])
    trail.write_round(one, None, "moved", before={"state": before}, after={"state": str(to)})


def _hand_in(one: CollectionRound, participant: Participant) -> None:
    """Store what Granby has handed in so far; a check stops one of its values."""
    person = Person.objects.filter(email=demo_address(Role.RESPONDENT)).first()
    for code, value, fraction, comment in _HANDED_IN:
        asked = AskedMeasure.objects.filter(round=one, measure__code=code).first()
        if asked is None:
            continue
        numerator, denominator = fraction or (None, None)
        OwnData._base_manager.create(
            participant=participant,
            organisation=participant.organisation,
            asked=asked,
            value=value,
            numerator=numerator,
            denominator=denominator,
            method=OwnData.Method.REGISTER,
            comment=comment,
            entered_by=person,
            entered_at=clock.now(),
        )


register(Loader("made-up round", 90, True, load_round))
