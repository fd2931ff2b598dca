"""Granby's steering, made up: Gausdal's model, the council's card, a committee, three areas, eight units, two years."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import yaml
from django.db import transaction
from django.utils import translation

from kompassros.methods.targets import Comparison, Target, TargetKind
from kompassros.organisations import services as organisations
from kompassros.organisations.demo import OWN, add_account
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.demo import Loader, register
from kompassros.records.packaged import packaged
from kompassros.steering.activities.demo_activities import load_activities
from kompassros.steering.budget.demo_budget import load_budget
from kompassros.steering.goals.carrying import carry_over
from kompassros.steering.goals.contents import GoalContent, IndicatorContent, TargetContent
from kompassros.steering.goals.indicator_services import Figure, add_indicator, record_value
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition
from kompassros.steering.goals.services import add_goal
from kompassros.steering.importing import demo as published  # noqa: F401
from kompassros.steering.periods.demo_periods import load_periods
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.services import Talk, add_card, adopt_plan, agree_card, keep_talk, make_plan
from kompassros.steering.wheel.services import take_template

SOURCE = "Påhittade siffror för demonstration"
FILE, WHEEL = "demo-goals.yaml", "plain-swedish"


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(packaged("kompassros.steering", FILE))
    return content


@transaction.atomic
def load_steering() -> int:
    """Add Granby's bodies, its plans of last year and this year, and their figures, once."""
    granby = Organisation.objects.filter(key=OWN, made_up=True).first()
    if granby is None or SteeringPlan._base_manager.filter(organisation=granby).exists():
        return 0
    with translation.override("sv"):
        bodies = list(_bodies(granby))
        year = clock.today().year
        last = _plan(granby, year - 1, bodies)
        _goals(last)
        _agree(last)
        this = _plan(granby, year, bodies)
        for card in _cards(this):
            carry_over(card=card, previous=last, person=None)
        adopt_plan(plan=last, decision=f"KF {year - 2}-11-24 § 118 (påhittat)", on=date(year - 2, 11, 24), person=None)
        _agree(this)
        adopt_plan(plan=this, decision=f"KF {year - 1}-11-23 § 121 (påhittat)", on=date(year - 1, 11, 23), person=None)
        _figures(this)
        load_activities(this)
        load_budget(last, this)
        load_periods(last, this)
        take_template(organisation=granby, year=year, template=WHEEL, person=None)
    return 2


def _bodies(granby: Organisation) -> Iterator[Organisation]:
    """Yield the planning areas with their units; the unit that was there before moves below its area.

    A committee stands between an area and the municipality; Gausdal's model has no card for it.
    """
    for area, units in _content()["areas"].items():
        above = _body(Organisation.Kind.DEPARTMENT, area, _above(area, granby))
        yield above
        for name in units:
            known = Organisation.objects.filter(parent=granby, kind=Organisation.Kind.UNIT, name=name).first()
            unit = _moved(known, above) if known else _body(Organisation.Kind.UNIT, name, above)
            if name in _content()["managers"]:
                manager, address = _content()["managers"][name]
                add_account(manager, Role.UNIT_MANAGER, unit, address=address)
            yield unit


def _above(area: str, granby: Organisation) -> Organisation:
    """Return what an area answers to: its committee, made with a secretary and a member, or the municipality."""
    name = _content()["committees"].get(area)
    if name is None:
        return granby
    committee = _body(Organisation.Kind.COMMITTEE, name, granby)
    add_account("Signe Sekreterare", Role.UNIT_MANAGER, committee, address="committee.secretary")
    add_account("Mona Ledamot", Role.POLITICIAN, committee, address="committee.member")
    return committee


def _body(kind: str, name: str, parent: Organisation) -> Organisation:
    periods = [organisations.NamePeriod(name)]
    return organisations.add_organisation(kind=kind, country="SE", periods=periods, parent=parent, made_up=True)


