"""Organisations, their changes and their inhabitants from CSV: everything is checked first, then stored at once.

Columns of organisations: key, country, kind, code, name, parent_code, valid_from, valid_to, source. Several rows with
one key are the periods of one organisation, in the order of time. A row without a key is known by country, kind and
code, or by its name where it has no code. Organisations that are known already are left as they are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from django.core.validators import slug_re
from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.organisations import services
from kompassros.organisations.models import Designation, Organisation, Person, Succession
from kompassros.records.errors import DomainError
from kompassros.records.tabular import Severity, TableRow, TextTable, Trouble, error, read_table

FIRST_YEAR, LAST_YEAR = 1500, 2999
ORGANISATION_COLUMNS = ("key", "country", "kind", "code", "name", "parent_code", "valid_from", "valid_to")
CHANGE_COLUMNS = ("date", "kind", "from_key", "to_key", "source")
INHABITANT_COLUMNS = ("country", "code", "year", "inhabitants", "source")


@dataclass
class Report:
    """What an import found and did: troubles (none stored if one is an error) and how many rows were new or known."""

    troubles: list[Trouble] = field(default_factory=list)
    added: int = 0
    unchanged: int = 0

    def failed(self) -> bool:
        """Return whether an error stopped the import."""
        return any(trouble.severity is Severity.ERROR for trouble in self.troubles)


def import_organisations(
    data: bytes, *, person: Person | None, country: str | None = None, made_up: bool = False, why: str = ""
) -> Report:
    """Add the organisations of a file, or tell every trouble and store nothing.

    country: the only one whose organisations the file may hold, such as “SE”; None lets every country in.
    """
    table = read_table(data, required=ORGANISATION_COLUMNS[:5], known=(*ORGANISATION_COLUMNS, "source"))
    report = Report(list(table.troubles))
    if report.failed():
        return report
    report.troubles.extend(_other_countries(table, country))
    groups = _group(table, report)
    if report.failed():
        return report
    with transaction.atomic():
        _store_groups(groups, report, person=person, made_up=made_up, why=why)
        if report.failed():
            transaction.set_rollback(True)
    return report


def _other_countries(table: TextTable, country: str | None) -> Iterable[Trouble]:
    for row in table.rows:
        if country and row.get("country") in services.COUNTRY_NAMES and row.get("country") != country:
            message = _("Only organisations of %(country)s can be imported here.")
            yield error(row.number, "country", message % {"country": country})


def _group(table: TextTable, report: Report) -> dict[str, list[TableRow]]:
    groups: dict[str, list[TableRow]] = {}
    for row in table.rows:
        report.troubles.extend(_check_organisation(row))
        groups.setdefault(_identity(row), []).append(row)
    if not report.failed():
        report.troubles.extend(trouble for rows in groups.values() for trouble in _check_periods(rows))
    return groups


def _identity(row: TableRow) -> str:
    """Return the key, else what stands for it: no key has a bar in it."""
    return row.get("key") or "|".join((row.get("country"), row.get("kind"), row.get("code") or row.get("name")))


def _check_periods(rows: list[TableRow]) -> Iterable[Trouble]:
    for earlier, later in pairwise(rows):
        if any(earlier.get(column) != later.get(column) for column in ("country", "kind")):
            message = _("The country and the kind must be the same in all rows of “%(key)s”.")
            yield error(later.number, "kind", message % {"key": _identity(later)})
        end, start = _day(earlier.get("valid_to")), _day(later.get("valid_from"))
        if end is None or start is None or start <= end:
            message = _(
                "The periods of one organisation must follow on each other: "
                "row %(row)s must end before this one begins."
            )
            yield error(later.number, "valid_from", message % {"row": earlier.number})


def _check_organisation(row: TableRow) -> Iterable[Trouble]:
    if not row.get("name"):
        yield error(row.number, "name", _("The name is missing."))
    if row.get("country") not in services.COUNTRY_NAMES:
        message = _("“%(text)s” is not a country here; write SE, NO, DK, FI or IS.")
        yield error(row.number, "country", message % {"text": row.get("country")})
    if row.get("kind") not in Organisation.Kind.values:
        kinds = ", ".join(Organisation.Kind.values)
        message = _("“%(text)s” is not a kind of organisation; write one of: %(kinds)s.")
        yield error(row.number, "kind", message % {"text": row.get("kind"), "kinds": kinds})
    for column in ("valid_from", "valid_to"):
        if not _is_day(row.get(column)):
            message = _("“%(text)s” is not a day; write it as 2024-01-31.")
            yield error(row.number, column, message % {"text": row.get(column)})
    yield from _check_lengths(row)
    if _ends_before_start(row):
        yield error(row.number, "valid_to", _("The last day is before the first day."))


def _check_lengths(row: TableRow) -> Iterable[Trouble]:
    for column in ("key", "name", "code"):
        longest = Organisation._meta.get_field(column).max_length or 0  # type: ignore[union-attr]
        if len(row.get(column)) > longest:
            message = _("The text is longer than %(limit)s characters. Shorten it.")
            yield error(row.number, column, message % {"limit": longest})
    if row.get("key") and not slug_re.match(row.get("key")):
        message = _("“%(text)s” is not a key; write small letters a-z, digits and hyphens, or leave it empty.")
        yield error(row.number, "key", message % {"text": row.get("key")})


def _ends_before_start(row: TableRow) -> bool:
    if not (_is_day(row.get("valid_from")) and _is_day(row.get("valid_to"))):
        return False
    start, end = _day(row.get("valid_from")), _day(row.get("valid_to"))
    return bool(start and end and end < start)


def _is_day(text: str) -> bool:
    try:
        return not text or FIRST_YEAR <= date.fromisoformat(text).year <= LAST_YEAR
    except ValueError:
        return False


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _store_groups(
    groups: dict[str, list[TableRow]], report: Report, *, person: Person | None, made_up: bool, why: str
) -> None:
    known = _known_identities()
    by_code = {(found.country, found.code): found for found in Organisation.objects.exclude(code="")}
    made: set[str] = set()
    for key, rows in groups.items():
        if key in made:
            message = _("The key “%(key)s” is that of another organisation of this file.")
            report.troubles.append(error(rows[-1].number, "key", message % {"key": key}))
            continue
        if key in known:
            report.unchanged += 1
            continue
        if rows[-1].get("kind") == Organisation.Kind.COUNTRY:
            country = services.ensure_country(rows[-1].get("country"))
            by_code[country.country, country.code] = country
            continue
        taken = _taken(rows[-1], by_code)
        if taken is not None:
            report.troubles.append(taken)
            continue
        parent = _parent(rows[-1], by_code)
        if parent is None:
            message = _("No organisation has the code “%(code)s”; put the parent before its children.")
            report.troubles.append(
                error(rows[-1].number, "parent_code", message % {"code": rows[-1].get("parent_code")})
            )
            continue
        added = services.add_organisation(
            kind=rows[-1].get("kind"),
            country=rows[-1].get("country"),
            periods=[_period(row) for row in rows],
            parent=parent,
            key=rows[-1].get("key"),
            made_up=made_up,
            person=person,
            why=why,
        )
        by_code[added.country, added.code] = added
        made.add(added.key)
        report.added += 1


def _known_identities() -> set[str]:
    known: set[str] = set()
    for found in Organisation.objects.all():
        known |= {found.key, f"{found.country}|{found.kind}|{found.code or found.name}"}
    return known


def _taken(row: TableRow, by_code: dict[tuple[str, str], Organisation]) -> Trouble | None:
    """Refuse the present code of another organisation of the kind; those that have ended may share theirs."""
    other = by_code.get((row.get("country"), row.get("code")))
    if not row.get("code") or not other or other.kind != row.get("kind") or other.valid_to or row.get("valid_to"):
        return None
    message = _("%(name)s has the code %(code)s already.")
    return error(row.number, "code", message % {"name": other.name, "code": other.code})


def _period(row: TableRow) -> services.NamePeriod:
    return services.NamePeriod(row.get("name"), row.get("code"), _day(row.get("valid_from")), _day(row.get("valid_to")))


def _parent(row: TableRow, by_code: dict[tuple[str, str], Organisation]) -> Organisation | None:
    country = row.get("country")
    if not row.get("parent_code"):
        return services.ensure_country(country)
    return by_code.get((country, row.get("parent_code")))


def _import_rows(data: bytes, columns: tuple[str, ...], store: Callable[[TableRow], Trouble | None]) -> Report:
    table = read_table(data, required=columns, known=columns)
    report = Report(list(table.troubles))
    if report.failed():
        return report
    with transaction.atomic():
        for row in table.rows:
            trouble = store(row)
            if trouble:
                report.troubles.append(trouble)
            else:
                report.added += 1
        if report.failed():
            transaction.set_rollback(True)
    return report


def import_changes(data: bytes, *, person: Person | None = None) -> Report:
    """Record mergers, splits and moved parts between organisations that are known by key."""
    organisations = {found.key: found for found in Organisation.objects.all()}

    def store(row: TableRow) -> Trouble | None:
        predecessor, successor = (organisations.get(row.get(column)) for column in ("from_key", "to_key"))
        day = _day(row.get("date")) if _is_day(row.get("date")) else None
        if not (predecessor and successor and day) or row.get("kind") not in Succession.Kind.values:
            return error(row.number, "", _("The row names an unknown organisation, kind of change or day."))
        if Succession.objects.filter(predecessor=predecessor, successor=successor, day=day).exists():
            return None
        try:
            services.succeed(
                predecessor=predecessor,
                successor=successor,
                kind=row.get("kind"),
                day=day,
                source=row.get("source"),
                person=person,
            )
        except DomainError as problem:
            return error(row.number, "", str(problem))
        return None

    return _import_rows(data, CHANGE_COLUMNS, store)


def import_inhabitants(data: bytes) -> Report:
    """Store numbers of inhabitants by official code and year."""
    codes = Designation.objects.filter(organisation__kind=Organisation.Kind.MUNICIPALITY).exclude(code="")
    organisations = {
        (found.organisation.country, found.code): found.organisation for found in codes.select_related("organisation")
    }

    def store(row: TableRow) -> Trouble | None:
        organisation = organisations.get((row.get("country"), row.get("code")))
        if organisation is None:
            return error(row.number, "code", _("No municipality has the code “%(code)s”.") % {"code": row.get("code")})
        if not (row.get("year").isdecimal() and row.get("inhabitants").isdecimal()):
            return error(row.number, "inhabitants", _("The year and the number of inhabitants must be whole numbers."))
        services.set_inhabitants(
            organisation=organisation,
            year=int(row.get("year")),
            count=int(row.get("inhabitants")),
            source=row.get("source"),
        )
        return None

    return _import_rows(data, INHABITANT_COLUMNS, store)
