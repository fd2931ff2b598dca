"""What a new installation knows of organisations; and, made up, two municipalities with a person for each role."""

from datetime import date
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import make_password

from kompassros.organisations import imports, people, services
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.demo import Loader, register
from kompassros.records.packaged import packaged

PASSWORD = "kompassros-demo"
DOMAIN = "demo.example"
SINCE = date(2026, 1, 1)
OWN, OTHER = "granby", "norrvik"
ROLES_IN_OWN = (
    (Role.LEAD_EVALUATOR, "Lena Ledare"),
    (Role.EVALUATOR, "Erik Utvärderare"),
    (Role.PEER_EVALUATOR, "Kari Kollega"),
    (Role.COORDINATOR, "Karin Kontakt"),
    (Role.CHIEF_EXECUTIVE, "Klara Kommundirektör"),
    (Role.RESPONDENT, "Sven Svarande"),
    (Role.POLITICIAN, "Fatima Förtroendevald"),
    (Role.READER, "Lars Läsare"),
    (Role.AUDITOR, "Rut Revisor"),
)


class BrokenPackage(Exception):
    """A data file of the package itself has errors."""


def _stored(report: imports.Report) -> int:
    if report.failed():
        raise BrokenPackage("\n".join(f"row {entry.row}: {entry.message}" for entry in report.troubles))
    return report.added


def load_organisations() -> int:
    """Add the municipalities and regions that the package lists, their changes and their inhabitants."""
    package = "kompassros.organisations"
    if Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY, made_up=False).exists():
        return 0
    added = 0
    for name in ("sweden.csv", "norway.csv"):
        added += _stored(imports.import_organisations(packaged(package, name), person=None))
    _stored(imports.import_changes(packaged(package, "changes.csv")))
    _stored(imports.import_inhabitants(packaged(package, "inhabitants.csv")))
    return added


def load_made_up() -> int:
    """Add Granby and Norrvik, which do not exist, and an account for each role."""
    if Organisation.objects.filter(key=OWN).exists():
        return 0
    sweden = services.ensure_country("SE")
    own, other = (_municipality(name, code, sweden) for name, code in (("Granby", "X901"), ("Norrvik", "X902")))
    unit = services.add_organisation(
        kind=Organisation.Kind.UNIT,
        country="SE",
        periods=[services.NamePeriod("Granby förskolor")],
        parent=own,
        made_up=True,
    )
    for country in (sweden, services.ensure_country("NO")):
        add_account("Anna Administratör", Role.ADMINISTRATOR, country)
    for role, name in ROLES_IN_OWN:
        add_account(name, role, own)
    add_account("Eva Enhetschef", Role.UNIT_MANAGER, unit)
    add_account("Nils i Norrvik", Role.COORDINATOR, other, address="coordinator.norrvik")
    return 2


def _municipality(name: str, code: str, country: Organisation) -> Organisation:
    return services.add_organisation(
        kind=Organisation.Kind.MUNICIPALITY,
        country="SE",
        periods=[services.NamePeriod(name, code)],
        parent=country,
        made_up=True,
    )


def demo_address(role: Role) -> str:
    """Return the sign-in address of the demo account that has a role."""
    return f"{role.value.replace('_', '.')}@{DOMAIN}"


def add_account(name: str, role: Role, organisation: Organisation, address: str = "") -> Person:
    """Make a demo account with a role; ``address`` is the part before the domain, empty for the role's own."""
    email = f"{address}@{DOMAIN}" if address else demo_address(role)
    person = people.invite(email=email, name=name, made_up=True)
    if not person.has_usable_password():
        person.password = _hashed()
        person.save(update_fields=["password"])
    people.grant_role(person=person, role=role, organisation=organisation, since=SINCE, granted_by=None)
    return person


@cache
def _hashed() -> str:
    """Return the hash of the demo's password: made once, since each takes as long as a guess shall take."""
    return make_password(PASSWORD)


def demo_accounts() -> list[tuple[str, str]]:
    """Return (address, what the account is for) of the demo accounts, none outside the demo."""
    if settings.PRODUCTION:
        return []
    accounts = []
    for person in Person.objects.filter(made_up=True).order_by("pk"):
        grants = list(person.grants.select_related("organisation").order_by("pk"))
        if grants:
            places = ", ".join(str(grant.organisation) for grant in grants)
            accounts.append((person.email, f"{grants[0].get_role_display()}, {places}"))
    return accounts


register(Loader("organisations", 10, False, load_organisations))
register(Loader("made-up municipalities and people", 80, True, load_made_up))
