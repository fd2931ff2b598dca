"""The tables of the working pages: sets to work on, and the measures of a set with what is written of them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.indicators.measure_words import GROUP_SIGNS, GROUPS_BY_RULE, NO_TREND, TURNS, place_text
from kompassros.indicators.notes.queries import ANALYSIS, FURTHER, Question, SetOfYear
from kompassros.indicators.results import words
from kompassros.indicators.results.choosing import nearest_to_the_end
from kompassros.indicators.results.content import MeasureResult, ResultsReport
from kompassros.methods.quarters import Group
from kompassros.methods.rounding import as_written
from kompassros.organisations.models import Organisation
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import format_list, format_number
from kompassros.web.tables import Table

_GROUPS = list(Group)
_ANSWERS = {question.value for question in (*ANALYSIS, *FURTHER)}


def sets_table(organisation: Organisation, found: Iterable[SetOfYear]) -> Table:
    """List the sets and years, each with how many of its measures something is written about."""
    columns = (
        Column("set", _("Set of measures")),
        Column("year", _("Year"), "number"),
        Column("written", _("Measures written about this year"), "number"),
        Column("all", _("Known measures"), "number"),
    )
    rows = [
        Row(
            {
                "set": Cell(one.measure_set.title),
                "year": Cell(one.year, str(one.year)),
                "written": Cell(one.written),
                "all": Cell(one.size),
            },
            reverse("notes:set", args=[organisation.key, one.measure_set.key, one.year]),
        )
        for one in found
    ]
    return Table("sets", _("Sets and years"), columns, rows, empty_text=_("No set of measures is known here."))


def measures_table(
    report: ResultsReport, organisation: Organisation, results: Sequence[MeasureResult], *, caption: str, name: str
) -> Table:
    """List measures with value, place, group, change, and what is written of them."""
    columns = (
        Column("measure", _("Measure")),
        Column("value", _("Value"), "number"),
        Column("group", _("Group"), "tag"),
        Column("place", _("Place"), "number"),
        Column("change", _("Since the measurement before")),
        Column("comment", _("Comment"), "tag"),
        Column("answers", _("Questions answered"), "number"),
    )
    rows = [Row(_cells(report, one), measure_href(organisation, report, one)) for one in results]
    return Table(name, caption, columns, rows, filtered=False, empty_text=_("No measure is in this group."))


def measure_href(organisation: Organisation, report: ResultsReport, one: MeasureResult) -> str:
    """Return the address of the page on which a measure is written about."""
    return reverse("notes:measure", args=[organisation.key, report.measure_set.key, report.year, one.indicator.code])


def worst_first(results: Sequence[MeasureResult]) -> list[MeasureResult]:
    """Return measures with what stands nearest to the worst end first, those without a place last."""
    return sorted(results, key=nearest_to_the_end)


def _cells(report: ResultsReport, one: MeasureResult) -> dict[str, Cell]:
    return {
        "measure": Cell(one.title),
        "value": _value(report, one),
        "group": _group(report, one),
        "place": Cell(one.ranks.rank_best, place_text(one.ranks.rank_best, one.cell.n))
        if one.ranks and one.cell
        else Cell(None, _("no place")),
        "change": _change(one),
        "comment": _comment(report, one),
        "answers": _answers(report, one),
    }


def _value(report: ResultsReport, one: MeasureResult) -> Cell:
    said = words.value_said(one, report, between=" ")
    return Cell(None, said) if one.number is None else Cell(as_written(one.number), said)


def _group(report: ResultsReport, one: MeasureResult) -> Cell:
    if one.group is None:
        return Cell(None, _("no group"), note=words.why_no_group(one, report.setting) or None, tone="unmeasured")
    said = GROUPS_BY_RULE[report.setting.rule][one.group]
    return Cell(str(said), sort=_GROUPS.index(one.group), tone=GROUP_SIGNS[one.group])


def _change(one: MeasureResult) -> Cell:
    if one.change and one.change.turn:
        return Cell(str(TURNS[one.change.turn]))
    reason = one.change.reason if one.change else None
    return Cell(None, NO_TREND[reason] if reason else _("no value to follow"))


def _comment(report: ResultsReport, one: MeasureResult) -> Cell:
    found = next((note for note in one.notes if note.question == Question.COMMENT), None)
    if found is None:
        awaited = one.group is Group.WORST
        return Cell(_("awaits a comment") if awaited else _("none"), tone="warning" if awaited else "neutral")
    return Cell(_("public") if found.public else _("not public"), tone="success" if found.public else "info")


def _answers(report: ResultsReport, one: MeasureResult) -> Cell:
    answers = [note for note in one.notes if note.question in _ANSWERS]
    said = _("%(count)s of %(all)s") % {"count": format_number(len(answers)), "all": format_number(len(_ANSWERS))}
    carried = Counter(note.year for note in answers if note.year != report.year)
    told = [
        _("%(count)s from %(year)s") % {"count": format_number(count), "year": year}
        for year, count in sorted(carried.items())
    ]
    return Cell(len(answers), said, note=format_list(told) if told else None)
