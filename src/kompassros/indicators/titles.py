"""What a title of Kolada says: unit, first and last year, and the name that is left; and the source in a description.

Kolada has no fields for these. The unit stands at the end of the title, after the last comma or in words of it; a year
in brackets with a hyphen says when the series ends ("(-2024)") or begins ("(1998-)"). What is not understood is left
empty: a value without a unit is shown without one. The reading, and the decimals by unit, are our own choice.
"""

import re
from dataclasses import dataclass

LONGEST_UNIT = 60
LONGEST_SOURCE = 200

_YEARS = re.compile(r"\s*\((?:-\s*(?P<to>(?:19|20)\d\d)|(?P<from>(?:19|20)\d\d)\s*-)\)")
_SOURCE_IN_TITLE = re.compile(r"\s+Källa:.*$")
_ASIDE = re.compile(
    r"\s*(?:- Målnivå\s*[≤≥=].*|\(publiceras när .*\)|\(justerat\)|\(Föregående år\)"
    r"|,? (?:gammal|ny) definition|,? (?:avvikelse från )?modellberäknat värde|,? ålderstandardiserade värden)$"
)
_CODES = re.compile(r"\((?!max)[^()]*(?:\w\s*=\s*\d|\d\s*=\s*\w)[^()]*\)\.?$|\(kodade svarsalternativ\)$")
_CUT = re.compile(r"(?:[,.] | - |(?<=\)) (?=kWh))(?![^()]*\))")

_PER = r"(?:\s?/\s?\S.*| per \S.*)?"
_SHARE = re.compile(r"\(%\)|\(% av [^()]*\)$|(?:^|\s)procent$|^%$|^andel$")
_SHARE_ALONE = re.compile(r"^(?:andel ?\(%\)|\(%\)|procent|%|andel)$")
_MONEY = re.compile(rf"^(?:1000 |miljoner |tusen )?(?:kr|tkr|mkr|mnkr|kronor){_PER}$")
_MEASURED = re.compile(
    r"^(?:index|procentenheter|balanstal|meritvärdespoäng|betygspoäng|poäng|kg|ton|gram|MWh|kWh|GWh|MW|Mbit/s"
    r"|mil|km|meter|kvadratkilometer|hektar|kvm|kbm|liter|minuter|timmar|dagar|månader|år|recept|resor)"
    rf"(?: (?:BRA|NMVOC|CO2e|CO2-ekv))?{_PER}$"
)
_COUNT_PER = re.compile(r"^antal(?: [\w-]+){0,3}(?:\s?/\s?\S.*| per \S.*)$")
_COUNT_OF = re.compile(r"^antal (?!totalt)([\w-]+)(?: totalt)?$", re.IGNORECASE)
_COUNT_ALONE = re.compile(r"^(?:totalt )?antal(?: totalt)?$")
_COUNT = re.compile(r"^(?:totalt |förväntat |genomsnittligt )?antal\b", re.IGNORECASE)
_WORD_UNITS = re.compile(r"^(?:total )?(poäng|promille)\b")
_BY_THE_WAY = re.compile(r"(?:per |/)\s?((?:1000|1 000|10 000|100 000) (?:\(\w+\) )?inv\w*)$")
_INDEX = re.compile(r"(?:\bindex|[a-zåäö]index)\b", re.IGNORECASE)
_DAYS = re.compile(r"\bantal (dagar)\b")
_TIME_IN = re.compile(r"tid i (minuter|månader|dagar|timmar)\b")
_MONEY_AT_END = re.compile(r"(?<! av )\b(kr/inv \d[\d-]* år)$")
_INSTALLED = re.compile(r"\((MW|kW)\)$")
_REFERENCE_DAY = re.compile(r"\s1 nov fg år$")

_NO_DECIMALS = re.compile(
    r"^(?:1000 |tusen )?(?:kr|tkr|kronor)\b|^(?:svar|personer|verksamheter|ämnesområden|meter|kg|MWh|kvm BRA)$"
)
_TWO_DECIMALS = re.compile(r"^(?:ton\b.*/|antal/inv$|balanstal$)")

_SOURCE_MARK = re.compile(r"Käll(?:a|or)\s*:?\s*(?!.*Käll(?:a|or)\b)", re.DOTALL)
_SOURCE_END = re.compile(r"\\n|\n|\.(?=\s+[A-ZÅÄÖ])|\s{3,}")


@dataclass(frozen=True)
class ReadTitle:
    """What was read out of a title. ``name``: the title without unit and years; ``coded``: values stand for answers."""

    name: str
    unit: str = ""
    valid_from: int | None = None
    valid_to: int | None = None
    coded: bool = False


