"""A goal serves one on a card above its own; where that card is not above any more, the link is loosened."""

from collections.abc import Iterator

from django.db.models import Q

from kompassros.organisations.grants import below
from kompassros.organisations.saving import claim
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.goals.revisions import keep_revision
from kompassros.steering.reorganising.following import Following, Line, register
from kompassros.steering.trail import write_goal


def loosen_links(following: Following) -> Iterator[Line]:
    """Loosen what does not lead upwards any more; the revision before keeps what was served."""
    bodies = [*following.sources, *following.successors]
    paths = [each.path or "-" for each in bodies]
    near = below(paths, "organisation__path") | Q(serves__organisation__in=bodies)
    rows = GoalEdition._base_manager.filter(near, plan__in=following.plans, serves__isnull=False)
    for goal in rows.select_related("organisation", "serves__organisation").order_by("pk"):
        served = goal.serves
        if served is None or _leads_upwards(goal, served):
            continue
        claim(goal, serves=None)
        before = {"serves": served.title}
        write_goal(goal, following.person, "loosened", before=before, after={"serves": None}, why=following.decision)
        keep_revision(goal, person=following.person, decision=following.decision)
        yield following.line("link", goal.title, served.title, "", "loosened")


def _leads_upwards(goal: GoalEdition, served: GoalEdition) -> bool:
    above = (goal.organisation.path or "").startswith(served.organisation.path or "-")
    return above and goal.card_id != served.card_id


register("links", 90, loosen_links)
