"""What changes organisations: adding, naming, following on each other, counting inhabitants."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kompassros.methods.ordering import search_key, sort_key
from kompassros.organisations.models import Designation, Inhabitants, Organisation, Person, Succession
from kompassros.records import clock, history, signals
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.tabular import UNPRINTABLE
from kompassros.web.formats import format_date

LANGUAGES = ("sv", "nb", "en")
COUNTRY_NAMES = {"SE": "Sverige", "NO": "Norge", "DK": "Danmark", "FI": "Finland", "IS": "Ísland"}


@dataclass(frozen=True)
class NamePeriod:
    """A name and an official code, and the days between which they hold (None = open)."""

    name: str
    code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


def subject(organisation: Organisation) -> tuple[str, str, str]:
    """Return how the history names an organisation."""
    return ("organisation", organisation.key, organisation.name)


def free_key(name: str) -> str:
    """Return a slug of the name that no organisation has yet (“baerum”, “sund-2”)."""
    wanted = slugify(search_key(name))[:70] or "organisation"
    taken = set(Organisation.objects.filter(key__startswith=wanted).values_list("key", flat=True))
    number = 1
    candidate = wanted
    while candidate in taken:
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate


@transaction.atomic
def ensure_country(code: str) -> Organisation:
    """Return the node of a country, made on first use; DomainError for a country outside the Nordic ones."""
    if code not in COUNTRY_NAMES:
        raise DomainError(_("“%(code)s” is not one of the countries SE, NO, DK, FI, IS.") % {"code": code})
    found = Organisation.objects.filter(kind=Organisation.Kind.COUNTRY, country=code).first()
    return found or add_organisation(
        kind=Organisation.Kind.COUNTRY,
        country=code,
        periods=[NamePeriod(COUNTRY_NAMES[code], code)],
        parent=None,
        key=COUNTRY_NAMES[code].lower() if code != "IS" else "island",
    )


@transaction.atomic
def add_organisation(
    *,
    kind: str,
    country: str,
    periods: Iterable[NamePeriod],
    parent: Organisation | None,
    key: str = "",
    made_up: bool = False,
    to_complete: bool = False,
    person: Person | None = None,
    why: str = "",
) -> Organisation:
    """Add a node below ``parent`` with at least one name period, given in the order of time."""
    names = list(periods)
    if not names or not all(period.name for period in names):
        raise DomainError(_("An organisation needs a name."))
    for period in names:
        _refuse_unprintable(period.name)
    latest = names[-1]
    organisation = Organisation.objects.create(
        key=key or free_key(latest.name),
        kind=kind,
        country=country,
        parent=parent,
        valid_from=names[0].valid_from,
        valid_to=latest.valid_to,
        made_up=made_up,
        to_complete=to_complete,
        **_present_name(latest),
    )
    organisation.path = f"{parent.path if parent else '/'}{organisation.pk}/"
    organisation.save(update_fields=["path"])
    Designation.objects.bulk_create(_designation(organisation, period) for period in names)
    signals.published_changed.announce()
    history.write(
        person=person,
        verb="added",
        subject=subject(organisation),
        organisation_id=organisation.pk,
        after={"name": latest.name, "code": latest.code, "kind": str(kind), "country": country},
        why=why,
    )
    return organisation


def _refuse_unprintable(name: str) -> None:
    if UNPRINTABLE.search(name):
        raise DomainError(_("The name holds characters that cannot be shown. Type it anew."))


def _present_name(period: NamePeriod) -> dict[str, str]:
    sort_keys = {f"sort_{language}": sort_key(period.name, language)[:255] for language in LANGUAGES}
    return {"name": period.name, "code": period.code, **sort_keys}


def _designation(organisation: Organisation, period: NamePeriod) -> Designation:
    return Designation(
        organisation=organisation,
        name=period.name,
        code=period.code,
        search_key=search_key(period.name)[:250],
        valid_from=period.valid_from,
        valid_to=period.valid_to,
    )


@transaction.atomic
def designate(
    *, organisation: Organisation, name: str, code: str, since: date, person: Person | None, why: str
) -> Organisation:
    """Give an organisation a new name or code from a day on; the old ones stay, with the day before as their last.

    Raises DomainError when the day is not after the start of the present name or still to come (the present name
    stands with the organisation), when nothing differs or the organisation has ended; Conflict when somebody else
    changed the organisation since it was read (its ``version``).
    """
    current = organisation.designations.filter(valid_to=None).order_by("-valid_from").first()
    _refuse_designation(organisation, current, name, code, since)
    before = {"name": organisation.name, "code": organisation.code}
    _claim(organisation, **_present_name(NamePeriod(name, code)))
    if current:
        current.valid_to = since - timedelta(days=1)
        current.save(update_fields=["valid_to"])
    _designation(organisation, NamePeriod(name, code, since)).save()
    signals.published_changed.announce()
    history.write(
        person=person,
        verb="renamed",
        subject=subject(organisation),
        organisation_id=organisation.pk,
        before=before,
        after={"name": name, "code": code, "since": since.isoformat()},
        why=why,
    )
    organisation.refresh_from_db()
    return organisation


def _refuse_designation(
    organisation: Organisation, current: Designation | None, name: str, code: str, since: date
) -> None:
    if not name.strip():
        raise DomainError(_("An organisation needs a name."))
    _refuse_unprintable(name)
    if (organisation.name, organisation.code) == (name, code):
        raise DomainError(_("The name and the code are the same as before."))
    if current is None:
        raise DomainError(_("%(name)s has ended and keeps its last name.") % {"name": organisation.name})
    if since > clock.today():
        raise DomainError(_("A new name can be entered from the day it begins, not before."))
    if current.valid_from and since <= current.valid_from:
        raise DomainError(_("The new name must begin after %(day)s.") % {"day": format_date(current.valid_from)})
    _refuse_taken_code(organisation, code)


def _refuse_taken_code(organisation: Organisation, code: str) -> None:
    """Refuse an official code that another existing organisation of the kind and country has; codes return later."""
    same = Organisation.objects.filter(kind=organisation.kind, country=organisation.country, code=code, valid_to=None)
    other = same.exclude(pk=organisation.pk).first() if code else None
    if other:
        raise DomainError(_("%(name)s has the code %(code)s already.") % {"name": other.name, "code": code})


def _claim(organisation: Organisation, **values: object) -> None:
    """Write values to an organisation if nobody else has since it was read; it is then read as of now."""
    changed = Organisation.objects.filter(pk=organisation.pk, version=organisation.version).update(
        version=organisation.version + 1, **values
    )
    if not changed:
        raise Conflict(_("Somebody else has changed %(name)s in the meantime.") % {"name": organisation.name})
    organisation.version += 1


def refuse_below_itself(organisation: Organisation, parent: Organisation) -> None:
    """Raise DomainError where the new parent is the organisation, or lies below it."""
    if parent.pk == organisation.pk or (organisation.path and (parent.path or "").startswith(organisation.path)):
        raise DomainError(_("An organisation cannot lie below itself."))


def move_what_lay_below(organisation: Organisation, old_path: str, new_path: str) -> None:
    """Give all that lay below an organisation's old path its place below the new one; nothing lies below no path."""
    lay_below = Organisation.objects.filter(path__startswith=old_path).exclude(pk=organisation.pk)
    for child in lay_below if old_path else ():
        child.path = new_path + (child.path or "")[len(old_path) :]
        child.save(update_fields=["path"])


