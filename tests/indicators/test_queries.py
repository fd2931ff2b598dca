"""Reads of indicators and of units, over the packaged catalogue."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kompassros.indicators import queries
from kompassros.indicators.models import Indicator
from kompassros.indicators.queries import Wanted
from kompassros.statistics import unit_queries
from kompassros.statistics.models import Unit, UnitClass, UnitGroup

pytestmark = pytest.mark.django_db


def codes(wanted: Wanted) -> set[str]:
    return {found.code for found in queries.search(wanted, limit=None).indicators}


def an_indicator(code: str = "N15428") -> Indicator:
    found = queries.indicator(code)
    assert found is not None
    return found


def a_unit(code: str = "1880") -> Unit:
    found = unit_queries.unit(code)
    assert found is not None
    return found


def a_set() -> Any:
    found = queries.measure_set("kkik-2024")
    assert found is not None
    return found


@pytest.mark.parametrize("words", ["förskola kostnad", "FORSKOLA Kostnad", "  kostnad,   förskola "])
def test_search_needs_every_word_and_not_their_case_or_accents(words: str) -> None:
    found = codes(Wanted(words))
    assert "N11008" in found
    assert found == codes(Wanted("forskola")) & codes(Wanted("kostnad"))
    assert found < codes(Wanted("kostnad"))


@pytest.mark.parametrize("words", ["N15428", "n15428", "15428"])
def test_search_finds_codes_and_puts_the_very_one_first(words: str) -> None:
    found = queries.search(Wanted(words))
    assert found.indicators[0].code == "N15428"


def test_search_puts_those_that_have_ended_last_and_counts_all() -> None:
    found = queries.search(Wanted("insikt index"), limit=10)
    ended = [indicator.valid_to is not None for indicator in queries.search(Wanted("insikt index")).indicators]
    assert ended == sorted(ended)
    assert len(found.indicators) == 10
    assert found.total == len(ended)


def test_search_filters_add_up() -> None:
    everything = Wanted()
    assert len(codes(everything)) == 6099 + 30
    assert len(codes(Wanted(operating_area="Demokrati"))) == 156
    assert len(codes(Wanted(perspective="Resurser"))) == 2075
    assert len(codes(Wanted(by_gender=True))) == 2313
    assert len(codes(Wanted(about="K"))) == 3649 + 1132 + 30
    both = Wanted(operating_area="Demokrati", about="L", by_gender=True)
    parts = (Wanted(operating_area="Demokrati"), Wanted(about="L"), Wanted(by_gender=True))
    assert codes(both) == set.intersection(*(codes(part) for part in parts))


def test_search_of_current_ones_leaves_out_the_ended_and_the_vanished() -> None:
    Indicator.objects.filter(code="N15428").update(vanished_on=date(2027, 1, 1))
    current = codes(Wanted(current=True))
    assert len(current) == 6099 + 30 - 426 - 1
    assert not {"N15428", "U07451"} & current


def test_search_in_a_set_keeps_its_order() -> None:
    found = queries.search(Wanted(measure_set="kkik-2024"))
    measures = queries.measures(a_set())
    assert [indicator.code for indicator in found.indicators] == [measure.code for measure in measures]
    assert codes(Wanted("kostnad", measure_set="kkik-2024")) == {
        "N11008", "N15027", "N17005", "N20048", "N25018", "N30101",
    }  # fmt: skip


def test_search_takes_signs_as_blanks_and_wildcards_as_nothing() -> None:
    assert codes(Wanted("%")) == codes(Wanted())
    assert codes(Wanted("zzz%")) == set()


def test_indicator_of_an_unknown_code_is_none() -> None:
    assert queries.indicator("N00000") is None
    assert unit_queries.unit("X") is None


def test_neighbours_share_most_groups_and_leave_out_itself_and_the_vanished() -> None:
    Indicator.objects.filter(code="N17461").update(vanished_on=date(2027, 1, 1))
    found = queries.neighbours(an_indicator())
    groups = {group.code for group in queries.groups_of(an_indicator())}
    shared = [len(groups & {group.code for group in queries.groups_of(other)}) for other in found]
    assert len(found) == queries.MOST_NEIGHBOURS
    assert shared == sorted(shared, reverse=True)
    assert shared[-1] > 0
    assert not {"N15428", "N17461"} & {other.code for other in found}


def test_neighbours_of_one_in_no_group_are_near_in_its_area() -> None:
    alone = Indicator.objects.filter(group_places=None, operating_area="Demokrati").order_by("code")[5]
    found = queries.neighbours(alone, limit=4)
    assert {other.operating_area for other in found} == {"Demokrati"}
    before, after = [other.code for other in found[:2]], [other.code for other in found[2:]]
    assert before == sorted(before)
    assert before[-1] < alone.code < after[0]


def test_choices_are_in_swedish_order_with_their_numbers() -> None:
    found = queries.choices()
    assert found.perspectives == [
        ("Kvalitet och resultat", 2030), ("Resurser", 2075), ("Volymer", 1380), ("Övrigt", 608),
    ]  # fmt: skip
    assert found.operating_areas[-1][0] == "Äldre och funktionshinder"


@pytest.mark.parametrize("text", ["orebro", "Örebro", "ÖREBRO", "1880"])
def test_find_units_puts_the_very_one_first(text: str) -> None:
    assert unit_queries.find_units(text)[0].code == "1880"


def test_find_units_puts_workplaces_after_municipalities_and_takes_kinds() -> None:
    found = unit_queries.find_units("orebro")
    assert [unit.code for unit in found[:2]] == ["1880", "0018"]
    assert {unit.unit_class.kind for unit in found[2:]} == {"workplace"}
    assert [unit.code for unit in unit_queries.find_units("orebro", kinds=[UnitClass.Kind.REGION])] == ["0018"]
    assert unit_queries.find_units(" - ") == []
    assert len(unit_queries.find_units("skola", limit=7)) == 7


def test_units_of_a_class_are_in_swedish_order() -> None:
    names = [unit.name for unit in unit_queries.units_of_class("SE-municipality")]
    assert (len(names), names[0], names[-1]) == (290, "Ale", "Övertorneå")


def test_similar_groups_are_one_for_each_area_of_its_latest_year() -> None:
    newer = UnitGroup.objects.create(
        code="G9", title="T", kind="similar", service_area="LSS", year=2030, around=a_unit(), search_key=""
    )
    found = unit_queries.similar_groups(a_unit())
    assert [group.service_area for group in found] == [
        "övergripande", "arbetsmarknad", "ekonomiskt bistånd", "fritidshem", "förskola", "grundskola",
        "gymnasieskola", "IFO", "LSS", "räddningstjänst", "socioekonomi", "äldreomsorg",
    ]  # fmt: skip
    assert {group.service_area: group.year for group in found}["LSS"] == 2030
    assert newer in found


def test_members_of_a_similar_group_are_seven_others_in_the_order_of_the_source() -> None:
    group = unit_queries.similar_groups(a_unit())[0]
    assert [unit.code for unit in unit_queries.members(group)] == [
        "0580", "0581", "0680", "0780", "1283", "1380", "1980",
    ]  # fmt: skip


def test_groups_of_a_unit_leave_out_those_like_another() -> None:
    found = unit_queries.groups_of(a_unit())
    sizes = {group.title: group.size for group in found}  # type: ignore[attr-defined]
    assert sizes["Örebro läns kommuner (ovägt medel)"] == 12
    assert {group.kind for group in found} == {"network", "structure"}


def test_find_groups_needs_every_word() -> None:
    assert [group.code for group in unit_queries.find_groups("orebro lans")] == ["G33625"]
    assert unit_queries.find_groups("") == []


def test_find_groups_puts_networks_before_similar_units_and_takes_a_class() -> None:
    found = unit_queries.find_groups("orebro")
    kinds = [group.kind == UnitGroup.Kind.SIMILAR for group in found]
    assert (kinds[0], kinds) == (False, sorted(kinds))
    assert len(set(kinds)) == 2
    regions = UnitClass.objects.get(key="SE-region").number
    assert unit_queries.find_groups("orebro lans", unit_class=regions) == []
    assert {group.code for group in unit_queries.find_groups("alla regioner", unit_class=regions)} >= {"G2329"}
    assert unit_queries.group("G2329") in unit_queries.find_groups("alla regioner")
    assert unit_queries.group("G-none") is None


@pytest.mark.parametrize(
    ("most", "read"),
    [
        (2, lambda: queries.search(Wanted("kostnad"))),
        (3, lambda: queries.indicator("N15428")),
        (2, queries.choices),
        (1, lambda: queries.search(Wanted(measure_set="kkik-2024"))),
        (1, queries.measure_sets),
        (1, lambda: unit_queries.find_units("orebro")),
        (1, lambda: unit_queries.unit("1880")),
        (1, lambda: unit_queries.find_groups("orebro")),
    ],
)
def test_reads_take_a_bounded_number_of_queries(most: int, read: Callable[[], object]) -> None:
    with CaptureQueriesContext(connection) as captured:
        read()
    assert len(captured) <= most


def test_reads_of_one_thing_take_a_bounded_number_of_queries() -> None:
    indicator, unit, kkik = an_indicator(), a_unit(), a_set()
    group = unit_queries.similar_groups(unit)[0]
    with CaptureQueriesContext(connection) as captured:
        queries.neighbours(indicator)
        queries.groups_of(indicator)
        [measure.indicator.title for measure in queries.measures(kkik) if measure.indicator]
        unit_queries.similar_groups(unit)
        unit_queries.groups_of(unit)
        [member.unit_class.key for member in unit_queries.members(group)]
    assert len(captured) == 6
