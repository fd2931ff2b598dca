"""What is wrong, or may be, with what is handed in: as sentences that say what, where and how it is mended.

Own choice: an explanation lifts what may be right after all, such as a large change; it never lifts what cannot be,
such as a negative share, or a share of 0.75 where 75 per cent is meant. For that, numerator and denominator speak.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from kompassros.indicators.rounds.entries import Entry
from kompassros.indicators.rounds.models import AskedMeasure, OwnData
from kompassros.indicators.rounds.year_before import Before
from kompassros.methods.plausibility import CANNOT_BE, ONLY_TOLD, Given, Kind, Limits, Suspicion, check_value
from kompassros.web.formats import format_number

_PER_CENT = ("%", "procent", "prosent", "per cent")
_FIELDS = (
    "status", "value", "women", "men", "numerator", "denominator", "method", "cases", "population", "period_from",
    "period_to", "comment", "explanation",
)  # fmt: skip


@dataclass(frozen=True)
class Trouble:
    """What a check found. ``stops``: it is mended or explained before sign-off; ``final``: no explanation lifts it."""

    kind: str
    field: str
    sentence: str
    stops: bool
    final: bool = False


def entry_of(row: OwnData) -> Entry:
    """Return what is stored as it was handed in."""
    values = {name: getattr(row, name) for name in _FIELDS}
    return Entry(**values | {"status": OwnData.Status(row.status)})


def is_per_cent(asked: AskedMeasure) -> bool:
    """Return whether the measure is in per cent: by its unit, or by "(%)" in its title (own choice)."""
    indicator = asked.measure.indicator
    unit = indicator.unit if indicator is not None else ""
    titles = (asked.measure.title, indicator.title if indicator is not None else "")
    return unit.strip().lower() in _PER_CENT or any("(%)" in title for title in titles)


def limits_of(asked: AskedMeasure) -> Limits:
    """Return what the values of a measure are checked by."""
    indicator = asked.measure.indicator
    return Limits(
        year=asked.round.year,
        per_cent=is_per_cent(asked),
        fraction=asked.fraction,
        decimals=indicator.decimals if indicator is not None else 1,
        least=asked.least,
        most=asked.most,
        largest_change=asked.largest_change,
    )


def troubles(
    asked: AskedMeasure, entry: Entry, before: Decimal | None, before_year: int | None = None
) -> list[Trouble]:
    """Return what the checks find in an entry; ``before``: the latest value there is, and its year, None for none."""
    if entry.status != OwnData.Status.VALUE or entry.value is None:
        return []
    given = Given(
        value=entry.value,
        women=entry.women,
        men=entry.men,
        numerator=entry.numerator,
        denominator=entry.denominator,
        cases=entry.cases,
        population=entry.population,
        period_from=entry.period_from,
        period_to=entry.period_to,
        is_sample=entry.method == OwnData.Method.SAMPLE,
    )
    year = before_year if before_year is not None else asked.round.year - 1
    known = Before(before, year) if before is not None else None
    return [_trouble(asked, entry, each, known) for each in check_value(given, limits_of(asked), before)]


def troubles_of(asked: AskedMeasure, entry: Entry, before: Before | None) -> list[Trouble]:
    """Return what the checks find in an entry, held against the store's latest value."""
    if before is None:
        return troubles(asked, entry, None)
    return troubles(asked, entry, before.value, before.year)


def stopped(asked: Iterable[AskedMeasure], rows: Mapping[int, OwnData], before: Mapping[int, Before]) -> list[int]:
    """Return which of the asked measures a check stops; those without an entry are not among them."""
    found = []
    for each in asked:
        row = rows.get(each.pk)
        if row is not None and any(one.stops for one in troubles_of(each, entry_of(row), before.get(each.pk))):
            found.append(each.pk)
    return found


def _trouble(asked: AskedMeasure, entry: Entry, found: Suspicion, before: Before | None) -> Trouble:
    final = found.kind in CANNOT_BE
    stops = final or (found.kind not in ONLY_TOLD and not entry.explanation.strip())
    sentence = _SENTENCES[found.kind](_Told(asked, entry, found, before))
    return Trouble(found.kind.value, found.field, sentence, stops, final)


@dataclass(frozen=True)
class _Told:
    asked: AskedMeasure
    entry: Entry
    found: Suspicion
    before: Before | None

    def number(self) -> Decimal:
        """Return the number that the suspicion is about."""
        number: Decimal = getattr(self.entry, self.found.field)
        return number

    def said(self) -> dict[str, object]:
        """Return what the sentences name."""
        value = self.entry.value
        return {
            "value": _say(value),
            "expected": _say(self.found.expected),
            "before": _say(self.before.value if self.before else None),
            "year": self.before.year if self.before else "",
            "round_year": self.asked.round.year,
            "limit": self.asked.largest_change,
            "numerator": _say(self.entry.numerator),
            "denominator": _say(self.entry.denominator),
            "cases": self.entry.cases,
            "population": self.entry.population,
            "women": _say(self.entry.women),
            "men": _say(self.entry.men),
        }


