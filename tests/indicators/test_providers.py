"""Measures that differ only in who runs what they are about are paired by title, and by nothing less."""

import pytest

from kompassros.indicators import queries
from kompassros.indicators.models import Indicator
from kompassros.indicators.providers import Provider, family_of, read_title


def family(code: str) -> dict[str, str]:
    indicator = queries.indicator(code)
    assert indicator is not None
    return {provider.value: one.code for provider, one in family_of(indicator).items()}


@pytest.mark.parametrize(
    ("own", "others"),
    [
        ("Barngrupper i förskolan, kommunal regi, antal", "Barngrupper i förskolan, enskild regi, antal"),
        ("Betygspoäng, kommunala skolor, genomsnitt", "Betygspoäng fristående skolor, genomsnitt (-2023)"),
        ("Elever i kommunal gymnasieskola, andel (%)", "Elever i fristående gymnasieskola, andel (%)"),
        ("Patienter i offentlig regi, andel (%)", "Patienter, privat regi, andel (%)"),
    ],
)
def test_titles_of_one_family_differ_only_in_who_runs_it(own: str, others: str) -> None:
    first, second = read_title(own), read_title(others)
    assert first.family == second.family
    assert (first.provider, second.provider) == (Provider.OWN, Provider.OTHERS)


@pytest.mark.parametrize("title", ["Elever i åk 9, andel (%)", "Elever i kommunala och fristående skolor, andel (%)"])
def test_title_that_does_not_tell_one_provider_says_nothing(title: str) -> None:
    assert read_title(title).provider is None


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["N11011", "N11010"])
def test_family_pairs_both_whichever_is_looked_at(code: str) -> None:
    assert family(code) == {"all": "N11102", "others": "N11011", "own": "N11010"}


@pytest.mark.django_db
def test_family_has_all_schools_of_the_municipality_as_a_third() -> None:
    assert family("N15423") == {"all": "N15423", "others": "N15431", "own": "N15435"}


@pytest.mark.django_db
def test_measure_without_its_counterpart_has_no_family() -> None:
    assert family("N15428") == {}
    Indicator.objects.filter(code="N11011").update(vanished_on="2027-01-01")
    assert family("N11010") == {}


@pytest.mark.django_db
def test_families_take_one_query(django_assert_num_queries: object) -> None:
    indicator = queries.indicator("N15423")
    assert indicator is not None
    with django_assert_num_queries(1):  # type: ignore[operator]
        family_of(indicator)
