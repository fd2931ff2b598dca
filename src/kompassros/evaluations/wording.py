"""The sentences for verdicts, reasons, assumptions and origins of figures."""

from collections.abc import Iterable, Sequence
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.sheet import PrintedScope, Texts
from kompassros.methods.comparability import Assumption, EvaluatorKind, Level, Reason, Verdict

Sentence = str | Promise
LANGUAGES = ("sv", "nb", "en")

VERDICTS: dict[Verdict, Sentence] = {
    Verdict.COMPARABLE: _("comparable"),
    Verdict.BESIDE: _("shown beside, not ranked"),
    Verdict.NOT_COMPARABLE: _("not comparable"),
}
REASONS: dict[Reason, Sentence] = {
    Reason.MADE_UP: _("One of the results is made-up demo data."),
    Reason.OTHER_INSTRUMENT: _("They are results of different instruments."),
    Reason.OTHER_VERSION: _("They were judged by different versions of the instrument."),
    Reason.OTHER_REVISION: _("They were judged by different minor revisions of the version."),
    Reason.VERSION_NOT_STATED: _("The source does not state which version was used."),
    Reason.OTHER_ORGANISATION_PART: _("They are about different parts of an organisation."),
    Reason.OTHER_LEVEL: _(
        "They looked at different levels of the organisation: the group as a whole, or down to the units."
    ),
    Reason.OTHER_COMPANIES: _("One of them includes the municipal companies, the other does not."),
    Reason.OTHER_EVALUATOR: _("They were judged by different kinds of evaluators."),
    Reason.TAKEN_OUT: _("In one of them more than a tenth of an area was not applicable."),
}
ASSUMPTIONS: dict[Assumption, Sentence] = {
    Assumption.ASSOCIATION_TEAM: _("Who evaluated is not printed; the association's own team is assumed."),
}
ORDINARY_PARTS: dict[str, Sentence] = {
    "organisation": _("the whole municipality"),
    "level": _("down to its units"),
    "companies": _("without its companies"),
}
STATUSES: dict[str, Sentence] = {
    "printed": _("as printed"),
    "derived": _("derived from what is printed"),
    "computed": _("computed by us"),
}
ORIGINS: dict[str, Sentence] = {
    "printed": _("as printed"),
    "derived": _("derived from what is printed"),
    "computed": _("sum of the areas, computed by us"),
    "none": _("no total is published"),
}
LEVELS: dict[Level, Sentence] = {
    Level.GROUP: _("the group as a whole"),
    Level.BOARDS: _("committees and companies"),
    Level.UNITS: _("down to the units"),
}
EVALUATORS: dict[EvaluatorKind, Sentence] = {
    EvaluatorKind.ASSOCIATION: _("the association's team"),
    EvaluatorKind.PEERS: _("evaluators from other municipalities"),
    EvaluatorKind.SELF: _("the municipality itself"),
}
STATISTICS: dict[str, Sentence] = {
    "median": _("median"),
    "mean": _("mean"),
    "best": _("best result"),
    "other": _("other figure"),
    "": _("not stated"),
}
SIZE_BANDS: dict[str, Sentence] = {
    "under_5000": _("fewer than 5,000 inhabitants"),
    "5000_9999": _("5,000 to 9,999 inhabitants"),
    "10000_19999": _("10,000 to 19,999 inhabitants"),
    "20000_49999": _("20,000 to 49,999 inhabitants"),
    "50000_99999": _("50,000 to 99,999 inhabitants"),
    "100000_or_more": _("100,000 inhabitants or more"),
}


def assumed(assumptions: Iterable[Assumption], scopes: Sequence[PrintedScope]) -> list[str]:
    """Return what is taken for granted about some results as sentences; of the scope only what is not printed."""
    told = []
    missing = [part for part in ORDINARY_PARTS if any(getattr(scope, part) is None for scope in scopes)]
    for assumption in dict.fromkeys(assumptions):
        if assumption is Assumption.ORDINARY_SCOPE:
            parts = ", ".join(str(ORDINARY_PARTS[part]) for part in missing)
            told.append(gettext("Not printed by the source, and assumed to be ordinary: %(parts)s.") % {"parts": parts})
        else:
            told.append(str(ASSUMPTIONS[assumption]))
    return told


@cache
def earlier_label(year: int | None) -> Texts:
    """Return the label of an own earlier total in each language."""
    texts = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = gettext("own total in %(year)s") % {"year": year}
    return texts
