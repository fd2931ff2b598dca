"""Who manages a body today: whoever has a manager's role on it, or else on the nearest body above."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from kompassros.organisations.models import Grant, Organisation, Person
from kompassros.records import clock
from kompassros.steering.policies import MANAGERS


def line_of(body: Organisation, municipality: Organisation) -> list[str]:
    """Return the paths of a body and of those above it within the municipality, the municipality's first."""
    top, path = len(municipality.path or ""), body.path or ""
    return [path[: place + 1] for place, sign in enumerate(path) if sign == "/" and place + 1 >= top]


def managers_on(paths: Iterable[str]) -> Mapping[str, list[Person]]:
    """Return the people who have a manager's role on each of some nodes today; one query."""
    today = clock.today()
    valid = Q(valid_to=None) | Q(valid_to__gte=today)
    grants = Grant.objects.filter(
        valid, role__in=MANAGERS, organisation__path__in=sorted(paths), valid_from__lte=today, withdrawn_at=None
    )
    found: dict[str, list[Person]] = defaultdict(list)
    for grant in grants.select_related("person", "organisation").order_by("pk"):
        if grant.person.is_active:
            found[grant.organisation.path or ""].append(grant.person)
    return found


def nearest(managers: Mapping[str, list[Person]], line: Sequence[str]) -> list[Person]:
    """Return the managers of the last node of a line that has any."""
    return next((managers[path] for path in reversed(line) if managers.get(path)), [])
