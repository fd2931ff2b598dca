"""What is suggested for papers about a plan to adopt, a card to agree to, and a change of an adopted goal."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from kompassros.records.matter_desk import Desk, Subject
from kompassros.records.matters import Suggestion
from kompassros.steering import trail
from kompassros.steering.access import find_card, find_plan, goal_of
from kompassros.steering.budget.queries import money_of_card
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.goals.queries import goals_of, lines_of
from kompassros.steering.goals.said import say_target
from kompassros.steering.papers import wording
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.sentences import card_sentence


def plan_address(plan: SteeringPlan) -> str:
    """Return the address of a plan's page."""
    return reverse("steering:plan", args=[plan.organisation.key, plan.year])


def card_address(card: Card) -> str:
    """Return the address of a card's page."""
    return reverse("steering:card", args=[card.plan.organisation.key, card.plan.year, card.organisation.key])


def goal_address(goal: GoalEdition) -> str:
    """Return the address of a goal's page."""
    plan = goal.card.plan
    return reverse("steering:goal", args=[plan.organisation.key, plan.year, goal.card.organisation.key, goal.pk])


def describe_plan(plan: SteeringPlan) -> Subject:
    """Return what matters about a plan are named and addressed by."""
    return wording.subject(trail.PLAN, plan.pk, str(plan), plan_address(plan), plan.organisation)


def suggest_plan(plan: SteeringPlan, language: str) -> Suggestion:
    """Return what a paper to the council about a plan would say: its goals and targets, as they stand now."""
    with override(language):
        words = {"name": plan.organisation.name, "year": plan.year}
        card = Card._base_manager.filter(plan=plan, organisation=plan.organisation).first()
        goals = goals_of(card) if card else []
        told = wording.paragraphs(
            _counted(plan),
            wording.listed(_("The council's goals, with indicators and targets:"), wording.targets(goals)),
            wording.money_said(money_of_card(card).money) if card else "",
        )
        background = wording.paragraphs(wording.about_plan(plan), plan.vision)
        sources = (wording.source(str(plan), plan_address(plan)),)
        title = _("Goals and targets of %(name)s for %(year)s") % words
        if plan.state != SteeringPlan.State.DRAFT:
            return Suggestion(title, background, told, _("The information is noted."), sources)
        proposal = _("The council adopts the goals and targets of %(year)s for %(name)s, as they stand in this paper.")
        return Suggestion(title, background, told, proposal % words, sources)


def _counted(plan: SteeringPlan) -> str:
    cards = Card._base_manager.filter(plan=plan)
    agreed = cards.filter(state=Card.State.AGREED).count()
    words = {"cards": cards.count(), "agreed": agreed}
    return _("The plan has %(cards)s cards, of which %(agreed)s are agreed.") % words


def describe_card(card: Card) -> Subject:
    """Return what matters about a card are named and addressed by."""
    label = f"{card.organisation} {card.plan.year}"
    return wording.subject(trail.CARD, card.pk, label, card_address(card), card.plan.organisation)


def suggest_card(card: Card, language: str) -> Suggestion:
    """Return what a paper to a committee about a card would say: to agree to it, or, once agreed, how it stands."""
    with override(language):
        words = {"name": card.organisation.name, "year": card.plan.year}
        goals = goals_of(card)
        background = wording.paragraphs(wording.about_plan(card.plan), card.purpose)
        sources = (wording.source(describe_card(card).label, card_address(card)),)
        if card.state == Card.State.AGREED:
            title = _("How the goals of %(name)s for %(year)s stand") % words
            told = wording.paragraphs(
                card_sentence(card, goals),
                wording.listed(_("What deviates:"), wording.deviating(goals)),
                wording.listed(_("What is expected at the end of the year:"), wording.forecasts(goals)),
                wording.money_said(money_of_card(card).money),
            )
            return Suggestion(title, background, told, _("The information is noted."), sources)
        title = _("Card with goals and targets of %(name)s for %(year)s") % words
        talk = _("Points of the talk about the card: %(points)s") % {"points": card.talk_points}
        told = wording.paragraphs(
            wording.listed(_("The goals, with indicators and targets:"), wording.targets(goals)),
            talk if card.talk_points else "",
            wording.money_said(money_of_card(card).money),
        )
        proposal = _("The card of %(name)s for %(year)s is agreed to, with its goals and targets.") % words
        return Suggestion(title, background, told, proposal, sources)


def find_goal(request: HttpRequest, municipality: str, year: int, body: str, pk: int) -> GoalEdition:
    """Return the goal that an address names, with its card; Http404 for one that is not there."""
    card = find_card(request, municipality, year, body)
    goal = goal_of(card, pk)
    goal.card = card
    return goal


def describe_goal(goal: GoalEdition) -> Subject:
    """Return what matters about a goal are named and addressed by."""
    label = wording.title_of(goal)
    return wording.subject(trail.GOAL, goal.pk, label, goal_address(goal), goal.card.plan.organisation)


def suggest_goal(goal: GoalEdition, language: str) -> Suggestion:
    """Return what a paper about a change of a goal or of its targets would say; the new target is left to fill in."""
    with override(language):
        card = goal.card
        line = lines_of([goal], card.plan.year)[0]
        words = {"goal": wording.title_of(goal), "name": card.organisation.name, "year": card.plan.year}
        stands = _("The goal “%(goal)s” stands on the card of %(name)s for %(year)s.") % words
        told = wording.paragraphs(
            goal.description,
            wording.listed(_("How its indicators stand:"), [wording.standing(one) for one in line.indicators]),
            wording.listed(_("What is expected at the end of the year:"), wording.forecasts([line])),
        )
        changes = [
            _("The target of “%(indicator)s”, now %(target)s, is changed to …")
            % {"indicator": one.edition.title, "target": say_target(one.edition)}
            for one in line.indicators
        ]
        proposal = "\n".join(changes) or _("The goal “%(goal)s” is changed to: …") % words
        background = wording.paragraphs(wording.about_plan(card.plan), stands)
        sources = (wording.source(wording.title_of(goal), goal_address(goal)),)
        return Suggestion(_("Change of the goal “%(goal)s”") % words, background, told, proposal, sources)


PLAN = Desk("steering.see_plan", "steering.lead_plan", find_plan, describe_plan, suggest_plan, final_only=True)
CARD = Desk("steering.see_card", "steering.write_card", find_card, describe_card, suggest_card, final_only=True)
GOAL = Desk("steering.see_goal", "steering.write_goal", find_goal, describe_goal, suggest_goal, final_only=True)
