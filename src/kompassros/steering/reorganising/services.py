"""Bodies are moved, merged or split in the year, by a decision: everything that is theirs follows, or nothing does.

What would become of it is found by doing it and taking all of it back, so that what is told is what is done.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import Conflict
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.policies import LEAD_PLAN
from kompassros.steering.reorganising import bodies, checks
from kompassros.steering.reorganising.following import Following, Line, follow
from kompassros.steering.reorganising.models import BodyChange, Reorganisation
from kompassros.steering.reorganising.wishes import Decided, Merge, Move, Split, Wish
from kompassros.steering.saving import State, lock_plan
from kompassros.steering.trail import write_plan

Kind = Reorganisation.Kind


@dataclass(frozen=True)
class Outlook:
    """What would become of each row, and a checksum of it: done is only what was seen."""

    lines: Sequence[Line]

    @property
    def checksum(self) -> str:
        """A checksum over all lines."""
        return hashlib.sha256(json.dumps([line.told() for line in self.lines]).encode()).hexdigest()


@transaction.atomic
def look_over(*, plan: SteeringPlan, wish: Wish, decided: Decided, person: Any) -> Outlook:
    """Return what would become of each row. DomainError as in ``reorganise``; nothing is stored."""
    fresh = SteeringPlan._base_manager.select_related("organisation").get(pk=plan.pk)
    lines = _carry_out(fresh, wish, decided, person).told
    transaction.set_rollback(True)
    return Outlook([Line(**told) for told in lines])


@transaction.atomic
def reorganise(
    *, plan: SteeringPlan, wish: Wish, decided: Decided, person: Any, seen: str | None = None
) -> Reorganisation:
    """Move, merge or split bodies, with all that is theirs in this year's plan and in later ones.

    seen: the checksum of what was looked over, None where nobody looked. DomainError for what cannot be; Conflict where
    something was changed since it was looked over, or by a second leader. It is taken back by another reorganisation
    only.
    """
    done = _carry_out(plan, wish, decided, person)
    if seen is not None and Outlook([Line(**told) for told in done.told]).checksum != seen:
        raise Conflict(_("Something was changed after you looked it over. Look it over again, then do it."))
    return done


def _carry_out(plan: SteeringPlan, wish: Wish, decided: Decided, person: Any) -> Reorganisation:
    require(person, LEAD_PLAN, plan)
    held = lock_plan(plan)
    checks.check_decided(held, decided)
    decided = replace(decided, decision=decided.decision.strip())
    plans = [held, *_later(held)]
    claim(plan)
    following, lines, kind = _reshape(plans, _hold(held, wish), decided, person)
    lines += follow(following)
    return _store(held, following, kind, lines)


def _later(plan: SteeringPlan) -> list[SteeringPlan]:
    """Return the plans of later years that are begun already, held: they begin with the bodies that exist."""
    rows = SteeringPlan._base_manager.filter(organisation=plan.organisation, year__gt=plan.year)
    keys = rows.exclude(state=State.CLOSED).order_by("year").values_list("pk", flat=True)
    return [lock_plan(each) for each in SteeringPlan._base_manager.filter(pk__in=list(keys)).order_by("year")]


def _hold(plan: SteeringPlan, wish: Wish) -> Wish:
    """Return what is wanted with every body as it is stored now, held until the transaction ends."""
    rows = Organisation.objects.filter(path__startswith=plan.organisation.path or "-").order_by("pk")
    held = {each.pk: each for each in rows.select_for_update(of=("self",)).select_related("parent")}

    def now(body: Organisation) -> Organisation:
        return held.get(body.pk, body)

    if isinstance(wish, Move):
        return Move(now(wish.body), now(wish.below))
    if isinstance(wish, Split):
        return replace(wish, body=now(wish.body))
    into, below = (now(each) if each else None for each in (wish.into, wish.below))
    return replace(wish, bodies=[now(each) for each in wish.bodies], into=into, below=below)


def _reshape(
    plans: Sequence[SteeringPlan], wish: Wish, decided: Decided, person: Any
) -> tuple[Following, list[Line], str]:
    plan = plans[0]
    if isinstance(wish, Move):
        checks.check_move(plan, wish)
        return *bodies.move(plans, wish, decided, person), Kind.MOVE
    if isinstance(wish, Merge):
        checks.check_merge(plan, wish)
        return *bodies.merge(plans, wish, decided, person), Kind.MERGE
    checks.check_split(plan, wish)
    return *bodies.split(plans, wish, decided, person), Kind.SPLIT


def _store(plan: SteeringPlan, following: Following, kind: str, lines: Sequence[Line]) -> Reorganisation:
    one: Reorganisation = Reorganisation._base_manager.create(
        plan=plan,
        organisation=plan.organisation,
        kind=kind,
        on=following.on,
        decision=following.decision,
        told=[line.told() for line in lines],
        kept=following.kept,
        by=following.person,
        at=clock.now(),
    )
    BodyChange._base_manager.bulk_create(
        BodyChange(
            reorganisation=one,
            organisation=body,
            became=successor,
            was_below=following.moved_from,
            now_below=successor.parent if following.moves else None,
        )
        for body in following.sources
        for successor in following.successors
    )
    told = {name: "; ".join(map(str, group)) for name, group in _ends(following).items()}
    told |= {"kind": str(kind), "on": following.on.isoformat()}
    write_plan(plan, following.person, "reorganised", after=told, why=following.decision)
    return one


def _ends(following: Following) -> dict[str, Sequence[Organisation]]:
    if following.moves and following.heir.parent:
        return {"bodies": following.sources, "below": [following.heir.parent]}
    return {"bodies": following.sources, "became": following.successors}
