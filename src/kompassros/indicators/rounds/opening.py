"""A round is planned and changed: its days, what is asked for and how the values are checked.

The days and the limits that are suggested are our own choice: sources tell only that own data come in by about the end
of October and that the report is there in January.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kompassros.indicators.models import Measure, MeasureSet
from kompassros.indicators.rounds import trail
from kompassros.indicators.rounds.models import SIGN_OFF_ROLES, AskedMeasure, CollectionRound, OwnData, SampleDraw
from kompassros.indicators.rounds.policies import MANAGE_ROUND, OPEN_ROUNDS
from kompassros.indicators.rounds.saving import lock_round
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.organisations.saving import claim, require
from kompassros.records.errors import DomainError

OWN_SURVEY = "Egen undersökning"
LARGEST_CHANGE = 25
_FROM_ZERO = ("dag", "kr", "antal", "person", "timm", "minut", "kg")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TAKEN = ("new",)
_YEARS_IN_KEY, _YEARS_IN_TITLE = re.compile(r"(-\d{2,4})+$"), re.compile(r"\s*\(?(19|20)\d\d(\s*[-–/]\s*\d{2,4})?\)?")


@dataclass(frozen=True)
class Settings:
    """What of a round can be changed until it is closed: its title, its days, who signs off."""

    title: str
    sign_up_until: date
    collect_from: date
    collect_until: date
    contacts_until: date | None = None
    sign_off_role: str = Role.COORDINATOR


@dataclass(frozen=True)
class Plan:
    """A round that is to be opened. ``measures``: what is asked for, None for what is suggested.

    made_up: whether it is a trial, in which made-up municipalities take part and no others.
    """

    key: str
    owner: Organisation
    measure_set: MeasureSet
    year: int
    settings: Settings
    made_up: bool = False
    measures: tuple[Measure, ...] | None = None


@dataclass(frozen=True)
class Limits:
    """How the values of one measure are asked for and checked; the fields of ``AskedMeasure``."""

    least: Decimal | None = None
    most: Decimal | None = None
    largest_change: int | None = LARGEST_CHANGE
    fraction: bool = False
    guidance: str = ""
    contacts: str = AskedMeasure.Contacts.NONE


def suggested_settings(measure_set: MeasureSet, year: int) -> Settings:
    """Return the title and the days that a round of a set and year begins with (own choice)."""
    plain = _YEARS_IN_TITLE.sub("", measure_set.title).strip() or measure_set.title
    return Settings(
        title=f"{plain} {year}",
        sign_up_until=date(year, 8, 31),
        contacts_until=date(year, 10, 15),
        collect_from=date(year, 9, 1),
        collect_until=date(year, 10, 30),
    )


def suggested_key(measure_set: MeasureSet, year: int) -> str:
    """Return the address that a round of a set and year begins with, such as kkik-2026."""
    return f"{_YEARS_IN_KEY.sub('', measure_set.key) or 'round'}-{year}"


def suggested_measures(measure_set: MeasureSet) -> list[Measure]:
    """Return the measures that the municipalities count themselves, by the source of their indicators."""
    return [one for one in askable(measure_set) if one.indicator and one.indicator.source.startswith(OWN_SURVEY)]


def askable(measure_set: MeasureSet) -> list[Measure]:
    """Return the measures of a set that can be asked for: those whose indicator is in the catalogue."""
    found = Measure.objects.filter(measure_set=measure_set, indicator__isnull=False).select_related("indicator")
    return list(found.order_by("position"))


def suggested_limits(measure: Measure) -> Limits:
    """Return what the values of a measure are checked by, read off its unit (own choice).

    Per cent lie between 0 and 100; days, kronor, hours and numbers are never below 0; an index has no limits.
    """
    indicator = measure.indicator
    unit = (indicator.unit if indicator else "").casefold()
    fraction = bool(unit == "%" and indicator and indicator.numerator and indicator.denominator)
    if unit == "%":
        return Limits(least=Decimal(0), most=Decimal(100), fraction=fraction)
    return Limits(least=Decimal(0) if unit.startswith(_FROM_ZERO) else None)


@transaction.atomic
def open_round(*, plan: Plan, person: Any) -> CollectionRound:
    """Store a planned round with the measures that are asked for. DomainError where something of it does not fit."""
    require(person, OPEN_ROUNDS, plan.owner)
    _check_plan(plan)
    _check_settings(plan.settings)
    measures = suggested_measures(plan.measure_set) if plan.measures is None else plan.measures
    content = _fields(plan.settings) | {
        name: getattr(plan, name) for name in ("key", "owner", "measure_set", "year", "made_up")
    }
    try:
        with transaction.atomic():
            one = CollectionRound.objects.create(**content)
    except IntegrityError as error:
        raise DomainError(_taken(plan.key)) from error
    _add_measures(one, measures)
    after = {"measure_set": plan.measure_set.title, "year": plan.year, "asked": _codes(measures)}
    trail.write_round(one, person, "opened", after=_told(plan.settings) | after)
    return one


def _check_plan(plan: Plan) -> None:
    if plan.owner.kind != Organisation.Kind.COUNTRY:
        raise DomainError(_("A round belongs to a country."))
    if len(plan.key) > 60 or not _KEY.fullmatch(plan.key) or plan.key in _TAKEN:
        raise DomainError(
            _("“%(key)s” cannot be the address of a round. Use small letters, figures and hyphens, such as kkik-2026.")
            % {"key": plan.key}
        )
    if not 1999 <= plan.year <= 2999:
        raise DomainError(_("Give a year between 1999 and 2999."))
    if CollectionRound.objects.filter(key=plan.key).exists():
        raise DomainError(_taken(plan.key))
    if plan.measures is not None:
        _check_measures(plan.measures, plan.measure_set)


def _taken(key: str) -> str:
    return _("There is a round with the address “%(key)s” already. Choose another.") % {"key": key}


def _check_measures(measures: Iterable[Measure], measure_set: MeasureSet) -> None:
    for measure in measures:
        if measure.measure_set_id != measure_set.pk:
            raise DomainError(_("“%(measure)s” is not in the set of the round.") % {"measure": measure.title})
        if measure.indicator_id is None:
            raise DomainError(
                _("“%(measure)s” is not in the catalogue of indicators, so that its values could not be stored.")
                % {"measure": measure.title or measure.code}
            )


def _check_settings(settings: Settings) -> None:
    """Refuse days that are not in order, and a role that cannot sign off."""
    if not settings.title.strip():
        raise DomainError(_("Give the round a title."))
    if settings.collect_from < settings.sign_up_until:
        raise DomainError(_("Data can be handed in from the last day of sign-up on, not before it."))
    if settings.collect_until < settings.collect_from:
        raise DomainError(_("The last day for data must not be before the first."))
    if settings.sign_off_role not in SIGN_OFF_ROLES:
        raise DomainError(_("Choose who signs off: coordinator, respondent or unit manager."))


def _fields(settings: Settings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in Settings.__dataclass_fields__}


def settings_of(one: CollectionRound) -> Settings:
    """Return what of a round can be changed, as it is now."""
    return Settings(**{name: getattr(one, name) for name in Settings.__dataclass_fields__})


def _told(settings: Settings) -> dict[str, Any]:
    """Return what the history keeps of the settings: days as texts."""
    values = _fields(settings)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


@transaction.atomic
def change_round(*, one: CollectionRound, settings: Settings, person: Any) -> CollectionRound:
    """Change title, days or role of a round that is not closed. Conflict where somebody else has meanwhile."""
    require(person, MANAGE_ROUND, one)
    held = lock_round(one)
    _check_settings(settings)
    before = _told(settings_of(held))
    claim(one, **_fields(settings))
    if before != _told(settings):
        trail.write_round(one, person, "changed", before=before, after=_told(settings))
    return one


@transaction.atomic
def choose_measures(*, one: CollectionRound, measures: Sequence[Measure], person: Any) -> CollectionRound:
    """Let these measures be asked for and no others. DomainError for one taken away that somebody has answered."""
    require(person, MANAGE_ROUND, one)
    held = lock_round(one)
    _check_measures(measures, held.measure_set)
    before = list(held.asked.select_related("measure"))
    wanted = {measure.pk for measure in measures}
    gone = [asked for asked in before if asked.measure_id not in wanted]
    _refuse_answered(gone)
    claim(one)
    AskedMeasure.objects.filter(pk__in=[asked.pk for asked in gone]).delete()
    known = {asked.measure_id for asked in before}
    _add_measures(held, [measure for measure in measures if measure.pk not in known])
    told = (_codes(asked.measure for asked in before), _codes(measures))
    if set(told[0]) != set(told[1]):
        trail.write_round(one, person, "measures_chosen", before={"asked": told[0]}, after={"asked": told[1]})
    return one


def _codes(measures: Iterable[Measure]) -> list[str]:
    return [measure.code or measure.title for measure in sorted(measures, key=lambda one: one.position)]


def _refuse_answered(gone: Sequence[AskedMeasure]) -> None:
    for asked in gone:
        used = any(rows._base_manager.filter(asked=asked).exists() for rows in (OwnData, SampleDraw))
        if used:
            raise DomainError(
                _("“%(measure)s” stays: municipalities have handed in data for it already.")
                % {"measure": asked.measure.title}
            )


def _add_measures(one: CollectionRound, measures: Iterable[Measure]) -> None:
    rows = [
        AskedMeasure(round=one, measure=measure, position=measure.position, **asdict(suggested_limits(measure)))
        for measure in measures
    ]
    AskedMeasure.objects.bulk_create(rows)


@transaction.atomic
def change_asked(*, asked: AskedMeasure, limits: Limits, person: Any) -> AskedMeasure:
    """Change how a measure is asked for and checked. Conflict where somebody else has meanwhile."""
    one = asked.round
    require(person, MANAGE_ROUND, one)
    lock_round(one)
    if limits.least is not None and limits.most is not None and limits.most < limits.least:
        raise DomainError(_("The highest value must not be below the lowest."))
    _refuse_second_figure(asked, limits.contacts)
    before = {name: getattr(asked, name) for name in Limits.__dataclass_fields__}
    claim(asked, **asdict(limits))
    if before != asdict(limits):
        told = [{name: _plain(value) for name, value in values.items()} for values in (before, asdict(limits))]
        trail.write_asked(asked, person, "changed", before=told[0], after=told[1])
    return asked


def _refuse_second_figure(asked: AskedMeasure, figure: str) -> None:
    """Refuse to take one figure of the test contacts for two measures."""
    others = asked.round.asked.exclude(pk=asked.pk).filter(contacts=figure)
    other = others.select_related("measure").first() if figure else None
    if other is not None:
        raise DomainError(
            _("This figure of the test contacts is used for “%(measure)s” already.") % {"measure": other.measure.title}
        )


def _plain(value: Any) -> Any:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value
