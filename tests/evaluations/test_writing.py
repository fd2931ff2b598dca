"""A sheet as the cells of a row: reading them again gives the same sheet."""

from decimal import Decimal

import pytest

from kompassros.evaluations import columns, imports
from kompassros.evaluations.course_sheet import detail_of
from kompassros.evaluations.models import ScoreSheet
from kompassros.evaluations.reading import KNOWN, RowReader
from kompassros.evaluations.writing import differing_cells, to_cells
from kompassros.organisations.models import Organisation
from kompassros.records.tabular import TableRow
from tests.evaluations.made_up import points, sheet

pytestmark = pytest.mark.django_db


def test_every_printed_sheet_is_read_again_as_it_was() -> None:
    reader = RowReader(imports.editions(), 2026)
    rows = [row for row in ScoreSheet.objects.select_related("organisation") if detail_of(row.read()) is None]
    assert len(rows) == 60
    for row in rows:
        draft = reader.read(TableRow(1, to_cells(row.read())))
        again = imports.to_sheet(draft, row.organisation, made_up=row.read().made_up)
        assert again.to_content() == row.content, row.slug


def test_cells_stand_for_all_columns(granby: Organisation) -> None:
    assert tuple(to_cells(sheet(granby))) == KNOWN


def test_only_what_differs_is_told_in_the_order_of_the_columns(granby: Organisation) -> None:
    old = sheet(granby, notes={"sv": "förr"})
    new = sheet(granby, year=2015, areas=points("61.5", *["50"] * 7), stated_total=None, notes={})
    found = differing_cells(old, new)
    assert found[0] == ("year", "2014", "2015")
    assert ("area1", "61", "61.5") in found
    assert ("total", "486", "") in found
    assert found[-1] == ("note_sv", "förr", "")
    told = [column for column, _before, _after in found]
    assert told == sorted(told, key=KNOWN.index)


def test_origin_of_the_figures_is_told_once(granby: Organisation) -> None:
    found = differing_cells(sheet(granby), sheet(granby, area_status="derived"))
    assert found == [("area_status", "printed", "derived")]


def test_same_sheets_differ_in_nothing(granby: Organisation) -> None:
    assert differing_cells(sheet(granby), sheet(granby, stated_total=Decimal(486))) == []


def test_every_column_has_a_label_and_help() -> None:
    labels = [columns.label(column) for column in KNOWN]
    assert not set(labels) & set(KNOWN)
    assert len(set(labels)) == len(KNOWN)
    told = ", ".join(one.names for one in columns.help_texts())
    assert sorted(told.split(", ")) == sorted(KNOWN)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("area1", "", "nothing"),
        ("area1", "61.5", "61.5"),
        ("area_status", "printed", "as printed"),
        ("statistic", "mean", "mean"),
    ],
)
def test_value_is_said_in_words(column: str, value: str, said: str) -> None:
    assert columns.value_text(column, value) == said
