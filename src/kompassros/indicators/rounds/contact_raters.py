"""Who makes and rates the test contacts of a round."""

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.indicators.rounds import contact_trail
from kompassros.indicators.rounds.contact_models import ContactRater
from kompassros.indicators.rounds.contact_queries import has_role_in, tested
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.saving import lock_round
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.people import invite
from kompassros.records.errors import DomainError


@transaction.atomic
def appoint(*, one: CollectionRound, email: str, name: str, person: Person | None) -> ContactRater:
    """Let whoever has this e-mail address make and rate contacts; a new person gets an account of that name."""
    locked = lock_round(one)
    chosen = invite(email=email, name=name)
    if not chosen.is_active:
        raise DomainError(_("The account of %(name)s is closed.") % {"name": chosen})
    rater, is_new = ContactRater.objects.get_or_create(round=locked, person=chosen)
    if not is_new:
        raise DomainError(_("%(name)s rates in this round already.") % {"name": chosen})
    contact_trail.write(one=locked, what=(contact_trail.RATER, rater.pk, str(chosen)), verb="appointed", person=person)
    return rater


@transaction.atomic
def dismiss(*, rater: ContactRater, person: Person | None) -> None:
    """Let somebody make and rate no more contacts; what they made and marked stays."""
    locked = lock_round(rater.round)
    key, chosen = rater.pk, str(rater.person)
    if not ContactRater.objects.filter(pk=key).delete()[0]:
        raise DomainError(_("%(name)s does not rate in this round any more.") % {"name": chosen})
    contact_trail.write(one=locked, what=(contact_trail.RATER, key, chosen), verb="dismissed", person=person)


def kept_from(rater: ContactRater) -> list[Organisation]:
    """Return the municipalities of the test that a rater has nothing to do with, because of a role there."""
    return [row.organisation for row in tested(rater.round) if has_role_in(rater.person, row.organisation)]
