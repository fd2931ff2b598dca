"""How people follow: whoever has a role on a body that ends has it on its successors from the day on."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from kompassros.organisations.models import Grant, Organisation
from kompassros.organisations.reshaping import give_on, grants_on, let_end
from kompassros.organisations.roles import Role
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.reorganising.following import Following, Line, register


def follow_grants(following: Following) -> Iterator[Line]:
    """Give the roles on the successors and end those on the bodies that end, but not while another year is reported."""
    for body in following.sources:
        reporting = following.ends and _reports_elsewhere(following, body)
        for grant in grants_on(body, following.on):
            yield from _follow(following, body, grant, keeps=reporting or not following.ends)


def _follow(following: Following, body: Organisation, grant: Grant, *, keeps: bool) -> Iterator[Line]:
    which = f"{grant.person}: {Role(grant.role).label}"
    if following.moves:
        yield following.line("grant", which, body, body)
        return
    for successor in following.successors:
        if successor != body and give_on(grant=grant, organisation=successor, day=following.on, why=following.decision):
            yield following.line("grant", which, body, successor, "given")
    if keeps:
        yield following.line("grant", which, body, body, "stays")
    else:
        let_end(grant=grant, day=following.on, person=following.person, why=following.decision)
        yield following.line("grant", which, body, "", "ended")


def _reports_elsewhere(following: Following, body: Organisation) -> bool:
    """Return whether a body still reports about a year whose plan the reorganisation leaves alone."""
    periods = ReportingPeriod._base_manager.exclude(plan__in=following.plans).exclude(
        state=ReportingPeriod.State.CLOSED
    )
    rows = CardReport._base_manager.filter(organisation=body)
    found: bool = rows.filter(Exists(periods.filter(pk=OuterRef("period")))).exists()
    return found


register("grants", 80, follow_grants)
