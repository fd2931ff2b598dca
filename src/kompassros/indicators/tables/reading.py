"""A file read by a mapping: the one that is given, the one kept for files of its shape, or a guess."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from django.utils.translation import gettext as _
from pydantic import ValidationError

from kompassros.indicators.tables.catalogue import Catalogue
from kompassros.indicators.tables.reusing import reuse_dataset, reuse_table
from kompassros.organisations.models import Organisation
from kompassros.records.errors import DomainError
from kompassros.statistics import kept_mappings
from kompassros.statistics.models import KeptMapping
from kompassros.statistics.receiving.applying import apply
from kompassros.statistics.receiving.cells import SheetFile
from kompassros.statistics.receiving.guessing import Guess
from kompassros.statistics.receiving.jsonstat import Dataset
from kompassros.statistics.receiving.jsonstat_mapping import apply_dataset
from kompassros.statistics.receiving.jsonstat_proposing import propose_dataset
from kompassros.statistics.receiving.mapping import DatasetMapping, TableMapping
from kompassros.statistics.receiving.outcome import Outcome
from kompassros.statistics.receiving.proposing import propose
from kompassros.web.formats import format_date

Found: TypeAlias = SheetFile | Dataset
Mapping: TypeAlias = TableMapping | DatasetMapping


@dataclass(frozen=True)
class Proposed:
    """A mapping to be looked over, why it is so, and the kept one that it comes from."""

    mapping: Mapping
    reasons: tuple[Guess, ...]
    kept: KeptMapping | None = None


@dataclass(frozen=True)
class ReadFile:
    """A file, the mapping by which it was read, what the catalogue knew, and what came of it."""

    found: Found
    mapping: Mapping
    catalogue: Catalogue
    outcome: Outcome


def propose_mapping(found: Found, catalogue: Catalogue, *, owner: Organisation, anew: bool = False) -> Proposed:
    """Return the mapping that was kept for files of this shape, else a guess; ``anew``: a guess in any case."""
    kept = None if anew else kept_mappings.find(found, owner=owner)
    guessed = _guessed(found, catalogue)
    reused = _reused(kept, guessed.mapping, found) if kept else None
    return reused or guessed


def _guessed(found: Found, catalogue: Catalogue) -> Proposed:
    if isinstance(found, Dataset):
        of_dataset = propose_dataset(found, catalogue.known)
        return Proposed(of_dataset.mapping, of_dataset.reasons)
    of_tables = propose(found.sheets, catalogue.known)
    return Proposed(of_tables.mapping, of_tables.reasons)


def _reused(kept: KeptMapping, guessed: Mapping, found: Found) -> Proposed | None:
    """Return a kept mapping for this file; None for one that an earlier version kept and that is read no more."""
    try:
        mapping = as_mapping(kept.mapping, found)
    except DomainError:
        return None
    reasons: tuple[Guess, ...] = ()
    if isinstance(mapping, DatasetMapping):
        mapping, reasons = reuse_dataset(mapping)
    elif isinstance(guessed, TableMapping) and isinstance(found, SheetFile):
        mapping, reasons = reuse_table(mapping, guessed, found.sheets)
    message = _("It is the mapping kept as “%(name)s”, last used on %(day)s: the file has the same shape.")
    taken = message % {"name": kept.name, "day": format_date(kept.used_at)}
    return Proposed(mapping, (Guess("", _("How the file is read"), taken), *reasons), kept)


def as_mapping(content: Any, found: Found) -> Mapping:
    """Return plain data as the mapping that a file needs; DomainError says what is wrong with it."""
    model = DatasetMapping if isinstance(found, Dataset) else TableMapping
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "/"
        message = _("The mapping cannot be used: at “%(where)s”: %(what)s")
        raise DomainError(message % {"where": where, "what": first["msg"]}) from None


def read_by(mapping: Mapping, found: Found, catalogue: Catalogue) -> ReadFile:
    """Return what comes of a file: the observations and all troubles."""
    return ReadFile(found, mapping, catalogue, _outcome(mapping, found, catalogue))


def _outcome(mapping: Mapping, found: Found, catalogue: Catalogue) -> Outcome:
    if isinstance(found, Dataset):
        if isinstance(mapping, DatasetMapping):
            return apply_dataset(mapping, found, catalogue.known)
    elif isinstance(mapping, TableMapping):
        return apply(mapping, found.sheets, catalogue.known)
    raise DomainError(_("The mapping is for another kind of file."))


def plain(mapping: Mapping) -> dict[str, Any]:
    """Return a mapping as it is kept."""
    return mapping.model_dump(mode="json")
