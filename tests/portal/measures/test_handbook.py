"""The handbook of a set as documents and workbook: each measure with what is known of it, and what is not."""

import io
from datetime import date

import pytest
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from kompassros.documents.checks import check
from kompassros.indicators import queries
from kompassros.indicators.models import Break, Indicator, Measure, MeasureSet
from kompassros.portal.measures.handbook import Handbook, read_handbook
from kompassros.portal.measures.handbook_document import HANDBOOK, handbook_document
from tests.evaluations.reports import opened
from tests.portal.measures.measure_cases import get
from tests.portal.measures.set_cases import PARTLY, SET, add_partly_known, add_set

pytestmark = pytest.mark.django_db


def book_of(key: str) -> Handbook:
    found = queries.measure_set(key)
    assert found is not None
    return read_handbook(found)


def test_every_fact_of_the_page_stands_in_each_document() -> None:
    with translation.override("en"):
        book = book_of("kkik-2024")
        check(handbook_document(book))
        texts = [opened.docx_text(HANDBOOK.formats["docx"](book)), opened.pdf_text(HANDBOOK.formats["pdf"](book))]
        parts = [part for one in book.entries for part in (one.title, *(said for _, said in one.facts), *one.cautions)]
        wanted = ["".join(opened.plain(str(part)).split()) for part in parts]
    assert len(book.entries) == 40
    for text in ("".join(opened.plain(one).split()) for one in texts):
        assert [part for part in wanted if part not in text] == []


def test_workbook_has_a_row_for_each_measure() -> None:
    with translation.override("en"):
        book = book_of("kkik-2024")
        content = HANDBOOK.formats["xlsx"](book)
    rows = list(load_workbook(io.BytesIO(content))["Measures"].iter_rows(values_only=True))
    by_code = {row[2]: row for row in rows}
    for one in book.entries:
        assert one.indicator is not None
        row = by_code[one.code]
        assert (row[0], row[3], row[8]) == (one.number, one.title, one.indicator.unit or None)


def test_cautions_tell_breaks_ends_successors_and_corrections(measure: Indicator) -> None:
    successor = Indicator.objects.create(code="N99001", title="The next one")
    Indicator.objects.filter(pk=measure.pk).update(
        valid_to=2023, replaced_by=successor, vanished_on=date(2024, 5, 1), corrected=["unit", "direction"]
    )
    Break.objects.create(indicator=measure, period=2020, reason=Break.Reason.METHOD, note="Asked by letter.")
    add_set([measure])
    with translation.override("en"):
        (entry,) = book_of(SET).entries
        told = " ".join(entry.cautions)
    for said in (
        "Values from 2020 on are not comparable with those before: new method. Asked by letter.",
        "its last year is 2023",
        "Replaced by The next one (N99001)",
        "No longer in the source's catalogue since 1 May 2024",
        "in: direction and unit.",
    ):
        assert said in told


def test_what_is_not_known_says_so_in_the_documents() -> None:
    add_partly_known()
    with translation.override("en"):
        text = opened.docx_text(HANDBOOK.formats["docx"](book_of(PARTLY)))
    assert "The list is not complete." in text
    assert "How many measures the set had in all is not known here." in text
    assert "Code N97999: not in the catalogue, so nothing more is known of it." in text
    assert "Only the words are known" in text


def test_page_folds_measures_and_offers_documents_and_levels(client: Client, measure: Indicator) -> None:
    add_set([measure])
    page = get(client, "measure_set", SET)
    assert page.count("<details") >= 1
    assert 'id="levels"' not in page
    Measure.objects.filter(measure_set__key=SET).update(level=Measure.Level.COUNCIL)
    page = get(client, "measure_set", SET)
    assert "The council: 1 measure" in page
    for ending in ("pdf", "docx", "html", "xlsx"):
        assert f"/measures/sets/{SET}/handbook.{ending}" in page


@pytest.mark.parametrize(("name", "status"), [("handbook.xlsx", 200), ("handbook.odt", 404), ("other.pdf", 404)])
def test_address_sends_what_there_is(client: Client, measure: Indicator, name: str, status: int) -> None:
    add_set([measure])
    answer = client.get(f"/en/measures/sets/{SET}/{name}")
    assert answer.status_code == status
    if status == 200:
        assert f"{SET}-handbook-en.xlsx" in answer["Content-Disposition"]


def test_set_without_measures_has_a_handbook() -> None:
    MeasureSet.objects.create(key="bare", title="A set")
    with translation.override("en"):
        check(handbook_document(book_of("bare")))
