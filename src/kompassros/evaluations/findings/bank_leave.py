"""Leave to show a good example: its owner is asked, and gives, refuses or withdraws it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.evaluations.findings.bank import require, tell
from kompassros.evaluations.findings.bank_policies import CHANGE_EXAMPLE, DECIDE_LEAVE, owns
from kompassros.evaluations.findings.models import GoodExample
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.organisations.saving import claim
from kompassros.organisations.working_queries import active_on
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.records.notices import notify, register_kind

ASKED, ANSWERED = "example_leave_asked", "example_leave_answered"
LONGEST_BY = 200
_VERBS = {GoodExample.Leave.GIVEN: "leave_given", GoodExample.Leave.REFUSED: "leave_refused"}


@dataclass(frozen=True)
class Answer:
    """What the owner says; ``by`` and ``on`` are who said it and when, where somebody else writes it down."""

    leave: str
    by: str = ""
    on: date | None = None


@transaction.atomic
def ask_leave(*, example: GoodExample, person: Person | None) -> int:
    """Ask the coordinators of the municipality whether the example may be shown; return how many were told.

    Raises DomainError where leave is given, where they have been asked already, and where there is no coordinator.
    """
    require(person, CHANGE_EXAMPLE, example)
    if example.leave == GoodExample.Leave.GIVEN:
        raise DomainError(_("The owner has given leave already."))
    if example.leave == GoodExample.Leave.ASKED:
        raise DomainError(_("The owner has been asked already."))
    owners = coordinators(example)
    if not owners:
        message = _(
            "%(municipality)s has no coordinator here. Ask the municipality yourself; an administrator can then write "
            "down who gave leave, and when."
        )
        raise DomainError(message % {"municipality": example.organisation.name})
    before = _told(example)
    claim(example, leave=GoodExample.Leave.ASKED, leave_by="", leave_on=None)
    tell(example, person, "leave_asked", before=before, after=_told(example))
    return _notify(example, [one for one in owners if person is None or one.pk != person.pk], ASKED, "examples:leave")


def coordinators(example: GoodExample) -> list[Person]:
    """Return who coordinates for the municipality today; one query."""
    grants = active_on(example.organisation, clock.today(), (Role.COORDINATOR,))
    return list({grant.person_id: grant.person for grant in grants if grant.person.is_active}.values())


@transaction.atomic
def answer_leave(*, example: GoodExample, answer: Answer, person: Person | None) -> GoodExample:
    """Give or refuse leave, or withdraw it (refuse what was given); evaluations show it from or until this moment.

    A coordinator answers in the own name today. An administrator states who answered and when. Published results
    keep what they were published with. DomainError for another answer, without a name, for a day to come, and where
    this is so already; Conflict where somebody else was first.
    """
    require(person, DECIDE_LEAVE, example)
    if answer.leave not in _VERBS:
        raise DomainError(_("Say whether leave is given or refused."))
    if answer.leave == example.leave:
        raise DomainError(_("This is what is stored already."))
    by, on = _by_whom(example, answer, person)
    withdrawn = example.leave == GoodExample.Leave.GIVEN
    before = _told(example)
    claim(example, leave=answer.leave, leave_by=by, leave_on=on)
    verb = "leave_withdrawn" if withdrawn else _VERBS[GoodExample.Leave(answer.leave)]
    tell(example, person, verb, before=before, after=_told(example))
    adder = example.added_by
    if adder is not None and person is not None and adder.pk != person.pk:
        _notify(example, [adder], ANSWERED, "examples:show")
    return example


def _by_whom(example: GoodExample, answer: Answer, person: Person | None) -> tuple[str, date]:
    if person is not None and owns(person, example):
        return str(person)[:LONGEST_BY], clock.today()
    by = answer.by.strip()
    if not by or len(by) > LONGEST_BY or answer.on is None:
        raise DomainError(_("State who answered for the municipality, and when."))
    if answer.on > clock.today():
        raise DomainError(_("The day of the answer has not come yet."))
    return by, answer.on


def _told(example: GoodExample) -> dict[str, Any]:
    on = example.leave_on.isoformat() if example.leave_on else ""
    return {"leave": str(example.leave), "leave_by": example.leave_by, "leave_on": on}


def _notify(example: GoodExample, people: list[Person], kind: str, page: str) -> int:
    return notify(
        people=people,
        kind=kind,
        values={"title": example.title, "municipality": example.organisation.name},
        address=reverse(page, args=[example.slug]),
        organisation_id=example.organisation_id,
    )


register_kind(
    ASKED,
    gettext_lazy(
        "May the good example “%(title)s” of %(municipality)s be shown to others? Please give or refuse leave."
    ),
)
register_kind(ANSWERED, gettext_lazy("%(municipality)s has answered whether its example “%(title)s” may be shown."))
