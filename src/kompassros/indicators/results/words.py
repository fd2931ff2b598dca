"""How a results report is said: a measure's value, place, group and change, and what they rest on."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kompassros.indicators.measure_words import (
    GROUP_SIGNS,
    GROUPS_BY_RULE,
    INEQUALITIES,
    NO_TREND,
    TRENDS,
    TURNS,
    number_text,
    place_text,
    value_text,
)
from kompassros.indicators.models import Indicator, Measure, MeasureNote
from kompassros.indicators.notes.queries import Note
from kompassros.indicators.results.content import MeasureResult, ResultsReport
from kompassros.methods.direction import Direction
from kompassros.methods.quarters import Group, NoGroups, SignRule, SignSetting
from kompassros.methods.trend import Change, Dated, NoTrend, ThreePeriods
from kompassros.statistics.values import Status
from kompassros.web.cells import Sign
from kompassros.web.formats import format_list, format_number

NO_BREAK = "\N{NO-BREAK SPACE}"
MADE_UP = gettext_lazy("made-up demo data")
SHAPES: Mapping[Sign, str] = {"better": "▲", "middle": "■", "worse": "▼", "unmeasured": "○"}
_SHORT_UNIT, _LONG_UNIT = 3, 8
"""A short unit stands on the line of its number, a long one below the measure's name. Own choice."""
_RULES: Mapping[SignRule, str | Promise] = {
    SignRule.QUARTERS: gettext_lazy(
        "A measure is among the best quarter when the place, counted from the best end, is at most a quarter of the "
        "number with a value; among the worst quarter when that holds from the worst end; else in the middle half."
    ),
    SignRule.FOURTHS: gettext_lazy(
        "The measures are in four equal groups by place: a group ends where the place passes a quarter, a half and "
        "three quarters of the number with a value."
    ),
    SignRule.AGAINST_MEAN: gettext_lazy(
        "A measure is near the mean when it differs from it by at most %(band)s per cent of the mean; beyond that it "
        "is better or worse than the mean."
    ),
}

_SIZES: Mapping[SignRule, Mapping[Group, str | Promise]] = {
    SignRule.QUARTERS: {
        Group.BEST: gettext_lazy("%(count)s best"),
        Group.MIDDLE: gettext_lazy("%(count)s middle"),
        Group.WORST: gettext_lazy("%(count)s worst"),
    },
    SignRule.FOURTHS: {
        Group.BEST: gettext_lazy("%(count)s best"),
        Group.BETTER_MIDDLE: gettext_lazy("%(count)s second best"),
        Group.MIDDLE: gettext_lazy("%(count)s middle"),
        Group.WORSE_MIDDLE: gettext_lazy("%(count)s second worst"),
        Group.WORST: gettext_lazy("%(count)s worst"),
    },
    SignRule.AGAINST_MEAN: {
        Group.BEST: gettext_lazy("%(count)s better"),
        Group.MIDDLE: gettext_lazy("%(count)s near the mean"),
        Group.WORST: gettext_lazy("%(count)s worse"),
    },
}


def area_name(name: str) -> str:
    """Return what an area is called; measures without one have a name too."""
    return name or _("Other measures")


def group_text(group: Group | None, setting: SignSetting) -> str:
    """Return a group as shape and words; the shape is the same as on the pages."""
    if group is None:
        return f"{SHAPES['unmeasured']} {_('no group')}"
    return f"{SHAPES[GROUP_SIGNS[group]]} {GROUPS_BY_RULE[setting.rule][group]}"


def group_said(one: MeasureResult, setting: SignSetting) -> str:
    """Return a measure's group, or that it has none and why."""
    if one.group:
        return group_text(one.group, setting)
    reason = why_no_group(one, setting)
    return f"{group_text(None, setting)}: {reason}" if reason else group_text(None, setting)


