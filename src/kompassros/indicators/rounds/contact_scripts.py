"""Writing the questions of the test contacts: the same words for every municipality, fixed by the first contact."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kompassros.indicators.rounds import contact_trail
from kompassros.indicators.rounds.contact_models import ContactScript, TestContact
from kompassros.indicators.rounds.contact_planning import lay_out
from kompassros.indicators.rounds.contact_queries import is_locked, plan_of
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.saving import lock_round
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.records.errors import Conflict, DomainError


@dataclass(frozen=True)
class Wish:
    """The content of a script, under the names of its columns."""

    channel: str
    subject: str
    text: str
    good_answer: str = ""


@dataclass(frozen=True)
class Change:
    """A question that is added, or another content of one that is here. version: the one that was seen of it."""

    wish: Wish
    pk: int | None = None
    version: int = 0


def content_of(script: ContactScript) -> Wish:
    """Return what a script holds."""
    return Wish(script.channel, script.subject, script.text, script.good_answer)


@transaction.atomic
def add_script(*, one: CollectionRound, wish: Wish, person: Person | None) -> ContactScript:
    """Add a question at the end of its channel; DomainError once a contact was made."""
    locked = lock_round(one)
    _refuse_locked(locked)
    script = _append(locked, wish, person)
    _plan_anew(locked)
    return script


def _append(one: CollectionRound, wish: Wish, person: Person | None) -> ContactScript:
    last = one.scripts.filter(channel=wish.channel).aggregate(last=Max("position"))["last"] or 0
    script = ContactScript.objects.create(round=one, position=last + 1, **asdict(wish))
    contact_trail.write(one=one, what=contact_trail.of_script(script), verb="added", person=person, after=asdict(wish))
    return script


@transaction.atomic
def change_script(*, script: ContactScript, wish: Wish, person: Person | None) -> ContactScript:
    """Change a question; a channel stays what it is. DomainError once a contact was made."""
    locked = lock_round(script.round)
    _refuse_locked(locked)
    _change(locked, script, wish, person)
    return script


def _change(one: CollectionRound, script: ContactScript, wish: Wish, person: Person | None) -> None:
    before = content_of(ContactScript.objects.get(pk=script.pk))
    claim(script, subject=wish.subject, text=wish.text, good_answer=wish.good_answer)
    contact_trail.write(
        one=one,
        what=contact_trail.of_script(script),
        verb="changed",
        person=person,
        before=asdict(before),
        after=asdict(wish),
    )


@transaction.atomic
def store_scripts(*, one: CollectionRound, changes: Sequence[Change], person: Person | None) -> int:
    """Add and change questions, all of them or none; return how many. DomainError once a contact was made.

    Conflict where one was changed, taken out or written by somebody else since it was seen.
    """
    locked = lock_round(one)
    _refuse_locked(locked)
    here = {script.pk: script for script in locked.scripts.all()}
    known = {(script.channel, script.subject) for script in here.values()}
    for change in changes:
        script = here.get(change.pk or 0)
        added_since = change.pk is None and (change.wish.channel, change.wish.subject) in known
        if added_since or (change.pk is not None and script is None):
            raise Conflict(_("Something was changed after you looked the file over. Send it in again."))
        if script is None:
            _append(locked, change.wish, person)
            continue
        script.version = change.version
        _change(locked, script, change.wish, person)
    _plan_anew(locked)
    return len(changes)


@transaction.atomic
def remove_script(*, script: ContactScript, person: Person | None) -> None:
    """Take a question out, with the contacts that were planned for it. DomainError once a contact was made."""
    locked = lock_round(script.round)
    _refuse_locked(locked)
    claim(script)
    contact_trail.write(
        one=locked,
        what=contact_trail.of_script(script),
        verb="removed",
        person=person,
        before=asdict(content_of(script)),
    )
    TestContact._base_manager.filter(script=script).delete()
    script.delete()
    _plan_anew(locked)


@transaction.atomic
def copy_scripts(*, one: CollectionRound, source: CollectionRound, person: Person | None) -> int:
    """Add the questions of another round that are not here yet, word for word; return how many those are."""
    locked = lock_round(one)
    _refuse_locked(locked)
    here = {content_of(script) for script in locked.scripts.all()}
    wishes = [wish for wish in map(content_of, source.scripts.all()) if wish not in here]
    if not wishes:
        raise DomainError(_("Every question of that round is here already."))
    for wish in wishes:
        _append(locked, wish, person)
    _plan_anew(locked)
    return len(wishes)


def _plan_anew(one: CollectionRound) -> None:
    plan = plan_of(one)
    if plan is not None:
        lay_out(one, plan)


def _refuse_locked(one: CollectionRound) -> None:
    if is_locked(one):
        raise DomainError(
            _("A contact has been made already. From then on the questions stay as they are, the same for everybody.")
        )
