"""The tables of the working pages of organisations and people."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kompassros.organisations.imports import ORGANISATION_COLUMNS
from kompassros.organisations.models import Designation, Grant, Inhabitants, Organisation, Succession
from kompassros.organisations.wording import STATES, period, state
from kompassros.records.models import HistoryEntry
from kompassros.records.tabular import Trouble
from kompassros.web.tables import Cell, Column, Row, Table

Text = str | Promise
MayOpen = Callable[[Organisation], bool]
_FAR = "9999-12-31"


def address(organisation: Organisation) -> str:
    """Return the address of an organisation's working page."""
    return reverse("organisations:show", args=[organisation.key])


def _code(code: str) -> Cell:
    return Cell(code) if code else Cell(None, _("not entered"))


def organisations_table(organisations: Iterable[Organisation]) -> Table:
    """Return the organisations with kind, code, the one above, the period, and what is to be done or known of each."""
    columns = [
        Column("name", _("Name")),
        Column("kind", _("Kind")),
        Column("code", _("Code")),
        Column("parent", _("Belongs to")),
        Column("valid", _("Period")),
        Column("complete", _("Particulars")),
        Column("origin", _("Origin")),
    ]
    rows = [Row(_organisation_cells(one), href=address(one)) for one in organisations]
    return Table(
        "organisations",
        _("Your organisations"),
        columns,
        rows,
        empty_text=_(
            "You have no role on any organisation today. Ask the person who handles roles in your organisation."
        ),
    )


def _organisation_cells(organisation: Organisation) -> dict[str, Cell]:
    last = organisation.valid_to.isoformat() if organisation.valid_to else _FAR
    return {
        "name": Cell(organisation.name),
        "kind": Cell(organisation.get_kind_display()),
        "code": _code(organisation.code),
        "parent": Cell(organisation.parent.name) if organisation.parent else Cell(None, _("nothing above it")),
        "valid": Cell(period(organisation.valid_from, organisation.valid_to), sort=last),
        "complete": Cell(_("to be completed") if organisation.to_complete else _("complete")),
        "origin": Cell(_("made-up demo data") if organisation.made_up else _("real")),
    }


def names_table(designations: Iterable[Designation]) -> Table:
    """Return the names and codes over time."""
    columns = [
        Column("name", _("Name")),
        Column("code", _("Code")),
        Column("first", _("First day"), kind="date"),
        Column("last", _("Last day"), kind="date"),
    ]
    rows = [
        Row(
            {
                "name": Cell(one.name),
                "code": _code(one.code),
                "first": Cell(one.valid_from) if one.valid_from else Cell(None, _("not known")),
                "last": Cell(one.valid_to) if one.valid_to else Cell(None, _("holds today")),
            }
        )
        for one in designations
    ]
    return Table("names", _("Names and codes over time"), columns, rows, filtered=False)


def links_table(organisation: Organisation, links: Sequence[Succession], may_open: MayOpen) -> Table:
    """Return what the organisation came from and what followed on it."""
    columns = [
        Column("other", _("Organisation")),
        Column("what", _("What happened")),
        Column("day", _("Day"), kind="date"),
        Column("source", _("Source"), sort=False),
    ]
    rows = [_link_row(organisation, link, may_open) for link in links]
    return Table(
        "links",
        _("Before and after it"),
        columns,
        rows,
        filtered=False,
    )


def _link_row(organisation: Organisation, link: Succession, may_open: MayOpen) -> Row:
    forward = link.predecessor_id == organisation.pk
    other = link.successor if forward else link.predecessor
    return Row(
        {
            "other": Cell(other.name),
            "what": Cell(_followed(link.kind) if forward else _came(link.kind)),
            "day": Cell(link.day),
            "source": Cell(link.source) if link.source else Cell(None, _("not stated")),
        },
        href=address(other) if may_open(other) else None,
    )


def _followed(kind: str) -> str:
    return {
        Succession.Kind.MERGED: _("this one merged into it"),
        Succession.Kind.SPLIT: _("was split off from this one"),
        Succession.Kind.PART_MOVED: _("took over a part of this one"),
    }[Succession.Kind(kind)]


def _came(kind: str) -> str:
    return {
        Succession.Kind.MERGED: _("merged into this one"),
        Succession.Kind.SPLIT: _("this one was split off from it"),
        Succession.Kind.PART_MOVED: _("a part of it moved here"),
    }[Succession.Kind(kind)]


def inhabitants_table(figures: Iterable[Inhabitants]) -> Table:
    """Return the numbers of inhabitants with their sources."""
    columns = [
        Column("year", _("At the end of")),
        Column("count", _("Inhabitants"), kind="number"),
        Column("source", _("Source"), sort=False),
    ]
    rows = [Row({"year": Cell(str(one.year)), "count": Cell(one.count), "source": Cell(one.source)}) for one in figures]
    return Table("inhabitants", _("Inhabitants"), columns, rows, filtered=False)


