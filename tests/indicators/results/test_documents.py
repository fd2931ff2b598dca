"""Every figure of every document is that of the report: the files are opened again and compared with it."""

import json
import re

import pytest
from django.utils.translation import override

from kompassros.documents.checks import check
from kompassros.documents.deck_checks import check_deck
from kompassros.documents.fitting import fitted
from kompassros.indicators.results.content import MeasureResult, ResultsReport
from kompassros.indicators.results.files import BY_KEY, FIGURES, KINDS, REPORT, SLIDES, SUMMARY
from kompassros.indicators.results.report import results_report
from kompassros.indicators.results.slides import results_slides
from kompassros.indicators.results.summary import residents_page
from kompassros.methods.quarters import Group, SignRule, SignSetting
from kompassros.methods.trend import Turn
from kompassros.statistics.values import Status
from tests.evaluations.reports import opened
from tests.indicators.results.made_reports import figure, in_order, levels, made_report, points, with_result

READERS = {"docx": opened.docx_tables, "odt": opened.odt_tables, "html": opened.html_tables}
STANDING, CHANGES = 6, 5
"""Columns of the two tables of an area."""
ON_SLIDES = 5


def rows_of(tables: list[opened.Rows], columns: int, names: list[str]) -> opened.Rows:
    """Return the rows of measures of all tables of so many columns."""
    rows = [row for table in tables for row in table[1:] if len(table[0]) == columns]
    return [row for row in rows if any(row[0].startswith(name) for name in names)]


def titles(report: ResultsReport) -> list[str]:
    return [opened.plain(one.title) for one in in_order(report)]


def assert_standing(row: list[str], one: MeasureResult, language: str) -> None:
    assert row[0].startswith(opened.plain(one.title))
    assert row[2:5] == levels(one, language)
    if one.number is not None:
        assert row[1].startswith(figure(one.number, one.indicator.decimals, language))
    of = {"en": "of", "sv": "av"}[language]
    assert one.cell is not None
    place = f"{one.ranks.rank_best} {of} {one.cell.n}" if one.ranks else rf".*\b{one.cell.n}"
    assert re.match(rf"{place}(?!\d)", row[5])


def assert_changes(row: list[str], one: MeasureResult, language: str) -> None:
    assert row[0].startswith(opened.plain(one.title))
    for shown, expected in zip(row[1:4], points(one, language), strict=False):
        assert expected is None or shown.startswith(expected)
    if one.change and one.change.difference is not None:
        sign = "+" if one.change.difference > 0 else ""
        assert row[4].startswith(f"{sign}{figure(one.change.difference, one.indicator.decimals, language)} ")


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("ending", READERS)
def test_report_has_every_figure_of_every_measure(report: ResultsReport, ending: str, language: str) -> None:
    with override(language):
        tables = READERS[ending](REPORT.formats[ending](report))
    standing, changes = (rows_of(tables, columns, titles(report)) for columns in (STANDING, CHANGES))
    assert len(in_order(report)) == 40
    for row, one in zip(standing, in_order(report), strict=True):
        assert_standing(row, one, language)
    for row, one in zip(changes, in_order(report), strict=True):
        assert_changes(row, one, language)


def test_slides_have_every_figure_of_every_measure(report: ResultsReport) -> None:
    rows = rows_of(opened.pptx_tables(SLIDES.formats["pptx"](report)), ON_SLIDES, titles(report))
    for row, one in zip(rows, in_order(report), strict=True):
        assert one.cell is not None
        assert row[0].startswith(opened.plain(one.title))
        assert row[2] == levels(one)[0]
        shown = {Group.BEST: "▲", Group.MIDDLE: "■", Group.WORST: "▼", None: "○"}[one.group]
        own = "" if one.number is None else f" {figure(one.number, one.indicator.decimals)}"
        assert row[1].startswith(f"{shown}{own}")
        place = f"{one.ranks.rank_best} of {one.cell.n}" if one.ranks else f"no place, of {one.cell.n}"
        assert row[3] == place
        if one.change and one.change.difference is not None:
            sign = "+" if one.change.difference > 0 else ""
            assert row[4].startswith(f"{sign}{figure(one.change.difference, one.indicator.decimals)} ")


