"""Notices: a sentence for each person whom something concerns, on the page of notices and, if wished, by e-mail.

Apps register, when they start, the sentence of each kind; the row holds its values, so that everybody reads it in
the language of the page. A person says on the page of language and letters whether notices come as letters too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kompassros.records import clock
from kompassros.records.mail import absolute, send_later
from kompassros.records.models import Notice
from kompassros.web import context
from kompassros.web.formats import current_language

MOST_COUNTED = 100
Value = str | int
_sentences: dict[str, Promise] = {}


@dataclass(frozen=True)
class Told:
    """A notice as it is shown: the row, its sentence and its page's address in the reader's language."""

    notice: Notice
    sentence: str
    address: str


def register_kind(kind: str, sentence: Promise) -> None:
    """Say the lazy sentence of a kind, with named placeholders ("%(person)s …"); a second one is an error."""
    if kind in _sentences:
        raise ValueError(f"There is a sentence for notices of kind {kind} already.")
    _sentences[kind] = sentence


def sentence_of(kind: str, values: Mapping[str, Value]) -> str:
    """Return the sentence in the active language. KeyError for an unknown kind or a missing value."""
    return str(_sentences[kind]) % values


@transaction.atomic
def notify(
    *,
    people: Iterable[Any],
    kind: str,
    values: Mapping[str, Value],
    address: str,
    organisation_id: int | None = None,
    mail: bool = True,
) -> int:
    """Tell each active person once; return how many were told. KeyError for an unknown kind or a missing value.

    values: for the sentence's placeholders; names and numbers, never words of one language. address: path of the
    page it is about. mail: whether a letter goes too, to those who want letters.
    """
    sentence_of(kind, values)
    told = {person.pk: person for person in people if person.is_active}.values()
    for person in told:
        Notice.objects.create(
            person=person,
            kind=kind,
            values=dict(values),
            organisation_id=organisation_id,
            address=address,
            at=clock.now(),
        )
        if mail and person.notices_by_mail:
            _write_letter(person, kind, values, address)
    return len(told)


def _write_letter(person: Any, kind: str, values: Mapping[str, Value], address: str) -> None:
    with translation.override(person.language):
        sentence = sentence_of(kind, values)
        choices = absolute(context.address("account_letters"), person.language)
        foot = _("Choose here whether notices come by e-mail: %(address)s") % {"address": choices}
    send_later(to=person.email, language=person.language, subject=sentence, text=sentence, address=address, foot=foot)


def of_person(person: Any) -> QuerySet[Notice]:
    """Return a person's notices, latest first."""
    return Notice.objects.filter(person=person)


def unread(person: Any) -> QuerySet[Notice]:
    """Return those that the person has not marked as read, latest first."""
    return of_person(person).filter(read_at=None)


def count_unread(person: Any) -> int:
    """Return how many are unread, counted to 100 and no further."""
    return unread(person)[:MOST_COUNTED].count()


def tell(notices: Iterable[Notice]) -> list[Told]:
    """Return notices for readers; one whose kind or values nobody knows any more is told by the name of its kind."""
    return [
        Told(notice, _sentence(notice), context.path_in_language(notice.address, current_language()))
        for notice in notices
    ]


def _sentence(notice: Notice) -> str:
    try:
        return sentence_of(notice.kind, notice.values)
    except KeyError:
        return notice.kind


def mark_read(*, person: Any, number: int | None = None) -> int:
    """Mark one of the person's own notices as read, or all where no number is given; return how many became so."""
    waiting = unread(person) if number is None else unread(person).filter(pk=number)
    return waiting.update(read_at=clock.now())
