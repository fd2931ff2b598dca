"""Units that are printed with a number, and what a thousand or a million of them means."""

import re
from decimal import Decimal
from typing import NamedTuple

_FACTORS = {
    "tkr": 1_000,
    "tusen kr": 1_000,
    "tusen kronor": 1_000,
    "tusen kroner": 1_000,
    "mkr": 1_000_000,
    "mnkr": 1_000_000,
    "miljoner kr": 1_000_000,
    "miljoner kronor": 1_000_000,
    "millioner kroner": 1_000_000,
    "mill. kr": 1_000_000,
    "mdkr": 1_000_000_000,
    "miljarder kronor": 1_000_000_000,
    "milliarder kroner": 1_000_000_000,
}
_ALIKE = {
    "procent": "%",
    "prosent": "%",
    "percent": "%",
    "promille": "‰",
    "kronor": "kr",
    "kroner": "kr",
    ":-": "kr",
    "stk": "st",
    "stycken": "st",
    "personer": "pers",
    "dgr": "dagar",
}
_ITSELF = {
    *("%", "‰", "kr", "kg", "ton", "tonn", "km", "procentenheter", "prosentpoeng", "poäng", "poeng", "plats", "plass"),
    *("dagar", "dager", "timmar", "timer", "tim", "minuter", "minutter", "veckor", "uker", "månader", "måneder", "år"),
    *("st", "pers", "barn", "elever", "brukare", "brukere"),
}
_PER = re.compile(r"(?P<of>.+?)\s?(?:/\s?| per )(?P<per>[^\W\d][\w ]*[+]?)")


class Unit(NamedTuple):
    """A unit and by how much the printed number is multiplied to be in it (tkr: kr, 1000)."""

    name: str
    factor: Decimal = Decimal(1)


def find_unit(text: str) -> Unit | None:
    """Return the unit that a text in small letters names ("%", "tkr", "kr/inv", "st"), or None."""
    found = _plain(text)
    if found:
        return found
    match = _PER.fullmatch(text)
    counted = _plain(match["of"]) if match else None
    return Unit(f"{counted.name}/{match['per']}", counted.factor) if match and counted else None


def _plain(text: str) -> Unit | None:
    if text in _FACTORS:
        return Unit("kr", Decimal(_FACTORS[text]))
    name = _ALIKE.get(text, text)
    return Unit(name) if name in _ITSELF else None