@pytest.mark.parametrize("code", [f"M{number:03}" for number in range(1, 290, 96)])
@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_slides_of_forty_measures_are_about_a_dozen(db: None, code: str, language: str) -> None:
    with override(language):
        deck = results_slides(made_report(code))
        assert 10 <= len(deck.slides) + 1 <= 16
        assert len(fitted(deck)) == len(deck.slides)


def test_slide_of_changes_names_values_of_measures_that_moved(report: ResultsReport) -> None:
    tables = opened.pptx_tables(SLIDES.formats["pptx"](report))
    (table,) = [table for table in tables if table[0][1:3] == ["Before", "Now"]]
    moved = {opened.plain(one.title): one for turn in (Turn.BETTER, Turn.WORSE) for one in report.turned(turn)}
    assert len(table) == 7
    for row in table[1:]:
        one = next(one for title, one in moved.items() if row[0].startswith(title))
        assert one.change is not None
        for shown, point in zip(row[1:3], one.change.points, strict=True):
            assert point.value is not None
            assert shown == f"{figure(point.value, one.indicator.decimals)} ({point.period})"


def test_pdf_has_every_figure_of_every_measure_in_order(report: ResultsReport) -> None:
    text = opened.pdf_text(REPORT.formats["pdf"](report))
    for area in report.areas:
        at = text.index(f"{area.name}: where the measures stand")
        for one in area.results:
            own = [] if one.number is None else [figure(one.number, one.indicator.decimals)]
            for part in [*own, " ".join(levels(one))]:
                at = text.index(part, at) + len(part)
        at = text.index(f"{area.name}: three measurements", at)
        for one in area.results:
            for part in filter(None, points(one)):
                at = text.index(part, at) + len(part)


def test_workbook_has_every_figure_as_a_number(report: ResultsReport) -> None:
    rows = opened.sheet_rows(FIGURES.formats["xlsx"](report), "Results")
    for row, one in zip(rows, in_order(report), strict=True):
        assert one.cell is not None
        assert (row[1], row[2]) == (one.indicator.code, one.title)
        assert (row[5], row[6]) == (one.period, one.number)
        assert row[8:12] == (pytest.approx(one.cell.mean, rel=1e-14), one.worst, one.best, one.cell.n)
        assert row[12] == (one.ranks.rank_best if one.ranks else None)
        trend = one.trend.points if one.trend else ()
        assert [part for part in row[14:20] if part is not None] == [
            part for point in trend for part in point if part is not None
        ]
        difference = one.change.difference if one.change else None
        assert row[20] == (None if difference is None else pytest.approx(float(difference), abs=1e-12))


def test_json_has_every_figure_as_it_is_stored(report: ResultsReport) -> None:
    told = json.loads(FIGURES.formats["json"](report))
    assert (told["unit"]["code"], told["year"], told["made_up"]) == (report.unit.code, report.year, True)
    for row, one in zip(told["results"], report.results, strict=True):
        assert one.cell is not None
        assert (row["value"], row["mean"], row["n"]) == (
            one.value.value if one.value else None,
            one.cell.mean,
            one.cell.n,
        )
        assert (row["worst"], row["best"]) == (one.worst, one.best)
        assert (row["group"], row["place"]) == (one.group, one.ranks.rank_best if one.ranks else None)
        assert [(point["year"], point["value"]) for point in row["trend"]["points"]] == list(
            one.trend.points if one.trend else ()
        )


def test_summary_counts_groups_and_changes(report: ResultsReport) -> None:
    text = opened.docx_text(REPORT.formats["docx"](report))
    counts = {group: sum(one.group is group for one in report.results) for group in (Group.BEST, Group.WORST)}
    assert f"of 40 measures, {counts[Group.BEST]} are among the best quarter" in text
    assert f"{counts[Group.WORST]} are among the worst quarter" in text
    for turn, words in ((Turn.BETTER, "Better than before"), (Turn.WORSE, "Worse than before")):
        assert f"{words}: {len(report.turned(turn))}" in text


