"""Made-up good examples of the made-up municipalities, for trying the bank out. Everything in them is invented."""

import struct
import zlib

from django.core.files.base import ContentFile

from kompassros.evaluations.findings import bank, bank_leave
from kompassros.evaluations.findings.bank import Wording
from kompassros.evaluations.findings.bank_leave import Answer
from kompassros.evaluations.findings.models import GoodExample
from kompassros.organisations.demo import OTHER, OWN, SINCE
from kompassros.organisations.models import Organisation
from kompassros.records.demo import Loader, register

INSTRUMENT = "kompassros-bedomningspunkter"
_OWNER = "Kommundirektören i Norrvik"
_WITH_LEAVE = (
    Wording(
        title="Budgeten på fyra sidor",
        text=(
            "Norrviks budget var på 180 sidor och lästes av få. Nu finns en kortversion på fyra sidor: varifrån "
            "pengarna kommer, vad de går till, vad som ändras i år och vad det betyder för den som bor här.\n\n"
            "Ekonomienheten skriver den tillsammans med två boende som läser utan förkunskaper. Den delas ut på "
            "biblioteken och ligger först på webbplatsen. Tänk på att börja med läsarens frågor, inte med nämnderna."
        ),
        instrument=INSTRUMENT,
        questions=("q-twz634", "q-mfgp4d"),
        year=2025,
        link="https://norrvik.example/budget-pa-fyra-sidor",
        contact="Ekonomienheten",
    ),
    Wording(
        title="Öppen kvart före fullmäktige",
        text=(
            "En kvart före varje möte möter två ledamöter från olika partier den som vill fråga något. Frågor och svar "
            "skrivs ned och bifogas protokollet.\n\n"
            "Under det första året kom fyrtio frågor, flest om vägar och skolskjuts. Det som avgjorde var att svaret "
            "alltid fick ett datum: när det inte gick att svara på plats stod det när svaret skulle komma."
        ),
        instrument=INSTRUMENT,
        questions=("q-xwv85n",),
        year=2024,
        contact="Kommunkansliet",
    ),
    Wording(
        title="Synpunkter som får ett svar inom fem dagar",
        text=(
            "Alla synpunkter tas emot på ett ställe, får en ägare samma dag och besvaras inom fem arbetsdagar. Varje "
            "kvartal läser ledningen tio svar tillsammans och frågar sig vad de säger om tjänsten.\n\n"
            "Andelen som fick svar i tid gick från hälften till nio av tio. Det svåra var inte systemet utan att "
            "bestämma vem som äger en fråga som rör två förvaltningar."
        ),
        instrument=INSTRUMENT,
        questions=("q-j5vf2k",),
        measures=("N00647", "N00640"),
        year=2025,
        link="https://norrvik.example/synpunkter",
        contact="Kontaktcenter",
    ),
    Wording(
        title="Uppdragskort för alla chefer",
        text=(
            "Varje chef har ett kort på en sida: målen för enheten, vad chefen får besluta själv, vad som ska "
            "stämmas av och med vem. Kortet skrivs om varje januari i samtal med närmaste chef.\n\n"
            "Korten är öppna för alla medarbetare. Därför vet också den som är ny vem som bestämmer vad."
        ),
        instrument=INSTRUMENT,
        questions=("q-x9n6dd", "q-hcvfgv"),
        year=2023,
        contact="Personalenheten",
    ),
    Wording(
        title="Jämförelsedagen i mars",
        text=(
            "En gång om året sitter varje verksamhet en dag med sina nyckeltal bredvid tre kommuner som liknar "
            "Norrvik. De ringer en av dem före lunch och frågar hur den gör.\n\n"
            "Dagen slutar med en enda sak att pröva. Förra året ledde det till att hemtjänsten lade om sina scheman."
        ),
        instrument=INSTRUMENT,
        questions=("q-v4dpnf", "q-zq3x6c"),
        year=2025,
        contact="Kvalitetsenheten",
    ),
    Wording(
        title="Idépengen: 5 000 kronor utan ansökan",
        text=(
            "Varje enhet får använda 5 000 kronor om året till att pröva en egen idé. Ingen ansökan behövs, bara tre "
            "rader efteråt: vad vi gjorde, vad vi såg, om vi fortsätter.\n\n"
            "Av sextio försök lever tjugo vidare. De övriga berättas också, på en egen sida, så att ingen gör om dem."
        ),
        instrument=INSTRUMENT,
        questions=("q-knkdbx",),
        year=2024,
        contact="Utvecklingsenheten",
    ),
)
_WITHOUT_LEAVE = Wording(
    title="Introduktion med fadder i alla förvaltningar",
    text=(
        "Den som är ny i Granby får en fadder från en annan förvaltning under tre månader. De träffas fyra gånger och "
        "besöker varandras arbetsplatser.\n\n"
        "Nya medarbetare säger att de förstår helheten tidigare, och faddrarna att de själva lär sig mest."
    ),
    instrument=INSTRUMENT,
    questions=("q-w8xzm7", "q-n7759p"),
    year=2026,
    contact="Personalavdelningen",
)


def load_examples() -> int:
    """Add six examples of Norrvik, with leave, and one of Granby, without, once; return how many were added."""
    if GoodExample._base_manager.filter(made_up=True).exists():
        return 0
    norrvik, granby = (Organisation.objects.get(key=key) for key in (OTHER, OWN))
    added = [bank.add_example(organisation=norrvik, wording=wording, person=None) for wording in _WITH_LEAVE]
    _add_picture(added[0])
    for example in added:
        answer = Answer(GoodExample.Leave.GIVEN, by=_OWNER, on=SINCE)
        bank_leave.answer_leave(example=example, answer=answer, person=None)
    bank.add_example(organisation=granby, wording=_WITHOUT_LEAVE, person=None)
    return len(added) + 1


def _add_picture(example: GoodExample) -> None:
    bank.add_file(
        example=example,
        upload=ContentFile(drawing(), name="fyra-sidor.png"),
        title="Fyra sidor",
        alternative="En teckning: fyra sidor bredvid varandra, var och en med en stapel som är högre än den förra.",
        rights="Påhittad teckning, gjord för Kompassros demo",
        person=None,
    )


def drawing(*, width: int = 480, height: int = 320) -> bytes:
    """Return a PNG (8 bits a channel, RGB) of four pages side by side, each with a taller bar on it."""
    rows = b"".join(b"\0" + b"".join(_colour(x, y, width, height) for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _colour(x: int, y: int, width: int, height: int) -> bytes:
    page, inside = divmod(x * 4 * 100 // width, 100)
    across, down = inside, y * 100 // height
    if not (10 <= across < 90 and 10 <= down < 90):
        return b"\xe8\xed\xf1"
    return b"\x0b\x4f\x6c" if 35 <= across < 65 and 80 - 15 * (page + 1) <= down < 80 else b"\xff\xff\xff"


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


register(Loader("made-up good examples", 91, True, load_examples))
