"""What the addresses of texts about measures are about."""

from typing import Any

from kompassros.indicators import queries
from kompassros.indicators.notes.access import ResultsOf
from kompassros.indicators.notes.papers import describe, suggest
from kompassros.organisations.models import Organisation, Person
from kompassros.records import matters
from tests.indicators.rounds.makers import make_unit


def notes_of(organisation: Organisation, person: Person) -> dict[str, dict[str, Any]]:
    """Return the arguments of addresses by subject: a measure of a municipality, and an agenda paper about the set."""
    make_unit(organisation)
    measure_set = queries.measure_set("kkik-2024")
    assert measure_set is not None
    of = ResultsOf(organisation, measure_set, 2024)
    subject = describe(of)
    matter = matters.open_matter(
        subject=(subject.kind, subject.key), organisation_id=organisation.pk, title="Results", person=person
    )
    paper = matters.start_paper(matter=matter, language="sv", suggestion=suggest(of, "sv"), person=person)
    place = {"municipality": organisation.key, "key": measure_set.key, "year": 2024, "code": "N15428"}
    return {"measure_note": place | {"question": "comment"}, "note_paper": place | {"paper": paper.pk}}
