"""What signs and words in place of a number mean, source by source. The same sign means different things.

Kolada: the legend of its site, as quoted in our collected facts: "-" no report, "." does not apply, ".." secret.
Statistics Norway (SSB): the user guide of its API and its list of standard symbols (since 2021 ".", ".." and ":");
the others stand in older tables. Statistics Sweden (SCB): the legend of "På tal om kvinnor och män"; what it says of
"." was not found, so that "." is not read here. Öppna jämförelser: "…" is missing or secret, not told apart.

"n/a" as missing is our own choice, after the "not available" of spreadsheet programs. The words are unambiguous ones
that municipalities print.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kompassros.statistics.receiving.texts import sign
from kompassros.statistics.values import Status


class Meaning(NamedTuple):
    """What a sign stands for; a value only where the sign stands for a number (zero)."""

    status: Status
    value: Decimal | None = None


MISSING = Meaning(Status.MISSING)
NOT_APPLICABLE = Meaning(Status.NOT_APPLICABLE)
SUPPRESSED = Meaning(Status.SUPPRESSED)
ZERO = Meaning(Status.PRESENT, Decimal(0))
_WORDS = {
    "": MISSING,
    "n/a": MISSING,
    "missing": MISSING,
    "saknas": MISSING,
    "uppgift saknas": MISSING,
    "bortfall": MISSING,
    "ingen uppgift": MISSING,
    "ingen mätning": MISSING,
    "ingen mätning har genomförts": MISSING,
    "inget val": MISSING,
    "inget val detta år": MISSING,
    "ny definition": MISSING,
    "nytt index": MISSING,
    "ny mätmetod": MISSING,
    "mangler": MISSING,
    "oppgave mangler": MISSING,
    "ingen måling": MISSING,
    "ny definisjon": MISSING,
    "ej tillämplig": NOT_APPLICABLE,
    "ej tillämpligt": NOT_APPLICABLE,
    "ikke relevant": NOT_APPLICABLE,
    "not applicable": NOT_APPLICABLE,
    "sekretess": SUPPRESSED,
    "prickad": SUPPRESSED,
    "prikket": SUPPRESSED,
    "konfidensielt": SUPPRESSED,
    "confidential": SUPPRESSED,
}

IN_OUR_INTERFACE = {status.name.lower(): Meaning(status) for status in Status if status is not Status.DELETED}
"""What our own interface writes beside a value ("present", "not_applicable", "below"); read in a column of statuses."""


@dataclass(frozen=True)
class SymbolMeanings:
    """The signs and words of one source. ``marks`` are printed after a number and change what it is."""

    key: str
    title: str | Promise
    source: str
    meanings: Mapping[str, Meaning]
    marks: Mapping[str, Status] = field(default_factory=dict)

    def find(self, text: str) -> Meaning | None:
        """Return what a cell with nothing but this text means, or None where this source does not say."""
        plain = sign(text)
        return self.meanings.get(plain) or _WORDS.get(plain)

    def with_words(self, words: Mapping[str, Status]) -> "SymbolMeanings":
        """Return these meanings with further signs and words, which go before."""
        own = {sign(word): Meaning(status) for word, status in words.items()}
        return replace(self, meanings={**self.meanings, **own})


OWN = SymbolMeanings(
    "own",
    _("as municipalities print their results"),
    "pages of municipalities",
    {"-": MISSING, "--": MISSING, "---": MISSING},
)
KOLADA = SymbolMeanings(
    "kolada", _("Kolada"), "kolada.se, legend", {"-": MISSING, ".": NOT_APPLICABLE, "..": SUPPRESSED}
)
SCB = SymbolMeanings(
    "scb", _("Statistics Sweden (SCB)"), "SCB, På tal om kvinnor och män, legend", {"-": ZERO, "..": MISSING}
)
SSB = SymbolMeanings(
    "ssb",
    _("Statistics Norway (SSB)"),
    "ssb.no, standard symbols and user guide of the API",
    {".": NOT_APPLICABLE, "..": MISSING, ":": SUPPRESSED, "...": MISSING, "-": ZERO},
    {"*": Status.PRELIMINARY},
)
OJ = SymbolMeanings("oj", _("Öppna jämförelser"), "Öppna jämförelser, Grundskola 2013, annex", {"...": MISSING})
PRESETS: Mapping[str, SymbolMeanings] = {preset.key: preset for preset in (OWN, KOLADA, SCB, SSB, OJ)}
_DIFFERING = {text for preset in PRESETS.values() for text in preset.meanings} | {"x"}


def differs_by_source(text: str) -> bool:
    """Return whether a sign is known from some source, but means different things, or nothing known, in others."""
    return sign(text) in _DIFFERING
