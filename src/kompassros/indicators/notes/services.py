"""Writing what people say about a measure in a year, and taking it back.

An emptied text says that nothing is said in that year: it also ends an earlier answer that was carried on. A text that
stood is kept in the history once, when another takes its place; one that its own writer is still typing is not (own
choice, see STILL_WRITING), unless it was public.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kompassros.indicators.models import Indicator, MeasureNote
from kompassros.indicators.notes.policies import WRITE_NOTES
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.saving import claim
from kompassros.records import clock, history
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.tabular import UNPRINTABLE

KIND = "measure_note"
LONGEST = 6000
EARLIEST, LATEST = 1990, 2999
STILL_WRITING = timedelta(minutes=15)


@dataclass(frozen=True)
class Place:
    """Where a text belongs: whose it is, and of which measure, year and question."""

    organisation: Organisation
    indicator: Indicator
    year: int
    question: str

    def find(self) -> MeasureNote | None:
        """Return the text that is stored there, also an emptied one."""
        found: MeasureNote | None = MeasureNote._base_manager.filter(
            organisation=self.organisation, indicator=self.indicator, year=self.year, question=self.question
        ).first()
        return found


@transaction.atomic
def write_note(*, place: Place, text: str, public: bool, version: int, person: Person | None) -> MeasureNote:
    """Store a text; an empty one takes it back and is never public. ``version``: the one that was seen, 0 for none.

    Raises Conflict where somebody else was first, DomainError for a text that cannot be kept.
    """
    _require(person, place)
    said = checked(text)
    shown = public and bool(said)
    stored = place.find()
    if version != (stored.version if stored else 0):
        raise Conflict(_("Somebody else has changed this in the meantime. Look at what changed, then save again."))
    if stored is None:
        return _first(place, said, shown, person)
    if (stored.text, stored.public) == (said, shown):
        return stored
    told = {"public": shown, "characters": len(said), **_replaced(stored, said, person)}
    verb = "changed" if said or not stored.text else "withdrawn"
    claim(stored, text=said, public=shown, written_by=person, written_at=clock.now())
    _tell(place, verb, told, person)
    return stored


def withdraw_note(*, place: Place, version: int, person: Person | None) -> MeasureNote:
    """Take a text back; what it said stays in the history."""
    return write_note(place=place, text="", public=False, version=version, person=person)


def _require(person: Person | None, place: Place) -> None:
    if person is not None and not WRITE_NOTES.allows(person, place.organisation):
        raise DomainError(_("You may not write about the measures of this municipality."))
    if place.question not in MeasureNote.Question.values:
        raise DomainError(_("There is no such question."))
    if not EARLIEST <= place.year <= LATEST:
        raise DomainError(_("There is no such year."))


def checked(text: str) -> str:
    """Return a text as it is stored; DomainError for one that is too long or cannot be shown."""
    said = text.replace("\r\n", "\n").strip()
    if len(said) > LONGEST:
        raise DomainError(_("The text is longer than %(limit)s characters. Shorten it.") % {"limit": LONGEST})
    if UNPRINTABLE.search(said):
        raise DomainError(_("The text holds characters that cannot be shown. Type it anew."))
    return said


def _first(place: Place, said: str, shown: bool, person: Person | None) -> MeasureNote:
    try:
        with transaction.atomic():
            made: MeasureNote = MeasureNote._base_manager.create(
                organisation=place.organisation,
                indicator=place.indicator,
                year=place.year,
                question=place.question,
                text=said,
                public=shown,
                written_by=person,
                written_at=clock.now(),
            )
    except IntegrityError:
        message = _("Somebody else has changed this in the meantime. Look at what changed, then save again.")
        raise Conflict(message) from None
    _tell(place, "written" if said else "ended", {"public": shown, "characters": len(said)}, person)
    return made


def _replaced(stored: MeasureNote, said: str, person: Person | None) -> dict[str, Any]:
    """Return the text that goes, if it is one that stood."""
    number = person.pk if person else None
    typing = stored.written_by_id == number and clock.now() - stored.written_at < STILL_WRITING
    is_kept = stored.text != said and (stored.public or not said or not typing)
    return {"earlier": stored.text} if is_kept and stored.text else {}


def _tell(place: Place, verb: str, told: dict[str, Any], person: Person | None) -> None:
    question = MeasureNote.Question(place.question)
    history.write(
        person=person,
        verb=verb,
        subject=(
            KIND,
            f"{place.organisation.key}:{place.indicator.code}:{place.year}:{place.question}",
            f"{place.indicator.code} {place.year}: {question.value}",
        ),
        organisation_id=place.organisation.pk,
        after=told,
    )
