"""Mappings that are kept: known again by the shape of a file, brought up to date each time they are used."""

import hashlib
import json
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F

from kompassros.organisations.models import Organisation
from kompassros.records import clock, history
from kompassros.statistics.models import Dataset as StoredDataset
from kompassros.statistics.models import KeptMapping
from kompassros.statistics.receiving.cells import SheetFile
from kompassros.statistics.receiving.headers import fingerprint, plain_heading
from kompassros.statistics.receiving.jsonstat import Dataset

SUBJECT_KIND = "kept_mapping"


class Shape(NamedTuple):
    """By what a file is known again: which kind of mapping it needs, and a checksum of its headings or dimensions."""

    kind: KeptMapping.Kind
    fingerprint: str


def kind_of(found: SheetFile | Dataset) -> KeptMapping.Kind:
    """Return which kind of mapping a file needs."""
    return KeptMapping.Kind.DATASET if isinstance(found, Dataset) else KeptMapping.Kind.TABLE


def fingerprint_of(found: SheetFile | Dataset) -> str:
    """Return a checksum of a file's shape: no value counts, and any year counts as the same.

    Of tables the headings and the sheets' names; of a dataset its dimensions and its title, for many tables of one
    source have the same dimensions.
    """
    if isinstance(found, SheetFile):
        return fingerprint(found.sheets)
    shape = [plain_heading(found.label), *(dimension.key for dimension in found.dimensions)]
    return hashlib.sha256(json.dumps(shape).encode()).hexdigest()


def find(found: SheetFile | Dataset, *, owner: Organisation) -> KeptMapping | None:
    """Return the mapping that was kept for files of this shape."""
    return find_shape(Shape(kind_of(found), fingerprint_of(found)), owner=owner)


def find_shape(shape: Shape, *, owner: Organisation) -> KeptMapping | None:
    """Return the mapping that was kept for a shape."""
    kept = KeptMapping.objects.filter(owner=owner, **shape._asdict())
    return kept.select_related("dataset", "used_by").first()


def keep(
    found: SheetFile | Dataset,
    *,
    owner: Organisation,
    name: str,
    mapping: dict[str, Any],
    dataset: StoredDataset,
    person: Any | None,
) -> KeptMapping:
    """Keep the mapping by which a file was stored, as ``keep_shape`` does."""
    shape = Shape(kind_of(found), fingerprint_of(found))
    return keep_shape(shape, owner=owner, name=name, mapping=mapping, dataset=dataset, person=person)


@transaction.atomic
def keep_shape(
    wanted: Shape,
    *,
    owner: Organisation,
    name: str,
    mapping: dict[str, Any],
    person: Any | None,
    dataset: StoredDataset | None = None,
) -> KeptMapping:
    """Keep a mapping for a shape; it takes the place of the one of this shape, and counts the use.

    A mapping that is new, or another one than before, stands in the history.
    """
    shape: dict[str, Any] = {"owner": owner, **wanted._asdict()}
    values = {
        "name": name[:200],
        "mapping": mapping,
        "dataset": dataset,
        "used_by": person,
        "used_at": clock.now(),
    }
    before = KeptMapping.objects.select_for_update().filter(**shape).first()
    kept, is_new = KeptMapping.objects.update_or_create(**shape, defaults=values)
    if not is_new:
        KeptMapping.objects.filter(pk=kept.pk).update(times_used=F("times_used") + 1)
    if before is None or before.mapping != mapping:
        history.write(
            person=person,
            verb="statistics.mapping_kept",
            subject=(SUBJECT_KIND, str(kept.pk), kept.name),
            organisation_id=owner.pk,
            before={"mapping": json.dumps(before.mapping)} if before else None,
            after={"mapping": json.dumps(mapping)},
        )
    return kept
