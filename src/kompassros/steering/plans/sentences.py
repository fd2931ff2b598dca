"""The first sentences of a plan and of a card, computed."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.methods.shares import Shares, add
from kompassros.steering.goals.queries import GoalLine
from kompassros.steering.goals.said import say_shares
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.queries import Branch
from kompassros.web.formats import format_date


def plan_sentence(plan: SteeringPlan, branches: Sequence[Branch]) -> str:
    """Return how many cards and goals a plan has, and what became of their indicators."""
    cards = ngettext("%(count)s card", "%(count)s cards", len(branches)) % {"count": len(branches)}
    number = sum(branch.goals for branch in branches)
    goals = ngettext("%(count)s goal", "%(count)s goals", number) % {"count": number}
    words = {"name": plan.organisation.name, "year": plan.year, "cards": cards, "goals": goals}
    first = _("%(name)s steers %(year)s by %(goals)s on %(cards)s.") % words
    shares = add(branch.own for branch in branches)
    return f"{first} {_result(shares)}" if shares.total else first


def card_sentence(card: Card, lines: Sequence[GoalLine]) -> str:
    """Return how many goals a card has, and what became of their indicators."""
    words = {"name": card.organisation.name, "year": card.plan.year}
    if card.ended_on is not None:
        told = {**words, "day": format_date(card.ended_on)}
        return _("%(name)s became something else on %(day)s. The goals of its card stand on other cards since.") % told
    if not lines:
        return _("The card of %(name)s for %(year)s has no goal yet.") % words
    goals = ngettext("%(count)s goal", "%(count)s goals", len(lines)) % {"count": len(lines)}
    first = _("The card of %(name)s for %(year)s has %(goals)s.") % {**words, "goals": goals}
    shares = add(line.shares for line in lines)
    return f"{first} {_result(shares)}" if shares.total else first


def _result(shares: Shares) -> str:
    text = ngettext(
        "Of %(count)s indicator, the target is: %(shares)s.",
        "Of %(count)s indicators, the targets are: %(shares)s.",
        shares.total,
    )
    return text % {"count": shares.total, "shares": say_shares(shares)}
