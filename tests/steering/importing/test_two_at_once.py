"""Two imports of one scorecard at the same moment: it is stored once, and the second finds it. These tests commit."""

import pytest
from django.utils import translation

from kompassros.organisations.models import Organisation
from kompassros.steering.goals.models import IndicatorEdition, IndicatorValue
from kompassros.steering.importing.outcomes import Action
from tests.harness.at_once import at_once
from tests.steering.importing.scorecard_files import FULL, HEAD, SICK, csv_of, take

pytestmark = pytest.mark.django_db(transaction=True)


def test_scorecard_imported_twice_at_once_is_stored_once() -> None:
    here = Organisation.objects.get(key="norrvik")

    def importing() -> str:
        with translation.override("en"):
            counts = take(csv_of(HEAD, SICK, FULL), here).counts()
        return f"{counts[Action.NEW]} new, {counts[Action.KNOWN]} known"

    assert at_once(importing, importing) == ["0 new, 2 known", "2 new, 0 known"]
    assert IndicatorEdition._base_manager.filter(plan__organisation=here).count() == 2
    assert IndicatorValue._base_manager.filter(organisation=here).count() == 4
