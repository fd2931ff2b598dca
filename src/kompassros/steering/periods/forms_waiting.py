"""The forms by which a person chooses what to sign, and signs it all at once."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.organisations.saving import RequestForm
from kompassros.records.errors import DomainError
from kompassros.steering.periods.models import CardReport
from kompassros.steering.periods.waiting import Chosen, Waiting
from kompassros.steering.plans.models import Card
from kompassros.web.formats import format_date, local_day

_SENT = re.compile(r"(?P<key>(?:report|card)-\d{1,12})-(?P<version>\d{1,9})\Z")


def key_of(row: CardReport | Card) -> str:
    """Return how a form names a report or card."""
    return f"{'report' if isinstance(row, CardReport) else 'card'}-{row.pk}"


def by_key(waiting: Waiting) -> dict[str, CardReport | Card]:
    """Return all that can be signed at once."""
    reports: list[CardReport | Card] = [*waiting.reports]
    return {key_of(row): row for row in [*reports, *waiting.cards]}


def say_row(row: CardReport | Card) -> str:
    """Return in a line what waits: a report with who sent it when, a card with the day of the talk."""
    if isinstance(row, CardReport):
        sent = format_date(local_day(row.sent_at)) if row.sent_at else ""
        words = {"period": row.period.title, "name": row.card.organisation.name}
        words |= {"who": str(row.sent_by or "Kompassros"), "day": sent}
        return _("%(name)s: report for %(period)s, sent by %(who)s on %(day)s") % words
    words = {"name": row.organisation.name, "year": str(row.plan.year)}
    words |= {"day": format_date(row.talk_on) if row.talk_on else ""}
    return _("%(name)s: card of %(year)s, talked through on %(day)s") % words


class ChooseForm(forms.Form):
    """What of all that waits is looked at and signed; everything at first."""

    chosen = forms.MultipleChoiceField(label=gettext_lazy("Look at and sign"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, waiting: Waiting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = by_key(waiting)
        self.fields["chosen"].choices = [(key, say_row(row)) for key, row in rows.items()]  # type: ignore[attr-defined]
        self.initial.setdefault("chosen", list(rows))


class _Sent(forms.TypedMultipleChoiceField):
    """Names of rows with the versions that were seen; which of them wait is asked when they are signed."""

    def valid_value(self, value: str) -> bool:
        """Return whether a value has the form of a name with a version."""
        return _SENT.match(value) is not None


class SignForm(RequestForm):
    """What is signed, each with the version that was seen."""

    chosen = _Sent(widget=forms.MultipleHiddenInput, required=False)

    def rows(self, waiting: Mapping[str, CardReport | Card]) -> list[Chosen]:
        """Return what was chosen; DomainError for what does not wait for the person any more."""
        found = []
        for text in self.cleaned_data["chosen"]:
            match = _SENT.match(text)
            row = waiting.get(match["key"]) if match else None
            if match is None or row is None:
                raise DomainError(_("Something of what you chose does not wait for you any more. Look at the list."))
            found.append(Chosen(row, int(match["version"])))
        return found
