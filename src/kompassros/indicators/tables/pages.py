"""What the page of a received file shows."""

from typing import Any

from django.utils.translation import gettext as _

from kompassros.indicators.tables import work_tables
from kompassros.indicators.tables.models import TableImport
from kompassros.indicators.tables.reading import Mapping
from kompassros.indicators.tables.receiving import is_at_work
from kompassros.indicators.tables.report import trouble_count
from kompassros.indicators.tables.words import GENDERS, STATUSES
from kompassros.statistics.receiving.mapping import DatasetMapping, TableMapping
from kompassros.web.tables import Table

State = TableImport.State


def page_of(received: TableImport) -> tuple[dict[str, Any], list[Table]]:
    """Return the page's content, and its tables to be downloaded."""
    report = received.report
    tables = _tables(received) if "values" in report else {}
    beginnings = work_tables.beginnings(report)
    page = {
        "received": received,
        "report": report,
        "made": report.get("made"),
        "tables": tables,
        "beginnings": beginnings,
        "counts": _counts(received),
        "troubles": trouble_count(report),
        "is_at_work": is_at_work(received),
        "may_withdraw": _may_be_withdrawn(received),
    }
    return page, [*tables.values(), *beginnings]


def _may_be_withdrawn(received: TableImport) -> bool:
    if received.state == State.STORING:
        return not is_at_work(received)
    return received.state in (State.READING, State.READ, State.REFUSED)


def _counts(received: TableImport) -> list[tuple[str, str]]:
    """Return what there is, as short facts: years, genders and what the values are."""
    report = received.report
    if "values" not in report:
        return []
    years = [str(period) for period, _count in report["periods"]]
    shown = ", ".join(years) if len(years) < 4 else f"{years[0]}–{years[-1]} ({len(years)})"
    genders = ", ".join(f"{GENDERS[letter]}: {count}" for letter, count in report["genders"])
    statuses = ", ".join(f"{STATUSES[name]}: {count}" for name, count in report["statuses"])
    facts = [(_("Years"), shown), (_("Genders"), genders), (_("What the values are"), statuses)]
    return [(what, said) for what, said in facts if said]


def _tables(received: TableImport) -> dict[str, Table]:
    report = received.report
    tables = {
        "mapping": work_tables.mapping(mapping_of(received)),
        "reasons": work_tables.reasons(report),
        "troubles": work_tables.troubles(report, received.file_name),
        "first": work_tables.first_values(report),
        "indicators": work_tables.counted("indicators", _("Indicators"), _("Indicator"), report["indicators"]),
        "units": work_tables.counted("units", _("Units"), _("Unit"), report["units"]),
    }
    return tables | ({"dimensions": work_tables.dimensions(report)} if "dimensions" in report else {})


def mapping_of(received: TableImport) -> Mapping:
    """Return the mapping of a file that was read."""
    model = DatasetMapping if "dimensions" in received.report else TableMapping
    return model.model_validate(received.mapping)
