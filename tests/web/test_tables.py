import csv
import io
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.test import RequestFactory
from django.utils import translation

from kompassros.charts.figure import Figure
from kompassros.web.tables import Cell, Column, PreparedTable, Row, Table, respond_with_download

COLUMNS = [
    Column("name", "Kommun"),
    Column("total", "Totalt", "number", unit="poäng"),
    Column("note", "Not", sort=False),
]


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    with translation.override("sv"):
        yield


def row(name: str, total: str | None, note: str = "") -> Row:
    points = Cell(Decimal(total)) if total else Cell(None, text="inte tryckt")
    return Row({"name": Cell(name), "total": points, "note": Cell(note)}, href=f"/{name}/")


ROWS = [
    row("Östersund", "400"),
    row("Åsele", "90.5"),
    row("Ängelholm", None),
    row("Örebro", "536.0", "antagen"),
]


def table(rows: list[Row] | None = None, **options: object) -> Table:
    return Table("t", "Resultat", COLUMNS, ROWS if rows is None else rows, **options)  # type: ignore[arg-type]


def prepared(query: str = "", **options: object) -> PreparedTable:
    return table(**options).prepare(RequestFactory().get(f"/sv/x/{query}"))


def names(query: str) -> list[str]:
    return [str(found.cells["name"].value) for found in prepared(query).matching]


def test_rows_keep_their_first_order_without_a_sort() -> None:
    assert names("") == ["Östersund", "Åsele", "Ängelholm", "Örebro"]


def test_sort_by_text_is_alphabetical_in_the_language() -> None:
    assert names("?t-sort=name") == ["Åsele", "Ängelholm", "Örebro", "Östersund"]
    with translation.override("nb"):
        assert names("?t-sort=-name") == ["Åsele", "Östersund", "Örebro", "Ängelholm"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [("total", ["Åsele", "Östersund", "Örebro"]), ("-total", ["Örebro", "Östersund", "Åsele"])],
)
def test_sort_by_number_leaves_missing_values_last_both_ways(sort: str, order: list[str]) -> None:
    assert names(f"?t-sort={sort}") == [*order, "Ängelholm"]


@pytest.mark.parametrize("sort", ["unknown", "note", "-", "name;drop"])
def test_sort_by_what_cannot_be_sorted_is_passed_over(sort: str) -> None:
    assert names(f"?t-sort={sort}") == names("")


@pytest.mark.parametrize("text", ["orebro", "OREBRO", "536,0 rebro", "antagen"])
def test_filter_finds_every_typed_word_without_accents(text: str) -> None:
    assert names(f"?t-q={text}") == ["Örebro"]


def test_filter_of_another_table_has_no_effect() -> None:
    assert names("?other-q=orebro") == names("")


def test_head_turns_texts_from_the_first_and_numbers_from_the_highest() -> None:
    name, total, note = prepared("?t-page=2&lang=x").heads
    assert (name.href, total.href, note.href) == ("?lang=x&t-sort=name", "?lang=x&t-sort=-total", "")
    name, total, _ = prepared("?t-sort=-total").heads
    assert (name.order, total.order, total.href) == ("none", "descending", "?t-sort=total")


def test_cells_show_the_printed_decimals_and_why_a_value_is_missing() -> None:
    assert [line[1].text for line in prepared().lines] == ["400", "90,5", "inte tryckt", "536,0"]


def test_row_link_is_on_the_first_cell_only() -> None:
    assert [shown.href for shown in prepared().lines[0]] == ["/Östersund/", None, None]


def test_long_table_has_pages_and_keeps_the_sort_in_their_links() -> None:
    many = prepared("?t-sort=name&t-page=2", rows=[row(f"Kommun {n:03}", "1") for n in range(101)])
    assert [line[0].text for line in many.lines][::49] == ["Kommun 050", "Kommun 099"]
    assert many.pages.following == "?t-sort=name&t-page=3"
    assert many.pages.previous == "?t-sort=name"


def test_table_of_something_that_was_sent_is_whole_and_has_nothing_to_choose() -> None:
    many = prepared("?t-sort=-name&t-page=2&t-q=5", rows=[row(f"Kommun {n:03}", "1") for n in range(101)], passing=True)
    assert [line[0].text for line in many.lines][::50] == ["Kommun 000", "Kommun 050", "Kommun 100"]
    assert (many.pages.of, many.has_filter, many.downloads) == (1, False, [])
    assert {head.href for head in many.heads} == {""}
    assert prepared(rows=[], passing=True).lines == []


@pytest.mark.parametrize(
    ("count", "wanted", "shown"), [(11, None, False), (12, None, True), (1, True, True), (99, False, False)]
)
def test_filter_box_is_offered_from_twelve_rows_or_as_told(count: int, wanted: bool | None, shown: bool) -> None:
    rows = [row(f"Kommun {n}", "1") for n in range(count)]
    assert prepared(rows=rows, filtered=wanted).has_filter is shown


@pytest.mark.parametrize(("count", "width"), [(4, "narrow"), (5, "middle"), (7, "middle"), (8, "wide")])
def test_width_follows_the_number_of_columns(count: int, width: str) -> None:
    columns = [Column(str(n), "x") for n in range(count)]
    assert Table("t", "x", columns, []).prepare(RequestFactory().get("/")).width == width


def test_cell_without_value_or_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="says why"):
        Cell(None)


def test_row_without_a_column_s_cell_is_refused() -> None:
    with pytest.raises(ValueError, match=r"t lacks \['note', 'total'\]"):
        table(rows=[Row({"name": Cell("Örebro")})])


def test_download_holds_matching_rows_in_the_shown_order_and_the_footer() -> None:
    request = RequestFactory().get("/?format=csv&table=t&t-sort=-total&t-q=s")
    response = respond_with_download(request, table(footer=[row("Median", "482.5")]))
    assert response is not None
    assert response["Content-Disposition"] == 'attachment; filename="kompassros-t.csv"'
    content = io.StringIO(response.content.decode("utf-8-sig"), newline="")
    assert list(csv.reader(content, delimiter=";")) == [
        ["Kommun", "Totalt (poäng)", "Not"],
        ["Östersund", "400", ""],
        ["Åsele", "90,5", ""],
        ["Median", "482,5", ""],
    ]


@pytest.mark.parametrize("query", ["", "?format=csv", "?format=pdf&table=t", "?format=csv&table=u", "?table=t"])
def test_download_of_what_is_not_there_leaves_the_answer_to_the_page(query: str) -> None:
    assert respond_with_download(RequestFactory().get(f"/{query}"), table()) is None


def test_download_xlsx_is_a_workbook() -> None:
    response = respond_with_download(RequestFactory().get("/?format=xlsx&table=t"), table())
    assert response is not None
    assert response.content[:2] == b"PK"


def test_download_of_figure_s_table_is_csv() -> None:
    figure = Figure("rose", {}, "Title.", "Words.", ("Område", "Poäng"), (("Styrning", "74,0"),))
    response = respond_with_download(RequestFactory().get("/?format=csv&figure=rose"), figure)
    assert response is not None
    assert response.content.decode("utf-8-sig") == "Område;Poäng\r\nStyrning;74,0\r\n"
