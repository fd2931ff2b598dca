"""What a reorganisation does with the bodies themselves, before all that is theirs follows."""

from collections.abc import Iterable, Sequence
from typing import Any

from kompassros.organisations.models import Organisation, Succession
from kompassros.organisations.reshaping import end_organisation, move_below
from kompassros.organisations.services import NamePeriod, add_organisation, succeed
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.reorganising.checks import place_of_merged
from kompassros.steering.reorganising.following import Following, Line
from kompassros.steering.reorganising.wishes import Decided, Merge, Move, Split

Done = tuple[Following, list[Line]]


def move(plans: Sequence[SteeringPlan], wish: Move, decided: Decided, person: Any) -> Done:
    """Let a body lie below another one, and return what it takes along."""
    before = wish.body.parent
    move_below(organisation=wish.body, parent=wish.below, day=decided.on, person=person, why=decided.decision)
    following = Following(
        plans, decided.on, decided.decision, person, [wish.body], [wish.body], wish.body, ends=False, moved_from=before
    )
    return following, [following.line("body", wish.body, before, wish.below, "moved")]


def merge(plans: Sequence[SteeringPlan], wish: Merge, decided: Decided, person: Any) -> Done:
    """Let bodies become one, and return what it takes over."""
    into = wish.into or _begin(wish.bodies[0], wish.name, place_of_merged(wish), decided, person)
    sources = [each for each in wish.bodies if each != into]
    following = Following(plans, decided.on, decided.decision, person, sources, [into], into, ends=True)
    lines = [] if wish.into else [following.line("body", into, "", into.parent, "begun")]
    for body in sources:
        succeed(
            predecessor=body,
            successor=into,
            kind=Succession.Kind.MERGED,
            day=decided.on,
            source=decided.decision,
            person=person,
            why=decided.decision,
        )
        lines.append(following.line("body", body, body, into, "ended"))
        lines += _move_children(following, Organisation.objects.filter(parent=body, valid_to=None), {})
    return following, lines


def split(plans: Sequence[SteeringPlan], wish: Split, decided: Decided, person: Any) -> Done:
    """Let a body become several, and return what each takes over."""
    body, parent = wish.body, wish.body.parent
    assert parent is not None  # noqa: S101 - a part of a municipality lies below something
    children = list(Organisation.objects.filter(parent=body, valid_to=None).order_by("sort_sv"))
    new = [_begin(body, name, parent, decided, person) for name in wish.names]
    becomes = [body, *new] if wish.remains else new
    takers = {uid: becomes[place] for uid, place in wish.goals.items()}
    following = Following(
        plans,
        decided.on,
        decided.decision,
        person,
        [body],
        becomes,
        becomes[0],
        ends=not wish.remains,
        goals=takers,
    )
    lines = [following.line("body", each, "", parent, "begun") for each in new]
    for successor in new:
        succeed(
            predecessor=body,
            successor=successor,
            kind=Succession.Kind.SPLIT,
            day=decided.on,
            source=decided.decision,
            person=person,
            why=decided.decision,
        )
    if not wish.remains:
        end_organisation(organisation=body, day=decided.on, person=person, why=decided.decision)
        lines.append(following.line("body", body, body, "; ".join(each.name for each in new), "ended"))
    lines += _move_children(following, children, {key: becomes[place] for key, place in wish.places.items()})
    return following, lines


def _begin(like: Organisation, name: str, parent: Organisation, decided: Decided, person: Any) -> Organisation:
    return add_organisation(
        kind=like.kind,
        country=like.country,
        periods=[NamePeriod(name.strip(), valid_from=decided.on)],
        parent=parent,
        made_up=like.made_up,
        person=person,
        why=decided.decision,
    )


def _move_children(
    following: Following, children: Iterable[Organisation], places: dict[str, Organisation]
) -> list[Line]:
    lines = []
    for child in children:
        parent, before = places.get(child.key, following.heir), child.parent
        if parent == before:
            lines.append(following.line("body", child, before, parent, "stays"))
            continue
        move_below(organisation=child, parent=parent, day=following.on, person=following.person, why=following.decision)
        lines.append(following.line("body", child, before, parent, "moved"))
    return lines
