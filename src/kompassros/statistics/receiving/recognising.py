"""What a file's units, indicators and genders are, as far as the catalogue knows them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kompassros.methods.ordering import search_key
from kompassros.statistics.receiving.texts import sign

GenderLetter = Literal["T", "K", "M"]
Find = Callable[[str], Sequence[str]]
_CODE_LENGTH, _LEAST_DIGITS = 4, 3
_CODE_AND_NAME = re.compile(r"(?P<code>\w+)[\s:–-]+(?P<name>\S.*)")
_SUFFIXES = (" kommun", " kommune", " stad", " herad")

GENDER_WORDS: Mapping[str, GenderLetter] = {
    **dict.fromkeys(("t", "tot", "total", "totalt", "samtliga", "alla", "båda könen", "båda"), "T"),
    **dict.fromkeys(("begge kjønn", "i alt", "ialt", "alle", "både kvinner og menn", "both sexes", "all"), "T"),
    **dict.fromkeys(("k", "kvinnor", "kvinna", "flickor", "kvinner", "kvinne", "jenter"), "K"),
    **dict.fromkeys(("f", "women", "female", "females", "girls"), "K"),
    **dict.fromkeys(("m", "män", "man", "pojkar", "menn", "mann", "gutter"), "M"),
    **dict.fromkeys(("men", "male", "males", "boys"), "M"),
}
_AMONG_OTHERS = {
    "totalt",
    "kvinnor",
    "flickor",
    "kvinner",
    "jenter",
    "women",
    "girls",
    "män",
    "pojkar",
    "menn",
    "gutter",
}
_ONLY_BESIDE = {"men", "boys"}
"""Words that name a gender where another stands beside them; alone they may be Swedish, or something else."""
_GENDERS = {search_key(word): letter for word, letter in GENDER_WORDS.items()}
_GENDERS_AMONG_OTHERS = {search_key(word): GENDER_WORDS[word] for word in _AMONG_OTHERS}


@dataclass(frozen=True)
class Known:
    """What can be recognised: each finds the codes that a printed code, name or title may stand for.

    No code: not known. More than one: the text does not tell which.
    """

    units: Find
    indicators: Find

    def with_names(self, *, units: Mapping[str, str], indicators: Mapping[str, str]) -> "Known":
        """Return what is known, and a file's own names, each with what it stands for; they go before."""
        return Known(_with_names(self.units, units), _with_names(self.indicators, indicators))


def _with_names(find: Find, names: Mapping[str, str]) -> Find:
    meant = {sign(name): text for name, text in names.items()}
    return (lambda text: find(meant.get(sign(text), text))) if meant else find


class Names:
    """Finds codes by a printed code or name. Case and accents do not count, nor "kommun" and the like at the end."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        """Take entries of a code and a name; a code may come with several names, a name with several codes."""
        self._entries = tuple(entries)
        self._codes = {code.casefold(): code for code, _name in self._entries}

    @cached_property
    def _names(self) -> dict[str, dict[str, None]]:
        """The codes by their names; made only when a name is asked for, for there are tens of thousands."""
        names: dict[str, dict[str, None]] = {}
        for code, name in self._entries:
            names.setdefault(search_key(name), {})[code] = None
        return names

    def __call__(self, text: str) -> Sequence[str]:
        """Return the codes that a text may stand for: "0180", "180", "Stockholm", "Stockholms stad", "0180 Stockholm".

        A spreadsheet takes the zero off "0180"; what is shorter is a number rather than a code without its zeros. A
        code with a name behind it must agree with it; only a code with letters in it stands for itself, whatever
        title follows.
        """
        return self._by_code(text) or self._by_name(text) or self._by_both(text)

    def _by_code(self, text: str) -> tuple[str, ...]:
        plain = text.strip().casefold()
        padded = plain.zfill(_CODE_LENGTH) if plain.isdigit() and len(plain) >= _LEAST_DIGITS else plain
        code = self._codes.get(plain) or self._codes.get(padded)
        return (code,) if code else ()

    def _by_name(self, text: str) -> tuple[str, ...]:
        wanted = search_key(text)
        for suffix in _SUFFIXES:
            plain = wanted.removesuffix(suffix)
            for name in (wanted, plain, plain.removesuffix("s")) if plain != wanted else (wanted,):
                if name in self._names:
                    return tuple(self._names[name])
        return ()

    def _by_both(self, text: str) -> tuple[str, ...]:
        match = _CODE_AND_NAME.fullmatch(text.strip())
        code = self._by_code(match["code"]) if match else ()
        if match is None or not code:
            return ()
        if re.search("[^0-9]", code[0]):
            return code
        named = self._by_name(match["name"])
        return code if set(code) <= set(named) else tuple(dict.fromkeys((*code, *named))) if named else ()


def find_gender(text: str, words: Mapping[str, GenderLetter] | None = None) -> GenderLetter | None:
    """Return the gender that a text names, by itself ("Kvinnor") or among other words ("Andel (%), kvinnor").

    words: further words of the file itself, such as its codes "1" and "2"; they go before.
    """
    key = search_key(text)
    own = {search_key(word): letter for word, letter in (words or {}).items()}
    if key in own or key in _GENDERS:
        return own.get(key) or _GENDERS[key]
    parts = set(key.split())
    found = {_GENDERS_AMONG_OTHERS[part] for part in parts if part in _GENDERS_AMONG_OTHERS}
    if found and parts & _ONLY_BESIDE:
        found.add("M")
    return found.pop() if len(found) == 1 else None


def without_genders(text: str) -> str:
    """Return a text without the words that name a gender, and the signs around them."""
    kept = [word for word in text.split() if search_key(word) not in _GENDERS_AMONG_OTHERS]
    return " ".join(kept).strip(" ,;:-–")