@transaction.atomic
def complete(
    *, organisation: Organisation, code: str, parent: Organisation, person: Person | None, why: str
) -> Organisation:
    """Fill in what an import could not know: the official code and the place in the tree."""
    refuse_below_itself(organisation, parent)
    _refuse_taken_code(organisation, code)
    before = {"code": organisation.code, "parent": organisation.parent.name if organisation.parent else None}
    old_path = organisation.path or ""
    new_path = f"{parent.path}{organisation.pk}/"
    was_to_complete = organisation.to_complete
    _claim(organisation, code=code, parent=parent, path=new_path, to_complete=False)
    if not was_to_complete:
        raise DomainError(_("%(name)s is complete already.") % {"name": organisation.name})
    organisation.designations.filter(code="").update(code=code)
    move_what_lay_below(organisation, old_path, new_path)
    signals.published_changed.announce()
    history.write(
        person=person,
        verb="completed",
        subject=subject(organisation),
        organisation_id=organisation.pk,
        before=before,
        after={"code": code, "parent": parent.name},
        why=why,
    )
    organisation.refresh_from_db()
    return organisation


@transaction.atomic
def succeed(
    *,
    predecessor: Organisation,
    successor: Organisation,
    kind: str,
    day: date,
    source: str,
    person: Person | None = None,
    why: str = "",
) -> Succession:
    """Record that ``successor`` followed on ``predecessor`` on a day; a merger ends the predecessor the day before.

    Raises DomainError for an organisation with itself, a change that is recorded already, and a merger before the
    predecessor or its latest name began; Conflict when somebody else changed the predecessor since it was read.
    """
    if predecessor.pk == successor.pk:
        raise DomainError(_("An organisation cannot follow on itself."))
    if Succession.objects.filter(predecessor=predecessor, successor=successor, day=day).exists():
        raise DomainError(_("This change is recorded already."))
    last = day - timedelta(days=1)
    if kind == Succession.Kind.MERGED:
        _refuse_before_beginning(predecessor, last)
        _claim(predecessor, valid_to=last)
        predecessor.designations.filter(Q(valid_to=None) | Q(valid_to__gt=last)).update(valid_to=last)
    else:
        _claim(predecessor)
    succession = Succession.objects.create(
        predecessor=predecessor, successor=successor, kind=kind, day=day, source=source
    )
    signals.published_changed.announce()
    history.write(
        person=person,
        verb="succeeded",
        subject=subject(predecessor),
        organisation_id=predecessor.pk,
        after={"kind": str(kind), "successor": successor.name, "day": day.isoformat(), "source": source},
        why=why,
    )
    return succession


def _refuse_before_beginning(organisation: Organisation, last: date) -> None:
    begun = [organisation.valid_from, *organisation.designations.values_list("valid_from", flat=True)]
    latest = max((day for day in begun if day), default=None)
    if latest and last < latest:
        raise DomainError(_("The merger must come after %(day)s.") % {"day": format_date(latest)})


@transaction.atomic
def set_inhabitants(*, organisation: Organisation, year: int, count: int, source: str) -> None:
    """Store how many lived there at the end of a year; a newer figure takes the older one's place."""
    old = Inhabitants.objects.filter(organisation=organisation, year=year).first()
    if old and (old.count, old.source) == (count, source):
        return
    Inhabitants.objects.update_or_create(
        organisation=organisation, year=year, defaults={"count": count, "source": source}
    )
    signals.published_changed.announce()
    history.write(
        person=None,
        verb="counted",
        subject=subject(organisation),
        organisation_id=organisation.pk,
        before={"year": year, "inhabitants": old.count, "source": old.source} if old else None,
        after={"year": year, "inhabitants": count, "source": source},
    )


def exists_today(organisation: Organisation) -> bool:
    """Return whether the organisation exists today."""
    return organisation.exists_on(clock.today())
