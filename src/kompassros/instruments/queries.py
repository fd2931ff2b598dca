"""Reads of instruments for pages, imports and the API."""

from dataclasses import dataclass

from django.db.models import QuerySet

from kompassros.instruments.exchange_schema import EditionFile, MappingFile
from kompassros.instruments.models import Edition, Instrument, Mapping
from kompassros.instruments.outline import edition_outline, mapping_outline


@dataclass(frozen=True)
class StoredEdition:
    """An edition with its row's number, checksum and content."""

    pk: int
    sha256: str
    content: EditionFile

    @property
    def version(self) -> str:
        """Return the version as the instrument's owner names it."""
        return self.content.version


def _latest_revisions(editions: QuerySet[Edition]) -> list[StoredEdition]:
    latest: dict[tuple[int, str], Edition] = {}
    for edition in editions.order_by("revision"):
        latest[edition.instrument_id, edition.version] = edition
    stored = [StoredEdition(row.pk, row.sha256, edition_outline(row)) for row in latest.values()]
    return sorted(stored, key=lambda entry: (entry.content.instrument.id, entry.content.valid_from or ""))


def instruments() -> list[Instrument]:
    """Return all instruments by key, in one query."""
    return list(Instrument.objects.order_by("key"))


def editions(instrument_key: str | None = None) -> list[StoredEdition]:
    """Return the latest revision of each version, oldest version first, of one instrument or of all; one query."""
    rows = Edition.objects.select_related("instrument")
    return _latest_revisions(rows.filter(instrument__key=instrument_key) if instrument_key else rows)


def edition(instrument_key: str, version: str) -> StoredEdition | None:
    """Return the latest revision of a version, or None; one query."""
    return next((entry for entry in editions(instrument_key) if entry.version == version), None)


def mappings(instrument_key: str) -> list[MappingFile]:
    """Return the latest revision of each mapping of an instrument, in the order of time; one query."""
    latest: dict[tuple[str, str], Mapping] = {}
    for row in Mapping.objects.filter(instrument__key=instrument_key).order_by("revision"):
        latest[row.from_version, row.to_version] = row
    return [mapping_outline(row) for row in latest.values()]
