"""The arrows of Öppna jämförelser on results: the rule applied anew, and the same on page, report and workbook."""

import io
import json
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from kompassros.documents.blocks import Heading, Table
from kompassros.documents.deck_checks import check_deck
from kompassros.documents.lettering import settable
from kompassros.indicators.models import Measure, MeasureSet
from kompassros.indicators.results.arrows import SHAPES, arrow_of, arrow_said, arrow_sentences
from kompassros.indicators.results.content import MeasureResult, ResultsReport
from kompassros.indicators.results.files import FIGURES, SLIDES, SUMMARY
from kompassros.indicators.results.report import results_report
from kompassros.indicators.results.slides import results_slides
from kompassros.indicators.results.workbook import results_workbook
from kompassros.methods.arrows import Arrow
from kompassros.methods.direction import Direction
from tests.evaluations.reports import opened
from tests.indicators.results.made_reports import CODE, SET, YEAR, in_order, made_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> ResultsReport:
    MeasureSet.objects.filter(key=SET).update(signs=MeasureSet.Signs.ARROWS)
    return made_report()


def _expected(one: MeasureResult) -> Arrow | None:
    """Return the arrow by the printed steps, counted without the code under test."""
    if one.change is None or one.change.turn is None or one.indicator.unit != "%":
        return None
    before, after = (Decimal(repr(point.value)) for point in one.change.points)
    moved = round(after - before, 1)
    good = -moved if one.direction is Direction.LOW else moved
    if abs(good) < 3:
        return Arrow.LEVEL
    if abs(good) < 10:
        return Arrow.SLANTING_UP if good > 0 else Arrow.SLANTING_DOWN
    return Arrow.UP if good > 0 else Arrow.DOWN


def test_arrows_equal_an_independent_count(report: ResultsReport) -> None:
    arrows = [arrow_of(one) for one in report.results]
    assert arrows == [_expected(one) for one in report.results]
    assert len({*arrows}) > 2


def test_merit_points_have_their_own_steps(report: ResultsReport) -> None:
    one = next(one for one in report.results if one.change and one.change.turn and one.direction is Direction.HIGH)
    assert one.change is not None
    before, after = one.change.points
    before, after = before._replace(value=200.0), after._replace(value=219.9)
    one.indicator.unit = "meritvärdespoäng"
    moved = replace(one, change=replace(one.change, points=(before, after)))
    assert arrow_of(moved) is Arrow.SLANTING_UP
    assert (
        arrow_of(replace(moved, change=replace(one.change, points=(before, after._replace(value=220.0))))) is Arrow.UP
    )
    one.indicator.unit = "kr"
    assert (arrow_of(moved), arrow_said(moved)) == (None, "no arrow")


def test_without_direction_the_words_follow_the_value(report: ResultsReport) -> None:
    one = next(one for one in report.results if arrow_of(one) is Arrow.LEVEL)
    assert arrow_said(one) == "→ about as before"
    assert one.change is not None
    before, after = one.change.points
    risen = replace(one.change, points=(before._replace(value=10.0), after._replace(value=30.0)))
    assert arrow_said(replace(one, direction=Direction.NONE, change=risen)) == "↑ much higher"
    assert arrow_said(replace(one, direction=Direction.LOW, change=risen)) == "↓ much worse"


def test_page_report_and_workbook_show_the_same_arrows(report: ResultsReport, client: Client) -> None:
    ordered = [one for area in report.areas for one in area.results]
    told = [arrow_said(one) for one in ordered]
    document = results_report(report)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    changes = [
        row[-1].splitlines()[0] for table in tables if "three measurements" in table.caption for row in table.rows
    ]
    assert changes == told
    assert any(isinstance(block, Heading) and block.text == "What the arrows mean" for block in document.blocks)
    book = openpyxl.load_workbook(io.BytesIO(results_workbook(report)))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0][-1] == "Arrow"
    assert [row[-1] for row in rows[1:]] == told
    address = reverse("portal:measure_results", args=[SET, CODE])
    page = client.get(f"{address}?country=XX&year={YEAR}", headers={"accept-language": "en"}).content.decode()
    for shape in {SHAPES[arrow] for one in ordered if (arrow := arrow_of(one))}:
        assert shape in page
    assert arrow_sentences(report)[0][:40] in page


def test_json_tells_the_arrow_of_each_measure(report: ResultsReport) -> None:
    told = json.loads(FIGURES.formats["json"](report))
    assert told["set"]["signs"] == "arrows"
    assert [one["arrow"] for one in told["results"]] == [arrow_of(one) for one in report.results]


def test_slides_show_each_arrow_with_its_words_and_the_difference(report: ResultsReport) -> None:
    tables = opened.pptx_tables(SLIDES.formats["pptx"](report))
    rows = [row for table in tables for row in table[1:] if len(row) == 5]
    for row, one in zip(rows, in_order(report), strict=True):
        assert row[4].startswith(f"{arrow_said(one)}, ") is (arrow_of(one) is not None)
    text = " ".join(opened.pdf_text(SLIDES.formats["pdf"](report)).split())
    assert all(f"{arrow_said(one)}, " in text for one in report.results if arrow_of(one))
    assert "What the arrows mean" in text


@pytest.mark.parametrize("code", [f"M{number:03}" for number in range(1, 290, 96)])
@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_residents_page_with_arrows_is_one_page_and_says_what_they_mean(
    report: ResultsReport, code: str, language: str
) -> None:
    with override(language):
        other = made_report(code)
        content = SUMMARY.formats["pdf"](other)
        said = {arrow_said(one) for one in other.results if arrow_of(one)}
        check_deck(results_slides(other))
    assert len(opened.pdf(content).pages) == 1
    text = " ".join(opened.pdf_text(content).split())
    assert any(f"; {words}" in text for words in said)
    assert SHAPES[Arrow.UP] in text


def test_every_arrow_is_drawn_by_the_font_of_the_documents() -> None:
    assert [settable(shape) for shape in SHAPES.values()] == list(SHAPES.values())


def test_a_set_without_arrows_shows_none() -> None:
    report = made_report()
    assert {one["arrow"] for one in json.loads(FIGURES.formats["json"](report))["results"]} == {None}
    assert not set(SHAPES.values()) & set(opened.pdf_text(SUMMARY.formats["pdf"](report)))
    assert not set(SHAPES.values()) & set(opened.pdf_text(SLIDES.formats["pdf"](report)))
    assert arrow_sentences(report) == []
    rows = list(openpyxl.load_workbook(io.BytesIO(results_workbook(report))).worksheets[0].iter_rows(values_only=True))
    assert "Arrow" not in rows[0]


def test_the_packaged_set_of_open_comparisons_is_marked_by_arrows() -> None:
    found = MeasureSet.objects.get(key="oj-grundskola-kommunala")
    assert found.signs == MeasureSet.Signs.ARROWS
    measures = Measure.objects.filter(measure_set=found)
    assert (measures.count(), measures.filter(indicator=None).count()) == (63, 0)
