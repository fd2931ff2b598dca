"""The glossary behind {% term %}: a word, what it means, in three languages."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from kompassros.web.formats import current_language

_FILE = Path(__file__).parent / "data" / "glossary.yaml"


@dataclass(frozen=True)
class Entry:
    """One word of the glossary in one language."""

    key: str
    term: str
    text: str


@cache
def entries(language: str) -> dict[str, Entry]:
    """Return every entry by key in sv, nb or en, in the file's order; KeyError where one lacks it."""
    loaded = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {key: Entry(key, **loaded[key][language]) for key in loaded}


def look_up(key: str, language: str | None = None) -> Entry:
    """Return one entry in the given or the active language; LookupError for an unknown key."""
    try:
        return entries(language or current_language())[key]
    except KeyError:
        raise LookupError(f"the glossary has no word {key!r}") from None
