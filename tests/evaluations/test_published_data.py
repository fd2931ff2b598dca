"""The published results that come with the product, and the files that the import tests read."""

import csv
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "src/kompassros/evaluations/data/published_results.csv"
ORGANISATIONS = ROOT / "src/kompassros/organisations/data"
COLLECTED = ROOT.parent / "shared/data/kompassen/results.csv"
FIXTURES = Path(__file__).parent / "data"
AREAS = [f"area{number}" for number in range(1, 9)]
LANGUAGES = ["sv", "nb", "en"]
BASE = [
    *("kind", "country", "municipality", "year", "version", *AREAS, "total", "status", "scope", "evaluator"),
    *("reference_label", "reference_total", "source_url", "note"),
]
FREE_TEXT = {"source_url", "note"}
ORIGINS = {"", "printed", "derived", "computed", "empty"}
Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def area_sum(row: Row) -> Decimal | None:
    """Sum of the eight areas, None when one is missing."""
    return sum((Decimal(row[area]) for area in AREAS), Decimal()) if all(row[a] for a in AREAS) else None


def find(municipality: str, year: str) -> Row:
    (row,) = [row for row in read(RESULTS) if (row["municipality"], row["year"]) == (municipality, year)]
    return row


def test_columns_begin_with_those_of_the_import() -> None:
    assert list(read(RESULTS)[0])[: len(BASE)] == BASE


def test_numbers_of_rows() -> None:
    kinds = [row["kind"] for row in read(RESULTS)]
    assert (kinds.count("evaluation"), kinds.count("reference"), len(kinds)) == (46, 10, 56)


def test_figures_equal_to_those_collected() -> None:
    if not COLLECTED.exists():
        pytest.skip("the collected results lie outside the repository and are not here")
    columns = [column for column in BASE if column not in FREE_TEXT]
    ours = [[row[column] for column in columns] for row in read(RESULTS)]
    assert ours == [[row[column] for column in columns] for row in read(COLLECTED)]


def test_every_evaluated_municipality_is_known_by_name() -> None:
    known = {
        (row["country"], row["name"])
        for file in ("sweden.csv", "norway.csv")
        for row in read(ORGANISATIONS / file)
        if row["kind"] == "municipality"
    }
    evaluated = {(r["country"], r["municipality"]) for r in read(RESULTS) if r["kind"] == "evaluation"}
    assert evaluated <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_has_its_texts_in_the_language(language: str) -> None:
    for row in read(RESULTS):
        assert row[f"note_{language}"].endswith("."), row["municipality"]
        assert bool(row[f"name_{language}"]) == (row["kind"] == "reference")
        assert bool(row[f"reference_label_{language}"]) == bool(row["reference_label"])


def test_notes_differ_between_the_languages() -> None:
    for row in read(RESULTS):
        assert len({row[f"note_{language}"] for language in LANGUAGES}) == 3


def test_origins_and_kinds_are_known_words() -> None:
    for row in read(RESULTS):
        assert {row["area_status"], row["total_status"]} <= ORIGINS
        assert row["evaluator_kind"] in {"", "association", "peers", "self"}
        assert row["statistic"] in {"", "median", "mean", "best", "other"}
        assert (row["scope_level"], row["scope_companies"]) in {("", ""), ("group", "yes")}
        assert bool(row["statistic"]) == (row["kind"] == "reference" or bool(row["reference_label"]))


def test_empty_points_are_said_to_be_empty() -> None:
    for row in read(RESULTS):
        assert (row["area_status"] == "empty") == (not any(row[area] for area in AREAS))
        assert (row["total"] == "") == (row["total_status"] in {"empty", "computed"})


def test_no_figure_above_the_maximum() -> None:
    for row in read(RESULTS):
        assert all(0 <= Decimal(row[area] or 0) <= 100 for area in AREAS)
        assert 0 <= Decimal(row["total"] or 0) <= 800


def test_uncertain_version_has_a_note() -> None:
    for row in read(RESULTS):
        if "?" in row["version"] or " or " in row["version"]:
            assert row["version_note"].startswith("not stated"), row["municipality"]


def test_source_names_no_working_file() -> None:
    texts = [value for row in read(RESULTS) for value in row.values()]
    assert not [text for text in texts if "source:" in text or ".txt" in text]


@pytest.mark.parametrize(
    ("municipality", "year"),
    [
        ("Örebro", "2012"),
        ("Grästorp", "2014"),
        ("Tyresö", "2015"),
        ("Karlskrona", "2011"),
        ("Karlskrona", "2014"),
    ],
)
def test_areas_add_up_to_the_printed_total(municipality: str, year: str) -> None:
    row = find(municipality, year)
    assert area_sum(row) == Decimal(row["total"])


def test_stockholm_2009_is_computed_for_the_group() -> None:
    row = find("Stockholm", "2009")
    assert (row["total"], row["total_status"], area_sum(row)) == ("", "computed", Decimal(602))
    assert (row["scope_level"], row["scope_companies"]) == ("group", "yes")
    assert [other["municipality"] for other in read(RESULTS) if other["scope_level"]] == ["Stockholm"]


def test_median_profile_of_2009_gets_no_total() -> None:
    (row,) = [row for row in read(RESULTS) if row["kind"] == "reference" and row["year"] == "2009"]
    assert (row["total"], row["total_status"], row["statistic"]) == ("", "empty", "median")
    assert str(area_sum(row)) == "476.4"
    assert not [text for text in row.values() if "476" in text]


def test_mean_of_forty_is_one_below_its_printed_total() -> None:
    (row,) = [row for row in read(RESULTS) if row["kind"] == "reference" and row["reference_n"] == "40"]
    assert (area_sum(row), row["total"]) == (Decimal(454), "455")


def test_enkoping_2016_prints_areas_and_derives_the_total() -> None:
    row = find("Enköping", "2016")
    assert (row["status"], row["area_status"], row["total_status"]) == ("derived", "printed", "")


def test_good_file_of_the_import_tests_is_made_up_and_right() -> None:
    rows = read(FIXTURES / "good.csv")
    real = {row["name"] for row in read(ORGANISATIONS / "sweden.csv")}
    assert list(rows[0]) == BASE
    assert all("made-up" in row["note"] and row["municipality"] not in real for row in rows)
    assert all(area_sum(row) in {None, Decimal(row["total"])} for row in rows)


def test_windows_file_is_not_utf_8_and_has_decimal_commas() -> None:
    content = (FIXTURES / "semicolon_decimal_comma_windows_1252.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    assert ";48,5;" in content.decode("cp1252")


def test_long_cell_is_longer_than_the_reader_takes() -> None:
    with (FIXTURES / "very_long_cell.csv").open(encoding="utf-8", newline="") as file:
        assert max(len(line) for line in islice(file, 2)) > csv.field_size_limit()
