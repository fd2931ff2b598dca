"""The log as files: JSON with every value, CSV and XLSX in words; each row with its checksum."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.documents.sheets import SheetColumn, write_csv, write_xlsx
from kompassros.organisations.models import Organisation
from kompassros.records.history_table import changes_of, verb_of
from kompassros.records.models import HistoryEntry
from kompassros.steering.auditing.log import Choice, chained, content_of
from kompassros.web.document_files import FileKind
from kompassros.web.formats import current_language, format_datetime


@dataclass(frozen=True)
class Log:
    """A part of a municipality's log."""

    municipality: Organisation
    choice: Choice
    entries: Iterable[HistoryEntry]


def title_of(log: Log) -> str:
    """Return whose log this is, and of which days."""
    words = {"name": log.municipality.name, "since": log.choice.since, "until": log.choice.until}
    return _("Log of the steering of %(name)s, %(since)s to %(until)s") % words


def _heads() -> list[SheetColumn]:
    texts = (_("When"), _("Who"), _("To what"), _("Kind"), _("What happened"), _("Before → after"), _("Why"))
    return [SheetColumn(text) for text in (*texts, "SHA-256")]


def _rows(log: Log) -> list[tuple[str, ...]]:
    return [
        (
            format_datetime(row.entry.at),
            row.entry.person_label,
            row.entry.subject_label,
            row.entry.subject_kind,
            verb_of(row.entry),
            "; ".join(changes_of(row.entry)),
            row.entry.why,
            row.sha256,
        )
        for row in chained(log.entries)
    ]


def log_csv(log: Log) -> bytes:
    """Return the log as CSV."""
    return write_csv(_heads(), _rows(log), current_language())


def log_xlsx(log: Log) -> bytes:
    """Return the log as a workbook."""
    return write_xlsx(title_of(log), _heads(), _rows(log), language=current_language())


def log_json(log: Log) -> bytes:
    """Return the log as JSON: what was asked for, every row as it is stored, the checksum of each and of the last."""
    rows = [content_of(row.entry) | {"sha256": row.sha256} for row in chained(log.entries)]
    asked = {name: str(value) for name, value in vars(log.choice).items()}
    content = {
        "municipality": log.municipality.key,
        "asked": asked,
        "count": len(rows),
        "sha256": rows[-1]["sha256"] if rows else "",
        "rows": rows,
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


LOG = FileKind(
    "log",
    gettext_lazy("The log"),
    gettext_lazy("Every change between two days with a chain of checksums."),
    {"csv": log_csv, "xlsx": log_xlsx, "json": log_json},
    lambda log: f"log-{log.municipality.key}-{log.choice.since}-{log.choice.until}",
)
