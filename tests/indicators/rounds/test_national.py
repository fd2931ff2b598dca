"""The file for the national office: what is in it, and that our own table import reads it back the same."""

import csv
import io
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from kompassros.documents.workbooks import read_workbook
from kompassros.indicators.models import Measure
from kompassros.indicators.rounds.freezing import close_round
from kompassros.indicators.rounds.frozen_round import FrozenMeasure, FrozenRound
from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound, OwnData
from kompassros.indicators.rounds.national import national_csv, national_file, national_xlsx
from kompassros.indicators.tables.catalogue import catalogue_of
from kompassros.indicators.tables.reading import propose_mapping, read_by
from kompassros.organisations.models import Organisation
from kompassros.statistics.models import Unit
from kompassros.statistics.receiving.files import read_file
from kompassros.statistics.values import Status
from tests.indicators.rounds.makers import make_asked, make_data, make_participant, make_round
from tests.indicators.rounds.released import SIGNED

pytestmark = pytest.mark.django_db
_catalogue_of = cache(catalogue_of)


def real_round() -> tuple[CollectionRound, list[AskedMeasure]]:
    """A round of real municipalities (with made-up values), one of which has not signed off."""
    one = make_round(made_up=False)
    asked = [make_asked(one), make_asked(one)]
    for code, values in (("1440", {"signed_off_at": SIGNED, "signed_off_as": "Director"}), ("1480", {})):
        unit = Unit.objects.get(country="SE", code=code)
        organisation = unit.organisation or Organisation.objects.get(country="SE", code=code)
        participant = make_participant(one, organisation, unit=unit, **values)
        make_data(
            participant,
            asked[0],
            Decimal("78.125"),
            women=Decimal(80),
            men=Decimal("77.5"),
            numerator=Decimal(25),
            denominator=Decimal(32),
            method=OwnData.Method.SAMPLE,
            cases=32,
            population=640,
            period_from=date(2024, 3, 1),
            comment='=HYPERLINK("x")',
        )
        make_data(participant, asked[1], None, status=OwnData.Status.NOT_APPLICABLE)
    return one, asked


def frozen_real_round() -> tuple[FrozenRound, list[str]]:
    one, asked = real_round()
    frozen: FrozenRound = close_round(one=one, person=None).read()
    return frozen, [Measure.objects.get(pk=each.measure_id).indicator.code for each in asked]  # type: ignore[union-attr]


def test_csv_has_what_is_signed_off_in_the_long_layout() -> None:
    frozen, codes = frozen_real_round()
    rows = list(csv.reader(io.StringIO(national_csv(frozen).decode()), delimiter=";"))
    assert rows == [
        ["kpi", "municipality", "period", "gender", "value", "status"],
        [codes[0], "1440", "2024", "T", "78.125", ""],
        [codes[0], "1440", "2024", "K", "80", ""],
        [codes[0], "1440", "2024", "M", "77.5", ""],
        [codes[1], "1440", "2024", "T", "", "Not applicable"],
    ]


def test_workbook_marks_what_nobody_signed_off_and_runs_no_formula() -> None:
    frozen, codes = frozen_real_round()
    book = read_workbook(national_xlsx(frozen, released=False))
    rows = [dict(zip(sheet[0], row, strict=False)) for sheet in book.values() for row in sheet[1:]]
    assert len(rows) == 8
    first = next(row for row in rows if row["Indicator"] == codes[0] and row["Gender"] == "T")
    assert (first["Code of the municipality"], first["Value"], first["Numerator"], first["Measured from"]) == (
        "1440", 78.125, 25, "2024-03-01",
    )  # fmt: skip
    assert (first["Comment"], first["Signed off as"]) == ('=HYPERLINK("x")', "Director")
    assert {row["Signed off as"] for row in rows if row["Code of the municipality"] == "1480"} == {"not signed off"}
    released = read_workbook(national_xlsx(frozen, released=True))
    assert {row[0] for sheet in released.values() for row in sheet[1:]} == {"1440"}


def test_csv_is_read_back_by_our_own_table_import_with_the_same_values() -> None:
    frozen, codes = frozen_real_round()
    sweden = Organisation.objects.get(key="sverige")
    found = read_file(national_csv(frozen), "national.csv")
    catalogue = _catalogue_of("SE")
    read = read_by(propose_mapping(found, catalogue, owner=sweden).mapping, found, catalogue)
    assert not read.outcome.troubles
    back = [
        (row.indicator, row.unit, row.period, row.gender, row.value, row.status) for row in read.outcome.observations
    ]
    assert back == [
        (codes[0], "1440", 2024, "T", Decimal("78.125"), Status.PRESENT),
        (codes[0], "1440", 2024, "K", Decimal(80), Status.PRESENT),
        (codes[0], "1440", 2024, "M", Decimal("77.5"), Status.PRESENT),
        (codes[1], "1440", 2024, "T", None, Status.NOT_APPLICABLE),
    ]


def test_areas_become_names_that_a_spreadsheet_allows() -> None:
    areas = ["A/B: what? " + "x" * 40, "a-b", "A-B", "[]", ""]
    measures = tuple(
        FrozenMeasure(asked=number, indicator=number, code=f"N{number}", title="M", area=area, unit="%")
        for number, area in enumerate(areas)
    )
    frozen, _codes = frozen_real_round()
    signed = frozen.participants[0]
    value = signed.values[0]
    everything = signed.model_copy(
        update={"values": tuple(value.model_copy(update={"asked": one.asked}) for one in measures)}
    )
    book = read_workbook(
        national_xlsx(frozen.model_copy(update={"measures": measures, "participants": (everything,)}), released=True)
    )
    assert list(book) == ["A B what " + "x" * 22, "a-b", "A-B 2", "1", "Area not known"]


def test_format_that_there_is_not_gives_nothing_and_an_empty_round_only_column_names() -> None:
    frozen: FrozenRound = close_round(one=make_round(), person=None).read()
    assert national_file(frozen, "pdf", released=True) is None
    [sheet] = read_workbook(national_file(frozen, "xlsx", released=True) or b"").values()
    assert len(sheet) == 1
