"""Good examples for tests: of a made-up Norwegian municipality, and those of the demo; pictures and documents."""

from django.core.files.uploadedfile import SimpleUploadedFile

from kompassros.evaluations.findings import bank, bank_leave
from kompassros.evaluations.findings.bank import Wording
from kompassros.evaluations.findings.bank_demo import drawing
from kompassros.evaluations.findings.bank_leave import Answer
from kompassros.evaluations.findings.models import GoodExample
from kompassros.organisations import services
from kompassros.organisations.demo import OTHER, SINCE
from kompassros.organisations.models import Organisation, Person

QUESTION, OTHER_QUESTION = "q-cc33dd", "q-ff55hh"
INSTRUMENT = "tiny"
ALTERNATIVE = "Four pages, each with a taller bar."


def wording(**changes: object) -> Wording:
    """Return what an example says, some of it changed; the small edition must be stored."""
    plain = {"title": "Café Änglamark", "text": "A marker text.", "instrument": INSTRUMENT, "questions": (QUESTION,)}
    return Wording(**plain | changes)  # type: ignore[arg-type]


def add_example(key: str = OTHER, *, leave: bool = True, **changes: object) -> GoodExample:
    """Return a stored example of a municipality, with its owner's leave or without."""
    organisation = Organisation.objects.get(key=key)
    example = bank.add_example(organisation=organisation, wording=wording(**changes), person=None)
    if leave:
        give(example)
    return example


def give(example: GoodExample) -> GoodExample:
    """Give leave as the system does."""
    answer = Answer(GoodExample.Leave.GIVEN, by="The director", on=SINCE)
    return bank_leave.answer_leave(example=example, answer=answer, person=None)


def norwegian_municipality() -> Organisation:
    """Return a made-up municipality in Norway."""
    return services.add_organisation(
        kind=Organisation.Kind.MUNICIPALITY,
        country="NO",
        periods=[services.NamePeriod("Fjordby", "9901")],
        parent=services.ensure_country("NO"),
        made_up=True,
    )


def picture() -> SimpleUploadedFile:
    """Return a small PNG."""
    return SimpleUploadedFile("pages.png", drawing(width=8, height=8), "text/html")


def document() -> SimpleUploadedFile:
    """Return a text."""
    return SimpleUploadedFile("plan.txt", b"A plan.", "text/plain")


def norrvik_coordinator() -> Person:
    """Return the coordinator of Norrvik, read anew."""
    return Person.objects.get(email="coordinator.norrvik@demo.example")


def read_anew(example: GoodExample) -> GoodExample:
    """Return an example as it is stored."""
    found: GoodExample = GoodExample._base_manager.select_related("organisation").get(pk=example.pk)
    return found
