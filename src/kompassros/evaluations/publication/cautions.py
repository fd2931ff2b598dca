"""What every reader of a result must know about it, in each language, frozen with the sheet."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kompassros.evaluations.services import INSTRUMENT
from kompassros.evaluations.sheet import Texts
from kompassros.evaluations.wording import LANGUAGES

SNAPSHOT = _("A result is a snapshot: it shows how things were at the time of the evaluation.")
LEADING = _("It judges how the municipality leads and works, not whether its schools or care are good.")
OWN_POINTS = _(
    "The points follow criteria of their own. They are not points of Kommunkompassen and never stand in one ranking, "
    "mean or median with them."
)
SELF_JUDGED = _("The municipality judged itself. The result never stands among those that others judged.")
TAKEN_OUT = _(
    "In at least one area more than a tenth of the points was not applicable: the result compares with no other."
)


def cautions_for(*, instrument: str, self_judged: bool, comparable: bool) -> tuple[Texts, ...]:
    """Return the cautions that hold for a result, each in every language."""
    told = _told(instrument=instrument, self_judged=self_judged, comparable=comparable)
    return tuple(_in_each_language(sentence) for sentence in told)


def _told(*, instrument: str, self_judged: bool, comparable: bool) -> Iterator[str | Promise]:
    yield SNAPSHOT
    yield LEADING
    if instrument != INSTRUMENT:
        yield OWN_POINTS
    if self_judged:
        yield SELF_JUDGED
    if not comparable:
        yield TAKEN_OUT


def _in_each_language(sentence: str | Promise) -> Texts:
    texts = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = str(sentence)
    return texts
