"""Texts about measures for tests: Granby stands behind a made-up unit that has values of KKiK 2024."""

from typing import Any

from kompassros.indicators.models import Indicator, MeasureNote
from kompassros.indicators.notes.services import Place, write_note
from kompassros.indicators.results.content import ResultsReport
from kompassros.organisations.demo import OWN
from kompassros.organisations.models import Organisation, Person
from kompassros.statistics.models import Unit
from tests.indicators.results.made_reports import CODE, SET, YEAR, made_report

Question = MeasureNote.Question
HIDDEN = "Marker7: only for our own people"
SHOWN = "Marker8: for everybody"


def granby() -> Organisation:
    """Return Granby, behind the unit of the made reports from now on, without the texts that the demo has."""
    organisation = Organisation.objects.get(key=OWN)
    MeasureNote._base_manager.filter(organisation=organisation, text__startswith="Påhittat").delete()
    Unit.objects.filter(country="XX", code=CODE).update(organisation=organisation)
    return organisation


def place(code: str, question: str = Question.COMMENT, year: int = YEAR) -> Place:
    """Return where a text of Granby about a measure belongs."""
    return Place(granby(), Indicator.objects.get(code=code), year, question)


def write(at: Place, text: str, *, public: bool = False, person: Person | None = None) -> MeasureNote:
    """Write a text on whatever is stored now."""
    stored = at.find()
    version = stored.version if stored else 0
    return write_note(place=at, text=text, public=public, version=version, person=person)


def first_code(report: ResultsReport | None = None) -> str:
    """Return the code of a measure that has a group."""
    found = next(one for one in (report or made_report()).results if one.group)
    return found.indicator.code


def address(name: str, **parameters: Any) -> dict[str, Any]:
    """Return an address name and arguments of Granby's set and year, as ``reverse`` takes them."""
    return {"viewname": f"notes:{name}", "kwargs": {"municipality": OWN, "key": SET, "year": YEAR, **parameters}}
