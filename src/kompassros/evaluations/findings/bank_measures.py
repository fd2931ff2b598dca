"""The measures that good examples belong to: found by code or words, and the examples beside a measure's values."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kompassros.evaluations.findings.models import GoodExample
from kompassros.indicators import queries
from kompassros.indicators.examples import SLOT
from kompassros.indicators.models import Indicator
from kompassros.indicators.queries import Wanted
from kompassros.methods.ordering import sort_key
from kompassros.records.errors import DomainError
from kompassros.records.slots import Piece, register
from kompassros.web.formats import current_language

MOST_MEASURES = 12
MOST_OFFERED = 5
MOST_SHOWN = 8


def known_codes(wanted: Iterable[str]) -> list[str]:
    """Return codes of indicators as the catalogue writes them, each once; DomainError for one it does not have."""
    asked = list(dict.fromkeys(code.strip() for code in wanted if code.strip()))
    if len(asked) > MOST_MEASURES:
        message = _("An example belongs to at most %(most)s measures. Choose those that it is most about.")
        raise DomainError(message % {"most": MOST_MEASURES})
    found = Indicator.objects.filter(code__in={*asked, *(code.upper() for code in asked)})
    known = set(found.values_list("code", flat=True))
    codes = []
    for code in asked:
        written = code if code in known else code.upper()
        if written not in known:
            raise DomainError(_("The catalogue has no measure with the code %(code)s.") % {"code": code[:40]})
        codes.append(written)
    return list(dict.fromkeys(codes))


def find_codes(text: str) -> tuple[str, ...]:
    """Return the codes of measures that lines name, by code or by words that only one measure has; DomainError else."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_MEASURES:
        return tuple(known_codes(lines))
    return tuple(dict.fromkeys(_code_of(line[:200]) for line in lines))


def _code_of(line: str) -> str:
    code = line.split(maxsplit=1)[0]
    found = Indicator.objects.filter(code__in=[code, code.upper()]).first()
    if found:
        return found.code
    matching = queries.search(Wanted(words=line, current=True), limit=MOST_OFFERED + 1).indicators
    if len(matching) == 1:
        return matching[0].code
    if not matching:
        raise DomainError(_("No measure has this code or these words: %(words)s") % {"words": line})
    told = "; ".join(f"{one.code} {one.title}" for one in matching[:MOST_OFFERED])
    raise DomainError(
        _("More than one measure has the words “%(words)s”. Write its code, such as one of: %(measures)s")
        % {"words": line, "measures": told}
    )


def measures_in_words(example: GoodExample) -> list[Indicator]:
    """Return the measures that an example belongs to, in its order; one query."""
    known = {one.code: one for one in Indicator.objects.filter(code__in=example.measures)}
    return [known[code] for code in example.measures if code in known]


@dataclass(frozen=True)
class Beside:
    """An example beside measures, and the codes of those that it belongs to."""

    example: GoodExample
    codes: tuple[str, ...]


def examples_beside(codes: Collection[str], *, made_up: bool) -> list[Beside]:
    """Return the examples that their owners let be shown and that belong to a measure, the latest first; one query.

    ``made_up``: whether made-up ones may stand there, which is beside made-up values only.
    """
    rows = GoodExample._base_manager.filter(leave=GoodExample.Leave.GIVEN).exclude(measures=[])
    rows = rows if made_up else rows.filter(made_up=False)
    wanted, language = set(codes), current_language()
    found = [one for one in rows.select_related("organisation") if wanted & set(one.measures)]
    found.sort(key=lambda one: (-(one.year or 0), sort_key(one.title, language)))
    return [Beside(one, tuple(code for code in one.measures if code in wanted)) for one in found]


def beside_measures(*, codes: Collection[str], made_up: bool) -> Piece | None:
    """Return the examples beside measures as a part of a page."""
    found = examples_beside(codes, made_up=made_up)
    if not found:
        return None
    context = {"found": found[:MOST_SHOWN], "left": len(found[MOST_SHOWN:]), "several": len(codes) > 1}
    return Piece("examples", _("Good examples"), "evaluations/examples/beside_measures.html", context, len(found))


register(SLOT, "examples", 10, beside_measures)
