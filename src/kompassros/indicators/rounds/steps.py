"""The states of a round: what each is about, what it still lacks, who is next; and how a round moves on."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kompassros.indicators.rounds import notifying, progress, trail
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.policies import MANAGE_ROUND
from kompassros.indicators.rounds.progress import Standing
from kompassros.indicators.rounds.saving import State, lock_round
from kompassros.organisations.roles import Role
from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.web.formats import format_date

ORDER = (State.PLANNED, State.SIGN_UP, State.COLLECTING, State.CLOSED)


@dataclass(frozen=True)
class Step:
    """A state in words: what it is about, and the button that leads out of it."""

    about: str | Promise
    onward: str | Promise = ""


@dataclass(frozen=True)
class Lack:
    """Something that a state lacks. ``who`` sees to it; ``stops``: the round cannot move on before."""

    sentence: str
    who: str
    stops: bool = False


STEPS: dict[str, Step] = {
    State.PLANNED: Step(
        gettext_lazy("The officer sets the days and what is asked for. Municipalities do not see the round yet."),
        gettext_lazy("Open for sign-up"),
    ),
    State.SIGN_UP: Step(
        gettext_lazy("Coordinators sign their municipalities up."),
        gettext_lazy("Let data be handed in"),
    ),
    State.COLLECTING: Step(
        gettext_lazy("The municipalities hand in their data, and somebody with the round's role signs them off."),
        gettext_lazy("Close and freeze the round"),
    ),
    State.CLOSED: Step(gettext_lazy("The data are frozen. What is changed from now on is a correction with a reason.")),
}


def next_state(one: CollectionRound) -> State | None:
    """Return the state that follows, None for a closed round."""
    place = ORDER.index(State(one.state)) + 1
    return ORDER[place] if place < len(ORDER) else None


def who_is_next(one: CollectionRound) -> str:
    """Return who acts in the present state, in words."""
    if one.state == State.SIGN_UP:
        return _("coordinators of the municipalities")
    if one.state == State.COLLECTING:
        return _("the municipalities; %(role)s signs off") % {"role": Role(one.sign_off_role).label}
    return _("officer of the round")


def lacks(one: CollectionRound, standings: list[Standing] | None = None) -> list[Lack]:
    """Return what the present state still lacks, what stops it first. ``standings``: as they were read already."""
    found: list[Lack] = []
    if one.state == State.PLANNED:
        found = _lacks_planned(one)
    elif one.state in (State.SIGN_UP, State.COLLECTING):
        known = progress.of_round(one) if standings is None else standings
        found = _lacks_sign_up(one, known) if one.state == State.SIGN_UP else _lacks_collecting(one, known)
    return sorted(found, key=lambda lack: not lack.stops)


def _lacks_planned(one: CollectionRound) -> list[Lack]:
    officer, found = _("officer of the round"), []
    if not one.asked.exists():
        found.append(Lack(_("No measure is asked for."), officer, stops=True))
    if one.sign_up_until < clock.today():
        found.append(Lack(_("The last day of sign-up has passed. Set a later one."), officer, stops=True))
    if not one.meetings.filter(cancelled_at=None).exists():
        found.append(Lack(_("No meeting is planned."), officer))
    return found


def _lacks_sign_up(one: CollectionRound, standings: list[Standing]) -> list[Lack]:
    found = []
    if not standings:
        found.append(Lack(_("No municipality is signed up."), _("coordinators of the municipalities"), stops=True))
    if clock.today() <= one.sign_up_until:
        sentence = _("Municipalities can sign up until %(day)s.") % {"day": format_date(one.sign_up_until)}
        found.append(Lack(sentence, _("coordinators of the municipalities")))
    return found


def _lacks_collecting(one: CollectionRound, standings: list[Standing]) -> list[Lack]:
    told = (
        (sum(each.answered < each.asked for each in standings), _sentence_unanswered),
        (sum(each.stopped > 0 for each in standings), _sentence_stopped),
        (sum(not each.signed_off for each in standings), _sentence_unsigned),
    )
    role = str(Role(one.sign_off_role).label)
    who = (_("the municipalities"), _("the municipalities"), role)
    found = [Lack(say(count), person) for (count, say), person in zip(told, who, strict=True) if count]
    if clock.today() <= one.collect_until:
        sentence = _("Data can be handed in until %(day)s.") % {"day": format_date(one.collect_until)}
        found.append(Lack(sentence, _("the municipalities")))
    return found


def _sentence_unanswered(count: int) -> str:
    return ngettext(
        "%(count)s municipality has not handed in everything.",
        "%(count)s municipalities have not handed in everything.",
        count,
    ) % {"count": count}


def _sentence_stopped(count: int) -> str:
    return ngettext(
        "%(count)s municipality has values that a check stops.",
        "%(count)s municipalities have values that a check stops.",
        count,
    ) % {"count": count}


def _sentence_unsigned(count: int) -> str:
    return ngettext(
        "%(count)s municipality is not signed off.", "%(count)s municipalities are not signed off.", count
    ) % {"count": count}


@transaction.atomic
def move(*, one: CollectionRound, to: State, person: Any) -> CollectionRound:
    """Move a round to the state that follows. DomainError for another one, and where something stops it.

    Closing freezes the data. Those who are next are told.
    """
    require(person, MANAGE_ROUND, one)
    held = lock_round(one)
    if next_state(held) != to:
        raise DomainError(
            _("A round that stands at “%(state)s” cannot go to “%(to)s”.")
            % {"state": held.get_state_display(), "to": State(to).label}
        )
    stopping = [lack.sentence for lack in lacks(held) if lack.stops]
    if stopping:
        raise DomainError(" ".join(stopping))
    if to == State.CLOSED:
        return _close(one, person)
    before = held.state
    claim(one, state=to)
    trail.write_round(one, person, "moved", before={"state": before}, after={"state": str(to)})
    notifying.tell_next(one, person)
    return one


def _close(one: CollectionRound, person: Any) -> CollectionRound:
    from kompassros.indicators.rounds import freezing

    freezing.close_round(one=one, person=person)
    one.refresh_from_db()
    return one
