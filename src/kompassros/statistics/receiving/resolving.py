"""Printed names, titles, years and genders to what the catalogue calls them, or a sentence that says why not."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kompassros.statistics.receiving.periods import read_period, without_years
from kompassros.statistics.receiving.recognising import Find, GenderLetter, Known, find_gender, without_genders
from kompassros.statistics.receiving.texts import LONGEST_TEXT, quoted

Role = Literal["indicator", "unit", "period", "gender"]


_UNKNOWN: Mapping[Role, Promise] = {
    "unit": _("“%(text)s” is no unit that is known here. Correct the name or code, or leave the row out."),
    "indicator": _("“%(text)s” is no indicator that is known here. Correct the title or code, or say which it is."),
    "period": _("“%(text)s” names no year. Write the year in four digits."),
    "gender": _("“%(text)s” names no gender. Say which one is meant: all, women or men."),
}
_NOTHING: Mapping[Role, Promise] = {
    "unit": _("No unit is named here. Write its name or code."),
    "indicator": _("No indicator is named here. Write its title or code."),
    "period": _("No year stands here. Write the year in four digits."),
    "gender": _("No gender is named here. Write which one is meant: all, women or men."),
}
_SEVERAL = _("“%(text)s” may be %(codes)s. Write the code.")


class Answer(NamedTuple):
    """What a text stands for, or the trouble with it."""

    value: str | int | None = None
    trouble: str = ""


class Resolver:
    """Answers what texts stand for; each text once."""

    def __init__(self, known: Known, gender_words: Mapping[str, GenderLetter]) -> None:
        self._known = known
        self._gender_words = gender_words
        self._answers: dict[tuple[Role, str], Answer] = {}

    def resolve(self, role: Role, text: str) -> Answer:
        """Return the unit's or indicator's code, the year, or the gender's letter that a text stands for."""
        key = (role, text)
        if key not in self._answers:
            self._answers[key] = self._answer(role, text) if text else Answer(trouble=str(_NOTHING[role]))
        return self._answers[key]

    def _answer(self, role: Role, text: str) -> Answer:
        if len(text) > LONGEST_TEXT:
            return _one(role, text, ())
        if role == "unit":
            return _one(role, text, self._known.units(text))
        if role == "indicator":
            return _one(role, text, _find_title(self._known.indicators, text))
        if role == "gender":
            gender = find_gender(text, self._gender_words)
            return _one(role, text, (gender,) if gender else ())
        reading = read_period(text)
        return Answer(reading.period, reading.trouble or "")


def _find_title(find: Find, text: str) -> Sequence[str]:
    """Find a title; one with a year or a gender in it ("Andel (%) 2019, kvinnor") also without them."""
    plain = without_years(text)
    for title in (text, plain, without_genders(text), without_genders(plain)):
        codes = find(title) if title else ()
        if codes:
            return codes
    return ()


def _one(role: Role, text: str, codes: Sequence[str]) -> Answer:
    if len(codes) == 1:
        return Answer(codes[0])
    if codes:
        return Answer(trouble=str(_SEVERAL) % {"text": quoted(text), "codes": ", ".join(codes)})
    return Answer(trouble=str(_UNKNOWN[role]) % {"text": quoted(text)})
