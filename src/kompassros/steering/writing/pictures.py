"""The pictures of a written report: shares of targets, and indicators against their targets."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kompassros.charts.against_target import Against, AgainstTexts, against_target
from kompassros.charts.bars import area_bars
from kompassros.charts.figure import Figure
from kompassros.charts.profiles import Profile
from kompassros.methods.shares import Shares
from kompassros.methods.targets import Comparison, Target, TargetKind
from kompassros.steering.goals.said import say_attainment, say_shares
from kompassros.steering.periods.documents import said_of
from kompassros.steering.periods.frozen_period import FrozenIndicator, Json, number
from kompassros.web.formats import format_number

_PLOTTED = (TargetKind.LEVEL, TargetKind.GIVEN_CHANGE)


def shares_figure(shares: Shares) -> Figure | None:
    """Draw how many per cent of the indicators have each status; None where there is none to count."""
    if not shares.total:
        return None
    counts, per_cent = dict(shares.counts), dict(shares.per_cent)
    names = tuple(f"{say_attainment(status).capitalize()} ({format_number(counts[status])})" for status in counts)
    words = {"count": shares.total, "shares": say_shares(shares)}
    title = ngettext("Of %(count)s indicator: %(shares)s", "Of %(count)s indicators: %(shares)s", shares.total) % words
    return area_bars(
        name="shares",
        axes=names,
        own=Profile(_("Share of the indicators"), tuple(Decimal(per_cent[status]) for status in counts), "own"),
        reference=None,
        title=title,
        description=f"{title}. " + _("The bars show per cent of all, rounded so that they add up to 100."),
        format_number=_per_cent,
        column_heads=(_("Attainment"),),
        missing_text="",
    )


def _per_cent(value: Decimal) -> str:
    return f"{format_number(value)} %"


def against_figure(indicators: Sequence[FrozenIndicator], shares: Shares, year: int) -> Figure | None:
    """Draw indicators against their targets, titled by their shares; None where no figure and no target is a number."""
    rows = [_against(one) for one in indicators]
    if not any(row.numbers for row in rows):
        return None
    told = [_("%(name)s: %(figure)s; target: %(target)s.") % _words(row) for row in rows]
    scales = _("Each row has a scale of its own; the grey part of it is what meets the target.")
    return against_target(
        name="targets",
        indicators=rows,
        title=_("Figures against targets: %(shares)s") % {"shares": say_shares(shares)},
        description=" ".join([*told, scales]),
        texts=AgainstTexts(pgettext("steering", "Indicator"), str(year), _("Before"), _("Target")),
    )


def _words(row: Against) -> dict[str, str]:
    return {"name": row.name, "figure": row.text, "target": row.target}


def _against(one: FrozenIndicator) -> Against:
    """Return an indicator as it is drawn: what is no number, or lies across a break, has no mark."""
    now, before = one.value, None if one.value and one.value["broken"] else one.content["before"]
    return Against(
        one.title,
        figure_with_unit(one),
        figure_with_unit(earlier(one)),
        said_of(one)[2],
        _plotted(now),
        _plotted(before),
        _met(one.target().target),
    )


def _plotted(value: Json | None) -> Decimal | None:
    return number(value["value"]) if value and not value["bound"] else None


def _met(target: Target | None) -> tuple[Decimal | None, Decimal | None]:
    """Return from where to where a level meets the target, None at an open end; for other targets both are None."""
    if target is None or target.kind not in _PLOTTED:
        return None, None
    if target.comparison in (Comparison.BELOW, Comparison.AT_MOST):
        return None, target.low
    if target.comparison is Comparison.BETWEEN:
        return target.low, target.high
    return target.low, target.low if target.comparison is Comparison.EXACTLY else None


def earlier(one: FrozenIndicator) -> FrozenIndicator:
    """Return the indicator with the figure before in the place of its own."""
    return FrozenIndicator({**one.content, "value": one.content["before"]})


def figure_with_unit(one: FrozenIndicator) -> str:
    """Return a figure as it is printed, with its unit, or that it is not measured."""
    said, unit = said_of(one)[0], one.content["unit"]
    return f"{said} {unit}" if one.printed and unit and unit not in said else said