def roles_table(grants: Iterable[Grant], *, caption: Text, empty_text: Text) -> Table:
    """Return who has which role and where it was given, without addresses."""
    columns = [
        Column("person", _("Person")),
        Column("role", _("Role")),
        Column("organisation", _("Given on")),
        Column("period", _("Period"), sort=False),
    ]
    rows = [
        Row(
            {
                "person": Cell(grant.person.name),
                "role": Cell(grant.get_role_display()),
                "organisation": Cell(grant.organisation.name),
                "period": Cell(period(grant.valid_from, grant.valid_to)),
            }
        )
        for grant in grants
    ]
    return Table("roles", caption, columns, rows, empty_text=empty_text)


def grants_table(
    organisation: Organisation, grants: Sequence[Grant], *, today: date, endable: set[int], for_file: bool = False
) -> Table:
    """Return the grants on an organisation and below it with their state today.

    endable: numbers of the grants that the reader may end. for_file: days in columns of their own, and no links.
    """
    columns = [Column("person", _("Person")), Column("email", _("E-mail address")), Column("role", _("Role"))]
    if any(grant.organisation_id != organisation.pk for grant in grants):
        columns.append(Column("organisation", _("On")))
    if for_file:
        columns += [Column("first", _("First day"), kind="date"), Column("last", _("Last day"), kind="date")]
    else:
        columns.append(Column("period", _("Period")))
    columns.append(Column("state", _("State")))
    if not for_file:
        columns.append(Column("end", _("What you can do"), kind="link", sort=False))
    rows = [Row(_grant_cells(grant, today, may_end=grant.pk in endable)) for grant in grants]
    return Table("people", _("Roles on %(name)s") % {"name": organisation.name}, columns, rows, empty_text=_no_roles())


def _no_roles() -> str:
    return _("Nobody has a role here yet. Give a role to the first person: for example a reader, for a year.")


def _grant_cells(grant: Grant, today: date, *, may_end: bool) -> dict[str, Cell]:
    stands = state(grant, today)
    return {
        "person": Cell(grant.person.name),
        "email": Cell(grant.person.email),
        "role": Cell(grant.get_role_display()),
        "organisation": Cell(grant.organisation.name),
        "first": Cell(grant.valid_from),
        "last": Cell(grant.valid_to) if grant.valid_to else Cell(None, _("no end")),
        "period": Cell(period(grant.valid_from, grant.valid_to), sort=grant.valid_from.isoformat()),
        "state": Cell(STATES[stands]),
        "end": _end_cell(grant, stands, may_end=may_end),
    }


def _end_cell(grant: Grant, stands: str, *, may_end: bool) -> Cell:
    if stands == "ended":
        return Cell(None, _("over"))
    if not may_end:
        return Cell(None, _("not yours to end"))
    return Cell(_("End the role"), href=reverse("organisations:end", args=[grant.pk]))


def troubles_table(troubles: Iterable[Trouble]) -> Table:
    """Return what is wrong with a file, where, and how to mend it, from its first row to its last."""
    columns = [
        Column("row", _("Row")),
        Column("column", _("Column")),
        Column("message", _("What to mend"), sort=False),
    ]
    in_order = sorted(troubles, key=lambda one: one.row)
    rows = [Row(_trouble_cells(one)) for one in in_order]
    return Table("troubles", _("What is wrong in the file"), columns, rows, passing=True)


def _trouble_cells(trouble: Trouble) -> dict[str, Cell]:
    return {
        "row": Cell(trouble.row) if trouble.row else Cell(None, _("whole file")),
        "column": Cell(trouble.column) if trouble.column else Cell(None, _("all columns")),
        "message": Cell(trouble.message),
    }


def example_table() -> Table:
    """Return a table without rows whose heads are those of a file to import."""
    columns = [Column(column, column) for column in (*ORGANISATION_COLUMNS, "source")]
    return Table("organisations", _("Organisations"), columns, [])


def columns_table() -> Table:
    """Return what each column of a file to import holds."""
    columns = [
        Column("column", _("Column"), sort=False),
        Column("needed", _("Needed"), sort=False),
        Column("holds", _("What it holds"), sort=False),
    ]
    rows = [
        Row(
            {
                "column": Cell(column),
                "needed": Cell(_("yes") if column in ORGANISATION_COLUMNS[:5] else _("no")),
                "holds": Cell(text),
            }
        )
        for column, text in _column_texts().items()
    ]
    return Table("columns", _("The columns of the file"), columns, rows, filtered=False)


def _column_texts() -> dict[str, str]:
    return {
        "key": _("Short name in addresses, such as “orebro”. Left empty, it is made from the name."),
        "country": _("SE, NO, DK, FI or IS."),
        "kind": _("One of: %(kinds)s.") % {"kinds": ", ".join(Organisation.Kind.values)},
        "code": _("Official code. Needed as a column; a cell may be empty."),
        "name": _("Name, as it is written in a sentence."),
        "parent_code": _(
            "Code of the one above it, which must stand earlier in the file or be known. Empty: the country."
        ),
        "valid_from": _("First day, such as 2024-01-01. Empty: not known."),
        "valid_to": _("Last day. Empty: no end. Several rows with one key are its names over time, the oldest first."),
        "source": _("Where the row comes from. Read by people only."),
    }


def subject_address(entry: HistoryEntry) -> str | None:
    """Return where the subject of a change has its page, or None."""
    return reverse("organisations:show", args=[entry.subject_key]) if entry.subject_kind == "organisation" else None
