"""The lists of KKiK measures that the package carries: what is known is there, and what is not is said."""

from collections import Counter

import pytest

from kompassros.indicators.corrections import BASES, packaged_corrections
from kompassros.indicators.demo import packaged_sets
from kompassros.indicators.measure_sets import SetFile
from kompassros.indicators.models import Indicator, Measure

SETS = {found.key: found for found in packaged_sets()}
OLDER = sorted(key for key in SETS if key.startswith("kkik-") and key != "kkik-2024")
IDS_OF_2024 = [
    "N00640",
    "N00647",
    "N09805",
    "N09890",
    "N11008",
    "N11102",
    "N15027",
    "N15428",
    "N15436",
    "N15452",
    "N15485",
    "N15659",
    "N15722",
    "N17005",
    "N17461",
    "N17467",
    "N17625",
    "N18409",
    "N20048",
    "N25018",
    "N30101",
    "U00454",
    "U00502",
    "U00811",
    "U07451",
    "U07505",
    "U07514",
    "U07801",
    "U09800",
    "U21401",
    "U21468",
    "U23401",
    "U23471",
    "U23490",
    "U28532",
    "U28570",
    "U30453",
    "U31402",
    "U31462",
    "U40455",
]
THREE_AREAS = {"Barn och unga": 16, "Stöd och omsorg": 13, "Samhälle och miljö": 11}
FIVE_AREAS = {
    "Din kommuns tillgänglighet",
    "Trygghetsaspekter i din kommun",
    "Din delaktighet och kommunens information",
    "Din kommuns effektivitet",
    "Din kommun som samhällsutvecklare",
}


def of(key: str) -> SetFile:
    return SETS[key]


def test_list_of_2024_is_complete() -> None:
    assert [entry.code for entry in of("kkik-2024").measures] == IDS_OF_2024
    assert (of("kkik-2024").complete, of("kkik-2024").year, len(set(IDS_OF_2024))) == (True, 2024, 40)


def test_measures_of_2024_have_one_of_three_areas_and_the_list_says_whose_they_are() -> None:
    assert Counter(entry.area for entry in of("kkik-2024").measures) == THREE_AREAS
    assert "own reading" in of("kkik-2024").source


def test_directions_of_2024_say_what_they_rest_on() -> None:
    """No source states them: each is by hand, and none is told without its basis."""
    found = {code: packaged_corrections()[code] for code in IDS_OF_2024}
    assert [code for code, one in found.items() if one.direction is None] == []
    assert {one.basis for one in found.values()} == {"ours", "printed", "cost"}
    assert {code for code, one in found.items() if one.basis == "cost"} == {
        code for code, one in found.items() if one.dimension == Indicator.Dimension.COST
    }
    assert {one.direction.value for one in found.values() if one.direction and one.basis == "cost"} == {"none"}


@pytest.mark.django_db
def test_stored_measures_of_2024_have_indicators_whose_directions_are_marked() -> None:
    indicators = [
        one.indicator for one in Measure.objects.filter(measure_set__key="kkik-2024").select_related("indicator")
    ]
    assert [one.code for one in indicators if one] == IDS_OF_2024
    assert {one.direction_basis for one in indicators if one} <= set(BASES.values())


@pytest.mark.parametrize(
    ("key", "year", "size", "codes"),
    [
        ("kkik-2011", 2011, 12, {"N00938", "U07414", "U21401", "N11102"}),
        ("kkik-2012", 2012, 11, {"U11401", "U23401", "U31402"}),
        ("kkik-2015", 2015, 11, {"N11102", "N05401", "N11008", "N15428"}),
        (
            "kkik-2016",
            2016,
            27,
            {"U11401", "U23401", "U31402", "U21401", "N11102", "N05401", "N11008", "N15428", "U07451"},
        ),
        (
            "kkik-2018",
            2018,
            16,
            {"U11401", "N11008", "N15452", "N15485", "N15436", "N15535", "N15533", "N15027", "N17467", "N17005"}
            | {"U30453", "U31462", "U31402", "N30101"},
        ),
    ],
)
def test_older_list_has_what_is_known_and_says_that_it_is_not_all(
    key: str, year: int, size: int, codes: set[str]
) -> None:
    found = of(key)
    assert (found.year, found.complete, len(found.measures)) == (year, False, size)
    assert {entry.code for entry in found.measures if entry.code} == codes
    assert [entry for entry in found.measures if not entry.title or not entry.area] == []
    assert "not complete" in found.source


def test_list_of_2013_has_ids_alone_and_says_that_year_and_titles_are_not_known() -> None:
    found = of("kkik-2013-14")
    assert (found.year, found.complete) == (None, False)
    assert len({entry.code for entry in found.measures if entry.code}) == len(found.measures) == 41
    assert {entry.area for entry in found.measures} == {""}
    assert "approximate" in found.source
    assert "lost" in found.source


@pytest.mark.parametrize("key", OLDER)
def test_areas_of_older_lists_are_those_of_their_time(key: str) -> None:
    areas = {entry.area for entry in of(key).measures} - {""}
    assert areas <= (set(THREE_AREAS) if key == "kkik-2018" else FIVE_AREAS)


def direction_in(key: str, title: str) -> str:
    entry = next(entry for entry in of(key).measures if entry.title.startswith(title))
    by_hand = packaged_corrections().get(entry.code)
    return (entry.direction or (by_hand.direction if by_hand else None) or "").lower()


@pytest.mark.parametrize("key", ["kkik-2015", "kkik-2016"])
def test_every_measure_of_lists_that_print_best_and_worst_has_a_direction(key: str) -> None:
    assert [entry.title for entry in of(key).measures if not direction_in(key, entry.title)] == []


@pytest.mark.parametrize("key", ["kkik-2015", "kkik-2016"])
@pytest.mark.parametrize(
    "title", ["Vad är kostnaden för ett inskrivet barn", "Kostnad per betygspoäng", "Kostnad för elever som inte"]
)
def test_cost_has_the_direction_that_the_set_itself_printed(key: str, title: str) -> None:
    assert direction_in(key, title) == "low"
