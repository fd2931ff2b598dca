"""Printed texts made comparable: blanks, dashes and what cannot be seen."""

import re

LONGEST_TEXT = 500
"""Longer texts are no printed numbers, names or years; they are not looked into."""
_LONGEST_QUOTED = 80
_SPACES = re.compile("[\\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"))


def tidy(text: str) -> str:
    """Return a text with one plain blank for each run of blanks of any kind, and without what cannot be seen."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def sign(text: str) -> str:
    """Return a text as signs and words are compared: any dash as "-", "…" as "...", small letters."""
    return tidy(text).translate(_DASHES).replace("\u2026", "...").casefold()


def quoted(text: str) -> str:
    """Return a text as a sentence quotes it: at most its first 80 letters."""
    return text if len(text) <= _LONGEST_QUOTED else f"{text[:_LONGEST_QUOTED].rstrip()}…"