def test_residents_page_is_one_page_with_best_and_worst(report: ResultsReport) -> None:
    content = SUMMARY.formats["pdf"](report)
    assert len(opened.pdf(content).pages) == 1
    text = opened.pdf_text(content)
    for area in report.areas:
        placed = [
            (one.ranks.rank_best, one.cell.n)
            for one in area.results
            if one.group is Group.BEST and one.ranks and one.cell
        ]
        best, of = min(placed, key=lambda one: one[0] / one[1])
        assert f"place {best} of {of}" in text


@pytest.mark.parametrize("code", [f"M{number:03}" for number in range(1, 290, 48)])
@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_residents_page_is_one_page_for_every_municipality(db: None, code: str, language: str) -> None:
    with override(language):
        assert len(opened.pdf(SUMMARY.formats["pdf"](made_report(code))).pages) == 1


@pytest.mark.parametrize("rule", SignRule)
@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_documents_are_in_order_by_every_rule(db: None, language: str, rule: SignRule) -> None:
    report = made_report(setting=SignSetting(rule))
    with override(language):
        check(results_report(report))
        check(residents_page(report))
        check_deck(results_slides(report))


def test_pictures_have_alternative_texts_that_say_the_counts(report: ResultsReport) -> None:
    (said,) = opened.docx_alternatives(REPORT.formats["docx"](report))
    for area in report.areas:
        best, worst = (sum(one.group is group for one in area.results) for group in (Group.BEST, Group.WORST))
        assert f"{area.name}: {best} against {worst}" in said
    assert opened.pptx_alternatives(SLIDES.formats["pptx"](report)) == [said]


def test_sources_rule_and_look_back_are_told(report: ResultsReport) -> None:
    text = opened.docx_text(REPORT.formats["docx"](report))
    for one in report.datasets:
        assert f"{one.title}, {one.source}, {one.licence}" in text
    assert report.measure_set.source in text
    assert "at most a quarter of the number with a value" in text
    assert "is our own choice: no source states a rule" in text
    assert "3 years before" in text
    assert "Own choice: a cost is good or bad only beside what is got for it." in text
    assert "made-up demo data" in opened.pdf_text(REPORT.formats["pdf"](report))


def test_municipality_without_values_has_documents_that_say_so(db: None) -> None:
    report = made_report(year=2010)
    assert report.measured == 0
    text = opened.docx_text(REPORT.formats["docx"](report))
    assert "no measure of the set has a value in 2010" in text
    rows = rows_of(opened.docx_tables(REPORT.formats["docx"](report)), STANDING, titles(report))
    assert {row[1] for row in rows} == {"value missing"}
    assert len(opened.pdf(SUMMARY.formats["pdf"](report)).pages) == 1
    check_deck(results_slides(report))


@pytest.mark.parametrize(
    ("status", "said"), [(Status.MISSING, "value missing"), (Status.SUPPRESSED, "not shown, for secrecy")]
)
def test_value_that_is_not_there_is_said_in_the_report(report: ResultsReport, status: Status, said: str) -> None:
    value = next(one for one in report.results if one.group).value
    assert value is not None
    only, _one = with_result(report, value=value._replace(value=None, status=status), group=None, ranks=None)
    (row,) = rows_of(opened.html_tables(REPORT.formats["html"](only)), STANDING, titles(only))
    assert row[1] == said


def test_kinds_have_keys_formats_and_names_of_files(report: ResultsReport) -> None:
    assert {key: tuple(kind.formats) for key, kind in BY_KEY.items()} == {
        "report": ("pdf", "docx", "odt", "html"),
        "slides": ("pptx", "pdf"),
        "summary": ("pdf", "docx", "odt", "html"),
        "figures": ("xlsx", "json"),
    }
    assert KINDS[0].file_name(report, "pdf", "sv") == "m007-kkik-2024-2024-report-sv.pdf"
