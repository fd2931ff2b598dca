"""Everything that an edition of a period holds, read in bulk: the number of queries does not depend on the cards."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Max, Sum

from kompassros.methods.shares import share_out
from kompassros.methods.targets import RULE_VERSION, Attainment
from kompassros.organisations.models import Grant, Organisation
from kompassros.steering.activities.models import Activity
from kompassros.steering.budget.frozen import money_content
from kompassros.steering.budget.queries import count_money, with_money
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition, IndicatorValue, Verdict
from kompassros.steering.goals.statuses import Series, columns, compute
from kompassros.steering.periods.frozen_period import Json, shares_content, written
from kompassros.steering.periods.models import CardReport, ReportingPeriod, ReportLine
from kompassros.steering.plans.models import Card
from kompassros.steering.plans.queries import lines_up, sum_up
from kompassros.steering.policies import MANAGERS

Report = Callable[[int, int], None]
Grouped = Mapping[int | str, list[Json]]
_TEXTS = ("title", "purpose", "definition", "source", "unit", "direction", "baseline", "responsible", "note")
_NUMBERS = ("decimals", "measured_in", "frequency")


def gather(period: ReportingPeriod, report: Report = lambda done, total: None) -> Json:
    """Return the content of an edition: the cards that report, in the order of the tree, with all that stands on them.

    report: is told how many of the cards are done. The texts of reports that nobody signed are left out, for only
    those of the body and above read them; that they were not signed is kept.
    """
    material = _read(period)
    cards = []
    for number, card in enumerate(material.cards, 1):
        cards.append(_card(card, material))
        report(number, len(material.cards))
    _share(material, cards)
    return {"plan": _plan(period), "period": _period(period), "rule": RULE_VERSION, "cards": cards}


def marks(period: ReportingPeriod) -> tuple[Any, ...]:
    """Return numbers that differ as soon as anything that an edition holds was changed; eight queries."""
    plan = period.plan_id
    versioned = (
        Card._base_manager.filter(plan=plan),
        GoalEdition._base_manager.filter(plan=plan),
        IndicatorEdition._base_manager.filter(plan=plan),
        Activity._base_manager.filter(plan=plan),
        CardReport._base_manager.filter(period=period),
    )
    found: list[Any] = [rows.order_by().aggregate(Count("pk"), Sum("version")) for rows in versioned]
    figures = IndicatorValue._base_manager.filter(indicator__owner=period.organisation_id)
    verdicts = Verdict._base_manager.filter(goal__plan=plan)
    found += [rows.order_by().aggregate(Count("pk"), Max("pk")) for rows in (figures, verdicts)]
    return (*(tuple(sorted(each.items())) for each in found), count_money(period.plan_id))


@dataclass(frozen=True)
class _Material:
    """What was read. ``cards``: parents first; ``up``: each with those above it; reports and goals by card.

    ``activities``: by the id of their goal, or, for those of no goal, by the key of the body.
    """

    cards: list[Card]
    up: Mapping[int, list[Card]]
    reports: Mapping[int, Json]
    goals: Mapping[int, list[Json]]
    activities: Grouped
    money: Mapping[int, Json]


def _read(period: ReportingPeriod) -> _Material:
    related = ("card__organisation", "sent_by", "signed_by", "stand_in")
    asked = CardReport._base_manager.filter(period=period).select_related(*related)
    reports = list(with_money(asked, "card", period.plan.year, period.key))
    rows = [one.card for one in reports]
    up = lines_up(rows)
    cards = sorted(rows, key=lambda card: [(each.organisation.sort_sv, each.pk) for each in up[card.pk]])
    activities = _activities(period)
    goals = _goals(period, _verdicts(period), activities)
    money = {one.card_id: money_content(one, period.plan.year) for one in reports}
    return _Material(cards, up, _reports(period, reports), goals, activities, money)


def _plan(period: ReportingPeriod) -> Json:
    plan = period.plan
    return {
        "municipality": _body(plan.organisation),
        "year": plan.year,
        "vision": plan.vision,
        "structure": plan.structure,
        "decision": plan.decision,
        "adopted_on": _day(plan.adopted_on),
        "source": plan.source,
        "made_up": plan.made_up,
    }


def _period(period: ReportingPeriod) -> Json:
    days = {"data_on": _day(period.data_on), "due_on": _day(period.due_on)}
    return {"key": period.key, "title": period.title, **days}


def _body(organisation: Organisation) -> Json:
    return {"key": organisation.key, "name": organisation.name, "kind": organisation.kind}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _card(card: Card, material: _Material) -> Json:
    up = material.up[card.pk]
    return {
        "body": _body(card.organisation),
        "above": up[-2].organisation.key if len(up) > 1 else None,
        "level": card.level,
        "purpose": card.purpose,
        "report": material.reports[card.pk],
        "goals": material.goals.get(card.pk, []),
        "activities": material.activities.get(card.organisation.key, []),
        **material.money[card.pk],
    }


def _share(material: _Material, contents: list[Json]) -> None:
    """Add to each card the shares of its own indicators, and those with all bodies below."""
    pairs = list(zip(material.cards, contents, strict=True))
    own = {card.pk: share_out(statuses_of(content)) for card, content in pairs}
    together = sum_up(material.cards, own, dict(material.up))
    for card, content in pairs:
        content["shares"] = {"own": shares_content(own[card.pk]), "all": shares_content(together[card.pk])}


def statuses_of(content: Json) -> Iterable[Attainment]:
    """Yield the statuses of a card's indicators, but not of goals that were withdrawn."""
    for goal in content["goals"]:
        if goal["withdrawn_on"] is None:
            for indicator in goal["indicators"]:
                yield Attainment(indicator["status"]["attainment"])


