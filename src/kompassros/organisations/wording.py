"""Sentences about organisations and periods, and the words in which the history tells of them."""

from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Grant, Organisation, Succession
from kompassros.organisations.roles import Role
from kompassros.records.history_table import Wording, register_wording
from kompassros.web.formats import format_date


def period(first: date | None, last: date | None) -> str:
    """Return a period in words; an unknown first day or an open end is not mentioned."""
    values = {"first": format_date(first) if first else "", "last": format_date(last) if last else ""}
    if first and last:
        return gettext("%(first)s to %(last)s") % values
    if first:
        return gettext("from %(first)s") % values
    return gettext("until %(last)s") % values if last else gettext("no dates known")


def about(organisation: Organisation, today: date) -> str:
    """Say what an organisation is, where it lies and since or until when, in one or two sentences."""
    values = {
        "kind": capfirst(organisation.get_kind_display()),
        "parent": organisation.parent.name if organisation.parent else "",
        "code": organisation.code,
    }
    if organisation.to_complete:
        text = gettext("%(kind)s whose official code or place is not entered yet.")
    elif organisation.parent is None:
        text = gettext("%(kind)s with the code %(code)s.")
    elif organisation.code:
        text = gettext("%(kind)s in %(parent)s with the official code %(code)s.")
    else:
        text = gettext("%(kind)s in %(parent)s, without an official code.")
    return " ".join(part for part in (text % values, _end(organisation, today)) if part)


def _end(organisation: Organisation, today: date) -> str:
    last = organisation.valid_to
    if last is None:
        return ""
    text = gettext("It ended with %(day)s.") if last < today else gettext("It ends with %(day)s.")
    return text % {"day": format_date(last)}


def state(grant: Grant, today: date) -> str:
    """Return “coming”, “active” or “ended”: where a day lies to the period of a grant, whose ends belong to it."""
    if grant.withdrawn_at:
        return "ended"
    if today < grant.valid_from:
        return "coming"
    return "ended" if grant.valid_to is not None and grant.valid_to < today else "active"


STATES = {"coming": _("coming"), "active": _("active"), "ended": _("ended")}


def _day(text: str) -> str:
    return format_date(date.fromisoformat(text))


register_wording(
    "organisation",
    Wording(
        kind=_("organisation"),
        verbs={
            "added": _("added"),
            "renamed": _("new name or code"),
            "completed": _("completed"),
            "succeeded": _("followed by another"),
            "moved": _("moved"),
            "ended": _("ended"),
            "counted": _("inhabitants counted"),
        },
        fields={
            "name": _("name"),
            "code": _("official code"),
            "kind": _("kind"),
            "country": _("country"),
            "since": _("from"),
            "parent": _("belongs to"),
            "successor": _("followed by"),
            "day": _("day"),
            "source": _("source"),
            "year": _("year"),
            "inhabitants": _("inhabitants"),
        },
        values={
            "kind": lambda key: str({**dict(Organisation.Kind.choices), **dict(Succession.Kind.choices)}.get(key, key)),
            "since": _day,
            "day": _day,
        },
    ),
)
register_wording(
    "person",
    Wording(
        kind=_("person"),
        verbs={
            "role_given": _("role given"),
            "role_ended": _("role ended"),
            "letters_chosen": _("language and letters chosen"),
        },
        fields={
            "role": _("role"),
            "organisation": _("organisation"),
            "from": _("first day"),
            "to": _("last day"),
            "language": _("language"),
            "notices_by_mail": _("notices by e-mail"),
        },
        values={"role": lambda key: str(dict(Role.choices).get(key, key)), "from": _day, "to": _day},
    ),
)
