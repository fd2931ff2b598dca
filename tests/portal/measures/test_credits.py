"""Whose titles and values a page of measures names: Kolada's, our own selection of KOSTRA, or what was made up."""

import pytest
from django.test import Client

from kompassros.indicators.models import Indicator
from kompassros.organisations.models import Organisation
from kompassros.statistics.datasets import add_dataset
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import make_release
from kompassros.statistics.models import Dataset, Unit
from kompassros.statistics.values import Observation
from tests.portal.measures.measure_cases import CODE, get

KOLADAS, NORWEGIAN = "Kolada&#x27;s (Källa: Kolada)", "NO-EGEN-01"


@pytest.fixture
def norwegian() -> Dataset:
    """Values of one Norwegian measure for two municipalities, in a dataset of their own."""
    owner = Organisation.objects.get(key="norge")
    made = add_dataset(
        key="kostra",
        title="KOSTRA",
        source="SSB, made up for a test",
        licence="NLOD",
        rank=20,
        owner=owner,
        person=None,
    )
    indicator = Indicator.objects.get(code=NORWEGIAN)
    units = Unit.objects.filter(country="NO", code__in=("3201", "5025"))
    rows = [Observation(indicator.number, 2024, 0, unit.number, unit.unit_class_id, 1.5) for unit in units]
    make_release(dataset_key="kostra", observations=table_of(rows), note="test")
    return made


@pytest.mark.usefixtures("measure", "norwegian")
def test_measure_names_the_datasets_that_its_values_are_from(client: Client) -> None:
    swedish, other = (get(client, "measure", code) for code in (CODE, NORWEGIAN))
    assert "Kolada (kolada.se), release" in swedish
    assert "SSB" not in swedish
    assert "SSB, made up for a test, release" in other
    assert "Kolada (kolada.se)" not in other


@pytest.mark.usefixtures("measure", "norwegian")
def test_picture_on_another_site_names_its_own_source(client: Client) -> None:
    said = "Means, places and groups: Kompassros."
    assert f"Values: Kolada (Källa: Kolada). {said}" in get(client, "measure_embedded", CODE, "years")
    assert f"Values: SSB, made up for a test. {said}" in get(client, "measure_embedded", NORWEGIAN, "years")


@pytest.mark.usefixtures("measure", "norwegian")
def test_measures_beside_each_other_say_whose_titles_they_are(client: Client) -> None:
    own = "Title and code are Kompassros&#x27; own, not those of the source."
    both = f"Title and code are {KOLADAS}, those of {NORWEGIAN} Kompassros&#x27; own."
    assert f"Title and code are {KOLADAS}." in get(client, "measures_beside", query=f"m={CODE}")
    norwegian = get(client, "measures_beside", query=f"class=NO-municipality&u=3201&m={NORWEGIAN}")
    assert own in norwegian
    assert KOLADAS not in norwegian
    assert both in get(client, "measures_beside", query=f"m={CODE}&m={NORWEGIAN}")


def test_catalogue_and_lists_say_that_norwegian_measures_are_our_selection(client: Client) -> None:
    assert "are Kompassros' own selection of KOSTRA (SSB)." in get(client, "measures")
    assert "of Norwegian measures, Kompassros' own." in get(client, "measure_sets")
