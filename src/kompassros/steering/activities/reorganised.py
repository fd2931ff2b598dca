"""How activities and the council's open requests follow a reorganisation."""

from collections.abc import Iterator

from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import claim
from kompassros.steering.activities import trail
from kompassros.steering.activities.models import Activity, ActivityEntry, Assignment
from kompassros.steering.reorganising.following import Following, Line, register


def follow_activities(following: Following) -> Iterator[Line]:
    """Let an activity go with its goal, where that stands with a successor, else to the heir; its log comes along."""
    rows = Activity._base_manager.filter(plan__in=following.plans, organisation__in=following.sources)
    for activity in rows.select_related("organisation", "goal__organisation").order_by("pk"):
        before = activity.organisation
        after = _taker(following, activity)
        yield following.line("activity", activity.title, before, after)
        if before != after:
            claim(activity, organisation=after)
            ActivityEntry._base_manager.filter(activity=activity).update(organisation=after)
            told = {"before": {"body": before.name}, "after": {"body": after.name}}
            trail.write_activity(activity, following.person, "reorganised", **told, why=following.decision)


def _taker(following: Following, activity: Activity) -> Organisation:
    own: Organisation | None = activity.goal.organisation if activity.goal else None
    if own is not None and own in following.successors:
        return own
    return following.heir


def follow_requests(following: Following) -> Iterator[Line]:
    """Let open requests of the council go to the heir; those that are answered stay with whoever answered."""
    rows = Assignment._base_manager.filter(organisation__in=following.sources, answer="")
    for request in rows.select_related("organisation", "owner").order_by("pk"):
        before, after = request.organisation, following.heir
        yield following.line("request", f"{request.decision}: {request.text[:120]}", before, after)
        if before != after:
            claim(request, organisation=after)
            told = {"before": {"body": before.name}, "after": {"body": after.name}}
            trail.write_assignment(request, following.person, "reorganised", **told, why=following.decision)


register("activities", 30, follow_activities)
register("requests", 60, follow_requests)