def _goals(
    period: ReportingPeriod, verdicts: Mapping[tuple[int, int | None], list[Json]], activities: Grouped
) -> dict[int, list[Json]]:
    indicators = _indicators(period, verdicts)
    rows = GoalEdition._base_manager.filter(plan=period.plan_id)
    rows = rows.annotate(uid=F("goal__uid"), above=F("serves__goal__uid"), above_title=F("serves__title"))
    found: dict[int, list[Json]] = defaultdict(list)
    for row in rows.order_by("position", "pk"):
        found[row.card_id].append(
            {
                "uid": str(row.uid),
                "title": row.title,
                "description": row.description,
                "perspective": row.perspective,
                "responsible": row.responsible,
                "serves": {"uid": str(row.above), "title": row.above_title} if row.above else None,
                "withdrawn_on": _day(row.withdrawn_on),
                "indicators": indicators[row.pk],
                "verdicts": verdicts.get((row.pk, None), []),
                "activities": activities.get(row.pk, []),
            }
        )
    return found


def _indicators(
    period: ReportingPeriod, verdicts: Mapping[tuple[int, int | None], list[Json]]
) -> dict[int, list[Json]]:
    year, series = period.plan.year, _series(period)
    rows = IndicatorEdition._base_manager.filter(plan=period.plan_id).annotate(uid=F("indicator__uid"))
    found: dict[int, list[Json]] = defaultdict(list)
    nothing = Series({})
    for row in rows.order_by("position", "pk").iterator(chunk_size=2000):
        values = series.get(row.indicator_id, nothing)
        attained = columns(compute(row, values, year))
        found[row.goal_id].append(
            {
                "uid": str(row.uid),
                **{name: getattr(row, name) for name in (*_TEXTS, *_NUMBERS)},
                "target": _target(row),
                "value": _value(values.values.get(year)),
                "before": _value(values.values.get(year - row.frequency)),
                "status": attained | {"compared": written(attained["compared"])},
                "verdicts": verdicts.get((row.goal_id, row.pk), []),
            }
        )
    return found


def _target(row: IndicatorEdition) -> Json:
    numbers = {name: written(getattr(row, name)) for name in ("low", "high", "acceptable")}
    return {"text": row.target_text, "kind": row.target_kind, "comparison": row.comparison, **numbers}


def _series(period: ReportingPeriod) -> dict[int, Series]:
    """Return the figures of a period of all indicators of the municipality, the latest vintage of each."""
    rows = IndicatorValue._base_manager.filter(indicator__owner=period.organisation_id, period=period.key)
    found: dict[int, dict[int, IndicatorValue]] = defaultdict(dict)
    for row in rows.filter(year__lte=period.plan.year).order_by("vintage").iterator(chunk_size=2000):
        found[row.indicator_id][row.year] = row
    return {key: Series(values) for key, values in found.items()}


def _value(row: IndicatorValue | None) -> Json | None:
    if row is None:
        return None
    plain = ("year", "printed", "bound", "preliminary", "broken", "note", "source", "vintage")
    beside = {"around": row.around} if row.around else {}
    return {name: getattr(row, name) for name in plain} | {"value": written(row.value)} | beside


