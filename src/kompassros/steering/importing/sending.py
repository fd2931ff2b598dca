"""A scorecard between being looked over and being stored: it travels sealed through the browser."""

import base64
import hashlib
import json
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from kompassros.organisations.models import Organisation
from kompassros.records import filled_forms
from kompassros.records.errors import Conflict, DomainError
from kompassros.statistics.models import KeptMapping
from kompassros.statistics.receiving.cells import SheetFile
from kompassros.statistics.receiving.sheets import read_sheets
from kompassros.steering.importing.fields import Field
from kompassros.steering.importing.mapping import Mapping, correct_mapping, guess_mapping, headed_sheets, reuse_mapping
from kompassros.steering.importing.outcomes import Intake
from kompassros.steering.importing.places import Wish
from kompassros.steering.importing.reading import read_scorecard
from kompassros.steering.importing.storing import take_in

_SALT = "kompassros.steering.scorecard"


@dataclass(frozen=True)
class Sent:
    """A file that was sent in, and how it is to be taken in. ``fields``: what each column is, None before it is said.

    ``told``: a checksum of what was looked over, empty before.
    """

    name: str
    data: bytes
    year: int | None = None
    structure: str = "plain"
    decision: str = ""
    fields: tuple[str, ...] | None = None
    told: str = ""

    def seal(self, of: Organisation) -> str:
        """Return it as a text that nobody can change. DomainError where it is more than a page can carry."""
        return filled_forms.seal({"of": of.key, **vars(self), "data": base64.b64encode(self.data).decode()}, _SALT)


def unseal(content: str, of: Organisation) -> Sent:
    """Return what was sealed; DomainError for what is not ours, is another municipality's, or older than a day."""
    found = filled_forms.unseal(content, _SALT)
    if found.pop("of") != of.key:
        raise DomainError(_("The file was sent in for another municipality. Send it in again."))
    fields = found.pop("fields")
    return Sent(**found | {"data": base64.b64decode(found["data"])}, fields=None if fields is None else tuple(fields))


@dataclass(frozen=True)
class LookedOver:
    """A file read for a municipality, what it would change, and the kept mapping that it was read by."""

    sent: Sent
    mapping: Mapping
    kept: KeptMapping | None
    intake: Intake | None
    refused: str = ""


def look_over(*, sent: Sent, of: Organisation, person: Any) -> LookedOver:
    """Read a file and tell what it would change. DomainError where nothing of it can be read.

    A file whose columns are not known well enough comes back without what it would change, to be mapped by hand.
    """
    found, mapping, kept = _read(sent, of)
    sent = replace(sent, fields=tuple(use.field.value if use.field else "" for use in mapping))
    try:
        intake = _take_in(sent, found, mapping, of, person, dry_run=True)
    except DomainError as error:
        return LookedOver(sent, mapping, kept, None, str(error))
    return LookedOver(replace(sent, told=_checksum(intake)), mapping, kept, intake)


def store(*, sent: Sent, of: Organisation, person: Any) -> Intake:
    """Store what was looked over; inside a transaction. Conflict where it would do something else by now."""
    found, mapping, _kept = _read(sent, of)
    intake = _take_in(sent, found, mapping, of, person)
    if _checksum(intake) != sent.told or intake.troubles:
        raise Conflict(_("Something was changed after you looked the file over. Send it in again."))
    return intake


def _read(sent: Sent, of: Organisation) -> tuple[SheetFile, Mapping, KeptMapping | None]:
    found = read_sheets(sent.data, sent.name)
    guessed = guess_mapping(headed_sheets(found))
    if sent.fields is None:
        return found, *reuse_mapping(guessed, of)
    said = [Field(name) if name in set(Field) else None for name in sent.fields]
    return found, correct_mapping(guessed, said), None


def _take_in(
    sent: Sent, found: SheetFile, mapping: Mapping, of: Organisation, person: Any, *, dry_run: bool = False
) -> Intake:
    scorecard = read_scorecard(found, mapping, year=sent.year)
    wish = Wish(of, sent.structure, sent.decision)
    return take_in(scorecard=scorecard, wish=wish, person=person, dry_run=dry_run)


def _checksum(intake: Intake) -> str:
    told: list[AnyMapping[str, Any]] = [
        {"place": list(one.row.place), "action": one.action, "told": one.told} for one in intake.outcomes
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
