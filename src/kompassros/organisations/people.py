"""What changes people and their grants."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.organisations import policies
from kompassros.organisations.models import Grant, Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock, history
from kompassros.records.errors import Conflict, DomainError


def _subject(person: Person) -> tuple[str, str, str]:
    return ("person", str(person.pk), str(person))


@transaction.atomic
def invite(*, email: str, name: str, made_up: bool = False) -> Person:
    """Return the person with this e-mail address, made without a password if new (set through "forgotten password")."""
    address = Person.objects.normalise(email)
    found = Person.objects.filter(email=address).first()
    return found or Person.objects.create_user(address, name=name.strip(), made_up=made_up)


@transaction.atomic
def choose_letters(*, person: Person, language: str, notices_by_mail: bool) -> None:
    """Store a person's own choices about letters. DomainError for a language that is not spoken here."""
    if language not in dict(settings.LANGUAGES):
        raise DomainError(_("This language is not spoken here. Choose another one."))
    before = _letters_of(person)
    person.language, person.notices_by_mail = language, notices_by_mail
    person.save(update_fields=["language", "notices_by_mail"])
    history.write(
        person=person, verb="letters_chosen", subject=_subject(person), before=before, after=_letters_of(person)
    )


def _letters_of(person: Person) -> dict[str, str | bool]:
    return {"language": person.language, "notices_by_mail": person.notices_by_mail}


@transaction.atomic
def invite_to_role(
    *,
    email: str,
    name: str,
    role: Role,
    organisation: Organisation,
    since: date,
    until: date | None,
    granted_by: Person,
    why: str,
) -> tuple[Grant, bool]:
    """Give a role to whoever has the e-mail address; return the grant and whether the person is new here.

    Raises DomainError as ``grant_role`` does; nobody is then invited. A known person keeps the name of the account.
    """
    is_new = not Person.objects.filter(email=Person.objects.normalise(email)).exists()
    person = invite(email=email, name=name)
    grant = grant_role(
        person=person,
        role=role,
        organisation=organisation,
        since=since,
        until=until,
        granted_by=granted_by,
        why=why,
    )
    return grant, is_new


@transaction.atomic
def grant_role(
    *,
    person: Person,
    role: Role,
    organisation: Organisation,
    since: date,
    until: date | None = None,
    granted_by: Person | None,
    why: str = "",
) -> Grant:
    """Give a person a role on a node. ``granted_by`` None is the system (demo loader, command line).

    Raises DomainError when the giver may not give that role there, when the period ends before it begins, or when
    the person has the role there already in that period.
    """
    if granted_by is not None and role not in policies.roles_to_give(granted_by, organisation):
        raise DomainError(_("You may not give this role here."))
    if until is not None and until < since:
        raise DomainError(_("The last day must not be before the first day."))
    if _overlapping(person, role, organisation, since, until):
        message = _("%(person)s has this role on %(organisation)s already.")
        raise DomainError(message % {"person": person, "organisation": organisation})
    grant = Grant.objects.create(
        person=person, role=role, organisation=organisation, valid_from=since, valid_to=until, granted_by=granted_by
    )
    history.write(
        person=granted_by,
        verb="role_given",
        subject=_subject(person),
        organisation_id=organisation.pk,
        after=_as_record(grant),
        why=why,
    )
    return grant


def _overlapping(person: Person, role: str, organisation: Organisation, since: date, until: date | None) -> bool:
    others = Grant.objects.filter(person=person, role=role, organisation=organisation, withdrawn_at=None)
    return any(
        (other.valid_to is None or other.valid_to >= since) and (until is None or other.valid_from <= until)
        for other in others
    )


def _as_record(grant: Grant) -> dict[str, str | None]:
    return {
        "role": str(grant.role),
        "organisation": grant.organisation.name,
        "from": grant.valid_from.isoformat(),
        "to": grant.valid_to.isoformat() if grant.valid_to else None,
    }


@transaction.atomic
def end_grant(*, grant: Grant, ended_by: Person, why: str) -> Grant:
    """End a grant at once; it stays as a row, never deleted. One that has not begun never begins.

    Raises DomainError where the person may not end it, where it has ended already, and for the last administrator of
    an organisation; Conflict when somebody else changed the grant since it was read.
    """
    if not policies.END_GRANT.allows(ended_by, grant):
        raise DomainError(_("You may not end this role."))
    if grant.withdrawn_at or (grant.valid_to is not None and grant.valid_to < clock.today()):
        raise DomainError(_("This role has ended already."))
    if _is_last_administrator(grant):
        raise DomainError(_("This is the last administrator of %(name)s.") % {"name": grant.organisation.name})
    before = _as_record(grant)
    last = max(clock.today(), grant.valid_from)
    changed = Grant.objects.filter(pk=grant.pk, version=grant.version).update(
        valid_to=last, withdrawn_at=clock.now(), version=grant.version + 1
    )
    if not changed:
        raise Conflict(_("Somebody else has changed this role in the meantime."))
    grant.refresh_from_db()
    history.write(
        person=ended_by,
        verb="role_ended",
        subject=_subject(grant.person),
        organisation_id=grant.organisation_id,
        before=before,
        after=_as_record(grant),
        why=why,
    )
    return grant


def _is_last_administrator(grant: Grant) -> bool:
    """Return whether nobody else administers the organisation today; the lock lets two not end each other at once."""
    if grant.role != Role.ADMINISTRATOR:
        return False
    Organisation.objects.select_for_update().get(pk=grant.organisation_id)
    others = Grant.objects.filter(
        role=Role.ADMINISTRATOR,
        organisation=grant.organisation,
        valid_from__lte=clock.today(),
        valid_to=None,
        withdrawn_at=None,
        person__is_active=True,
    )
    return not others.exclude(pk=grant.pk).exists()
