"""The reorganisations of a plan, what a body became and what it was, and what can be reorganised."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from kompassros.organisations.models import Organisation
from kompassros.organisations.queries import in_order
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.reorganising.models import BodyChange, Reorganisation
from kompassros.web.formats import current_language

_ENDS = ("organisation", "became", "was_below", "now_below")


@dataclass(frozen=True)
class Told:
    """A reorganisation with what became of each body."""

    one: Reorganisation
    changes: Sequence[BodyChange]


def reorganisations_of(plan: SteeringPlan) -> list[Told]:
    """Return the reorganisations of a plan, the latest first; two queries."""
    rows = list(Reorganisation._base_manager.filter(plan=plan).defer("told", "kept").select_related("by"))
    changes: dict[int, list[BodyChange]] = defaultdict(list)
    for change in BodyChange._base_manager.filter(reorganisation__in=rows).select_related(*_ENDS):
        changes[change.reorganisation_id].append(change)
    return [Told(row, changes[row.pk]) for row in rows]


def changes_of(one: Reorganisation) -> list[BodyChange]:
    """Return what became of each body; one query."""
    return list(BodyChange._base_manager.filter(reorganisation=one).select_related(*_ENDS))


def changes_around(card: Card) -> list[BodyChange]:
    """Return what the body of a card became and what it was before, in the order of the days; one query."""
    either = Q(organisation=card.organisation_id) | Q(became=card.organisation_id)
    rows = BodyChange._base_manager.filter(either).select_related(*_ENDS, "reorganisation__plan__organisation")
    return list(rows.defer("reorganisation__told", "reorganisation__kept").order_by("reorganisation__on", "pk"))


def kept_of(card: Card) -> list[dict[str, object]]:
    """Return the goals of a card that ended as they were read until then; one query."""
    rows = Reorganisation._base_manager.filter(kept__has_key=str(card.pk))
    found = rows.values_list("kept", flat=True).first()
    return list(found[str(card.pk)]) if found else []


def parts_of(plan: SteeringPlan) -> QuerySet[Organisation]:
    """Return the living parts of the municipality, by name."""
    inside = Organisation.objects.filter(path__startswith=plan.organisation.path or "-", valid_to=None)
    rows = inside.exclude(kind=Organisation.Kind.MUNICIPALITY).select_related("parent")
    return in_order(rows, current_language())


def goals_to_share(plan: SteeringPlan, body: Organisation) -> list[GoalEdition]:
    """Return the goals of a body's card that are to be shared out, in their order."""
    rows = GoalEdition._base_manager.filter(plan=plan, organisation=body).select_related("goal")
    return list(rows.order_by("position", "pk"))
