"""A kept mapping for the next file: what was said once for the last one is not taken blindly."""

from kompassros.indicators.tables.reusing import reuse_dataset, reuse_table
from kompassros.statistics.receiving.cells import Cell, Sheet
from kompassros.statistics.receiving.mapping import Column, Constant, DatasetMapping, Layout, TableMapping, ValueColumn

LAYOUT = Layout(header_rows=(1,), first_row=2, unit=Column(column=1), values=(ValueColumn(column=2),))


def said(**sources: object) -> TableMapping:
    return TableMapping(layouts=(LAYOUT.model_copy(update=sources),))


def reused(kept: TableMapping, guessed: TableMapping, name: str = "Sheet") -> tuple[Layout, list[str]]:
    sheet = Sheet("x.csv", name, ((Cell("x", None, 1, 1),),))
    mapping, reasons = reuse_table(kept, guessed, [sheet])
    return mapping.layouts[0], [reason.why for reason in reasons]


def test_year_said_of_the_last_file_is_left_open() -> None:
    layout, reasons = reused(said(period=Constant(value="2023")), said())
    assert layout.period is None
    assert reasons == ["Last time “2023” was said. Say which year this file is of."]


def test_year_that_this_file_names_is_taken() -> None:
    layout, reasons = reused(said(period=Constant(value="kkik-2023")), said(period=Constant(value="kkik-2024")))
    assert layout.period == Constant(value="kkik-2024")
    assert reasons == ["Last time “kkik-2023” was said; this file names “kkik-2024”, which is taken."]


def test_same_year_named_again_needs_no_word() -> None:
    once = said(period=Constant(value="2023"))
    assert reused(once, once) == (once.layouts[0], [])


def test_year_of_single_columns_is_left_open() -> None:
    kept = said(values=(ValueColumn(column=2, period=2023, gender="K"),))
    layout, reasons = reused(kept, said())
    assert layout.values == (ValueColumn(column=2, gender="K"),)
    assert reasons == ["The year of single columns was said of the last file. Say it again."]


def test_indicator_said_once_stays_and_is_told() -> None:
    layout, reasons = reused(said(indicator=Constant(value="N15428")), said())
    assert layout.indicator == Constant(value="N15428")
    assert reasons == ["Kept from last time: “N15428”. The file does not say it; look whether it still holds."]


def test_other_indicator_that_this_file_names_is_taken_and_told() -> None:
    layout, reasons = reused(said(indicator=Constant(value="N15428")), said(indicator=Constant(value="N00945")))
    assert layout.indicator == Constant(value="N00945")
    assert reasons == ["Last time “N15428” was said; this file names “N00945”, which is taken."]


def test_column_stays_whatever_is_guessed() -> None:
    kept = said(period=Column(column=3))
    assert reused(kept, said(period=Constant(value="2024"))) == (kept.layouts[0], [])


def test_sheet_named_by_another_year_is_found() -> None:
    layout, _reasons = reused(said(sheets=("Utfall 2023",)), said(sheets=("Utfall 2024",)), "Utfall 2024")
    assert layout.sheets == ("Utfall 2024",)


def test_sheet_that_is_gone_is_still_asked_for() -> None:
    layout, _reasons = reused(said(sheets=("Utfall",)), said(), "Other")
    assert layout.sheets == ("Utfall",)


def test_what_was_said_of_a_dataset() -> None:
    kept = DatasetMapping(period=2023, indicator="N15428", geo="Region", picks={"Age": "all"})
    mapping, reasons = reuse_dataset(kept)
    assert mapping == kept.model_copy(update={"period": None})
    assert [reason.what for reason in reasons] == ["Indicator", "Year"]
