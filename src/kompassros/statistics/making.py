"""Making a release: what came in is laid over what is there, every place is computed, and the dataset is switched.

Files are written before any row names them, and the switch is one transaction: whoever reads sees the old release or
the new one. A process that is killed leaves files that nothing names; ``releases.compact`` takes them away.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.records import clock, history, signals
from kompassros.records.errors import Conflict
from kompassros.statistics import store
from kompassros.statistics.manifest import SCHEMA, Manifest
from kompassros.statistics.models import Dataset, Release
from kompassros.statistics.workshop import Progress, Source, Workshop


@dataclass(frozen=True)
class Made:
    """What came of it. ``release`` is the present one when nothing was new; the numbers count values."""

    release: Release
    is_new: bool
    added: int
    restated: int
    unchanged: int


def make_release(
    *, dataset_key: str, observations: Source, note: str, person: Any | None = None, progress: Progress | None = None
) -> Made:
    """Lay observations over a dataset's present release, and switch it to the result.

    ``observations``: a table, or Parquet files, with the columns of ``OBSERVATIONS``; each (indicator, period, gender,
    unit) once. Values that are not in it stay as they are; a row of status DELETED takes one away, and says so from
    then on. A value that differs from the one before keeps that one among the restated. Where nothing differs, no
    release is made. DomainError: a key occurs twice, or a number is out of range. Conflict: somebody else switched the
    dataset meanwhile.
    """
    dataset = Dataset.objects.select_related("current").get(key=dataset_key)
    manifest: Manifest = dataset.current.read() if dataset.current else Manifest()
    with store.making(), Workshop(manifest, observations) as workshop:
        workshop.refuse_what_cannot_be_compared()
        counts = workshop.count_changes()
        if dataset.current and not counts.added and not counts.restated:
            return Made(dataset.current, False, 0, 0, counts.unchanged)
        parts = list(workshop.write_parts(dataset.key, progress or (lambda done, total: None)))
        restated = [workshop.write_restated(dataset.key)] if counts.restated else []
        release = _switch(dataset, manifest.followed_by(parts, restated), note=note, person=person)
    return Made(release, True, counts.added, counts.restated, counts.unchanged)


def switch(dataset: Dataset, release: Release) -> None:
    """Let a dataset be read from a release, and announce it. Conflict when it was switched since it was read."""
    changed = Dataset.objects.filter(pk=dataset.pk, version=dataset.version).update(
        current=release, version=dataset.version + 1
    )
    if not changed:
        raise Conflict(_("The dataset %(dataset)s got another release meanwhile. Start again.") % {"dataset": dataset})
    dataset.current, dataset.version = release, dataset.version + 1
    signals.published_changed.announce()


@transaction.atomic
def _switch(dataset: Dataset, manifest: Manifest, *, note: str, person: Any | None) -> Release:
    """Store the release and switch to it, or change nothing."""
    Dataset.objects.select_for_update().get(pk=dataset.pk)
    last = Release.objects.filter(dataset=dataset).order_by("-number").values_list("number", flat=True).first()
    release = Release(
        dataset=dataset,
        number=(last or 0) + 1,
        made_at=clock.now(),
        made_by=person,
        note=note[:300],
        schema=SCHEMA,
        content=manifest.as_content(),
    )
    release.save()
    switch(dataset, release)
    history.write(
        person=person,
        verb="statistics.released",
        subject=("dataset", dataset.key, dataset.title),
        organisation_id=dataset.owner_id,
        after={"release": release.number, "sha256": release.sha256},
        why=note,
    )
    return release
