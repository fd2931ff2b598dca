"""Organisations, changes and inhabitants from files: everything is stored, or every trouble told."""

import pytest

from kompassros.organisations import imports
from kompassros.organisations.imports import Report, import_organisations
from kompassros.organisations.models import Organisation, Succession
from kompassros.records.models import HistoryEntry

pytestmark = pytest.mark.django_db
HEAD = "key,country,kind,code,name,parent_code,valid_from,valid_to\n"
GOOD = "nytorp,SE,municipality,9901,Nytorp,0018,,\n"


def send(*lines: str, country: str | None = "SE") -> Report:
    text = HEAD + "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
    return import_organisations(text.encode(), person=None, country=country, why="Sent in.")


def told(report: Report) -> list[tuple[int, str]]:
    return [(trouble.row, trouble.column) for trouble in report.troubles]


def test_good_file_is_stored_with_its_place_and_history() -> None:
    report = send(GOOD, "nytorps-skolor,SE,unit,,Nytorps skolor,9901,,")
    assert (report.troubles, report.added, report.unchanged) == ([], 2, 0)
    unit = Organisation.objects.get(key="nytorps-skolor")
    assert [node.key for node in (unit.parent, unit.parent.parent)] == ["nytorp", "region-orebro-lan"]  # type: ignore[union-attr]
    assert HistoryEntry.objects.get(subject_key="nytorp").why == "Sent in."


def test_rows_of_one_key_are_its_names_over_time() -> None:
    send(
        "nytorp,SE,municipality,9900,Gamla Nytorp,0018,,2019-12-31",
        "nytorp,SE,municipality,9901,Nytorp,0018,2020-01-01,",
    )
    found = Organisation.objects.get(key="nytorp")
    assert (found.name, found.code) == ("Nytorp", "9901")
    assert [one.name for one in found.designations.order_by("valid_from")].count("Gamla Nytorp") == 1


def test_same_file_again_changes_nothing() -> None:
    units = (",SE,unit,,Utan kod,9901,,", ",SE,unit,,Ej heller kod,9901,,")
    lines = (GOOD, ",SE,municipality,9902,Utan nyckel,0018,,", *units)
    assert send(*lines).added == 4
    before = Organisation.objects.count()
    again = send(*lines)
    assert (again.troubles, again.added, again.unchanged) == ([], 0, 4)
    assert Organisation.objects.count() == before


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("a,SE,municipality,9901,,0018,,",), [(2, "name")]),
        (("a,XX,municipality,9901,A,0018,,",), [(2, "country")]),
        (("a,NO,municipality,9901,A,,,",), [(2, "country")]),
        (("a,SE,town,9901,A,0018,,",), [(2, "kind")]),
        (("a,SE,municipality,9901,A,0018,31/12/2019,",), [(2, "valid_from")]),
        (("a,SE,municipality,9901,A,0018,,2019-02-30",), [(2, "valid_to")]),
        (("a,SE,municipality,9901,A,0018,2020-01-02,2020-01-01",), [(2, "valid_to")]),
        (("a,SE,municipality,9901,A,0018,2020-01-01,2020-01-01",), []),
        (("a,SE,municipality,9901,A,7777,,",), [(2, "parent_code")]),
        (("a,SE,municipality,1880,A,0018,,",), [(2, "code")]),
        (("a,SE,municipality,1880,A,0018,,2019-12-31",), []),
        (("a b,SE,municipality,9901,A,0018,,",), [(2, "key")]),
        ((f"{'a' * 81},SE,municipality,9901,A,0018,,",), [(2, "key")]),
        ((f"a,SE,municipality,9901,{'A' * 121},0018,,",), [(2, "name")]),
        ((f"a,SE,municipality,9901,{'A' * 120},0018,,",), []),
        ((f"a,SE,municipality,{'9' * 13},A,0018,,",), [(2, "code")]),
        (
            ("a,SE,municipality,9901,A,0018,,2019-12-31", "a,SE,municipality,9902,A,0018,2019-12-31,"),
            [(3, "valid_from")],
        ),
        (("a,SE,municipality,9901,A,0018,,", "a,SE,municipality,9902,A,0018,2020-01-01,"), [(3, "valid_from")]),
        (("a,SE,municipality,9901,A,0018,,2019-12-31", "a,SE,region,9902,A,0018,2020-01-01,"), [(3, "kind")]),
        (("a,SE,municipality,9901,A,0018,,", "b,SE,municipality,9901,B,0018,,"), [(3, "code")]),
    ],
)
def test_trouble_names_row_and_column_and_nothing_is_stored(
    lines: tuple[str, ...], expected: list[tuple[int, str]]
) -> None:
    before = Organisation.objects.count(), HistoryEntry.objects.count()
    report = send("first,SE,municipality,9999,First,0018,,", *lines)
    assert told(report) == [(row + 1, column) for row, column in expected]
    assert report.failed() == bool(expected)
    stored = Organisation.objects.count() > before[0], HistoryEntry.objects.count() > before[1]
    assert stored == (not expected, not expected)


def test_every_trouble_of_a_file_is_told_at_once() -> None:
    report = send("a,XX,town,9901,,0018,soon,later")
    assert told(report) == [(2, column) for column in ("name", "country", "kind", "valid_from", "valid_to")]


def test_missing_column_is_told_once_and_not_for_each_row() -> None:
    report = import_organisations(b"key,country,kind,code\na,SE,municipality,1\nb,SE,municipality,2\n", person=None)
    assert told(report) == [(1, "name")]


def test_every_country_may_come_where_none_is_named() -> None:
    assert send("a,DK,municipality,101,K\u00f8benhavn,,,", country=None).added == 1


def test_country_of_the_file_is_known_and_left_as_it_is() -> None:
    report = send("sverige,SE,country,SE,Sverige,,,", GOOD)
    assert (report.added, report.unchanged) == (1, 1)


def test_changes_between_known_organisations() -> None:
    data = b"date,kind,from_key,to_key,source\n2027-01-01,merged,norrvik,granby,Made up\n"
    assert imports.import_changes(data).added == 1
    assert Succession.objects.get(predecessor__key="norrvik").successor.key == "granby"
    imports.import_changes(data)
    assert Succession.objects.filter(predecessor__key="norrvik").count() == 1


@pytest.mark.parametrize(
    "row", ["2027-01-01,merged,nowhere,granby,x", "soon,merged,norrvik,granby,x", "2027-01-01,lost,norrvik,granby,x"]
)
def test_wrong_change_is_told_and_nothing_stored(row: str) -> None:
    report = imports.import_changes(
        f"date,kind,from_key,to_key,source\n2027-01-01,split,granby,norrvik,x\n{row}\n".encode()
    )
    assert [trouble.row for trouble in report.troubles] == [3]
    assert not Succession.objects.filter(predecessor__key="granby").exists()


@pytest.mark.parametrize(
    ("row", "column"),
    [("SE,7777,2025,100,x", "code"), ("SE,1880,twenty,100,x", "inhabitants"), ("SE,1880,2025,-5,x", "inhabitants")],
)
def test_wrong_number_of_inhabitants_is_told(row: str, column: str) -> None:
    report = imports.import_inhabitants(f"country,code,year,inhabitants,source\n{row}\n".encode())
    assert told(report) == [(2, column)]
