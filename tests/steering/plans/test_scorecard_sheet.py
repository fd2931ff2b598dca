"""The printed scorecard: a card of usual size – four perspectives, about twelve indicators – on one A4."""

from io import BytesIO

import pytest
from django.utils import translation
from pypdf import PdfReader

from kompassros.records import clock
from kompassros.steering.goals.queries import goals_of
from kompassros.steering.plans.documents import SCORECARD, Scorecard
from kompassros.steering.plans.models import Card, SteeringPlan

pytestmark = pytest.mark.django_db
A4_ON_ITS_SIDE = (842, 595)


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
@pytest.mark.parametrize("body", ["granby", "larande", "hemtjansten"])
def test_scorecard_of_usual_size_fits_one_page(body: str, language: str) -> None:
    rows = Card._base_manager.select_related("plan__organisation", "organisation")
    card = rows.filter(plan__state=SteeringPlan.State.ADOPTED, organisation__key=body).latest("plan__year")
    with translation.override(language):
        written = SCORECARD.formats["pdf"](Scorecard(card, goals_of(card), clock.today()))
    pages = PdfReader(BytesIO(written)).pages
    assert len(pages) == 1
    assert tuple(round(side) for side in pages[0].mediabox[2:]) == A4_ON_ITS_SIDE


def test_scorecard_with_twelve_indicators_fits_one_page() -> None:
    rows = Card._base_manager.select_related("plan__organisation", "organisation")
    card = rows.filter(plan__state=SteeringPlan.State.ADOPTED, organisation__key="granby").latest("plan__year")
    lines = [line for line in goals_of(card) for _twice in range(2)]
    assert sum(len(line.indicators) for line in lines) == 12
    written = SCORECARD.formats["pdf"](Scorecard(card, lines, clock.today()))
    assert len(PdfReader(BytesIO(written)).pages) == 1
