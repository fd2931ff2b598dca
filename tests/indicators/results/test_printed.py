"""Colours, words and places that municipalities print, against the named sign rules. Source: README.md beside this."""

import csv
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from kompassros.methods.direction import Direction
from kompassros.methods.quarters import (
    BAND,
    Group,
    against_mean,
    group_cell,
    group_of,
    place_of,
    quarter_of,
)

Row = dict[str, str]
HERE = Path(__file__).parent
COSTS = "Kostnad"
KLIPPAN = {"Bästa gruppen": Group.BEST, "Mellersta gruppen": Group.MIDDLE, "Sämsta gruppen": Group.WORST}
REPRODUCING = range(14, 21)


def printed() -> list[Row]:
    with (HERE / "printed.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(municipality: str, year: str = "") -> list[Row]:
    return [row for row in printed() if row["municipality"] == municipality and year in ("", row["report_year"])]


def measured(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row["value"] and row["mean"]]


def group_against(row: Row, band: Fraction) -> Group:
    """Return the group of a printed value against the printed mean.

    The rule needs the values of a cell: two of them that have the printed mean are enough.
    """
    value, mean = Fraction(row["value"]), Fraction(row["mean"])
    quarter, _ = against_mean([float(value), float(2 * mean - value)], band)
    found = group_of(quarter, Direction(row["direction"]))
    assert found is not None
    return found


def word_of(row: Row, band: Fraction) -> str:
    """Return Ale's word by the rule against the mean, used twice: without a band, and with one."""
    if group_against(row, Fraction(0)) is not Group.WORST:
        return "Uppfyllt"
    return "Ej uppfyllt" if group_against(row, band) is Group.WORST else "Delvis uppfyllt"


def wrong_words(band: Fraction) -> list[str]:
    return [row["measure"] for row in measured(rows_of("Ale")) if word_of(row, band) != row["printed"]]


def test_every_printed_figure_has_its_source() -> None:
    assert [row for row in printed() if not row["source"].startswith("http")] == []
    assert Counter(row["municipality"] for row in printed() if row["printed"]) == {
        "Klippan": 31,
        "Ale": 25,
        "Hammarö": 1,
        "Karlstad": 1,
    }


def test_direction_is_that_of_the_printed_best_and_worst() -> None:
    rows = [row for row in printed() if row["best"]]
    assert len(rows) == 20
    assert all((Fraction(row["best"]) < Fraction(row["worst"])) is (row["direction"] == "low") for row in rows)


# --- Ale: against the mean


@pytest.mark.parametrize("percent", REPRODUCING)
def test_ales_words_follow_the_mean_with_a_band(percent: int) -> None:
    assert len(measured(rows_of("Ale"))) == 20
    assert wrong_words(Fraction(percent, 100)) == []


def test_ales_band_lies_between_two_rows() -> None:
    """The first band that reproduces every word is 0.7/5.1, the first that does not any more 17/81."""
    first, beyond = Fraction(7, 51), Fraction(17, 81)
    assert wrong_words(first) == wrong_words(beyond - Fraction(1, 10**6)) == []
    assert wrong_words(first - Fraction(1, 10**6)) == ["Inskrivna barn per årsarbetare i förskolan, antal"]
    assert wrong_words(beyond) == ["Kvalitetsaspekter LSS grupp- och serviceboende, andel (%) av maxpoäng (2)"]
    whole = [percent for percent in range(101) if wrong_words(Fraction(percent, 100)) == []]
    assert whole == list(REPRODUCING)
    assert len(wrong_words(BAND)) == 4


@pytest.mark.parametrize(("percent", "agree"), [(10, 16), (13, 18), (14, 20), (20, 20), (21, 19)])
def test_rows_of_ale_that_agree_are_those_of_the_guide(percent: int, agree: int) -> None:
    assert len(measured(rows_of("Ale"))) - len(wrong_words(Fraction(percent, 100))) == agree


def test_ale_has_no_word_for_what_was_not_measured() -> None:
    missing = [row for row in rows_of("Ale") if not row["value"]]
    assert [row["printed"] for row in missing] == ["Ingen mätning har genomförts"] * 5


def test_one_band_alone_does_not_give_ales_words() -> None:
    """A value that equals the mean is met, one a little worse is met in part: a band has both in its middle."""
    rows = measured(rows_of("Ale"))
    equal = next(row for row in rows if row["value"] == row["mean"])
    near = next(row for row in rows if row["value"] == "82" and row["mean"] == "83")
    assert (equal["printed"], near["printed"]) == ("Uppfyllt", "Delvis uppfyllt")
    for percent in REPRODUCING:
        assert group_against(equal, Fraction(percent, 100)) is group_against(near, Fraction(percent, 100))


# --- Klippan: quarter groups, which a row alone cannot give


@pytest.mark.parametrize("year", ["2018", "2020"])
def test_no_band_around_the_mean_gives_klippans_groups_in_one_edition(year: str) -> None:
    """A value in the middle lies further on the worse side than one in the worst group."""
    rows = [row for row in measured(rows_of("Klippan", year)) if row["printed"]]
    worse = {
        word: [share_worse(row) for row in rows if row["printed"] == word]
        for word in ("Mellersta gruppen", "Sämsta gruppen")
    }
    assert max(worse["Mellersta gruppen"]) > min(worse["Sämsta gruppen"])


def test_no_band_around_the_mean_gives_klippans_groups_of_2019() -> None:
    """One in the middle lies further on the better side than one of the worst group does on the other."""
    rows = [row for row in measured(rows_of("Klippan", "2019")) if row["printed"]]
    middle = [abs(share_worse(row)) for row in rows if row["printed"] == "Mellersta gruppen"]
    worst = [share_worse(row) for row in rows if row["printed"] == "Sämsta gruppen"]
    assert max(middle) > min(worst)


def share_worse(row: Row) -> Fraction:
    value, mean = Fraction(row["value"]), Fraction(row["mean"])
    return (value - mean if row["direction"] == "low" else mean - value) / mean


@pytest.mark.parametrize(("year", "agree"), [("2018", 13), ("2019", 7), ("2020", 6)])
def test_most_of_klippans_rows_that_a_band_gives(year: str, agree: int) -> None:
    rows = [row for row in measured(rows_of("Klippan", year)) if row["printed"]]
    bands = [Fraction(thousandths, 1000) for thousandths in range(500)]
    hits = [sum(group_against(row, band) is KLIPPAN[row["printed"]] for row in rows) for band in bands]
    assert max(hits) == agree < len(rows)


def test_klippans_ends_lie_on_their_own_side_of_the_country() -> None:
    rows = [row for row in measured(rows_of("Klippan")) if row["printed"]]
    assert len(rows) == 31
    assert all(share_worse(row) < 0 for row in rows if row["printed"] == "Bästa gruppen")
    assert all(share_worse(row) > 0 for row in rows if row["printed"] == "Sämsta gruppen")
    assert {share_worse(row) > 0 for row in rows if row["printed"] == "Mellersta gruppen"} == {True, False}


def test_klippans_rows_without_a_group_have_no_value_or_are_costs_but_for_five() -> None:
    rows = [row for row in rows_of("Klippan") if not row["printed"]]
    without_value = [row for row in rows if not row["value"]]
    costs = [row for row in rows if row["value"] and row["measure"].startswith(COSTS)]
    rest = [row for row in rows if row not in without_value and row not in costs]
    assert (len(rows), len(without_value), len(costs), len(rest)) == (20, 9, 6, 5)
    assert {row["report_year"] for row in costs} == {"2019", "2020"}
    assert all(row["mean"] for row in rest)


# --- four groups


def test_four_groups_are_not_contradicted() -> None:
    (hammaro,) = rows_of("Hammarö")
    assert share_worse(hammaro) < 0
    (karlstad,) = [row for row in rows_of("Karlstad") if row["printed"]]
    better, worse = (int(number) for number in karlstad["printed"].split(" + "))
    assert better + worse == int(karlstad["value"])


# --- places


@pytest.mark.parametrize(
    ("measure", "ties", "apart"),
    [("Tillgänglighetsbarometer", ["2"], []), ("Preschool ranking", ["16"], [("Karlshamn", "40", 39)])],
)
def test_printed_places_are_competition_places(
    measure: str, ties: list[str], apart: list[tuple[str, str, int]]
) -> None:
    """But for one: Boden and Karlshamn have 246 both and stand as 39 and 40. The rows are the first 50 places."""
    rows = [row for row in printed() if row["measure"].startswith(measure)]
    values = [float(row["value"]) for row in rows]
    found = []
    for row, placed in zip(rows, group_cell(values).values, strict=True):
        assert placed is not None
        ranks = place_of(placed.from_low, placed.from_high, Direction(row["direction"]))
        assert ranks is not None
        if str(ranks.rank_best) != row["rank"]:
            found.append((row["municipality"], row["rank"], ranks.rank_best))
    assert found == apart
    assert [one["rank"] for one, other in pairwise(rows) if one["rank"] == other["rank"]] == ties


@pytest.mark.parametrize(("municipality", "group"), [("Enköping", Group.BEST), ("Storfors", Group.MIDDLE)])
def test_group_that_a_printed_place_gives(municipality: str, group: Group) -> None:
    """Without ties the place from the worst end follows from the one from the best; nobody printed a colour here."""
    (row,) = [row for row in rows_of(municipality) if row["n"]]
    rank, n = int(row["rank"]), int(row["n"])
    assert (group_of(quarter_of(rank, n + 1 - rank, n), Direction.LOW), row["printed"]) == (group, "")


def test_no_row_prints_place_number_and_colour_together() -> None:
    assert [row for row in printed() if row["rank"] and row["n"] and row["printed"]] == []
