"""Figures, targets and statuses in words, in the reader's language."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kompassros.methods.printed_figures import read_outcome
from kompassros.methods.shares import Shares
from kompassros.methods.targets import Attainment, Comparison, Target, TargetKind
from kompassros.methods.trend import Turn
from kompassros.steering.goals.contents import TargetContent, target_of
from kompassros.steering.goals.models import IndicatorEdition, IndicatorValue
from kompassros.steering.goals.words import ATTAINMENTS, COMPARISONS, REASONS, TARGET_KINDS
from kompassros.web.cells import Sign
from kompassros.web.formats import format_list, format_number

SIGNS: dict[str, Sign] = {
    Attainment.MET: "better",
    Attainment.PARTLY: "middle",
    Attainment.NOT_MET: "worse",
    Attainment.NOT_MEASURED: "unmeasured",
}
_TURNS = {
    Turn.BETTER: gettext_lazy("better"),
    Turn.WORSE: gettext_lazy("worse"),
    Turn.UP: gettext_lazy("up"),
    Turn.DOWN: gettext_lazy("down"),
    Turn.UNCHANGED: gettext_lazy("unchanged"),
}


def say_figure(value: IndicatorValue | None) -> str:
    """Return a figure as it is printed, with the reader's decimal sign where it is a number."""
    return say_printed(value.printed if value else "")


def say_printed(printed: str) -> str:
    """Return a printed figure as ``say_figure`` does."""
    if not printed:
        return _("not measured")
    outcome = read_outcome(printed).outcome
    if outcome is None or outcome.value is None:
        return printed
    number = format_number(outcome.value)
    return f"{outcome.bound} {number}" if outcome.bound else number


def say_flags(value: IndicatorValue | None) -> str:
    """Return what is to know of a figure: preliminary, restated, a new series, why."""
    if value is None:
        return ""
    flags = []
    if value.preliminary:
        flags.append(_("preliminary"))
    if value.vintage > 1:
        flags.append(_("restated"))
    if value.broken:
        flags.append(_("the series begins anew"))
    return "; ".join(filter(None, [format_list(flags) if flags else "", value.note]))


def say_target(edition: IndicatorEdition) -> str:
    """Return the target of an indicator as ``say_content`` does."""
    return say_content(TargetContent(edition.target_text, target_of(edition)), edition.unit)


def say_content(content: TargetContent, unit: str) -> str:
    """Return a target as it is printed, else in words; with the lowest acceptable level where there is one."""
    target = content.target
    said = content.text or _computed(target, unit)
    if target is not None and target.acceptable is not None:
        said += "; " + _("lowest acceptable: %(level)s") % {"level": _number(target.acceptable)}
    return said


def _computed(target: Target | None, unit: str) -> str:
    if target is None:
        return _("no target")
    if target.comparison is None:
        return str(TARGET_KINDS[target.kind])
    words = {"low": _number(target.low), "high": _number(target.high)}
    if target.comparison is Comparison.BETWEEN:
        said = _("between %(low)s and %(high)s") % words
    else:
        said = f"{COMPARISONS[target.comparison]} {words['low']}"
    said += f" {unit}" if unit else ""
    return _("%(target)s more than before") % {"target": said} if target.kind is TargetKind.CHANGE else said


def _number(value: Decimal | None) -> str:
    if value is None:
        return ""
    plain = value.normalize()
    return format_number(plain if plain.as_tuple().exponent <= 0 else plain.quantize(Decimal(1)))  # type: ignore[operator]


def say_attainment(attainment: str) -> str:
    """Return a status in a word."""
    return str(ATTAINMENTS[Attainment(attainment)])


def say_reason(reason: str) -> str:
    """Return why a status cannot be computed, an empty text where it can."""
    return str(REASONS[reason]) if reason else ""  # type: ignore[index]


def say_turn(turn: Turn | None) -> str:
    """Return what became of a value since the one before, or that nobody can say."""
    return str(_TURNS[turn]) if turn else _("cannot be said")


def say_shares(shares: Shares) -> str:
    """Return how many of all are met, partly met, not met and not measured, in one clause."""
    if not shares.total:
        return _("nothing is measured yet")
    parts = [f"{count} {say_attainment(status)}" for status, count in shares.counts if count]
    return format_list(parts)


def say_count(count: int) -> str:
    """Return a number of goals."""
    return ngettext("%(count)s goal", "%(count)s goals", count) % {"count": count}
