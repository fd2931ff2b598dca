"""The tables of a published report: a municipality's reports, the chapters, and the figures of one."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.methods.targets import Attainment
from kompassros.portal.annual.addresses import chapter_address, report_address
from kompassros.portal.annual.chapters import Chapter
from kompassros.portal.annual.reading import PublicReport
from kompassros.steering.goals.said import say_shares
from kompassros.steering.goals.tables import attainment_cell
from kompassros.steering.periods.documents import said_of
from kompassros.steering.periods.frozen_period import FrozenGoal, FrozenIndicator
from kompassros.steering.writing.documents import own_shares
from kompassros.steering.writing.pictures import earlier, figure_with_unit
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.tables import Table


def reports_table(reports: Sequence[PublicReport], name: str) -> Table:
    """Return the published reports of a municipality."""
    return Table(
        "annual-reports",
        _("Published reports"),
        (
            Column("report", _("Report")),
            Column("year", _("Year"), "number"),
            Column("period", pgettext("reporting", "Period")),
            Column("published", _("Published"), "date"),
        ),
        [
            Row(
                {
                    "report": Cell(one.title),
                    "year": Cell(one.year, str(one.year)),
                    "period": Cell(one.period),
                    "published": Cell(one.published_at),
                },
                report_address(one),
            )
            for one in reports
        ],
        empty_text=_(
            "%(name)s has published no report here yet. Its annual report will stand here in short chapters, with"
            " figures and targets, when the municipality publishes it."
        )
        % {"name": name},
    )


def chapters_table(report: PublicReport, chapters: Sequence[Chapter], comments: Mapping[UUID, int]) -> Table:
    """Return the chapters of a report with what became of their targets, and how many comments each has."""
    columns = (
        Column("chapter", _("Chapter"), sort=False),
        Column("all", _("Targets"), "number"),
        Column("shares", _("What became of them"), sort=False, prose=True),
        Column("comments", _("Comments"), "number"),
    )
    rows = []
    for chapter in chapters:
        shares, none = chapter.shares or own_shares(chapter), Cell(None, _("none"))
        cells = {
            "chapter": Cell(chapter.heading),
            "all": Cell(shares.total) if shares.total else none,
            "shares": Cell(say_shares(shares)) if shares.total else Cell(None, _("no targets")),
            "comments": Cell(comments.get(chapter.key, 0)),
        }
        rows.append(Row(cells, chapter_address(report, chapter.key)))
    return Table("chapters", _("Chapters"), columns, rows, empty_text=_("The report has no chapter."), filtered=False)


def figures_table(chapter: Chapter, year: int) -> Table:
    """Return the goals of a chapter with their indicators; a goal without any has a line of its own."""
    return Table(
        "figures",
        _("Goals and figures"),
        (
            Column("goal", pgettext("steering", "Goal"), prose=True),
            Column("indicator", pgettext("steering", "Indicator"), prose=True),
            Column("before", _("Before")),
            Column("this", str(year)),
            Column("target", _("Target")),
            Column("status", _("Attainment"), "tag"),
            Column("source", _("Source")),
        ),
        [row for goal in chapter.goals for row in _goal_rows(goal)],
        empty_text=_("The chapter has no goal with figures."),
        filtered=False,
    )


def _goal_rows(goal: FrozenGoal) -> list[Row]:
    if not goal.indicators:
        none = Cell(None, _("none"))
        cells = dict.fromkeys(("before", "this", "target", "source"), none)
        cells |= {"goal": Cell(goal.title), "indicator": Cell(None, _("no indicator yet"))}
        return [Row(cells | {"status": attainment_cell(Attainment.NOT_MEASURED)})]
    return [_row(goal, one) for one in goal.indicators]


def _row(goal: FrozenGoal, one: FrozenIndicator) -> Row:
    before, source = one.content["before"], one.value["source"] if one.value else ""
    return Row(
        {
            "goal": Cell(goal.title),
            "indicator": Cell(one.title, note=one.content["definition"] or None),
            "before": _figure(earlier(one), str(before["year"]) if before else ""),
            "this": _figure(one, ""),
            "target": Cell(said_of(one)[2]),
            "status": attainment_cell(one.attainment, one.content["status"]["reason"]),
            "source": Cell(source) if source else Cell(None, _("not stated")),
        }
    )


def _figure(one: FrozenIndicator, year: str) -> Cell:
    said, flags = figure_with_unit(one), said_of(one)[1]
    note = "; ".join(filter(None, [year, flags])) or None
    return Cell(said, note=note) if one.printed else Cell(None, said, note=note)
