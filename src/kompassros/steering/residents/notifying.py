"""Those who lead a municipality's steering are told that comments wait: at the first one, not at each."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Grant, Person
from kompassros.records import clock
from kompassros.records.notices import notify, register_kind
from kompassros.steering.policies import LEADERS
from kompassros.steering.residents.models import ResidentComment

WAITING = "resident_comment_waiting"


def tell_of_waiting(comment: ResidentComment) -> int:
    """Tell those who lead that a report has comments to look at; return how many were told."""
    organisation = comment.organisation
    return notify(
        people=_leaders(organisation.path or "-"),
        kind=WAITING,
        values={"report": str(comment.report), "name": organisation.name},
        address=reverse("steering:comments", args=[organisation.key]),
        organisation_id=organisation.pk,
    )


def _leaders(path: str) -> list[Person]:
    """Return the people who lead the node of a path today, by a role on it or above it."""
    today = clock.today()
    steps = path.strip("/").split("/")
    above = [f"/{'/'.join(steps[:depth])}/" for depth in range(1, len(steps) + 1)]
    valid = Q(valid_to=None) | Q(valid_to__gte=today)
    grants = Grant.objects.filter(
        valid, role__in=LEADERS, organisation__path__in=above, valid_from__lte=today, withdrawn_at=None
    )
    return [grant.person for grant in grants.select_related("person")]


register_kind(WAITING, _("%(name)s: residents' comments on “%(report)s” wait for somebody to read them."))