def read_title(title: str) -> ReadTitle:
    """Return what a title says.

    "Personalkostnader, kr/inv" -> name "Personalkostnader", unit "kr/inv"; "andel (%) av bef." -> unit "%";
    "antal dagar" -> unit "dagar"; "(-2024)" -> valid_to 2024. Values that stand for answers ("(Ja=1, Nej=0)") are
    ``coded`` and have no unit.
    """
    text = " ".join(title.split())
    years = list(_YEARS.finditer(text))
    valid_from, valid_to = (_year(years, which) for which in ("from", "to"))
    if valid_from and valid_to and valid_to < valid_from:
        valid_from = valid_to = None
    text = _SOURCE_IN_TITLE.sub("", _YEARS.sub("", text)).strip()
    if _CODES.search(text):
        return ReadTitle(text, "", valid_from, valid_to, coded=True)
    name, unit = _split(text)
    return ReadTitle(name, unit, valid_from, valid_to)


def _year(years: list[re.Match[str]], which: str) -> int | None:
    found = [int(match[which]) for match in years if match[which]]
    return found[-1] if found else None


def _without_asides(text: str) -> str:
    """Take off what may follow the unit: target levels, "ny definition", "modellberäknat värde"."""
    shorter = _ASIDE.sub("", text).rstrip(" .,")
    return shorter if shorter == text else _without_asides(shorter)


def _split(text: str) -> tuple[str, str]:
    """Return the name and the unit: of the parts between commas the last one that is, or begins with, a unit.

    A part that is nothing but the unit is left out of the name; one that says more stays there too.
    """
    searched = _without_asides(text)
    cuts = [(match.start(), match.end()) for match in _CUT.finditer(searched)]
    for start, end in reversed(cuts):
        following = next((begin for begin, _end in cuts if begin >= end), len(searched))
        part = searched[end:following].strip(" .")
        unit = _unit_of(part)
        if unit:
            name = text[:start] + text[following:] if _is_unit_alone(part) else text
            return name.rstrip(" .-"), unit
    return text.rstrip(" ."), _unit_of(searched) or _unit_by_words(searched)


def _is_unit_alone(part: str) -> bool:
    return any(form.match(part) for form in (_SHARE_ALONE, _MONEY, _MEASURED, _COUNT_PER, _COUNT_OF, _COUNT_ALONE))


def _unit_of(part: str) -> str:
    part = _REFERENCE_DAY.sub("", part)
    if _SHARE.search(part):
        return "%"
    if any(form.match(part) for form in (_MONEY, _MEASURED, _COUNT_PER)):
        return _tidy(part)
    for form in (_COUNT_OF, _DAYS, _WORD_UNITS, _INSTALLED, _TIME_IN):
        found = form.search(part)
        if found:
            return found[1]
    return "antal" if _COUNT.match(part) else ""


def _tidy(unit: str) -> str:
    """Write "antal/ 100 000 inv" as "antal/100 000 inv", "index (max = 100)" as "index"."""
    if unit.startswith("index"):
        return "index"
    tidied = re.sub(r"\s?/\s?", "/", unit)
    return tidied if len(tidied) <= LONGEST_UNIT else ""


def _unit_by_words(text: str) -> str:
    """Return the unit of a title that has none of its own part, by its words."""
    rate, money = _BY_THE_WAY.search(text), _MONEY_AT_END.search(text)
    if rate or money:
        return f"antal/{rate[1]}" if rate else money[1] if money else ""
    for words, unit in ((r"betygspoäng", "betygspoäng"), (r"[Mm]eritvärde\b", "meritvärdespoäng")):
        if re.search(words, text):
            return unit
    return "index" if _INDEX.search(text) else ""


def guess_decimals(read: ReadTitle) -> int:
    """Return with how many decimals values are shown until somebody sets it; guessed by the unit, our own choice.

    None for kronor, codes and counts, two for small rates (tonnes per inhabitant), else one. A count that is an average
    ("barn per årsarbetare, antal") has one.
    """
    if read.coded or _NO_DECIMALS.match(read.unit):
        return 0
    if _TWO_DECIMALS.match(read.unit):
        return 2
    if read.unit == "antal":
        return 1 if re.search(r"\bper\b|[Gg]enomsnitt|\b[Mm]edel|täthet|/plats", read.name) else 0
    return 1


def read_source(description: str) -> str:
    """Return the name that stands after "Källa:" in a description, without what follows it; empty where none does."""
    mark = _SOURCE_MARK.search(description)
    if not mark:
        return ""
    name = _SOURCE_END.split(description[mark.end() :])[0]
    return _within(" ".join(name.split()).strip(" ."), LONGEST_SOURCE)


def _within(name: str, longest: int) -> str:
    """Shorten a list of names at a comma, and say that there are more."""
    if len(name) <= longest:
        return name
    return name[: longest - 6].rsplit(", ", 1)[0] + " m.fl."