def why_no_group(one: MeasureResult, setting: SignSetting) -> str:
    """Return why a measure has no group, empty where there is nothing to say."""
    if one.number is None:
        return _("no value to compare")
    if one.direction is Direction.NONE:
        return _("neither end is good in itself")
    if one.no_groups is NoGroups.TOO_FEW:
        return _("fewer than %(least)s have a value") % {"least": format_number(setting.minimum)}
    if one.no_groups:
        return _("too many share one value")
    return _("preliminary value") if one.value and one.value.status == Status.PRELIMINARY else ""


def sizes_said(one: MeasureResult, setting: SignSetting) -> str:
    """Return how large a measure's groups are ("73 best, 145 middle, 72 worst"), empty where it has none."""
    names = _SIZES[setting.rule]
    return ", ".join(str(names[group]) % {"count": format_number(size)} for group, size in (one.sizes or {}).items())


def measure_said(one: MeasureResult) -> str:
    """Return a measure's name for a table, below it a unit too long to stand beside a number; once if it names it."""
    unit = one.indicator.unit
    return f"{one.title}\n({unit})" if len(unit) > _LONG_UNIT and unit not in one.title else one.title


def value_said(one: MeasureResult, report: ResultsReport, *, between: str = "\n") -> str:
    """Return the own value with its unit, its year where that is not the report's, and whether it is preliminary.

    ``between`` a line break is for a table, where a long unit stands below the measure's name.
    """
    if one.period is None or one.value is None:
        return value_text(None, one.indicator)
    number = value_text(one.value, one.indicator)
    if one.number is not None or one.value.status in INEQUALITIES:
        number = _beside_unit(number, one.indicator, between)
    marks = [str(one.period)] if one.period != report.year else []
    marks += [_("preliminary")] if one.value.status == Status.PRELIMINARY else []
    return between.join([number, *([f"({', '.join(marks)})"] if marks else [])])


def _beside_unit(number: str, indicator: Indicator, between: str) -> str:
    length = len(indicator.unit)
    if not length or (between == "\n" and length > _LONG_UNIT):
        return number
    return f"{number}{between if length > _SHORT_UNIT else NO_BREAK}{indicator.unit}"


def level_said(value: float | None, indicator: Indicator) -> str:
    """Return a mean, best or worst value, or that nobody has one."""
    return _("nobody has one") if value is None else number_text(value, indicator)


def place_said(one: MeasureResult) -> str:
    """Return "3 of 290"; without a place how many have a value."""
    of = one.cell.n if one.cell else 0
    if one.ranks:
        return place_text(one.ranks.rank_best, of)
    return _("no place, of %(of)s") % {"of": format_number(of)}


def point_said(point: Dated, one: MeasureResult, year: int) -> str:
    """Return the value of one measurement, with its year where that is not ``year``."""
    if point.value is not None:
        said = number_text(point.value, one.indicator)
    elif point.period == one.period:
        said = value_text(one.value, one.indicator)
    else:
        said = _("no value")
    return said if point.period == year else f"{said}\n({point.period})"


def change_said(found: Change | None, indicator: Indicator, *, between: str = "\n") -> str:
    """Return by how much a value changed and whether that is better, or why nobody can say."""
    if found is None or found.turn is None or found.difference is None:
        return str(NO_TREND[found.reason if found and found.reason else NoTrend.NO_VALUE])
    return f"{difference_text(found.difference, indicator)}{between}{TURNS[found.turn]}"


def difference_text(difference: Fraction, indicator: Indicator) -> str:
    """Return a difference with its sign and the measure's decimals."""
    exact = Decimal(difference.numerator) / Decimal(difference.denominator)
    return ("+" if exact > 0 else "") + format_number(exact, decimals=indicator.decimals)


def changes_said(one: MeasureResult) -> str:
    """Return the change and, on a line below, what became of three measurements; the same reason is said once."""
    said = (change_said(one.change, one.indicator, between=" "), trend_said(one.trend))
    return "\n".join(dict.fromkeys(said))


