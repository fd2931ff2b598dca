"""Printed names, titles, years and genders, and what they stand for."""

import pytest

from kompassros.statistics.receiving.periods import read_period, years_in
from kompassros.statistics.receiving.recognising import find_gender, without_genders
from kompassros.statistics.receiving.resolving import Answer, Resolver, Role
from tests.statistics.receiving.cases import KNOWN


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("0180", ["0180"]),
        ("180", ["0180"]),
        ("18", []),
        ("1", []),
        ("0001", ["0001"]),
        ("1480", ["1480"]),
        ("Göteborg", ["1480"]),
        ("GOTEBORG", ["1480"]),
        ("Göteborgs stad", ["1480"]),
        ("Göteborgs kommun", ["1480"]),
        ("Borås stad", ["1490"]),
        ("Ale kommun", ["1440"]),
        ("1440 Ale", ["1440"]),
        ("1440 - Ale kommun", ["1440"]),
        ("1440 Malmö", ["1440", "1280"]),
        ("1440 Nowhere", []),
        ("Gotland", ["0980", "0009"]),
        ("0980 Gotland", ["0980"]),
        ("Nowhere", []),
        ("", []),
    ],
)
def test_unit_by_code_and_name(text: str, codes: list[str]) -> None:
    assert list(KNOWN.units(text)) == codes


def test_indicator_by_its_code_whatever_title_follows() -> None:
    assert list(KNOWN.indicators("N00945 An older title")) == ["N00945"]
    assert list(KNOWN.indicators("n00945")) == ["N00945"]


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("T", "T"),
        ("Totalt", "T"),
        ("Båda könen", "T"),
        ("Begge kjønn", "T"),
        ("K", "K"),
        ("Kvinnor", "K"),
        ("kvinner", "K"),
        ("F", "K"),
        ("Män", "M"),
        ("menn", "M"),
        ("Men", "M"),
        ("Andel (%), kvinnor", "K"),
        ("2019 män", "M"),
        ("Kvinnor och män", None),
        ("women and men", None),
        ("Share (%), girls and boys", None),
        ("men inte detta", None),
        ("1", None),
        ("", None),
    ],
)
def test_gender(text: str, letter: str | None) -> None:
    assert find_gender(text) == letter


def test_gender_by_the_words_of_the_file() -> None:
    assert find_gender("2", {"1": "M", "2": "K"}) == "K"
    assert find_gender("K", {"k": "M"}) == "M"


def test_title_without_its_gender() -> None:
    assert without_genders("Andel (%), kvinnor") == "Andel (%)"
    assert without_genders("Kvinnor - Andel (män)") == "Andel"


@pytest.mark.parametrize(
    ("text", "period"),
    [("2019", 2019), ("Utfall 2019", 2019), ("2019*", 2019), ("2019 (2019)", 2019), ("1970", 1970)],
)
def test_year(text: str, period: int) -> None:
    assert read_period(text) == (period, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("resultat 2015, kostnad 2014", "names several years"),
        ("2014-2016", "names several years"),
        ("2019/20", "not a whole year"),
        ("2019-05-01", "not a whole year"),
        ("2019M05", "not a whole year"),
        ("2019 K1", "not a whole year"),
        ("19", "names no year"),
        ("120190", "names no year"),
        ("1,2019", "names no year"),
        ("3000", "names no year"),
    ],
)
def test_text_that_is_not_one_year_is_told(text: str, words: str) -> None:
    period, trouble = read_period(text)
    assert period is None
    assert trouble is not None
    assert words in trouble


def test_years_are_given_once_in_their_order() -> None:
    assert years_in("2016, 2015 och 2016") == (2016, 2015)


@pytest.mark.parametrize(
    ("role", "text", "answer"),
    [
        ("unit", "Ale", Answer("1440")),
        ("unit", "Gotland", Answer(None, "“Gotland” may be 0980, 0009. Write the code.")),
        ("indicator", "Andel (%) 2019, kvinnor", Answer("N00945")),
        ("indicator", "", Answer(None, "No indicator is named here. Write its title or code.")),
        ("period", "", Answer(None, "No year stands here. Write the year in four digits.")),
        ("gender", "x", Answer(None, "“x” names no gender. Say which one is meant: all, women or men.")),
    ],
)
def test_answer_or_the_trouble(role: Role, text: str, answer: Answer) -> None:
    assert Resolver(KNOWN, {}).resolve(role, text) == answer


def test_long_text_is_not_looked_into_and_quoted_short() -> None:
    answer = Resolver(KNOWN, {}).resolve("unit", "Ale " * 1000)
    assert answer.value is None
    assert len(answer.trouble) < 200
