"""How cards follow: a successor gets one in every plan in which the old bodies had one; the old ones are marked."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import claim
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.structures import read_structure
from kompassros.steering.reorganising.following import Following, Line, register
from kompassros.steering.reorganising.keeping import keep_card
from kompassros.steering.trail import write_card

STEPS = (Card.State.DRAFT, Card.State.DISCUSSED, Card.State.AGREED)


def follow_cards(following: Following) -> Iterator[Line]:
    """Give successors their cards and mark those of bodies that end."""
    for plan in following.plans:
        yield from _in_plan(following, plan)


def _in_plan(following: Following, plan: SteeringPlan) -> Iterator[Line]:
    bodies = {each.pk: each for each in (*following.sources, *following.successors)}
    rows = Card._base_manager.filter(plan=plan, organisation__in=bodies, ended_on=None).select_related(
        "organisation", "plan__organisation"
    )
    known: dict[int, Card] = {card.organisation_id: card for card in rows.select_for_update(of=("self",))}
    old = [known[body.pk] for body in following.sources if body.pk in known]
    if following.moves:
        for card in old:
            write_card(card, following.person, "moved", after=_told(following), why=following.decision)
            yield following.line("card", _named(card), following.moved_from, following.heir.parent)
        return
    if not old:
        return
    state = _state(plan, [known[key] for key in known])
    for body in following.successors:
        card = known.get(body.pk) or _begin(following, plan, body, state, old)
        following.cards[plan.pk, body.pk] = card
        if body.pk not in known:
            yield following.line("card", _named(card), "", body.name, "begun")
        else:
            write_card(card, following.person, "took_over", after=_told(following), why=following.decision)
            yield following.line("card", _named(card), body.name, body.name, "stays")
    for card in old if following.ends else ():
        following.kept[str(card.pk)] = keep_card(card)
        claim(card, ended_on=following.on)
        write_card(card, following.person, "ended", after=_told(following), why=following.decision)
        yield following.line("card", _named(card), card.organisation, following.heir, "ended")


def _named(card: Card) -> str:
    return f"{card.organisation} {card.plan.year}"


def _told(following: Following) -> dict[str, str]:
    if following.moved_from is not None:
        return {"below": str(following.heir.parent), "on": following.on.isoformat()}
    names = {"bodies": following.sources, "became": following.successors}
    told = {name: "; ".join(body.name for body in bodies) for name, bodies in names.items()}
    return told | {"on": following.on.isoformat()}


def _state(plan: SteeringPlan, cards: Sequence[Card]) -> str:
    """Return how far the successors' cards are: in an adopted plan nothing is hidden or shown by a reorganisation."""
    states = {card.state for card in cards}
    mixed = Card.State.AGREED in states and len(states) > 1
    if mixed and plan.state == SteeringPlan.State.ADOPTED:
        waiting = next(card for card in cards if card.state != Card.State.AGREED)
        raise DomainError(
            _(
                "The card of %(name)s is not agreed, others are. Agree to it first: a reorganisation neither shows nor "
                "hides goals."
            )
            % {"name": waiting.organisation.name}
        )
    return min(states, key=STEPS.index)


def _begin(following: Following, plan: SteeringPlan, body: Organisation, state: str, old: Sequence[Card]) -> Card:
    level = read_structure(plan.structure).level_of(body.kind)
    if level is None:
        raise DomainError(_("The steering model has no card for %(kind)s.") % {"kind": body.get_kind_display()})
    agreed = state == Card.State.AGREED
    card: Card = Card._base_manager.create(
        plan=plan,
        organisation=body,
        level=level.key,
        purpose=_purpose(old) if body == following.heir else "",
        state=state,
        agreed_at=clock.now() if agreed else None,
        agreed_by=following.person if agreed else None,
    )
    write_card(card, following.person, "took_over", after=_told(following), why=following.decision)
    return card


def _purpose(old: Sequence[Card]) -> str:
    said = [card for card in old if card.purpose]
    if len(said) == 1:
        return str(said[0].purpose)
    return "\n\n".join(f"{card.organisation}: {card.purpose}" for card in said)


register("cards", 10, follow_cards)
