"""A file of published results: planned against what is stored, told row by row, then stored at once or not at all."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.evaluations import columns, services
from kompassros.evaluations.models import ScoreSheet
from kompassros.evaluations.reading import KNOWN, REFERENCE_COUNTRIES, REQUIRED, Draft, RowReader
from kompassros.evaluations.sheet import Sheet
from kompassros.evaluations.writing import differing_cells
from kompassros.instruments import queries as instruments
from kompassros.instruments.exchange_schema import EditionFile
from kompassros.organisations.models import Organisation
from kompassros.organisations.queries import NameIndex
from kompassros.organisations.services import NamePeriod, add_organisation, ensure_country
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.records.jobs import Progress
from kompassros.records.tabular import Severity, Trouble, error, read_table

MOST_NAMED = 4
NEW, CORRECTION, UNCHANGED, REFUSED = "new", "correction", "unchanged", "refused"


@dataclass
class PlannedRow:
    """What would become of a row. ``changes`` holds (column, before, after) for a correction."""

    number: int
    label: str
    action: str
    troubles: list[Trouble] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    sheet: Sheet | None = None
    organisation: Organisation | None = None
    creates: str = ""
    old: ScoreSheet | None = None


@dataclass
class Plan:
    """What a file would do: troubles of the file as a whole, and each row."""

    troubles: list[Trouble] = field(default_factory=list)
    rows: list[PlannedRow] = field(default_factory=list)

    def all_troubles(self) -> list[Trouble]:
        """Return the troubles of the file and of its rows, in the order of the rows."""
        return self.troubles + [trouble for row in self.rows for trouble in row.troubles]

    def has(self, severity: Severity) -> bool:
        """Return whether there is a trouble of this severity."""
        return any(trouble.severity is severity for trouble in self.all_troubles())

    def count(self, action: str) -> int:
        """Return how many rows would be handled this way."""
        return sum(row.action == action for row in self.rows)

    def report(self) -> dict[str, Any]:
        """Return the plan as plain data, to be kept and shown."""
        return {
            "counts": {action: self.count(action) for action in (NEW, CORRECTION, UNCHANGED, REFUSED)},
            "creates": sorted({row.creates for row in self.rows if row.creates}),
            "questions": self.has(Severity.QUESTION),
            "troubles": [asdict(trouble) for trouble in self.troubles],
            "rows": [
                {
                    "number": row.number,
                    "label": row.label,
                    "action": row.action,
                    "troubles": [asdict(trouble) for trouble in row.troubles],
                    "changes": row.changes,
                }
                for row in self.rows
            ],
        }


def editions() -> dict[str, EditionFile]:
    """Return the editions that results can be of, by version; one query."""
    return {entry.version: entry.content for entry in instruments.editions(services.INSTRUMENT)}


def plan(data: bytes, *, made_up: bool = False, country: str | None = None, progress: Progress | None = None) -> Plan:
    """Check a file and return what it would do; nothing is stored. ``country`` bounds what the rows may be about."""
    table = read_table(data, required=REQUIRED, known=KNOWN)
    result = Plan([trouble for trouble in table.troubles if trouble.row <= 1])
    if result.has(Severity.ERROR):
        return result
    reader = RowReader(editions(), clock.today().year)
    planner = _Planner(made_up=made_up)
    for count, row in enumerate(table.rows, start=1):
        draft = reader.read(row)
        draft.troubles.extend(trouble for trouble in table.troubles if trouble.row == row.number)
        if country and draft.country in REFERENCE_COUNTRIES and draft.country not in (country, "INT"):
            message = _(
                "This import is for %(country)s; rows of other countries are imported by those who answer for them."
            )
            draft.troubles.append(error(row.number, "country", message % {"country": country}))
        result.rows.append(planner.plan_row(draft))
        if progress:
            progress.report(count, len(table.rows))
    return result


class _Planner:
    """Matches drafts with organisations and with what is stored, in a fixed number of queries for the whole file."""

    def __init__(self, *, made_up: bool) -> None:
        self._made_up = made_up
        self._names = NameIndex()
        self._seen: dict[str, int] = {}
        self._stored: dict[str, ScoreSheet] = {}
        self._of_year: dict[tuple[str, int | None], str] = {}
        for stored in ScoreSheet.objects.filter(replaced_by=None).select_related("organisation"):
            sheet = stored.read()
            self._stored[services.identity_of(sheet)] = stored
            self._of_year[sheet.organisation_key or "", sheet.year] = stored.slug

    def plan_row(self, draft: Draft) -> PlannedRow:
        label = f"{draft.name} {draft.year or ''}".strip()
        row = PlannedRow(draft.number, label, REFUSED, list(draft.troubles))
        if draft.has_errors():
            return row
        if draft.kind == "evaluation":
            self._find_organisation(draft, row)
        known = row.organisation
        if draft.made_up and known is not None and not known.made_up:
            message = _("The row says that it is made up, but %(name)s exists: use the name of a made-up municipality.")
            row.troubles.append(error(draft.number, "municipality", message % {"name": known.name}))
            return row
        made_up = self._made_up or draft.made_up or (known is not None and known.made_up)
        row.sheet = to_sheet(draft, row.organisation, made_up=made_up)
        identity = services.identity_of(row.sheet)
        if identity in self._seen:
            message = _("The same evaluation stands in row %(other)s already (same municipality, year and version).")
            row.troubles.append(error(draft.number, "municipality", message % {"other": self._seen[identity]}))
            return row
        self._seen[identity] = draft.number
        self._compare_with_stored(identity, row)
        return row

    def _find_organisation(self, draft: Draft, row: PlannedRow) -> None:
        match = self._names.match(draft.country, draft.name, draft.year)
        row.organisation = match.organisation
        if match.organisation:
            return
        row.creates = draft.name
        close = match.close or self._close_to_beginning(draft)
        if close:
            message = _(
                "“%(name)s” is not known. Did you mean %(close)s? If it is right, confirm that it is to be added."
            )
            values = {"name": draft.name, "close": ", ".join(close)}
            row.troubles.append(Trouble(Severity.QUESTION, draft.number, "municipality", message % values))
        else:
            message = _("“%(name)s” is not known: it will be added and marked to be completed.")
            row.troubles.append(Trouble(Severity.NOTE, draft.number, "municipality", message % {"name": draft.name}))

    def _close_to_beginning(self, draft: Draft) -> tuple[str, ...]:
        """Return the names close to all words but the last, which may be a misspelt “kommun”."""
        beginning = " ".join(draft.name.split()[:-1])
        if not beginning:
            return ()
        match = self._names.match(draft.country, beginning, draft.year)
        return (match.organisation.name,) if match.organisation else match.close

    def _compare_with_stored(self, identity: str, row: PlannedRow) -> None:
        sheet = row.sheet
        if sheet is None:
            return
        row.old = self._stored.get(identity)
        if row.old is None:
            row.action = NEW
            other = self._of_year.get((sheet.organisation_key or "", sheet.year))
            if sheet.organisation_key and other and sheet.year:
                message = _("There is %(other)s already, by another version. Confirm that this is a second evaluation.")
                values = {"other": other}
                row.troubles.append(Trouble(Severity.QUESTION, row.number, "version", message % values))
            return
        row.changes = differing_cells(row.old.read(), sheet)
        row.action = CORRECTION if row.changes else UNCHANGED
        if row.changes:
            message = _("%(slug)s is published already; this row would change: %(what)s. Confirm that it is right.")
            values = {"slug": row.old.slug, "what": _changed(row.changes)}
            row.troubles.append(Trouble(Severity.QUESTION, row.number, "", message % values))


def _changed(changes: Sequence[tuple[str, str, str]]) -> str:
    """Name what a correction would change, the first few by name and the others by number."""
    named = [columns.label(column) for column, _before, _after in changes[:MOST_NAMED]]
    others = len(changes) - len(named)
    if others:
        named.append(ngettext("%(count)s more", "%(count)s more", others) % {"count": others})
    return ", ".join(named)


def to_sheet(draft: Draft, organisation: Organisation | None, *, made_up: bool) -> Sheet:
    """Return the sheet of a draft; an organisation still to be created has no key, so it is taken for no other."""
    return Sheet(
        kind="reference" if draft.kind == "reference" else "evaluation",
        country=draft.country,
        organisation_key=organisation.key if organisation else None,
        organisation_name=draft.name,
        name=draft.names,
        year=draft.year,
        instrument=services.INSTRUMENT,
        version=draft.version,
        revision=None,
        version_printed=draft.version_printed,
        names_from=draft.version or draft.names_from,
        areas=draft.areas,
        area_status=draft.area_status,
        stated_total=draft.stated_total,
        total_status=draft.total_status,
        scope=draft.scope,
        evaluator_kind=draft.evaluator_kind,
        evaluator=draft.evaluator,
        statistic=draft.statistic,
        window=draft.window,
        n=draft.n,
        size_band=draft.size_band,
        comparisons=draft.comparisons,
        source=draft.source,
        notes=draft.notes,
        made_up=made_up,
    )


@transaction.atomic
def store(planned: Plan, *, publisher: services.Publisher, confirmed: bool) -> dict[str, int]:
    """Store a whole plan, or nothing. ``confirmed`` says yes to every question of the plan.

    Raises DomainError when the plan has errors or unanswered questions; Conflict when something was corrected since
    the plan was made.
    """
    if planned.has(Severity.ERROR):
        raise DomainError(_("The file has errors; nothing was stored."))
    if planned.has(Severity.QUESTION) and not confirmed:
        raise DomainError(_("The file has questions that nobody has answered; nothing was stored."))
    created: dict[str, Organisation] = {}
    for row in planned.rows:
        if row.action == NEW and row.sheet:
            _store_new(row, row.sheet, created, publisher)
        elif row.action == CORRECTION and row.sheet and row.old:
            services.correct(old=row.old, sheet=row.sheet, publisher=publisher)
    return {action: planned.count(action) for action in (NEW, CORRECTION, UNCHANGED)}


def _store_new(row: PlannedRow, sheet: Sheet, created: dict[str, Organisation], publisher: services.Publisher) -> None:
    organisation = row.organisation
    if row.creates:
        key = f"{sheet.country} {row.creates}"
        organisation = created.get(key) or _create(row.creates, sheet, publisher)
        created[key] = organisation
        sheet = sheet.model_copy(update={"organisation_key": organisation.key})
    services.publish(sheet=sheet, organisation=organisation, publisher=publisher)


def _create(name: str, sheet: Sheet, publisher: services.Publisher) -> Organisation:
    return add_organisation(
        kind=Organisation.Kind.MUNICIPALITY,
        country=sheet.country,
        periods=[NamePeriod(name)],
        parent=ensure_country(sheet.country),
        made_up=sheet.made_up,
        to_complete=True,
        person=publisher.person,
        why=_("Named in a file of published results."),
    )
