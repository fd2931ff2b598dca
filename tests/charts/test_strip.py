from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from kompassros.charts.figure import Figure
from kompassros.charts.scale import Level
from kompassros.charts.strip import Band, StripTexts, StripUnit, distribution_strip, mini_strip
from kompassros.charts.theme import colour
from tests.charts.drawn import check_drawn, check_marks_inside, meeting_texts, specs, words

LONG = (
    "Region Jämtland Härjedalen",
    "Västra Götalandsregionen",
    "Upplands Väsby",
    "Skinnskatteberg",
    "Malung-Sälen",
    "Örnsköldsvik",
    "Region Västernorrland",
    "Norrköping",
    "Kristinehamn",
)
TEXTS = StripTexts(
    heads=("Kommun", "Andel (%)", "Slag"),
    roles={"own": "egen kommun", "chosen": "vald", "similar": "liknande", "other": "en kommun"},
    mean="Medel",
    band="mellersta hälften",
    band_lower="nedre kvartil",
    band_upper="övre kvartil",
    ends=("sämre", "bättre"),
)
OTHERS = tuple(StripUnit(f"Kommun {n}", Decimal(600 + n * 7 % 290) / 10, f"{60 + n}") for n in range(290))
OWN = StripUnit("Granby", Decimal("71.5"), "71,5", "own")
MARKED = (
    *(StripUnit(name, Decimal(70) + n, f"{70 + n},0", "similar") for n, name in enumerate(LONG[:7])),
    *(StripUnit(name, Decimal("71.6") + n, f"{71 + n},6", "chosen") for n, name in enumerate(LONG[7:])),
)
MEAN = Level(Decimal("74.2"), "74,2")
BAND = Band(Level(Decimal(67), "67,0"), Level(Decimal(82), "82,0"))


def strip(charts: Any, *units: StripUnit, **changes: Any) -> Figure:
    """A strip of some units with mean and band."""
    words = {"title": "Granby ligger under medel", "description": "Påhittade siffror.", "texts": TEXTS}
    return distribution_strip(
        **{
            "name": "strip",
            "units": units,
            "mean": MEAN,
            "band": BAND,
            "format_number": charts.swedish,
            "decimals": 1,
            **words,
            **changes,
        }
    )


def mini(*units: StripUnit, mean: Level | None = MEAN, band: Band | None = BAND) -> Figure:
    """A small strip."""
    return mini_strip(name="mini", units=units, mean=mean, band=band, title="t", description="d", texts=TEXTS)


def line_places(charts: Any, spec: dict[str, Any], tone: str) -> list[float]:
    """Where the upright lines of a tone stand; the legend's sample is a curve of its own."""
    strip = next(row for row in charts.rows_of(spec, "curves") if row["stroke"] == colour(tone))
    return [float(piece.split(",")[0]) for piece in strip["path"].split("M")[1:]]


def test_strip_is_drawn_in_both_sizes_and_themes(charts: Any) -> None:
    figure = strip(charts, OWN, *MARKED, *OTHERS)
    check_drawn(figure)
    check_marks_inside(figure)
    assert [spec["width"] for spec in specs(figure)] == [640, 340]


def test_strip_has_a_line_per_other_unit(charts: Any) -> None:
    spread_out = [StripUnit(str(n), n, str(n)) for n in range(200)]
    assert len(line_places(charts, strip(charts, OWN, *spread_out).spec, "older")) == 200


def test_strip_table_has_every_unit_then_mean_and_limits(charts: Any) -> None:
    figure = strip(charts, *OTHERS, OWN, *MARKED)
    assert figure.columns == ("Kommun", "Andel (%)", "Slag")
    assert len(figure.rows) == 290 + 1 + 9 + 3
    assert figure.rows[290] == ("Granby", "71,5", "egen kommun")
    assert figure.rows[-3:] == (("Medel", "74,2", ""), ("nedre kvartil", "67,0", ""), ("övre kvartil", "82,0", ""))


def test_strip_names_own_unit_mean_and_marked_units_with_their_values(charts: Any) -> None:
    for spec in specs(strip(charts, OWN, *MARKED, *OTHERS)):
        text = " ".join(words(spec))
        for wanted in ("Granby 71,5", "Medel 74,2", "Region Jämtland Härjedalen 70,0", "Kristinehamn 72,6"):
            assert wanted in text
        assert "Kommun 7" not in text


def test_strip_own_name_is_bold_and_the_only_one(charts: Any) -> None:
    texts = charts.rows_of(strip(charts, OWN, *MARKED, *OTHERS).spec, "texts")
    assert [row["text"].split()[0] for row in texts if row["weight"] == "bold"] == ["Granby"]


