"""Real published results, honestly compared: what Tyresö, Örebro, Grästorp and Stockholm compare with, and why."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from kompassros.evaluations import comparison, published, wording
from kompassros.evaluations.published import Published
from kompassros.evaluations.records import as_record, number, reference_record
from kompassros.evaluations.sheet import PrintedScope
from kompassros.methods.comparability import Assumption, EvaluatorKind, Reason, Verdict
from kompassros.methods.references import size_band
from kompassros.methods.totals import Origin
from kompassros.organisations.models import Organisation
from tests.evaluations.made_up import points, sheet
from tests.evaluations.made_up import published as publish

pytestmark = pytest.mark.django_db
ALIKE = ("tyreso-2015", "orebro-2012", "grastorp-2014")


@pytest.fixture
def entries() -> list[Published]:
    return published.current_sheets()


def find(entries: list[Published], slug: str) -> Published:
    (entry,) = [one for one in entries if one.slug == slug]
    return entry


def verdict(entries: list[Published], own: str, other: str) -> comparison.Compared:
    (found,) = [one for one in comparison.compared(find(entries, own), entries) if one.entry.slug == other]
    return found


@pytest.mark.parametrize("own", ALIKE)
@pytest.mark.parametrize("other", ALIKE)
def test_tyreso_orebro_and_grastorp_compare_and_say_what_is_assumed(
    entries: list[Published], own: str, other: str
) -> None:
    if own == other:
        assert other not in [one.slug for one in comparison.comparable(find(entries, own), entries)]
        return
    found = verdict(entries, own, other).comparability
    assert (found.verdict, found.reasons) == (Verdict.COMPARABLE, ())
    assert Assumption.ORDINARY_SCOPE in found.assumptions


def test_tyreso_prints_its_total_and_its_source_sets_two_figures_beside_it(entries: list[Published]) -> None:
    own = find(entries, "tyreso-2015")
    assert [str(points) for points in own.sheet.points()] == ["74", "74", "78", "55", "67", "64", "60", "64"]
    total = own.sheet.total()
    assert (total.total, total.printed, total.adds_up, total.origin) == (536, 536, True, Origin.PRINTED)
    beside = comparison.source_comparisons(own, entries)
    assert [(one.kind, one.year, one.total) for one in beside] == [("earlier", 2010, 452), ("reference", None, 473)]
    assert beside[0].label["en"] == "own total in 2010"


def test_stockholm_2009_compares_with_nobody_and_says_why(entries: list[Published]) -> None:
    own = find(entries, "stockholm-2009")
    assert comparison.comparable(own, entries) == []
    assert {Reason.OTHER_LEVEL, Reason.OTHER_COMPANIES, Reason.OTHER_VERSION} <= set(
        comparison.reasons_against(own, entries)
    )
    record = comparison.comparable_record(own, entries)
    assert record["comparable"] == []
    assert str(wording.REASONS[Reason.OTHER_LEVEL]) in record["reasons"]


def test_total_of_stockholm_2009_is_computed_and_not_printed(entries: list[Published]) -> None:
    total = find(entries, "stockholm-2009").sheet.total()
    assert (total.total, total.printed, total.origin, total.adds_up) == (602, None, Origin.COMPUTED, None)


def test_sum_of_the_medians_of_2009_is_nowhere_a_total(entries: list[Published]) -> None:
    (own,) = [
        one for one in entries if one.sheet.kind == "reference" and (one.sheet.year, one.sheet.version) == (2009, "v1")
    ]
    areas = [value for value in own.sheet.points() if value is not None]
    assert sum(areas) == Decimal("476.4")
    total = own.sheet.total()
    assert (total.total, total.area_sum, total.origin) == (None, None, Origin.NONE)
    assert reference_record(own)["total"] is None
    every = [as_record(one, comparison.source_comparisons(one, entries)) for one in entries]
    assert "476.4" not in json.dumps([*every, *(reference_record(one) for one in entries)])


def test_median_total_of_a_source_is_not_held_against_its_areas() -> None:
    printed = sheet(statistic="median", stated_total=Decimal(470)).total()
    assert (printed.total, printed.printed, printed.area_sum, printed.adds_up) == (470, 470, None, None)
    mean = sheet(statistic="mean", stated_total=Decimal(487)).total()
    assert (mean.area_sum, mean.adds_up) == (486, False)


def test_unstated_version_is_shown_beside_and_not_ranked(entries: list[Published]) -> None:
    found = verdict(entries, "tyreso-2015", "ulstein-2019").comparability
    assert (found.verdict, found.reasons) == (Verdict.BESIDE, (Reason.VERSION_NOT_STATED,))


def test_made_up_results_compare_among_themselves_only(entries: list[Published]) -> None:
    assert {one.sheet.made_up for one in comparison.comparable(find(entries, "granby-2022"), entries)} == {True}
    others = comparison.compared(find(entries, "tyreso-2015"), entries)
    assert {one.entry.sheet.made_up for one in others} == {False}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"scope": PrintedScope(companies=True)}, Reason.OTHER_COMPANIES),
        ({"scope": PrintedScope(organisation="the schools")}, Reason.OTHER_ORGANISATION_PART),
        ({"evaluator_kind": EvaluatorKind.SELF}, Reason.OTHER_EVALUATOR),
        ({"version": "2016", "version_printed": "2016"}, Reason.OTHER_VERSION),
    ],
)
def test_one_difference_is_told_as_the_reason(granby: Organisation, values: dict[str, object], reason: Reason) -> None:
    publish(granby, **values)
    found = verdict(published.current_sheets(), "norrvik-2024", "granby-2014").comparability
    assert (found.verdict, found.reasons) == (Verdict.NOT_COMPARABLE, (reason,))


def test_standing_is_among_the_latest_comparable_results_of_the_country(entries: list[Published]) -> None:
    own = find(entries, "tyreso-2015")
    standing = comparison.standing(own, entries, {})
    assert "orebro-2015" in standing.median.members
    assert "orebro-2012" not in standing.median.members
    assert "tyreso-2015" not in standing.median.members
    assert {find(entries, slug).sheet.country for slug in standing.median.members} == {"SE"}
    totals = sorted(find(entries, slug).sheet.total().total or 0 for slug in standing.median.members)
    middle = len(totals) // 2
    expected = totals[middle] if len(totals) % 2 else Fraction(totals[middle - 1] + totals[middle]) / 2
    assert standing.median.total == expected
    assert standing.place
    assert standing.place.of == len(totals) + 1
    assert standing.place.rank_best == 1 + sum(total > 536 for total in totals)


def test_profile_rests_on_whole_profiles_only(entries: list[Published]) -> None:
    standing = comparison.standing(find(entries, "tyreso-2015"), entries, {})
    assert standing.profile.members
    for slug in standing.profile.members:
        assert None not in find(entries, slug).sheet.points()
    assert len(set(standing.profile.area_n)) == 1


def test_derived_result_has_no_place(entries: list[Published]) -> None:
    assert comparison.standing(find(entries, "orebro-2010"), entries, {}).place is None


@pytest.mark.parametrize(
    ("year", "expected"), [(2009, 10), (2010, 10), (2012, 10), (2013, 20), (2020, 20), (None, None)]
)
def test_inhabitants_are_those_of_the_nearest_year(year: int | None, expected: int | None) -> None:
    assert comparison.nearest({2010: 10, 2014: 20}, year) == expected
    assert comparison.nearest({}, year) is None


def test_size_group_is_of_the_nearest_year(entries: list[Published]) -> None:
    own = find(entries, "tyreso-2015")
    standing = comparison.standing(own, entries, {"tyreso": {2014: 45_000}})
    assert standing.band == size_band(45_000)
    assert comparison.standing(own, entries, {}).band is None


@pytest.mark.parametrize(
    ("value", "shown"), [(None, None), (Decimal(74), 74), (Decimal("66.0"), 66), (Decimal("78.5"), 78.5)]
)
def test_points_are_json_numbers(value: Decimal | None, shown: float | None) -> None:
    assert number(value) == shown
    assert type(number(value)) is type(shown)


def test_record_of_a_result_without_areas(granby: Organisation) -> None:
    publish(granby, areas=points(*[None] * 8))
    entries = published.current_sheets()
    record = as_record(find(entries, "granby-2014"), [])
    assert (record["total"], record["printed_total"], record["area_sum"], record["adds_up"]) == (486, 486, None, None)
    assert [area["points"] for area in record["areas"]] == [None] * 8