def _verdicts(period: ReportingPeriod) -> dict[tuple[int, int | None], list[Json]]:
    """Return the verdict and the forecast that hold, by goal and indicator."""
    latest: dict[tuple[int, int | None, bool], Verdict] = {}
    for row in Verdict._base_manager.filter(goal__plan=period.plan_id).select_related("by").order_by("at", "pk"):
        latest[row.goal_id, row.indicator_id, row.forecast] = row
    found: dict[tuple[int, int | None], list[Json]] = defaultdict(list)
    for (goal, indicator, forecast), row in latest.items():
        told = {"forecast": forecast, "attainment": row.attainment, "reasons": row.reasons}
        found[goal, indicator].append(told | {"by": str(row.by or ""), "at": _moment(row.at)})
    return found


def _activities(period: ReportingPeriod) -> Grouped:
    rows = Activity._base_manager.filter(plan=period.plan_id).annotate(body=F("organisation__key"))
    found: dict[int | str, list[Json]] = defaultdict(list)
    for row in rows.order_by("deadline", "pk"):
        plain = {name: getattr(row, name) for name in ("title", "owner", "status", "body")}
        days = {"deadline": _day(row.deadline), "ended_on": _day(row.ended_on)}
        found[row.goal_id or row.body].append(plain | days | {"cost": written(row.cost)})
    return found


def _reports(period: ReportingPeriod, reports: Iterable[CardReport]) -> dict[int, Json]:
    lines, offices = _lines(period), _offices(period)
    return {one.card_id: _report(one, lines.get(one.pk, []), offices) for one in reports}


def _report(one: CardReport, lines: list[Json], offices: Mapping[int, list[Grant]]) -> Json:
    signed = one.state == CardReport.State.SIGNED
    return {
        "state": one.state,
        "text": one.text if signed else "",
        "lines": lines if signed else [],
        "sent": _signature(one.sent_by, one.sent_at, one.card, offices),
        "signed": _signature(one.signed_by, one.signed_at, one.card, offices),
        "decision": one.decision,
    }


def _lines(period: ReportingPeriod) -> dict[int, list[Json]]:
    rows = ReportLine._base_manager.filter(report__period=period).annotate(
        uid=F("goal__goal__uid"), title=F("goal__title"), stands=F("goal__card"), told_on=F("report__card")
    )
    found: dict[int, list[Json]] = defaultdict(list)
    for row in rows.order_by("goal__position", "pk"):
        told = {"attainment": row.attainment, "reasons": row.reasons, "text": row.text}
        if any(told.values()):
            # A goal that a reorganisation put on another card is named by the signed report that still speaks of it.
            told |= {} if row.stands == row.told_on else {"title": row.title}
            found[row.report_id].append({"goal": str(row.uid), **told})
    return found


def _offices(period: ReportingPeriod) -> dict[int, list[Grant]]:
    """Return the grants of those who sent and signed, by person, the nearest to the units first."""
    signers = CardReport._base_manager.filter(period=period)
    people = [signers.exclude(**{name: None}).values(name) for name in ("sent_by", "signed_by")]
    rows = Grant.objects.filter(role__in=MANAGERS).select_related("organisation")
    found: dict[int, list[Grant]] = defaultdict(list)
    for grant in rows.filter(person__in=people[0].union(people[1])).order_by("-organisation__path", "role"):
        found[grant.person_id].append(grant)
    return found


def _signature(person: Any, at: datetime | None, card: Card, offices: Mapping[int, list[Grant]]) -> Json | None:
    """Return who signed by name and office: the role that covered the body on that day, and where it was held.

    Where the body was moved since, none covers it any more: the only role that the person had on that day is told.
    """
    if at is None:
        return None
    held = [each for each in offices.get(getattr(person, "pk", 0), []) if _held_on(each, at.date())]
    covering = [each for each in held if (card.organisation.path or "").startswith(each.organisation.path or "-")]
    grant = next(iter(covering), held[0] if len(held) == 1 else None)
    office = {"role": grant.role, "at": grant.organisation.name} if grant else None
    return {"name": str(person or ""), "office": office, "at": _moment(at)}


def _held_on(grant: Grant, day: date) -> bool:
    return grant.valid_from <= day and (grant.valid_to is None or day <= grant.valid_to)


def _moment(at: datetime) -> str:
    return at.isoformat()
