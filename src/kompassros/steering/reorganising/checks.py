"""What must be so before bodies are reorganised; each refusal says how to mend it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kompassros.methods.ordering import search_key
from kompassros.organisations.models import Organisation
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.plans.services import LONGEST_DECISION
from kompassros.steering.reorganising.wishes import Decided, Merge, Move, Split

LONGEST_NAME = 120
_MUNICIPALITY = Organisation.Kind.MUNICIPALITY


def check_decided(plan: SteeringPlan, decided: Decided) -> None:
    """Refuse a reorganisation without a decision, to come, or of another year than the plan's."""
    if not decided.decision.strip():
        raise DomainError(_("Name the decision, for example “KF 2026-06-15 § 84”."))
    if len(decided.decision.strip()) > LONGEST_DECISION:
        raise DomainError(_("The decision's name is longer than 120 characters. Shorten it."))
    if decided.on > clock.today():
        raise DomainError(_("A reorganisation is entered from the day on which it holds, not before."))
    if decided.on.year != plan.year:
        raise DomainError(
            _("The day lies in another year than the plan of %(year)s. Choose that year's plan.") % {"year": plan.year}
        )


def check_move(plan: SteeringPlan, wish: Move) -> None:
    """Refuse to move what is not a part of the municipality, or below what is not."""
    check_part(plan, wish.body)
    check_place(plan, wish.below)


def check_merge(plan: SteeringPlan, wish: Merge) -> None:
    """Refuse to merge fewer than two bodies, different kinds of them, and those of which one lies below another."""
    if len({each.pk for each in wish.bodies}) < 2:
        raise DomainError(_("Choose at least two bodies that become one."))
    for body in wish.bodies:
        check_part(plan, body)
    if len({each.kind for each in wish.bodies}) > 1:
        raise DomainError(_("Bodies of different kinds cannot become one. Move what lies below them instead."))
    paths = [each.path or "-" for each in wish.bodies]
    if any(one != other and one.startswith(other) for one in paths for other in paths):
        raise DomainError(_("One of the bodies lies below another one. Move it first."))
    if wish.into is not None:
        if wish.into not in wish.bodies:
            raise DomainError(_("The body that goes on must be one of those that become one."))
        return
    check_names(plan, [wish.name])
    check_place(plan, place_of_merged(wish))


def place_of_merged(wish: Merge) -> Organisation:
    """Return below what a new body lies: where it was said, else where the first of the old ones lies."""
    place = wish.below or wish.bodies[0].parent
    if place is None or any((place.path or "-").startswith(each.path or "-") for each in wish.bodies):
        raise DomainError(_("The new body cannot lie below one that ends. Choose another place."))
    return place


def check_split(plan: SteeringPlan, wish: Split) -> None:
    """Refuse to split into fewer than two, and choices of who takes what that name nobody."""
    check_part(plan, wish.body)
    count = len(wish.names) + wish.remains
    if count < 2:
        raise DomainError(_("Name at least two bodies that it becomes; it may go on itself as one of them."))
    check_names(plan, wish.names)
    if any(not 0 <= place < count for place in (*wish.goals.values(), *wish.places.values())):
        raise DomainError(_("Choose who takes each goal and each body below."))


def check_part(plan: SteeringPlan, body: Organisation) -> None:
    """Refuse what is no living part of the municipality."""
    inside = (body.path or "").startswith(plan.organisation.path or "-")
    if not inside or body.kind == _MUNICIPALITY:
        raise DomainError(
            _("%(name)s is not a part of %(municipality)s.")
            % {"name": body.name, "municipality": plan.organisation.name}
        )
    if body.valid_to is not None:
        raise DomainError(_("%(name)s has ended already.") % {"name": body.name})


def check_place(plan: SteeringPlan, place: Organisation) -> None:
    """Refuse a place outside the municipality, one that has ended, and a unit: nothing lies below units."""
    if place.pk != plan.organisation_id:
        check_part(plan, place)
    if place.kind == Organisation.Kind.UNIT:
        raise DomainError(_("Nothing lies below a unit. Choose a planning area, a committee or the municipality."))


def check_names(plan: SteeringPlan, names: Sequence[str]) -> None:
    """Refuse new bodies without a name, with one that is too long, and with one that the municipality has already."""
    inside = Organisation.objects.filter(path__startswith=plan.organisation.path or "-", valid_to=None)
    taken = {search_key(name) for name in inside.values_list("name", flat=True)}
    for name in names:
        if not name.strip():
            raise DomainError(_("An organisation needs a name."))
        if len(name.strip()) > LONGEST_NAME:
            raise DomainError(_("A name has at most 120 characters."))
        if search_key(name.strip()) in taken:
            raise DomainError(
                _("The municipality has “%(name)s” already. Choose another name.") % {"name": name.strip()}
            )
        taken.add(search_key(name.strip()))
