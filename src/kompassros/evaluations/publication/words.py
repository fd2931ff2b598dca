"""How the parts of a score sheet are said: points, levels, evidence, replies, in the reader's language."""

from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.evaluations.course_sheet import CriterionSheet, SheetEvidence, SumSheet
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.findings.models import Reply
from kompassros.evaluations.interviews.models import SMALLEST_GROUP, Group
from kompassros.evaluations.judging.models import Level, Reach
from kompassros.evaluations.sheet import Texts
from kompassros.instruments.outline import in_language
from kompassros.methods.rounding import round_half_up
from kompassros.web.formats import current_language, format_number

FINER = 2
"""Decimals of points below the area, where the printed ones would hide the sum. Own choice."""
NOT_JUDGED: str | Promise = gettext_lazy("not judged yet")


def text_of(texts: Texts) -> str:
    """Return a text of the edition in the reader's language."""
    return in_language(texts, current_language())


def fine_points(value: Fraction | None) -> str:
    """Return exact points with at most two decimals, whole ones without; "not counted" for None."""
    if value is None:
        return _("not counted")
    return format_number(value, decimals=0 if value.denominator == 1 else FINER)


def printed_points(value: Fraction | None, decimals: int) -> str:
    """Return points as the edition prints them, halves up."""
    return _("not counted") if value is None else format_number(round_half_up(value, decimals))


def level_word(criterion: CriterionSheet) -> str:
    """Return how far a criterion is met."""
    return str(Level(criterion.level).label) if criterion.level else str(NOT_JUDGED)


def reach_word(criterion: CriterionSheet) -> str:
    """Return how far it reaches; nothing where that says nothing."""
    return str(Reach(criterion.reach).label) if criterion.level in (Level.PARTLY, Level.FULL) else ""


def why_fewer_points(criterion: CriterionSheet) -> str:
    """Say why a judgement gives less than its level alone would, or why it is taken out; nothing otherwise."""
    if criterion.unsupported:
        return _("Without evidence, so it gives nothing.")
    if criterion.example_only:
        return _("In one place only: no points, but it can be a good example.")
    if (criterion.level, criterion.reach) == (Level.FULL.value, Reach.SEVERAL.value):
        return _("In several departments only, so it counts as partly in place.")
    if criterion.level == Level.NOT_APPLICABLE.value:
        return _("Taken out of what is possible.")
    return ""


def evidence_kind(piece: SheetEvidence) -> str:
    """Return what kind of evidence it is."""
    return str(Evidence.Kind(piece.kind).label)


def evidence_said(piece: SheetEvidence) -> str:
    """Return a piece of evidence as one text: kind, title, place, or the group of an interview."""
    if piece.withheld:
        text = _("interview with fewer than %(count)s people: the group is not shown")
        return text % {"count": SMALLEST_GROUP}
    group = str(Group(piece.group).label) if piece.group else ""
    what = ", ".join(part for part in (group, piece.title, piece.place) if part)
    return f"{evidence_kind(piece)}: {what}"


def outcome_word(outcome: str) -> str:
    """Return what came of a reply."""
    return str(Reply.Outcome(outcome).label)


def taken_out_said(counted: SumSheet) -> str:
    """Say what was not applicable, that the points are rescaled, and whether they compare; nothing without it."""
    if not counted.taken_out:
        return ""
    values = {
        "earned": fine_points(counted.earned),
        "possible": fine_points(counted.possible),
        "maximum": fine_points(counted.maximum),
    }
    told = _("%(earned)s of %(possible)s possible; rescaled to %(maximum)s, since some of it is not applicable.")
    if counted.comparable:
        return told % values
    return f"{told % values} " + _("More than a tenth is taken out: not comparable.")
