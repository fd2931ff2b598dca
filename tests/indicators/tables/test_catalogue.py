"""What is known of a country: units and indicators by code, by name, and by the words of a set."""

import pytest

from kompassros.indicators.models import Indicator, Measure
from kompassros.indicators.tables.catalogue import Catalogue, catalogue_of
from kompassros.statistics.models import Unit, UnitClass

pytestmark = pytest.mark.django_db


@pytest.fixture
def known() -> Catalogue:
    """Ale twice: the municipality and an organisational unit; and two units of one name."""
    workplace = UnitClass.objects.get(key="SE-V11")
    for code, name in (("V11E0001", "Ale"), ("V11E0002", "The Owl"), ("V11E0003", "The Owl")):
        Unit.objects.create(country="SE", code=code, name=name, unit_class=workplace, search_key="", sort_key="")
    indicator = Indicator.objects.get(code="N15428")
    Measure.objects.create(
        measure_set_id=Measure.objects.values_list("measure_set", flat=True)[0],
        indicator=indicator,
        title="Words of the set alone",
        position=999,
    )
    return catalogue_of("SE")


def test_municipality_goes_before_an_organisational_unit_of_its_name(known: Catalogue) -> None:
    assert known.known.units("Ale") == ("1440",)
    assert known.known.units("V11E0001") == ("V11E0001",)
    assert known.known.units("The Owl") == ("V11E0002", "V11E0003")
    assert known.known.units("Nowhere") == ()


def test_indicator_is_known_by_code_title_and_the_words_of_a_set(known: Catalogue) -> None:
    title = Indicator.objects.get(code="N15428").title
    for text in ("n15428", title, "Words of the set alone"):
        assert known.known.indicators(text) == ("N15428",), text
    assert known.indicators["N15428"].title == title


def test_units_of_another_country_are_not_known() -> None:
    assert set(catalogue_of("XX").units) == set(Unit.objects.filter(country="XX").values_list("code", flat=True))
