"""The datasets that every installation has - Kolada's values, and made-up ones for trying things out - and more."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kompassros.organisations.models import Organisation
from kompassros.records import history
from kompassros.records.errors import DomainError
from kompassros.statistics.models import Dataset

KOLADA, MADE_UP = "kolada", "made-up"
_PACKAGED = (
    Dataset(
        key=KOLADA,
        title="Kolada",
        source="Kolada (kolada.se)",
        licence="Free to use with the words “Källa: Kolada”; own reworkings must not be attributed to Kolada",
        rank=10,
    ),
    Dataset(
        key=MADE_UP,
        title=gettext_noop("Made-up values"),
        source="Kompassros",
        licence="CC0-1.0",
        made_up=True,
        rank=90,
    ),
)


def ensure_datasets() -> int:
    """Add the packaged datasets that are missing; return how many."""
    known = set(Dataset.objects.values_list("key", flat=True))
    missing = [dataset for dataset in _PACKAGED if dataset.key not in known]
    Dataset.objects.bulk_create(missing)
    return len(missing)


@transaction.atomic
def add_dataset(
    *, key: str, title: str, source: str, licence: str, rank: int, owner: Organisation, person: Any | None
) -> Dataset:
    """Add a dataset of an organisation, without any values as yet. DomainError: its key is taken."""
    try:
        with transaction.atomic():
            dataset = Dataset.objects.create(
                key=key, title=title, source=source, licence=licence, rank=rank, owner=owner
            )
    except IntegrityError:
        message = _("There is a dataset with the key “%(key)s” already. Choose it in the list, or another key.")
        raise DomainError(message % {"key": key}) from None
    history.write(
        person=person,
        verb="statistics.added",
        subject=("dataset", key, title),
        organisation_id=owner.pk,
        after={"source": source, "licence": licence, "rank": rank},
    )
    return dataset
