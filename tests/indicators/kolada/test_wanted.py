"""Which indicators are asked for: sets, groups and single ones together, each once."""

import pytest

from kompassros.indicators.kolada.wanted import Wanted, find_wanted
from kompassros.indicators.models import IndicatorGroup, IndicatorGroupMember, Measure, MeasureSet
from kompassros.records.errors import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chosen() -> None:
    measures = MeasureSet.objects.create(key="of-a-test", title="Mått")
    for position, (code, title) in enumerate([("N98002", "Två"), ("", "Utan kod"), ("N98001", "Ett")]):
        Measure.objects.create(measure_set=measures, code=code, title=title, position=position)
    group = IndicatorGroup.objects.create(code="GKPI-TEST", title="Grupp", search_key="")
    for position, code in enumerate(["N98003", "N98001"]):
        IndicatorGroupMember.objects.create(group=group, code=code, title=code, position=position)


def test_all_that_is_named_is_asked_for_once_in_order() -> None:
    found = find_wanted(sets=["of-a-test"], groups=["gkpi-test"], kpis=["n98004", "N98002"])
    assert found == Wanted(("N98002", "N98001", "N98003", "N98004"), without_code=("Utan kod",))


def test_nothing_named_is_nothing_asked_for() -> None:
    assert find_wanted(sets=[], groups=[], kpis=[]) == Wanted((), ())


def test_a_set_that_is_not_known_is_told_with_those_there_are() -> None:
    with pytest.raises(DomainError, match=r"no set of measures “nothing”\. There are: .*of-a-test"):
        find_wanted(sets=["nothing"], groups=[], kpis=[])


def test_a_group_that_is_not_known_is_told() -> None:
    with pytest.raises(DomainError, match="no group of indicators “GKPI-NONE” in the catalogue"):
        find_wanted(sets=[], groups=["GKPI-NONE"], kpis=[])
