"""What a picture of one measure over the years shows: series by period, the middle half, breaks."""

from dataclasses import dataclass

from kompassros.charts.scale import Level, Number

MOST_OTHERS = 9


@dataclass(frozen=True)
class Reading:
    """One period of a series: its value, None where there is none, and how it, or the lack of it, is printed."""

    period: int
    value: Number | None
    text: str
    preliminary: bool = False


@dataclass(frozen=True)
class Series:
    """A named row of readings, the earliest first."""

    name: str
    readings: tuple[Reading, ...]

    @property
    def last(self) -> Reading | None:
        """The latest reading with a value."""
        return next((reading for reading in reversed(self.readings) if reading.value is not None), None)


@dataclass(frozen=True)
class MiddleHalf:
    """The middle half of all units in one period: from the lower to the upper quartile."""

    period: int
    lower: Level
    upper: Level


@dataclass(frozen=True)
class Break:
    """From this period on values are not comparable with those before; the word says why."""

    period: int
    word: str


@dataclass(frozen=True)
class TrendTexts:
    """Words of a trend: the table's heads of periods and limits, band and hollow marks, and where nothing is known."""

    period: str
    band_lower: str
    band_upper: str
    band: str
    preliminary: str
    nothing: str


@dataclass(frozen=True)
class Trend:
    """What is shown of a measure. step: years from one period to the next by the measure's own frequency."""

    own: Series
    mean: Series | None = None
    band: tuple[MiddleHalf, ...] = ()
    others: tuple[Series, ...] = ()
    breaks: tuple[Break, ...] = ()
    step: int = 1

    def __post_init__(self) -> None:
        """Refuse a picture without any value and more other units than can be told apart."""
        if not self.values or len(self.others) > MOST_OTHERS:
            raise ValueError(f"A trend needs a value and has at most {MOST_OTHERS} other units")

    @property
    def series(self) -> tuple[Series, ...]:
        """All lines, the own one first, then the mean."""
        return (self.own, *([self.mean] if self.mean else []), *self.others)

    @property
    def values(self) -> list[Number]:
        """Every value that must lie on the scale."""
        limits = [level.value for half in self.band for level in (half.lower, half.upper)]
        return limits + [each.value for line in self.series for each in line.readings if each.value is not None]

    @property
    def periods(self) -> list[int]:
        """Every period that something is said about, the earliest first."""
        return sorted({half.period for half in self.band} | {each.period for s in self.series for each in s.readings})

    def joined(self, before: int, after: int) -> bool:
        """Whether a line may run between two periods: neither over a missing one nor over a break."""
        return after - before <= self.step and not any(before < each.period <= after for each in self.breaks)
