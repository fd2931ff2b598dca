"""What Granby writes about its made-up values, for trying out: comments of 2024, answers of 2024 and of 2023.

An answer of 2023 that is not renewed stands in 2024 too, as one that was carried on.
"""

from kompassros.indicators.models import Indicator, MeasureNote
from kompassros.indicators.notes.services import Place, write_note
from kompassros.organisations.demo import OWN, demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.demo import Loader, register

YEAR = 2024
Question = MeasureNote.Question
_TEXTS = (
    ("U21401", YEAR - 1, Question.MEASURES, True, "Påhittat: hur många olika medarbetare en person möter på 14 dagar."),
    (
        *("U21401", YEAR - 1, Question.PROCESSES, True),
        "Påhittat: hur passen läggs, hur sjukfrånvaro täcks och om nya får arbeta bredvid.",
    ),
    (
        *("U21401", YEAR - 1, Question.BEST, False),
        "Påhittat: de som lyckas bäst planerar i fasta par och låter paret täcka för varandra.",
    ),
    (
        *("U21401", YEAR, Question.MEANS, True),
        "Påhittat: fler ansikten än ledningen vill ha. De sista veckorna på sommaren drar upp värdet mest.",
    ),
    (
        *("U21401", YEAR, Question.COMMENT, True),
        "Påhittat: ett nytt schema började gälla i oktober, så det syns först i nästa års värde.",
    ),
    (
        *("U21401", YEAR, Question.OFTEN, False),
        "Påhittat: ja, planeringssystemet kan räkna talet varje månad.",
    ),
    (
        *("N15452", YEAR - 1, Question.MEASURES, True),
        "Påhittat: hur många i åk 3 som klarar alla delar av proven i svenska, av dem som har gjort alla.",
    ),
    (
        *("N15452", YEAR, Question.COMMENT, True),
        "Påhittat: en årskull på bara 140 elever. Två elever motsvarar mer än en procentenhet.",
    ),
    (
        *("N15452", YEAR, Question.UNITS, False),
        "Påhittat: Norra skolan ligger högst. Skillnaden mot de två andra är störst i läsning.",
    ),
    (
        *("U00811", YEAR, Question.COMMENT, False),
        "Påhittat: utkast. Vi väntar på besked om hur de ansökningar som drogs tillbaka är räknade.",
    ),
)


def load_notes() -> int:
    """Write the texts once, as Granby's coordinator; for measures that the catalogue has."""
    granby = Organisation.objects.filter(key=OWN, made_up=True).first()
    if granby is None or MeasureNote._base_manager.filter(organisation=granby).exists():
        return 0
    writer = Person.objects.filter(email=demo_address(Role.COORDINATOR)).first()
    known = {one.code: one for one in Indicator.objects.filter(code__in={text[0] for text in _TEXTS})}
    written = [
        write_note(place=Place(granby, known[code], year, question), text=text, public=public, version=0, person=writer)
        for code, year, question, public, text in _TEXTS
        if code in known
    ]
    return len(written)


register(Loader("made-up texts about measures", 93, True, load_notes))
