"""Alphabetical order and search that are the same on every database."""

import unicodedata
from collections.abc import Mapping
from string import ascii_lowercase, digits
from typing import Literal

_BLANK = "10"
_OUTSIDE = "99"

_LAST_LETTERS: Mapping[str, str] = {"sv": "åäö", "nb": "æøå", "en": ""}

_FOREIGN: Mapping[str, str] = {"đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
_ACCENTS_DROPPED: Mapping[str, str] = {**_FOREIGN, "æ": "ae", "œ": "oe", "ø": "o"}
_SORTED_AS: Mapping[str, Mapping[str, str]] = {
    "sv": {**_FOREIGN, "æ": "ä", "ø": "ö", "œ": "ö", "ő": "ö", "ü": "y", "ű": "y"},
    "nb": {**_FOREIGN, "ä": "æ", "ö": "ø", "œ": "ø", "ő": "ø", "ü": "y", "ű": "y"},
    "en": _ACCENTS_DROPPED,
}


def _codes(language: str) -> Mapping[str, str]:
    alphabet = digits + ascii_lowercase + _LAST_LETTERS[language]
    codes = {char: str(number) for number, char in enumerate(alphabet, start=int(_BLANK) + 1)}
    alike = {char: "".join(codes[part] for part in parts) for char, parts in _SORTED_AS[language].items()}
    return {**codes, **alike}


_CODES: Mapping[str, Mapping[str, str]] = {language: _codes(language) for language in _LAST_LETTERS}


def _folded(text: str, form: Literal["NFKC", "NFKD"]) -> str:
    """Ignore case and typographic variants; accents stay on their letters in NFKC, apart in NFKD."""
    return unicodedata.normalize(form, unicodedata.normalize("NFKC", text).casefold())


def _words(text: str) -> str:
    """Leave out accents that stand alone; make every run of other signs one blank."""
    kept = (char for char in text if not unicodedata.category(char).startswith("M"))
    return " ".join("".join(char if char.isalnum() else " " for char in kept).split())


def _code(char: str, codes: Mapping[str, str]) -> str:
    """Code of the character, or of the letter it is an accented form of."""
    base = char
    while base not in codes:
        parts = unicodedata.decomposition(base).split()
        if not parts:
            return f"{_OUTSIDE}{ord(char):08d}"
        base = chr(int(parts[0], 16))
    return codes[base]


def sort_key(text: str, language: str) -> str:
    """Return a key whose plain byte order is the alphabetical order of the language.

    Every character becomes two digits, so that any collation of any database sorts keys alike:
    blank 10, the digits 11-20, a-z 21-46, then å ä ö (sv) or æ ø å (nb) as 47-49. Case is ignored.
    Hyphens and other signs count as one blank; blanks at the ends and repeated ones are dropped.

    * ``sv``: æ sorts as ä, ø as ö, ü as y. ``nb``: ä sorts as æ, ö as ø, ü as y. ``en``: å and ä
      are a, ö and ø are o, æ is ae. Other accents are dropped (é is e) in all three.
    * A letter outside the Latin alphabet sorts last: 99 and its code point in eight digits.
    * Names that differ only in case, accents or signs get the same key; add the name itself as a
      second key where their order must be fixed. An empty text gives an empty key, which sorts first.

    ``language`` is ``sv``, ``nb`` or ``en``; any other raises ``ValueError``.

    Source: Unicode CLDR, collation for sv and nb. Own choice: signs as blanks, no second level for
    accents, and Norwegian "aa" as two letters (CLDR sorts it as å, which would misplace words
    where it is not).
    """
    if language not in _CODES:
        raise ValueError(f"no alphabetical order for the language {language!r}; known: {', '.join(_CODES)}")
    codes = {" ": _BLANK, **_CODES[language]}
    return "".join(_code(char, codes) for char in _words(_folded(text, "NFKC")))


def search_key(text: str) -> str:
    """Return the text as it is searched: "Örebro", "OREBRO" and "orebro" give the same key.

    Case and accents are dropped (å ä -> a, ö ø -> o, é -> e, æ -> ae), signs become blanks, blanks
    are squeezed. Letters outside the Latin alphabet stay. The key of a key is the key itself, so a
    stored key and a typed word can be compared as they are. An empty text gives an empty key.

    Own choice.
    """
    plain = _words(_folded(text, "NFKD"))
    return "".join(_ACCENTS_DROPPED.get(char, char) for char in plain)
