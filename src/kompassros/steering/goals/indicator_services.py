"""Indicators are put under a goal, their targets set and changed by decisions, their values recorded and restated."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from kompassros.methods.direction import Direction
from kompassros.methods.printed_figures import read_outcome
from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError
from kompassros.steering import trail
from kompassros.steering.goals import statuses
from kompassros.steering.goals.contents import IndicatorContent, indicator_content, plain
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition, IndicatorValue, SteeringIndicator
from kompassros.steering.goals.revisions import keep_revision
from kompassros.steering.plans.models import Card
from kompassros.steering.policies import WRITE_CARD
from kompassros.steering.saving import lock_card, refuse_without_decision

LONGEST_FIGURE = 60


@dataclass(frozen=True)
class Figure:
    """A result as somebody enters it: ``printed`` as it stands in its source, "8,3", "> 70", empty for not measured.

    ``broken``: the series begins anew, with the reason in ``note``. ``restated``: its source says that it takes the
    place of an earlier figure, which is not known here. ``around``: what it stands beside in the store.
    """

    printed: str
    preliminary: bool = False
    broken: bool = False
    note: str = ""
    source: str = ""
    restated: bool = False
    around: dict[str, Any] | None = None


@transaction.atomic
def add_indicator(
    *,
    goal: GoalEdition,
    content: IndicatorContent,
    person: Any,
    indicator: SteeringIndicator | None = None,
    catalogue: Any = None,
    decision: str = "",
) -> IndicatorEdition:
    """Put an indicator under a goal: a new one, or this year's edition of one that is known.

    ``catalogue``: the measure whose values it follows. DomainError where the card is agreed in an adopted plan and no
    decision is named, or the indicator stands in the plan already.
    """
    card = _held_card(goal, person)
    refuse_without_decision(card, decision, content.title)
    _check(content)
    if indicator and IndicatorEdition._base_manager.filter(indicator=indicator, plan=card.plan).exists():
        raise DomainError(_("The indicator stands in the plan of %(year)s already.") % {"year": card.plan.year})
    last = IndicatorEdition._base_manager.filter(goal=goal).aggregate(last=Max("position"))["last"]
    identity = indicator or SteeringIndicator.objects.create(owner=card.plan.organisation, catalogue=catalogue)
    edition: IndicatorEdition = IndicatorEdition._base_manager.create(
        indicator=identity,
        goal=goal,
        plan=card.plan,
        organisation=card.organisation,
        position=(last or 0) + 1,
        **content.fields(),
    )
    trail.write_indicator(edition, person, "added", after=plain(content.fields()), why=decision)
    _afterwards(edition, person, decision)
    return edition


def _held_card(goal: GoalEdition, person: Any) -> Card:
    card = Card._base_manager.select_related("organisation", "plan__organisation").get(pk=goal.card_id)
    require(person, WRITE_CARD, card)
    return lock_card(card)


def _check(content: IndicatorContent) -> None:
    if not content.title.strip():
        raise DomainError(_("Say what is measured."))
    if content.direction not in set(Direction):
        raise DomainError(_("Say whether a high value is good, a low one, or neither."))
    if content.measured_in is not None and not 1 <= content.measured_in <= 12:
        raise DomainError(_("The month in which it is measured lies between 1 and 12."))
    if content.frequency < 1:
        raise DomainError(_("It is measured every year, or every second, third … year: give a number from 1 on."))


def _afterwards(edition: IndicatorEdition, person: Any, decision: str) -> None:
    """Compute the status anew and keep the goal as it now stands."""
    statuses.refresh([edition])
    goal = GoalEdition._base_manager.select_related("serves").get(pk=edition.goal_id)
    keep_revision(goal, person=person, decision=decision)


@transaction.atomic
def change_indicator(
    *, edition: IndicatorEdition, content: IndicatorContent, person: Any, decision: str = ""
) -> IndicatorEdition:
    """Change what an indicator is or its target. An adopted target changes by a named decision only.

    Conflict where somebody else has changed the indicator meanwhile.
    """
    card = _held_card(edition.goal, person)
    _check(content)
    before = indicator_content(edition)
    if before.target.fields() != content.target.fields():
        refuse_without_decision(card, decision, edition.title)
    old, new = plain(before.fields()), plain(content.fields())
    claim(edition, **content.fields())
    if old != new:
        trail.write_indicator(edition, person, "changed", before=old, after=new, why=decision)
        _afterwards(edition, person, decision)
    return edition


@transaction.atomic
def record_value(
    *, edition: IndicatorEdition, figure: Figure, person: Any, year: int | None = None, period: str = "", seen: int = 0
) -> IndicatorValue:
    """Record a result of an indicator, for the plan's year unless another is named, or restate the one there is.

    ``seen``: the vintage that the person saw, 0 for none; Conflict where there is a later one. The figure is kept as it
    is printed; what is no number is never computed with. The same figure again is not a restatement.
    """
    card = _held_card(edition.goal, person)
    year = card.plan.year if year is None else year
    latest = _latest(edition, year, period)
    if latest and latest.vintage != seen:
        raise Conflict(
            _("Somebody else has entered a figure in the meantime: %(figure)s.") % {"figure": latest.printed}
        )
    values = _read(figure)
    if latest and all(getattr(latest, name) == value for name, value in values.items()):
        _stand_beside(edition, latest, figure.around, person)
        return latest
    row: IndicatorValue = IndicatorValue._base_manager.create(
        indicator=edition.indicator,
        organisation=card.organisation,
        year=year,
        period=period,
        vintage=(latest.vintage if latest else int(figure.restated)) + 1,
        around=figure.around or _still_around(latest, values),
        entered_by=person,
        entered_at=clock.now(),
        **values,
    )
    told = {"year": year, "period": period, "figure": row.printed, "preliminary": row.preliminary}
    before = {"figure": latest.printed, "preliminary": latest.preliminary} if latest else None
    trail.write_indicator(edition, person, "restated" if row.vintage > 1 else "measured", before=before, after=told)
    _refresh(edition)
    return row


def _refresh(edition: IndicatorEdition) -> None:
    """Compute the status anew in every year that is not closed."""
    later = IndicatorEdition._base_manager.filter(indicator=edition.indicator).select_related("plan")
    statuses.refresh(list(later.exclude(plan__state="closed")))
    edition.refresh_from_db(fields=statuses.COMPUTED)


def _stand_beside(
    edition: IndicatorEdition, latest: IndicatorValue, around: dict[str, Any] | None, person: Any
) -> None:
    """Keep what a figure stands beside by now, where that is another; the figure itself is not restated.

    The indicator has another version then, by which a period that is being closed notices it.
    """
    if around is None or around == latest.around:
        return
    before, latest.around = latest.around, around
    latest.save(update_fields=["around"])
    IndicatorEdition._base_manager.filter(pk=edition.pk).update(version=F("version") + 1)
    edition.refresh_from_db(fields=["version"])
    told = {"year": latest.year, "period": latest.period}
    trail.write_indicator(
        edition, person, "compared", before=told | {"around": before}, after=told | {"around": around}
    )
    _refresh(edition)


def _still_around(latest: IndicatorValue | None, values: dict[str, Any]) -> dict[str, Any] | None:
    """Return what the same figure stood beside, where only its note or source is another."""
    names = ("printed", "preliminary")
    if latest is None or any(getattr(latest, name) != values[name] for name in names):
        return None
    found: dict[str, Any] | None = latest.around
    return found


def _latest(edition: IndicatorEdition, year: int, period: str) -> IndicatorValue | None:
    rows = IndicatorValue._base_manager.filter(indicator=edition.indicator, year=year, period=period)
    found: IndicatorValue | None = rows.order_by("vintage").last()
    return found


def _read(figure: Figure) -> dict[str, Any]:
    printed = figure.printed.strip()
    if len(printed) > LONGEST_FIGURE:
        raise DomainError(_("A figure has at most 60 characters; put what else there is to say into the note."))
    if figure.broken and not figure.note.strip():
        raise DomainError(_("Say in the note why the series begins anew."))
    outcome = read_outcome(printed).outcome
    return {
        "printed": printed,
        "value": _kept(outcome.value) if outcome else None,
        "bound": outcome.bound if outcome else "",
        "preliminary": figure.preliminary,
        "broken": figure.broken,
        "note": figure.note.strip(),
        "source": figure.source.strip(),
    }


def _kept(value: Decimal | None) -> Decimal | None:
    if value is not None and abs(value) >= Decimal(10) ** 12:
        raise DomainError(_("The figure is too large to be kept: give it in thousands or millions."))
    return value


def carry_indicators(old: GoalEdition, new: GoalEdition, person: Any) -> None:
    """Put the indicators of a goal of another year under its edition of this one."""
    rows = IndicatorEdition._base_manager.filter(goal=old).select_related("indicator")
    known = set(IndicatorEdition._base_manager.filter(plan=new.plan).values_list("indicator", flat=True))
    for one in rows:
        if one.indicator_id not in known:
            add_indicator(goal=new, content=indicator_content(one), person=person, indicator=one.indicator)
