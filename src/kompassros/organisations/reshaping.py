"""An organisation moves below another one, ends, and hands the roles on it over; what it was stays readable."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kompassros.organisations.models import Grant, Organisation, Person
from kompassros.organisations.people import grant_role
from kompassros.organisations.roles import Role
from kompassros.organisations.saving import claim
from kompassros.organisations.services import move_what_lay_below, refuse_below_itself, subject
from kompassros.records import clock, history, signals
from kompassros.records.errors import DomainError
from kompassros.web.formats import format_date


@transaction.atomic
def move_below(
    *, organisation: Organisation, parent: Organisation, day: date, person: Person | None, why: str
) -> Organisation:
    """Let an organisation, with all that lies below it, lie below another one; roles given above hold anew.

    DomainError below itself, and where it lies there already. Conflict where somebody else has changed it meanwhile.
    """
    refuse_below_itself(organisation, parent)
    if organisation.parent_id == parent.pk:
        raise DomainError(
            _("%(name)s lies below %(parent)s already.") % {"name": organisation.name, "parent": parent.name}
        )
    before = organisation.parent.name if organisation.parent else None
    old_path, new_path = organisation.path or "", f"{parent.path}{organisation.pk}/"
    claim(organisation, parent=parent, path=new_path)
    move_what_lay_below(organisation, old_path, new_path)
    signals.published_changed.announce()
    history.write(
        person=person,
        verb="moved",
        subject=subject(organisation),
        organisation_id=organisation.pk,
        before={"parent": before},
        after={"parent": parent.name, "since": day.isoformat()},
        why=why,
    )
    return organisation


@transaction.atomic
def end_organisation(*, organisation: Organisation, day: date, person: Person | None, why: str) -> Organisation:
    """End an organisation with the day before ``day``. DomainError where it or its name began later than that."""
    last = day - timedelta(days=1)
    begun = [organisation.valid_from, *organisation.designations.values_list("valid_from", flat=True)]
    latest = max((each for each in begun if each), default=None)
    if latest and last < latest:
        raise DomainError(
            _("%(name)s has this name or exists since %(day)s. It can end after that day only.")
            % {"name": organisation.name, "day": format_date(latest)}
        )
    claim(organisation, valid_to=last)
    organisation.designations.filter(Q(valid_to=None) | Q(valid_to__gt=last)).update(valid_to=last)
    signals.published_changed.announce()
    history.write(
        person=person,
        verb="ended",
        subject=subject(organisation),
        organisation_id=organisation.pk,
        after={"day": day.isoformat()},
        why=why,
    )
    return organisation


def grants_on(organisation: Organisation, day: date) -> list[Grant]:
    """Return the roles on an organisation itself that hold on a day or later and today or later."""
    still = Q(valid_to=None) | Q(valid_to__gte=max(day, clock.today()))
    rows = Grant.objects.filter(still, organisation=organisation, withdrawn_at=None)
    return list(rows.select_related("person", "organisation").order_by("role", "person__name", "pk"))


@transaction.atomic
def give_on(*, grant: Grant, organisation: Organisation, day: date, why: str) -> bool:
    """Give a role that somebody has on one organisation on another one too; False where it is held there already."""
    try:
        with transaction.atomic():
            grant_role(
                person=grant.person,
                role=Role(grant.role),
                organisation=organisation,
                since=max(day, grant.valid_from),
                until=grant.valid_to,
                granted_by=None,
                why=why,
            )
    except DomainError:
        return False
    return True


@transaction.atomic
def let_end(*, grant: Grant, day: date, person: Person | None, why: str) -> None:
    """Let a role end with the day before ``day``, for its organisation does; one that begins later never begins."""
    last = day - timedelta(days=1)
    before = {"role": grant.role, "organisation": grant.organisation.name}
    if last >= grant.valid_from:
        claim(grant, valid_to=last)
    else:
        claim(grant, valid_to=grant.valid_from, withdrawn_at=clock.now())
    history.write(
        person=person,
        verb="role_ended",
        subject=("person", str(grant.person_id), str(grant.person)),
        organisation_id=grant.organisation_id,
        before=before,
        after={**before, "to": last.isoformat()},
        why=why,
    )
