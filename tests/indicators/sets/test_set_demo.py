"""The made-up own sets of Granby."""

from collections import Counter

import pytest
from django.utils import translation

from kompassros.indicators.models import MeasureSet
from kompassros.indicators.sets import demo
from kompassros.indicators.sets.content import SET
from kompassros.indicators.sets.differences import compare, earlier_measures, lines_of
from kompassros.indicators.sets.tables import differences_table
from kompassros.organisations.demo import OWN
from kompassros.records.history import of_subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def second() -> MeasureSet:
    return MeasureSet.objects.get(owner__key=OWN, year=2024)


def test_granby_has_two_lists_whose_measures_are_known(second: MeasureSet) -> None:
    first = MeasureSet.objects.get(owner__key=OWN, year=2023)
    assert (first.measures.count(), second.measures.count()) == (8, 8)
    assert not second.measures.filter(indicator=None).exists()
    assert Counter(second.measures.values_list("level", flat=True)) == {"council": 3, "committee": 3, "unit": 2}
    assert (second.title, second.key) == ("Påhittade styrmått 2024", "granby-pahittade-styrmatt-2024")
    assert "Påhittad" in second.source


def test_the_later_list_differs_and_says_why(second: MeasureSet) -> None:
    found = compare(lines_of(earlier_measures(second)), lines_of(list(second.measures.all())))
    assert (len(found.new), len(found.gone), len(found.changed)) == (1, 1, 1)
    entries = of_subject(SET, second.key)
    assert sorted(entry.verb for entry in entries) == ["made", "measure_added", "measure_changed", "measure_removed"]
    assert all("Påhittat" in entry.why for entry in entries)


def test_what_was_changed_is_told_in_words(second: MeasureSet) -> None:
    found = compare(lines_of(earlier_measures(second)), lines_of(list(second.measures.all())))
    with translation.override("sv"):
        (changed,) = [row for row in differences_table(found, "x").rows if row.cells["what"].value == "ändrad"]
    assert changed.cells["measure"].note == "nivå tidigare: enheterna"


def test_sets_are_loaded_once() -> None:
    assert demo.load_sets() == 0
