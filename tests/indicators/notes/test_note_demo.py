"""What Granby has written about its made-up values in the demo."""

import pytest

from kompassros.indicators.models import Indicator, MeasureNote
from kompassros.indicators.notes import demo
from kompassros.indicators.notes.queries import notes_of, public_notes
from kompassros.organisations.demo import OWN
from kompassros.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def test_answers_of_the_year_before_are_carried_on() -> None:
    granby, indicator = Organisation.objects.get(key=OWN), Indicator.objects.get(code="U21401")
    found = notes_of(organisation=granby.pk, indicators=[indicator.pk], year=demo.YEAR)[indicator.pk]
    assert [(note.question, note.year, note.public) for note in found] == [
        ("comment", 2024, True),
        ("measures", 2023, True),
        ("means", 2024, True),
        ("processes", 2023, True),
        ("best", 2023, False),
        ("often", 2024, False),
    ]
    shown = public_notes(organisation=granby.pk, indicators=[indicator.pk], year=demo.YEAR)[indicator.pk]
    assert [note.question for note in shown] == ["comment", "measures", "means", "processes"]


def test_every_text_says_that_it_is_made_up_and_is_loaded_once() -> None:
    texts = MeasureNote._base_manager.filter(organisation__key=OWN).values_list("text", flat=True)
    assert len(texts) == 10
    assert all(text.startswith("Påhittat") for text in texts)
    assert demo.load_notes() == 0
