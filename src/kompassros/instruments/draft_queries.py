"""Reads of drafts for the officer's pages."""

from collections.abc import Iterable

from kompassros.instruments.models import Edition, EditionDraft
from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import organisation_scope


def drafts_of(owners: Iterable[Organisation]) -> list[EditionDraft]:
    """Return the drafts of some owners, the last changed first; one query for each owner."""
    found: list[EditionDraft] = []
    for owner in owners:
        with organisation_scope(owner):
            rows = EditionDraft.objects.filter(organisation=owner).defer("content", "waiting")
            found += rows.select_related("organisation", "updated_by")
    return sorted(found, key=lambda draft: draft.updated_at, reverse=True)


def owner_of(owners: Iterable[Organisation], pk: int) -> Organisation | None:
    """Return the owner among these whose draft it is, or None; at most one query for each owner."""
    for owner in owners:
        with organisation_scope(owner):
            if EditionDraft.objects.filter(pk=pk, organisation=owner).exists():
                return owner
    return None


def draft_of(owner: Organisation, pk: int) -> EditionDraft:
    """Return a draft of an owner with its people and editions; one query."""
    with organisation_scope(owner):
        rows = EditionDraft.objects.select_related(
            "organisation", "created_by", "updated_by", "based_on__instrument", "published_as__instrument"
        )
        found: EditionDraft = rows.get(pk=pk, organisation=owner)
        return found


def edition_of(pk: int) -> Edition | None:
    """Return a stored edition by its number, or None; one query."""
    return Edition.objects.select_related("instrument").filter(pk=pk).first()
