from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from kompassros.charts.figure import Figure, Spec
from kompassros.charts.scale import Level
from kompassros.charts.theme import colour
from kompassros.charts.trend_lines import Break, MiddleHalf, Reading, Series, Trend, TrendTexts, trend_lines
from tests.charts.drawn import check_drawn, check_marks_inside, meeting_texts, specs, words

TEXTS = TrendTexts("År", "nedre kvartil", "övre kvartil", "mellersta hälften", "preliminärt", "ingen uppgift")
NINE = (
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


def series(name: str, *values: float | None, first: int = 2018, step: int = 1) -> Series:
    """A series of plain values from a year on."""
    years = range(first, first + step * len(values), step)
    pairs = zip(years, values, strict=True)
    return Series(name, tuple(Reading(year, v, "saknas" if v is None else f"{v:.1f}") for year, v in pairs))


def band(*years: int) -> tuple[MiddleHalf, ...]:
    """The same middle half in some years."""
    return tuple(MiddleHalf(year, Level(40, "40,0"), Level(60, "60,0")) for year in years)


OWN = series("Granby", 52, 54, 53, 57, 58, 61, 60)
MEAN = series("Medel", 50, 50, 51, 51, 52, 52, 53)
FULL = Trend(
    own=OWN,
    mean=MEAN,
    band=band(*range(2018, 2025)),
    others=tuple(series(name, *(55 + n / 10 + k % 3 for k in range(7))) for n, name in enumerate(NINE)),
    breaks=(Break(2020, "ny definition"), Break(2021, "ny metod")),
)


def drawn(trend: Trend) -> Figure:
    """The picture of a trend."""
    return trend_lines(
        name="trend", trend=trend, title="t", description="d", format_number=str, decimals=1, texts=TEXTS
    )


def paths(charts: Any, spec: Spec, tone: str) -> list[str]:
    """The curves of a tone, the series itself first."""
    return [row["path"] for row in charts.rows_of(spec, "curves") if row["stroke"] == colour(tone)]


def dotted(charts: Any, spec: Spec) -> int:
    """How many upright dotted lines a drawing has."""
    return sum(row.get("dash") == [2, 4] for row in charts.rows_of(spec, "curves"))


def test_trend_is_drawn_in_both_sizes_and_themes() -> None:
    figure = drawn(FULL)
    check_drawn(figure)
    check_marks_inside(figure)
    assert [spec["width"] for spec in specs(figure)] == [640, 340]


def test_trend_no_text_meets_another_or_is_cut(assert_nothing_cut: Callable[[Figure], None]) -> None:
    for trend in (
        FULL,
        replace(FULL, others=()),
        replace(FULL, others=(), own=series("Granby", 70, 70, 70, 70)),
        replace(FULL, others=(), mean=None, band=(), breaks=()),
    ):
        figure = drawn(trend)
        assert_nothing_cut(figure)
        assert [meeting_texts(spec) for spec in specs(figure)] == [[], []]


def test_trend_names_stand_at_the_ends_with_the_latest_values() -> None:
    text = " ".join(words(drawn(FULL).spec))
    for wanted in ("Granby 60.0", "Medel 53.0", "Region Jämtland Härjedalen 55.0", "Kristinehamn 55.8"):
        assert wanted in text


def test_trend_on_a_phone_numbers_the_others_and_names_them_in_the_legend() -> None:
    compact = drawn(FULL).compact
    assert compact
    texts = words(compact)
    assert [texts.count(str(number)) for number in range(1, 10)] == [1] * 9
    assert {"Granby 60.0", "1 Region Jämtland Härjedalen 55.0", "9 Kristinehamn 55.8"} <= set(texts)


def test_trend_labels_of_equal_ends_are_moved_apart() -> None:
    same = tuple(series(name, 50, 50) for name in NINE)
    spec = drawn(Trend(own=series("Granby", 50, 50), mean=series("Medel", 50, 50), others=same)).spec
    assert not meeting_texts(spec)


def test_trend_series_that_ends_early_says_when() -> None:
    figure = drawn(Trend(own=OWN, others=(series("Storby", 50, 51),)))
    assert "Storby 51.0 (2019)" in words(figure.spec)


@pytest.mark.parametrize(
    ("own", "breaks", "step", "pieces"),
    [
        (series("Granby", 50, 51, 52, 53), (), 1, 1),
        (series("Granby", 50, 51, None, 53), (), 1, 2),
        (series("Granby", 50, 51, 52, 53, step=2), (), 2, 1),
        (series("Granby", 50, 51, 52, 53, step=2), (), 1, 4),
        (series("Granby", 50, 51, 52, 53), (Break(2020, "ny metod"),), 1, 2),
        (series("Granby", 50, 51, 52, 53), (Break(2018, "ny metod"),), 1, 1),
    ],
)
def test_trend_line_never_runs_over_a_missing_period_or_a_break(
    charts: Any, own: Series, breaks: tuple[Break, ...], step: int, pieces: int
) -> None:
    spec = drawn(Trend(own=own, breaks=breaks, step=step)).spec
    assert paths(charts, spec, "own")[0].count("M") == pieces
    assert dotted(charts, spec) == len([each for each in breaks if each.period > 2018])


def test_trend_breaks_have_their_words() -> None:
    for spec in specs(drawn(FULL)):
        assert {"ny definition", "ny metod"} <= set(words(spec))


def test_trend_band_is_parted_where_the_lines_are(charts: Any) -> None:
    whole, parted = replace(FULL, breaks=()), replace(FULL, band=band(2018, 2019, 2022))
    assert len(charts.rows_of(drawn(whole).spec, "areas")) == 1
    assert len(charts.rows_of(drawn(parted).spec, "areas")) == 2
    assert not charts.rows_of(drawn(replace(FULL, band=())).spec, "areas")


def test_trend_own_points_are_full_but_for_preliminary_ones(charts: Any) -> None:
    *before, last = OWN.readings
    figure = drawn(Trend(own=Series("Granby", (*before, replace(last, preliminary=True)))))
    fills = [row["fill"] for row in charts.rows_of(figure.spec, "signs")]
    assert fills == [colour("own")] * 6 + [colour("ground")] * 2
    assert "preliminärt" in words(figure.spec)
    assert "preliminärt" not in words(drawn(Trend(own=OWN)).spec)


def test_trend_value_alone_between_gaps_is_seen(charts: Any) -> None:
    figure = drawn(Trend(own=OWN, mean=series("Medel", 50, None, 51, None, 52, 52)))
    signs = [row for row in charts.rows_of(figure.spec, "signs") if row["fill"] == colour("reference")]
    assert len(signs) == 2


def test_trend_nine_thin_lines_differ_by_more_than_colour(charts: Any) -> None:
    curves = charts.rows_of(drawn(replace(FULL, breaks=())).spec, "curves")
    looks = {(row["stroke"], tuple(row.get("dash", ()))) for row in curves if row["strokeWidth"] == 1.4}
    assert len(looks - {(colour("own"), ()), (colour("reference"), (8, 5))}) == 9
    strongest = max(curves, key=lambda row: row["strokeWidth"])
    assert strongest["stroke"] == colour("own")


def test_trend_years_lie_in_order_and_values_by_their_size(charts: Any) -> None:
    figure = drawn(Trend(own=series("Granby", 0, 50, 100)))
    one, two, three = charts.rows_of(figure.spec, "signs")
    assert two["x"] - one["x"] == pytest.approx(three["x"] - two["x"], abs=0.02)
    assert one["y"] - two["y"] == pytest.approx(two["y"] - three["y"], abs=0.02)
    assert one["y"] > two["y"]


def test_trend_table_has_every_period_and_every_series() -> None:
    figure = drawn(replace(FULL, others=(series("Storby", 50, None),), band=band(2018)))
    assert figure.columns == ("År", "Granby", "Medel", "Storby", "nedre kvartil", "övre kvartil")
    assert figure.rows[0] == ("2018", "52.0", "50.0", "50.0", "40,0", "60,0")
    assert figure.rows[1] == ("2019", "54.0", "50.0", "saknas", "ingen uppgift", "ingen uppgift")
    assert figure.rows[2][3] == "ingen uppgift"
    assert len(figure.rows) == 7


@pytest.mark.parametrize("count", [1, 2, 30])
def test_trend_of_few_and_of_many_years_is_drawn(count: int, assert_nothing_cut: Callable[[Figure], None]) -> None:
    figure = drawn(
        Trend(own=series("Granby", *_saw(count), first=1990), mean=series("Medel", *_saw(count), first=1990))
    )
    check_drawn(figure)
    assert_nothing_cut(figure)
    assert [meeting_texts(spec) for spec in specs(figure)] == [[], []]
    assert str(1990 + count - 1) in words(figure.spec)


def _saw(count: int) -> Iterable[float]:
    return (50 + number % 4 for number in range(count))


def test_trend_refuses_no_value_and_ten_others() -> None:
    with pytest.raises(ValueError, match="needs a value"):
        Trend(own=series("Granby", None))
    with pytest.raises(ValueError, match="at most 9"):
        Trend(own=OWN, others=(series("Storby", 1),) * 10)