def _moved(unit: Organisation, above: Organisation) -> Organisation:
    """Set a demo unit below its planning area."""
    unit.parent, unit.path = above, f"{above.path}{unit.pk}/"
    unit.save(update_fields=["parent", "path"])
    return unit


def _plan(granby: Organisation, year: int, bodies: list[Organisation]) -> SteeringPlan:
    vision = "Granby ska vara en kommun där man vill bo hela livet. (Påhittad vision)"
    plan = make_plan(
        organisation=granby, year=year, structure="gausdal", vision=vision, source=SOURCE, made_up=True, person=None
    )
    for body in bodies:
        add_card(plan=plan, organisation=body, person=None)
    return plan


def _cards(plan: SteeringPlan) -> list[Card]:
    rows = Card._base_manager.filter(plan=plan).select_related("organisation__parent", "plan__organisation")
    return list(rows.order_by("organisation__path"))


def _goals(plan: SteeringPlan) -> None:
    """Set the goals of last year's plan: the council's, and the units' that serve them."""
    cards = _cards(plan)
    council = {wanted["perspective"]: _set(cards[0], wanted, None) for wanted in _content()["council"]}
    for card in cards:
        if card.organisation.kind == Organisation.Kind.DEPARTMENT:
            for wanted in _content()["area"]:
                _set(card, wanted, council[wanted["perspective"]])
    units = [card for card in cards if card.organisation.kind == Organisation.Kind.UNIT]
    for card, shift in zip(units, _content()["shifts"], strict=True):
        for wanted in _content()["units"]:
            _set(card, wanted, council[wanted["perspective"]], Decimal(shift))


def _set(card: Card, wanted: dict[str, Any], above: GoalEdition | None, shift: Decimal = Decimal(0)) -> GoalEdition:
    content = GoalContent(wanted["goal"], perspective=wanted["perspective"], serves=above)
    goal = add_goal(card=card, content=content, person=None)
    comparison = Comparison.AT_LEAST if wanted["direction"] == "high" else Comparison.AT_MOST
    target = Target(TargetKind.LEVEL, comparison, Decimal(wanted["target"]), None, Decimal(wanted["acceptable"]))
    indicator = IndicatorContent(
        wanted["indicator"],
        unit=wanted["unit"],
        direction=wanted["direction"],
        source=SOURCE,
        target=TargetContent("", target),
    )
    edition = add_indicator(goal=goal, content=indicator, person=None)
    record_value(edition=edition, figure=Figure(_shifted(wanted["figures"][0], shift), source=SOURCE), person=None)
    return goal


def _shifted(printed: str, shift: Decimal) -> str:
    """Return a made-up figure moved a little, as it would be printed; an empty one stays empty."""
    if not printed or not shift:
        return printed
    return format(Decimal(printed.replace(",", ".")) + shift, "f").replace(".", ",")


def _agree(plan: SteeringPlan) -> None:
    talk = Talk(date(plan.year, 1, 15), "Påhittat samtal: målen är realistiska.")
    for card in _cards(plan):
        if card.organisation_id != plan.organisation_id:
            keep_talk(card=card, talk=talk, person=None)
            agree_card(card=card, person=None)


def _figures(plan: SteeringPlan) -> None:
    """Enter this year's made-up figures; what was not measured stays without."""
    parts = ("council", "area", "units")
    wanted = {(each["goal"], each["indicator"]): each for part in parts for each in _content()[part]}
    units = sorted({each.organisation_id for each in _cards(plan) if each.organisation.kind == Organisation.Kind.UNIT})
    shifts = dict(zip(units, map(Decimal, _content()["shifts"]), strict=True))
    for edition in IndicatorEdition._base_manager.filter(plan=plan).select_related("goal", "indicator", "plan"):
        each = wanted[edition.goal.title, edition.title]
        printed = _shifted(each["figures"][1], shifts.get(edition.organisation_id, Decimal(0)))
        if printed:
            figure = Figure(printed, preliminary=each.get("preliminary", False), source=SOURCE)
            record_value(edition=edition, figure=figure, person=None)


register(Loader("made-up steering", 95, True, load_steering))