def trend_said(found: ThreePeriods | None) -> str:
    """Return what became of a value over three measurements, or why nobody can say."""
    if found is None or found.trend is None:
        return str(NO_TREND[found.reason if found and found.reason else NoTrend.NO_VALUE])
    return str(TRENDS[found.trend])


def groups_in_order(report: ResultsReport) -> list[Group | None]:
    """Return the groups that the report's rule can give or has given, the best first, None last."""
    always = GROUPS_BY_RULE[report.setting.rule]
    if report.setting.rule is SignRule.FOURTHS:
        always = {
            group: words for group, words in always.items() if group is not Group.MIDDLE or group in report.groups
        }
    return [*(group for group in Group if group in always), None]


def first_sentence(report: ResultsReport) -> str:
    """Say in one sentence how many measures are in each group."""
    if not report.measured:
        return _(
            "For %(unit)s no measure of the set has a value in %(year)s or the years before that are looked at."
        ) % {
            "unit": report.unit.name,
            "year": report.year,
        }
    return _("%(unit)s in %(year)s: of %(count)s measures, %(groups)s.") % {
        "unit": report.unit.name,
        "year": report.year,
        "count": format_number(len(report.results)),
        "groups": format_list(_counted(report)),
    }


def _counted(report: ResultsReport) -> Iterable[str]:
    for group in groups_in_order(report):
        count = report.groups.get(group, 0)
        if group is None and count:
            yield ngettext("%(count)s has no group", "%(count)s have no group", count) % {"count": format_number(count)}
        elif group is not None:
            yield ngettext("%(count)s is %(group)s", "%(count)s are %(group)s", count) % {
                "count": format_number(count),
                "group": GROUPS_BY_RULE[report.setting.rule][group],
            }


def cautions(report: ResultsReport) -> list[str]:
    """Say what a reader must know first: made-up values, a list that is not complete, measures nobody knows."""
    told = [_("The values are made up. They are here to show what a report looks like.")] if report.made_up else []
    if report.level:
        told.append(_("Only measures for %(whom)s are told of.") % {"whom": Measure.Level(report.level).label})
    if not report.measure_set.complete:
        told.append(_("The list of this set is not complete: it had more measures than are known here."))
    if report.unknown:
        told.append(
            ngettext(
                "%(count)s measure of the set is not in the catalogue, so nothing can be said of it.",
                "%(count)s measures of the set are not in the catalogue, so nothing can be said of them.",
                len(report.unknown),
            )
            % {"count": format_number(len(report.unknown))}
        )
    return told


def rule_sentences(setting: SignSetting) -> list[str]:
    """Say how groups are formed, and what of it is an own choice."""
    names = {"band": format_number(Decimal(setting.band.numerator * 100) / setting.band.denominator)}
    return [
        str(_RULES[setting.rule]) % names if setting.rule is SignRule.AGAINST_MEAN else str(_RULES[setting.rule]),
        _(
            "Equal values share a place. There are no groups where fewer than %(least)s have a value, where more than "
            "a third share one value at the end of a group, for preliminary values, nor where neither end is good in "
            "itself."
        )
        % {"least": format_number(setting.minimum)},
        _("How ties, small numbers and preliminary values are counted is our own choice: no source states a rule."),
        _("A group tells where a value stands beside the others, not whether it is good or bad."),
    ]


def notes_said(one: MeasureResult, report: ResultsReport) -> list[tuple[str, str]]:
    """Return what the municipality says of a measure: (question, and the year of an earlier answer; the text)."""
    return [(note_label(note, report.year), note.text) for note in one.notes]


def note_label(note: Note, year: int) -> str:
    """Return to which question a text is, and from which year where that is an earlier one."""
    question = str(MeasureNote.Question(note.question).label)
    if note.year == year:
        return question
    return _("%(question)s (from %(year)s)") % {"question": question, "year": note.year}


def comment_of(one: MeasureResult) -> str:
    """Return the comment on the year's value, empty where there is none."""
    return next((note.text for note in one.notes if note.question == MeasureNote.Question.COMMENT), "")
