"""What changes instruments: storing editions and mappings from exchange files."""

from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.instruments.exchange import canonical
from kompassros.instruments.exchange_schema import EditionFile, MappingFile
from kompassros.instruments.models import Edition, Instrument, Mapping
from kompassros.instruments.outline import MAPPING_SCHEMA, edition_schema
from kompassros.organisations.models import Person
from kompassros.records import clock, history
from kompassros.records.errors import DomainError
from kompassros.records.freezing import digest
from kompassros.records.models import Frozen

Row = TypeVar("Row", bound=Frozen)


@transaction.atomic
def store_edition(*, edition: EditionFile, person: Person | None = None, why: str = "") -> Edition:
    """Store an edition; the same content again changes nothing, other content under a stored revision is refused."""
    content = canonical(edition)
    instrument, _created = Instrument.objects.get_or_create(
        key=edition.instrument.id, defaults={"names": edition.instrument.name.model_dump()}
    )
    found = Edition.objects.filter(instrument=instrument, version=edition.version, revision=edition.revision).first()
    if found:
        return _same_or_refuse(found, content, str(found))
    stored = Edition.objects.create(
        instrument=instrument,
        version=edition.version,
        revision=edition.revision,
        schema=edition_schema(edition),
        content=content,
        stored_at=clock.now(),
    )
    _write_history(person, "edition", stored, why)
    return stored


@transaction.atomic
def store_mapping(*, mapping: MappingFile, person: Person | None = None, why: str = "") -> Mapping:
    """Store a mapping between two stored editions; the same content again changes nothing."""
    content = canonical(mapping)
    instrument = Instrument.objects.filter(key=mapping.source.instrument).first()
    versions = set(Edition.objects.filter(instrument=instrument).values_list("version", flat=True))
    if instrument is None or not {mapping.source.version, mapping.target.version} <= versions:
        raise DomainError(_("The mapping names an edition that is not stored."))
    found = Mapping.objects.filter(
        instrument=instrument, from_version=mapping.source.version, to_version=mapping.target.version
    ).first()
    if found and found.sha256 == digest(content):
        return found
    stored = Mapping.objects.create(
        instrument=instrument,
        from_version=mapping.source.version,
        to_version=mapping.target.version,
        revision=found.revision + 1 if found else 1,
        schema=MAPPING_SCHEMA,
        content=content,
        stored_at=clock.now(),
    )
    _write_history(person, "mapping", stored, why)
    return stored


def _same_or_refuse(found: Row, content: dict[str, Any], name: str) -> Row:
    if found.sha256 != digest(content):
        message = _("%(name)s is stored already and never changes. Raise the revision in the file to store a new one.")
        raise DomainError(message % {"name": name})
    return found


def _write_history(person: Person | None, kind: str, row: Edition | Mapping, why: str) -> None:
    history.write(
        person=person,
        verb="stored",
        subject=(kind, str(row.pk), f"{row.instrument} {getattr(row, 'version', '')}".strip()),
        after={"sha256": row.sha256},
        why=why,
    )
