"""What is read out of Kolada's titles and descriptions."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.indicators.titles import LONGEST_SOURCE, LONGEST_UNIT, guess_decimals, read_source, read_title
from tests.indicators.catalogue_cases import packaged_rows

NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö ", min_size=3).map(str.strip).filter(lambda name: len(name) > 2)
UNITS = st.sampled_from(["kr/inv", "kr/inv 80+", "antal/1000 inv", "kg/inv", "MWh", "år", "1000 kr/sysselsatt"])


@pytest.mark.parametrize(
    ("title", "name", "unit"),
    [
        ("Personalkostnader, kr/inv", "Personalkostnader", "kr/inv"),
        ("Strukturbidrag, kr/inv 1 nov fg år", "Strukturbidrag", "kr/inv"),
        ("Gymnasieelever med examen, andel (%)", "Gymnasieelever med examen", "%"),
        ("Invånare 0-20 år, andel (%) av bef.", "Invånare 0-20 år, andel (%) av bef", "%"),
        ("Uppräkningsfaktor, %", "Uppräkningsfaktor", "%"),
        ("Lekplatser, antal/ 10 000 inv", "Lekplatser", "antal/10 000 inv"),
        ("Medianvårdtid, antal dagar", "Medianvårdtid", "dagar"),
        ("Väntetid, antal dagar (median)", "Väntetid, antal dagar (median)", "dagar"),
        ("Inskrivna barn per årsarbetare, antal", "Inskrivna barn per årsarbetare", "antal"),
        (
            "Operationer, antal/100 000 kvinnor, ålderstandardiserade värden",
            "Operationer, ålderstandardiserade värden",
            "antal/100 000 kvinnor",
        ),
        ("Självmord, antal/100 000 inv, 25 år+", "Självmord, 25 år+", "antal/100 000 inv"),
        (
            "Bruttoregionprodukt, kommun (BRP), 1000 kr/invånare",
            "Bruttoregionprodukt, kommun (BRP)",
            "1000 kr/invånare",
        ),
        ("Avfall totalt, kg/invånare (justerat)", "Avfall totalt (justerat)", "kg/invånare"),
        ("Kyla lokaler, kWh/kvm BRA Källa: Egna uppgifter.", "Kyla lokaler", "kWh/kvm BRA"),
        ("HME förskola, index för påståendet Mitt arbete känns meningsfullt.", None, "index"),
        ("Tillgänglighet enligt vårdgarantin, index (max = 100)", None, "index"),
        ("Trafikolyckor med räddningsinsatser per 1000 inv", None, "antal/1000 inv"),
        ("Solceller totalt, installerad effekt (MW)", None, "MW"),
        ("Responstid, mediantid i minuter.", None, "minuter"),
        ("Uppnådda mål, andel (%) - Målnivå ≥ 80", "Uppnådda mål - Målnivå ≥ 80", "%"),
        ("Demografisk försörjningskvot", "Demografisk försörjningskvot", ""),
        ("Kvarvarande tänder bland invånare 90+, median", "Kvarvarande tänder bland invånare 90+, median", ""),
    ],
)
def test_read_title_finds_the_unit_and_keeps_the_rest_as_the_name(title: str, name: str | None, unit: str) -> None:
    read = read_title(title)
    assert read.unit == unit
    assert read.name == (title.rstrip(".") if name is None else name)
    assert not read.coded


@pytest.mark.parametrize(
    ("title", "valid_from", "valid_to"),
    [
        ("Bensinleverans, liter/inv (-2023)", None, 2023),
        ("Väntetid, antal dagar (- 2024)", None, 2024),
        ("Elever, andel (%) (1998-)", 1998, None),
        ("Elever (1998-), andel (%) (-2010)", 1998, 2010),
        ("Elever (2010-), andel (%) (-1998)", None, None),
        ("Förbrukning (normalår 2022), kWh", None, None),
    ],
)
def test_read_title_reads_first_and_last_year(title: str, valid_from: int | None, valid_to: int | None) -> None:
    read = read_title(title)
    assert (read.valid_from, read.valid_to) == (valid_from, valid_to)
    assert valid_to is None or str(valid_to) not in read.name


@pytest.mark.parametrize(
    "title",
    [
        "Ansvarsprövning utan anmärkning, (Ja=1, Nej=0)",
        "Ekonomiskt bistånd i samma förvaltning (Ja = 1, Nej = 0) (-2023)",
        "Utför kommunen IVPA? (1=Ja, 0=Nej)",
        "Bostadsmarknadsläge, (Överskott=2, Balans=1, Underskott=0)",
    ],
)
def test_read_title_of_coded_answers_has_no_unit_and_no_decimals(title: str) -> None:
    read = read_title(title)
    assert (read.unit, read.coded, guess_decimals(read)) == ("", True, 0)


@pytest.mark.parametrize(
    ("title", "decimals"),
    [
        ("Kostnad, kr/inv", 0),
        ("Bruttoregionprodukt, 1000 kr/invånare", 0),
        ("Andel, andel (%)", 1),
        ("Elever, antal", 0),
        ("Inskrivna barn per årsarbetare, antal", 1),
        ("Läkemedel, antal", 0),
        ("Utsläpp, ton CO2e/inv", 2),
        ("Utsläpp, ton CO2e", 1),
        ("Okänt", 1),
    ],
)
def test_guess_decimals_goes_by_the_unit(title: str, decimals: int) -> None:
    assert guess_decimals(read_title(title)) == decimals


def test_read_title_reads_the_whole_catalogue() -> None:
    reads = [read_title(row["title"]) for row in packaged_rows()]
    assert len(reads) == 6099
    assert sum(bool(read.unit) for read in reads) == 5936
    assert sum(read.coded for read in reads) == 124
    assert sum(read.valid_to is not None for read in reads) == 426
    assert max(len(read.unit) for read in reads) <= LONGEST_UNIT
    assert all(read.name for read in reads)


@given(NAMES, UNITS, st.integers(1990, 2030))
def test_read_title_takes_apart_what_was_put_together(name: str, unit: str, year: int) -> None:
    read = read_title(f"{name}, {unit} (-{year})")
    assert (read.name, read.unit, read.valid_to) == (" ".join(name.split()), unit, year)


@given(st.text(max_size=300))
def test_read_title_reads_any_text(title: str) -> None:
    read = read_title(title)
    assert len(read.unit) <= LONGEST_UNIT
    assert read.valid_to is None or str(read.valid_to) in title
    assert 0 <= guess_decimals(read) <= 2


@pytest.mark.parametrize(
    ("description", "source"),
    [
        ("Kostnad per invånare. Källa: SCB.", "SCB"),
        ("Värde saknas under 5. Källa Arbetsmiljöverket", "Arbetsmiljöverket"),
        ("Antal. Källa: SKR:s Nationella patientenkät\\n", "SKR:s Nationella patientenkät"),
        ("Antal. Källa: Skolverket. Statistiken avser oktober.", "Skolverket"),
        (
            "Källa: gammal. Annat. Källa: SCB och Försäkringskassan via finsam.se",
            "SCB och Försäkringskassan via finsam.se",
        ),
        ("Ingen uppgift om varifrån.", ""),
    ],
)
def test_read_source_is_the_name_after_the_last_mark(description: str, source: str) -> None:
    assert read_source(description) == source


def test_read_source_shortens_a_long_list_at_a_comma_and_says_so() -> None:
    names = ", ".join(f"Myndigheten för uppgift nummer {number}" for number in range(20))
    source = read_source(f"Källa: {names}.")
    assert len(source) <= LONGEST_SOURCE
    assert re.fullmatch(r"(Myndigheten för uppgift nummer \d+, )+Myndigheten för uppgift nummer \d+ m\.fl\.", source)
