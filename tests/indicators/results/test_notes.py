"""What the municipality says of its measures is the same in every document, and is held back with the values."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kompassros.documents.checks import check
from kompassros.documents.deck_checks import check_deck
from kompassros.indicators import queries
from kompassros.indicators.models import CollectionRound, Indicator
from kompassros.indicators.notes.queries import Question, held_back
from kompassros.indicators.results.building import build_report
from kompassros.indicators.results.content import ResultsReport
from kompassros.indicators.results.files import FIGURES, REPORT, SLIDES, SUMMARY
from kompassros.indicators.results.report import results_report
from kompassros.indicators.results.slides import results_slides
from kompassros.indicators.results.summary import residents_page
from kompassros.records import clock
from kompassros.statistics import unit_queries
from tests.evaluations.reports import opened
from tests.indicators.notes.note_cases import HIDDEN, SHOWN, first_code, granby, place, write
from tests.indicators.results.made_reports import CODE, SET, YEAR, made_report
from tests.indicators.rounds.makers import make_round

pytestmark = pytest.mark.django_db
COMMENT, BEST, THEN = f"{SHOWN} comment", f"{SHOWN} best", f"{SHOWN} then"


def own_report(*, inside: bool = False, year: int = YEAR) -> ResultsReport:
    """Return the report of Granby's unit, read anew."""
    granby()
    unit, measure_set = unit_queries.unit(CODE, country="XX"), queries.measure_set(SET)
    assert unit is not None
    assert measure_set is not None
    return build_report(unit=unit, measure_set=measure_set, year=year, inside=inside)


def told(report: ResultsReport) -> list[str]:
    return [note.text for one in report.results for note in one.notes]


@pytest.fixture
def said() -> ResultsReport:
    """A report with a public comment, two public answers of which one is carried, and texts that are not public."""
    code = first_code()
    write(place(code), COMMENT, public=True)
    write(place(code, Question.BEST), BEST, public=True)
    write(place(code, Question.MEANS, YEAR - 1), THEN, public=True)
    write(place(code, Question.OFTEN), HIDDEN)
    return own_report()


def test_report_carries_what_is_public_and_inside_everything(said: ResultsReport) -> None:
    assert told(said) == [COMMENT, THEN, BEST]
    assert told(own_report(inside=True)) == [COMMENT, THEN, BEST, HIDDEN]


@pytest.mark.parametrize("ending", ["pdf", "docx", "odt", "html"])
def test_report_says_every_text_with_its_question_and_year(said: ResultsReport, ending: str) -> None:
    read: dict[str, Any] = {
        "pdf": opened.pdf_text,
        "docx": opened.docx_text,
        "odt": opened.odt_text,
        "html": lambda content: content.decode(),
    }
    text = read[ending](REPORT.formats[ending](said))
    plain = " ".join(text.split())
    for part in (COMMENT, BEST, THEN, "What do the best do?", "What does the result mean? (from 2023)"):
        assert part in plain
    assert HIDDEN not in plain


def test_slides_say_the_comment_only(said: ResultsReport) -> None:
    content = " ".join(str(slide) for slide in results_slides(said).slides)
    assert (COMMENT in content, BEST in content, THEN in content, HIDDEN in content) == (True, False, False, False)
    check_deck(results_slides(said))


def test_workbook_and_json_say_every_text_with_the_year_it_was_written_in(said: ResultsReport) -> None:
    rows = opened.sheet_rows(FIGURES.formats["xlsx"](said), "What the municipality says")
    assert [tuple(row[3:]) for row in rows] == [
        ("Comment on this year's value", YEAR, COMMENT),
        (f"What does the result mean? (from {YEAR - 1})", YEAR - 1, THEN),
        ("What do the best do?", YEAR, BEST),
    ]
    found = json.loads(FIGURES.formats["json"](said))
    notes = [note for one in found["results"] for note in one["notes"]]
    assert [(note["question"], note["year"], note["text"]) for note in notes] == [
        ("comment", YEAR, COMMENT),
        ("means", YEAR - 1, THEN),
        ("best", YEAR, BEST),
    ]


def test_documents_with_texts_are_in_order(said: ResultsReport) -> None:
    check(results_report(said))
    check(residents_page(said))
    assert len(opened.pdf(SUMMARY.formats["pdf"](said)).pages) == 1


def test_residents_read_the_comment_of_a_measure_that_is_named() -> None:
    report = own_report()
    named = " ".join(str(block) for block in residents_page(report).blocks)
    one = next(one for one in report.results if one.title in named)
    write(place(one.indicator.code), COMMENT, public=True)
    assert COMMENT in " ".join(str(block) for block in residents_page(own_report()).blocks)


def test_long_comments_leave_the_residents_page_before_it_is_two() -> None:
    for one in own_report().results:
        write(place(one.indicator.code), "A long comment of many words. " * 60, public=True)
    report = own_report()
    assert len(opened.pdf(SUMMARY.formats["pdf"](report)).pages) == 1
    check_deck(results_slides(report))
    assert SLIDES.formats["pptx"](report)


def test_document_without_texts_has_no_part_for_them() -> None:
    assert "What the municipality says" not in opened.docx_text(REPORT.formats["docx"](made_report()))


def test_texts_take_two_queries_however_many_measures() -> None:
    """Ten without an organisation; what it says and what is still held back are one each."""
    own_report()
    with CaptureQueriesContext(connection) as captured:
        own_report()
    assert len(captured.captured_queries) <= 12 + 4


# --- embargo


def without_value(code: str) -> Indicator:
    """Return an indicator of the set that the store has no value of."""
    indicator = Indicator.objects.create(code="Z77777", title="Not measured yet", search_key="z77777")
    queries.measure_set(code).measures.create(indicator=indicator, title="New", position=99)  # type: ignore[union-attr]
    return indicator


@pytest.mark.parametrize(
    ("seconds", "texts"), [(None, []), (1, []), (0, ["Our value is 42"]), (-1, ["Our value is 42"])]
)
def test_text_of_a_value_under_embargo_is_public_to_the_second(
    monkeypatch: pytest.MonkeyPatch, seconds: int | None, texts: list[str]
) -> None:
    now = datetime(2025, 1, 20, 9, 0, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: now)
    indicator = without_value(SET)
    at = None if seconds is None else now + timedelta(seconds=seconds)
    make_round(state=CollectionRound.State.CLOSED, public_at=at)
    write(place(indicator.code, Question.MEANS), "Our value is 42", public=True)
    assert told(own_report()) == texts
    assert told(own_report(year=YEAR + 1)) == texts
    assert told(own_report(inside=True)) == ["Our value is 42"]


def test_measures_of_a_round_are_held_back_whatever_set_shows_them() -> None:
    indicator = without_value(SET)
    make_round()
    assert (indicator.number, YEAR) in held_back(indicators=[indicator.number], year=YEAR)
    assert held_back(indicators=[indicator.number], year=YEAR - 1) == set()


def test_text_of_a_value_that_is_public_already_is_not_held_back() -> None:
    code = first_code()
    make_round()
    write(place(code), COMMENT, public=True)
    assert told(own_report()) == [COMMENT]
