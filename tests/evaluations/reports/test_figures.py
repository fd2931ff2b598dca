"""Every number of every document is that of the frozen sheet: the files are opened again and compared with it.

The expected texts are made here from the sheet's exact points, not by the code that makes the documents.
"""

import json
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from django.utils.translation import override

from kompassros.evaluations.course_sheet import CourseSheet
from kompassros.evaluations.library import Library
from kompassros.evaluations.models import ScoreSheet
from kompassros.evaluations.published import Published
from kompassros.evaluations.reports.files import ANNEX, REPORT, SCORES, SLIDES
from kompassros.evaluations.reports.material import Material, material_of
from tests.evaluations.reports import opened
from tests.evaluations.reports.making import made_as

Row = list[str]


def written(value: Fraction | None, decimals: int, language: str) -> str:
    """Return points as they are printed: at most so many decimals, whole ones without."""
    assert value is not None
    places = 0 if value.denominator == 1 else decimals
    number = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return str(number) if language == "en" else str(number).replace(".", ",")


def stored(entry: Published) -> CourseSheet:
    """Return the sheet as it lies in the database, read anew."""
    sheet = ScoreSheet.objects.get(pk=entry.pk).read()
    assert isinstance(sheet, CourseSheet)
    return sheet


def question_rows(sheet: CourseSheet, language: str) -> list[list[Row]]:
    """Return the rows of the table of questions of each area."""
    return [
        [
            [
                one.no,
                opened.plain(one.text[language]),
                written(one.earned, 2, language),
                written(one.maximum, 2, language),
            ]
            for one in area.questions
        ]
        for area in sheet.detail.areas
    ]


def whole(value: Fraction | None) -> str:
    """Return points rounded to a whole number, halves up."""
    assert value is not None
    return str((Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1), ROUND_HALF_UP))


@pytest.fixture
def made(entry: Published, language: str) -> tuple[CourseSheet, Material, str]:
    with override(language):
        return stored(entry), material_of(entry, Library.open()), language


READERS = {"docx": opened.docx_tables, "odt": opened.odt_tables, "html": opened.html_tables}


@pytest.mark.parametrize("ending", READERS)
def test_report_has_the_points_of_every_area_and_question(made: tuple[CourseSheet, Material, str], ending: str) -> None:
    sheet, material, language = made
    tables = READERS[ending](made_as(REPORT, ending, material, language))
    areas = next(table for table in tables if len(table) == len(sheet.detail.areas) + 2)
    expected = [[whole(area.rescaled), whole(area.maximum)] for area in sheet.detail.areas]
    expected.append([whole(sheet.detail.total.rescaled), whole(sheet.detail.total.maximum)])
    assert [row[1:3] for row in areas[1:]] == expected
    questions = [table[1:] for table in tables if table[1:] and table[1][0] == f"{_first(table)}.1"]
    assert questions == question_rows(sheet, language)


def _first(table: opened.Rows) -> str:
    return table[1][0].split(".")[0]


def test_pdf_of_the_report_has_the_points_of_every_question_in_order(made: tuple[CourseSheet, Material, str]) -> None:
    sheet, material, language = made
    text = opened.pdf_text(made_as(REPORT, "pdf", material, language))
    at = 0
    for area, rows in zip(sheet.detail.areas, question_rows(sheet, language), strict=True):
        for number, _question, *points in rows:
            at = text.index(f"{points[0]} {points[1]}", text.index(f"{number} ", at)) if number else at
        assert f"{whole(area.rescaled)}" in text
    assert whole(sheet.detail.total.rescaled) in text


def test_slides_have_the_points_of_every_area_and_every_finding(made: tuple[CourseSheet, Material, str]) -> None:
    sheet, material, language = made
    content = made_as(SLIDES, "pptx", material, language)
    rows = [row for table in opened.pptx_tables(content) for row in table]
    expected = [[whole(area.rescaled), whole(area.maximum)] for area in sheet.detail.areas]
    shown = [row[1:3] for row in rows if row[1:3] in expected]
    assert shown == expected
    text = opened.pptx_text(content)
    missing = [one.text for one in sheet.detail.findings if opened.plain(one.text) not in text]
    assert missing == []
    assert all(example.municipality in text for example in sheet.detail.examples)


def test_slides_as_pdf_say_what_the_slides_say(material: Material) -> None:
    text = opened.pdf_text(made_as(SLIDES, "pdf", material, "sv")).replace(" ", "")
    missing = [
        one.text for one in material.sheet.detail.findings if opened.plain(one.text).replace(" ", "") not in text
    ]
    assert missing == []


def test_workbook_has_the_exact_points_of_every_criterion_question_and_area(
    entry: Published, material: Material
) -> None:
    sheet = stored(entry)
    content = made_as(SCORES, "xlsx", material, "sv")
    criteria = [one for area in sheet.detail.areas for question in area.questions for one in question.criteria]
    rows = opened.sheet_rows(content, "Bedömningspunkter")
    assert [(row[0], row[6]) for row in rows] == [(one.number, str(one.earned)) for one in criteria]
    assert all(
        abs(Fraction(str(row[5])) - one.earned) < Fraction(1, 10_000) for row, one in zip(rows, criteria, strict=True)
    )
    questions = [one for area in sheet.detail.areas for one in area.questions]
    rows = opened.sheet_rows(content, "Frågor")
    assert [(row[0], row[5]) for row in rows] == [(one.no, str(one.earned)) for one in questions]
    rows = opened.sheet_rows(content, "Områden")
    assert [(row[0], str(row[2]), row[7]) for row in rows] == [
        (area.no, whole(area.rescaled), str(area.rescaled)) for area in sheet.detail.areas
    ]


def test_json_is_the_frozen_content_with_its_checksum(entry: Published, material: Material) -> None:
    told = json.loads(made_as(SCORES, "json", material, "sv"))
    row = ScoreSheet.objects.get(pk=entry.pk)
    assert told["sheet"] == row.content
    assert (told["sha256"], told["number"]) == (row.sha256, row.number)


def test_annex_has_every_criterion_with_its_points(entry: Published, material: Material) -> None:
    sheet = stored(entry)
    text = opened.docx_text(made_as(ANNEX, "docx", material, "sv"))
    at = 0
    for area in sheet.detail.areas:
        for question in area.questions:
            for one in question.criteria:
                at = text.index(f"{one.number} {opened.plain(one.text['sv'])}", at)
                assert f"{written(one.earned, 2, 'sv')} av {written(one.maximum, 2, 'sv')} poäng" in text[at:][:1500]