def test_strip_kinds_differ_by_shape_and_have_their_words(charts: Any) -> None:
    figure = strip(charts, OWN, *MARKED, *OTHERS)
    shapes = {row["fill"]: row["shape"] for row in charts.rows_of(figure.spec, "signs")}
    assert shapes == {colour("own"): "circle", colour("second"): "square", colour("third"): "diamond"}
    assert {"en kommun", "mellersta hälften", "liknande", "vald", "sämre", "bättre"} <= set(words(figure.spec))


def test_strip_no_name_meets_another_or_is_cut(charts: Any, assert_nothing_cut: Callable[[Figure], None]) -> None:
    crowded = [StripUnit(unit.name, Decimal(70) + n % 3, "1 234 567", unit.role) for n, unit in enumerate(MARKED)]
    for units in ((OWN, *MARKED, *OTHERS), (OWN, *crowded), (OWN, *crowded, *OTHERS)):
        figure = strip(charts, *units)
        assert_nothing_cut(figure)
        assert [meeting_texts(spec) for spec in specs(figure)] == [[], []]


def test_strip_beyond_ten_names_keeps_sign_and_row(charts: Any) -> None:
    more = [StripUnit(f"Liknande {n}", 65 + n, str(65 + n), "similar") for n in range(14)]
    figure = strip(charts, OWN, *more, *OTHERS)
    named = [text for text in words(figure.spec) if text.startswith("Liknande ")]
    assert len(named) == 9
    assert len(charts.rows_of(figure.spec, "signs")) == 1 + 14 + 1
    assert sum(row[2] == "liknande" for row in figure.rows) == 14


def test_strip_values_lie_on_the_axis_by_their_size(charts: Any) -> None:
    figure = strip(charts, *(StripUnit(str(n), n, str(n)) for n in (0, 25, 100)), mean=None, band=None)
    low, middle, high = line_places(charts, figure.spec, "older")
    assert (middle - low) / (high - low) == pytest.approx(0.25, abs=0.002)


def test_strip_mean_is_a_broken_line_at_its_value(charts: Any) -> None:
    figure = strip(charts, StripUnit("a", 0, "0"), StripUnit("b", 100, "100"), mean=Level(50, "50"), band=None)
    (mean,) = [row for row in charts.rows_of(figure.spec, "curves") if row.get("dash")]
    assert mean["stroke"] == colour("reference")
    assert mean["path"].startswith("M320.0,")


@pytest.mark.parametrize(("band", "bars"), [(BAND, 2), (None, 0)])
def test_strip_shades_the_band_only_where_groups_exist(charts: Any, band: Band | None, bars: int) -> None:
    figure = strip(charts, OWN, *OTHERS, band=band)
    assert len(charts.rows_of(figure.spec, "bars")) == bars
    assert ("mellersta hälften" in words(figure.spec)) == bool(bars)


def test_strip_without_direction_has_no_word_at_its_ends(charts: Any) -> None:
    from dataclasses import replace

    figure = strip(charts, OWN, *OTHERS, texts=replace(TEXTS, ends=None))
    assert not {"sämre", "bättre"} & set(words(figure.spec))


def test_strip_of_equal_values_is_drawn(charts: Any) -> None:
    figure = strip(charts, OWN, *(StripUnit(str(n), Decimal("71.5"), "71,5") for n in range(3)), mean=None, band=None)
    check_drawn(figure)
    check_marks_inside(figure)


@pytest.mark.parametrize("units", [(), (OWN, OWN)])
def test_strip_refuses_no_unit_and_two_own_ones(charts: Any, units: tuple[StripUnit, ...]) -> None:
    with pytest.raises(ValueError, match="at least one unit"):
        strip(charts, *units)


def test_mini_strip_has_no_words_and_only_what_stands_out_in_its_table(charts: Any) -> None:
    figure = mini(OWN, *MARKED, *OTHERS)
    assert (figure.spec["width"], figure.spec["height"], figure.compact) == (180, 24, None)
    assert not charts.rows_of(figure.spec, "texts")
    assert [row[0] for row in figure.rows] == ["Granby", "Medel", "nedre kvartil", "övre kvartil"]
    assert len(charts.rows_of(figure.spec, "signs")) == 1
    check_drawn(figure)
    check_marks_inside(figure)


def test_mini_strip_of_one_value_without_mean_and_band_stands_in_the_middle(charts: Any) -> None:
    (sign,) = charts.rows_of(mini(OWN, mean=None, band=None).spec, "signs")
    assert sign["x"] == 90
