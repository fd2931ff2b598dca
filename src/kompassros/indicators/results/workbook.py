"""A results report as a workbook for people and as JSON for programs: every figure as a number."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from kompassros.documents.workbooks import Sheet, Value, write_workbook
from kompassros.indicators.measure_words import DIRECTIONS, value_text
from kompassros.indicators.results import words
from kompassros.indicators.results.arrows import arrow_of, arrow_said, arrow_sentences, has_arrows
from kompassros.indicators.results.content import MeasureResult, ResultsReport
from kompassros.indicators.results.report import title_of
from kompassros.indicators.results.sources import source_lines, years_said
from kompassros.indicators.results.tables import MEASUREMENTS
from kompassros.methods.rounding import as_written
from kompassros.methods.trend import Change, Dated, ThreePeriods
from kompassros.statistics.values import Status
from kompassros.web.formats import format_date


def results_workbook(report: ResultsReport) -> bytes:
    """Return an XLSX file: results, a row a measure; what the municipality says, where it says anything; about."""
    said = (_said(report),) if report.has_notes else ()
    return write_workbook((_results(report), *said, _about(report)), title=title_of(report))


def _said(report: ResultsReport) -> Sheet:
    heads = (_("Area"), _("Code"), _("Measure"), _("Question"), _("Written in"), _("Text"))
    rows = [
        (
            *(words.area_name(area.name), one.indicator.code, one.title),
            *(words.note_label(note, report.year), note.year, note.text),
        )
        for area in report.areas
        for one in area.results
        for note in one.notes
    ]
    return Sheet(_("What the municipality says"), heads, rows)


def _results(report: ResultsReport) -> Sheet:
    arrows = has_arrows(report)
    rows = [
        (*_row(one, report, area.name), *([arrow_said(one)] if arrows else []))
        for area in report.areas
        for one in area.results
    ]
    return Sheet(_("Results"), (*_columns(), *([_("Arrow")] if arrows else [])), rows)


def _columns() -> tuple[str, ...]:
    measurements = [
        head % {"number": number}
        for number in range(1, MEASUREMENTS + 1)
        for head in (_("Measurement %(number)s, year"), _("Measurement %(number)s"))
    ]
    return (
        *(_("Area"), _("Code"), _("Measure"), _("Unit"), _("Direction"), _("Year"), _("Value"), _("Shown as")),
        *(_("Mean"), _("Worst"), _("Best"), _("With a value"), _("Place"), _("Group")),
        *measurements,
        *(_("Change"), _("Change in words"), _("Over three measurements")),
        *(_("Place among similar"), _("Similar with a value"), _("How large the groups are")),
    )


def _row(one: MeasureResult, report: ResultsReport, area: str) -> tuple[Value, ...]:
    cell, similar = one.cell, one.similar
    levels = (cell.mean if cell else None, one.worst, one.best)
    return (
        *(words.area_name(area), one.indicator.code, one.title, one.indicator.unit),
        *(str(DIRECTIONS[one.direction]), one.period, _number(one.number), _status_said(one)),
        *(_number(level) for level in levels),
        cell.n if cell else 0,
        one.ranks.rank_best if one.ranks else None,
        words.group_said(one, report.setting),
        *_points(one.trend),
        *(
            _difference(one.change),
            words.change_said(one.change, one.indicator, between=" "),
            words.trend_said(one.trend),
        ),
        *((similar.place, similar.of) if similar else (None, None)),
        words.sizes_said(one, report.setting),
    )


def _number(value: float | None) -> Decimal | None:
    return None if value is None else as_written(value)


def _status_said(one: MeasureResult) -> str:
    """Return the value as it is shown, so that a cell without a number says why."""
    said = value_text(one.value, one.indicator)
    preliminary = one.value is not None and one.value.status == Status.PRELIMINARY
    return f"{said} ({_('preliminary')})" if preliminary else said


def _points(trend: ThreePeriods | None) -> tuple[Value, ...]:
    points: tuple[Dated, ...] = trend.points if trend else ()
    found: list[Value] = [part for point in points for part in (point.period, _number(point.value))]
    return (*found, *([None] * (2 * MEASUREMENTS - len(found))))


def _difference(change: Change | None) -> Decimal | None:
    return _exact(change.difference) if change and change.difference is not None else None


def _exact(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _about(report: ResultsReport) -> Sheet:
    facts = [
        (_("Unit"), f"{report.unit.name} ({report.unit.code})"),
        (_("Set of measures"), report.measure_set.title),
        (_("Year"), str(report.year)),
        (_("Made on"), format_date(report.day)),
        (_("In short"), words.first_sentence(report)),
    ]
    rules = [*arrow_sentences(report), *words.rule_sentences(report.setting)]
    notes = [*words.cautions(report), *rules, years_said(report)]
    facts += [(_("Source"), line) for line in source_lines(report)]
    facts += [(_("Not in the catalogue"), f"{one.code} {one.title}".strip()) for one in report.unknown]
    return Sheet(_("About"), (_("What"), _("Value")), [*facts, *((_("Note"), text) for text in notes)])


def results_json(report: ResultsReport) -> bytes:
    """Return the report for programs: the names are English, numbers as they are stored, null where there is none."""
    of_set, setting, arrows = report.measure_set, report.setting, has_arrows(report)
    told = {
        "unit": {"country": report.unit.country, "code": report.unit.code, "name": report.unit.name},
        "set": {
            "key": of_set.key,
            "title": of_set.title,
            "complete": of_set.complete,
            "source": of_set.source,
            "signs": of_set.signs,
        },
        "year": report.year,
        "day": report.day.isoformat(),
        "made_up": report.made_up,
        "sign_rule": {"rule": setting.rule, "least_n": setting.minimum, "band": float(setting.band)},
        "results": [_told(one) | {"arrow": arrow_of(one) if arrows else None} for one in report.results],
        "unknown": [{"code": one.code, "title": one.title, "area": one.area} for one in report.unknown],
        "datasets": [
            {"key": one.key, "title": one.title, "source": one.source, "licence": one.licence}
            for one in report.datasets
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _told(one: MeasureResult) -> dict[str, Any]:
    cell = one.cell
    return {
        "code": one.indicator.code,
        "title": one.title,
        "area": one.measure.area,
        "unit": one.indicator.unit,
        "decimals": one.indicator.decimals,
        "direction": one.direction,
        "direction_basis": one.indicator.direction_basis,
        "year": one.period,
        "value": one.value.value if one.value else None,
        "status": Status(one.value.status if one.value else Status.MISSING).name.lower(),
        "n": cell.n if cell else 0,
        "mean": cell.mean if cell else None,
        "worst": one.worst,
        "best": one.best,
        "place": one.ranks.rank_best if one.ranks else None,
        "group": one.group,
        "groups": None if one.sizes is None else {str(group): size for group, size in one.sizes.items()},
        "no_groups": one.no_groups,
        "change": _change_told(one.change),
        "trend": _trend_told(one.trend),
        "similar": {"place": one.similar.place, "of": one.similar.of} if one.similar else None,
        "notes": [{"question": note.question, "year": note.year, "text": note.text} for note in one.notes],
    }


def _change_told(change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    difference = None if change.difference is None else float(change.difference)
    return {"turn": change.turn, "difference": difference, "reason": change.reason}


def _trend_told(trend: ThreePeriods | None) -> dict[str, Any] | None:
    if trend is None:
        return None
    points = [{"year": point.period, "value": point.value} for point in trend.points]
    return {"trend": trend.trend, "reason": trend.reason, "points": points}