def _say(number: Decimal | None) -> str:
    """Return a number as it is read, with at most three decimals."""
    if number is None:
        return ""
    plain = round(number, 3).normalize()
    return format_number(plain if plain == 0 or abs(plain) >= 1 else round(number, 6).normalize())


def _negative(told: _Told) -> str:
    return _("A share cannot be below 0, and %(number)s is. Take the minus sign away, or mend the number.") % {
        "number": _say(told.number())
    }


def _out_of_range(told: _Told) -> str:
    least, most = told.asked.least, told.asked.most
    words = {"number": _say(told.number()), "least": _say(least), "most": _say(most)}
    if most is None:
        return _("%(number)s is below %(least)s. Mend it, or explain why it is right.") % words
    if least is None:
        return _("%(number)s is above %(most)s. Mend it, or explain why it is right.") % words
    return _("%(number)s does not lie between %(least)s and %(most)s. Mend it, or explain why it is right.") % words


def _share(told: _Told) -> str:
    words = told.said()
    if told.before is None:
        text = _(
            "%(value)s looks like a share from 0 to 1; per cent is asked for, which would be %(expected)s. If "
            "%(value)s per cent is right, give numerator and denominator."
        )
        return text % words
    text = _(
        "%(value)s looks like a share from 0 to 1; per cent is asked for, which would be %(expected)s. The value of "
        "%(year)s was %(before)s. If %(value)s per cent is right, give numerator and denominator."
    )
    return text % words


def _slip(told: _Told) -> str:
    text = _(
        "%(value)s against %(before)s in %(year)s looks like a slip of the decimal point or of the unit; without it "
        "the value would be %(expected)s. Mend it, or explain why it is right."
    )
    return text % told.said()


def _change(told: _Told) -> str:
    text = _(
        "%(value)s differs from %(before)s in %(year)s by more than %(limit)s per cent. Mend it, or explain the change."
    )
    return text % told.said()


def _not_the_fraction(told: _Told) -> str:
    text = _(
        "%(value)s is not what %(numerator)s of %(denominator)s comes to, which is %(expected)s. Mend one of the "
        "three, or explain why they differ."
    )
    return text % told.said()


def _genders(told: _Told) -> str:
    text = _(
        "The total %(value)s lies neither between women (%(women)s) and men (%(men)s) nor is it their sum. Mend one of "
        "the three, or explain why."
    )
    return text % told.said()


def _no_denominator(told: _Told) -> str:
    if told.entry.denominator == 0:
        return _("The denominator is 0, and nothing can be a share of that. Give how many there are in all.")
    return _("The denominator is missing. Give how many there are in all.")


def _no_numerator(told: _Told) -> str:
    return _("The numerator is missing. Give how many of the denominator it is.")


def _more_cases(told: _Told) -> str:
    return _("%(cases)s cases were looked at, but there were only %(population)s. Mend one of the two.") % told.said()


def _large_sample(told: _Told) -> str:
    return _("%(cases)s cases is more than the 150 that a sample needs. It does no harm.") % told.said()


def _small_sample(told: _Told) -> str:
    return _("%(cases)s cases is a small sample; chance weighs heavily. Say in the comment why.") % told.said()


def _turned(told: _Told) -> str:
    return _("The period ends before it begins. Change one of the two days.")


def _outside(told: _Told) -> str:
    return _("The period does not lie in %(round_year)s. Change the days, or explain why.") % told.said()


_SENTENCES: dict[Kind, Callable[[_Told], str]] = {
    Kind.NEGATIVE_SHARE: _negative,
    Kind.OUT_OF_RANGE: _out_of_range,
    Kind.SHARE: _share,
    Kind.SLIP: _slip,
    Kind.CHANGE: _change,
    Kind.NO_DENOMINATOR: _no_denominator,
    Kind.NO_NUMERATOR: _no_numerator,
    Kind.NOT_THE_FRACTION: _not_the_fraction,
    Kind.GENDERS: _genders,
    Kind.MORE_CASES: _more_cases,
    Kind.LARGE_SAMPLE: _large_sample,
    Kind.SMALL_SAMPLE: _small_sample,
    Kind.PERIOD_TURNED: _turned,
    Kind.PERIOD_OUTSIDE: _outside,
}
