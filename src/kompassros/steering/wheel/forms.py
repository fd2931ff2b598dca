"""The forms by which a wheel is begun, and an entry written."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.organisations.saving import RequestForm
from kompassros.steering.wheel.models import WheelEvent
from kompassros.steering.wheel.services import EventContent
from kompassros.steering.wheel.templates import WheelTemplate, packaged_wheels
from kompassros.steering.wheel.words import WHEEL_ROLES
from kompassros.web.fields import day_field


def _length(name: str) -> int:
    return int(getattr(WheelEvent._meta.get_field(name), "max_length", 0))


def _role_choices() -> list[tuple[str, Any]]:
    return [(role.value, role.label) for role in Role if role in WHEEL_ROLES]


class KeyForm(RequestForm):
    """Of whom the entries are that a calendar program gets."""

    role = forms.ChoiceField(
        label=_("For whom"), required=False, choices=lambda: [("", _("everybody")), *_role_choices()]
    )


class RoleForm(forms.Form):
    """Whose entries are shown."""

    role = forms.ChoiceField(
        label=_("For whom"), required=False, choices=lambda: [("", _("everybody")), *_role_choices()]
    )


def _templates() -> list[tuple[str, str]]:
    return [(key, _label(wheel)) for key, wheel in packaged_wheels().items()]


class TemplateForm(RequestForm):
    """The wheel to begin with."""

    template = forms.ChoiceField(label=_("Begin with"), widget=forms.RadioSelect, choices=_templates)


def _label(wheel: WheelTemplate) -> str:
    return f"{wheel} ({wheel.says})"


class EventForm(RequestForm):
    """An entry of the wheel."""

    title = forms.CharField(label=_("What happens"), max_length=_length("title"))
    first = day_field(_("First day"), required=True)
    last = day_field(_("Last day"), _("The same day for what happens on one."), required=True)
    roles = forms.MultipleChoiceField(
        label=_("For whom"),
        help_text=_("They find it by their role and are reminded seven days before. None is for those who lead."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=_role_choices,
    )
    others = forms.CharField(
        label=_("Who takes part"),
        help_text=_("Bodies and groups, also those without a role here. No names of persons."),
        max_length=_length("others"),
        required=False,
    )
    produces = forms.CharField(label=_("What comes out of it"), max_length=_length("produces"), required=False)

    def content(self) -> EventContent:
        """Return what was filled in; only for a form that is in order."""
        told = {name: self.cleaned_data[name] for name in ("title", "first", "last", "others", "produces")}
        return EventContent(roles=tuple(self.cleaned_data["roles"]), **told)


class NewEventForm(EventForm):
    """An entry to come, with the body whose it is; that stays."""

    body = forms.ChoiceField(label=_("Whose"), required=False)
    field_order = ("title", "body", "first", "last", "roles", "others", "produces")

    def __init__(self, *args: Any, municipality: Organisation, bodies: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bodies = {each.key: each for each in bodies}
        whole = ("", _("the whole municipality"))
        field = self.fields["body"]
        field.choices = [whole, *((each.key, each.name) for each in self._bodies.values())]  # type: ignore[attr-defined]
        self._municipality = municipality

    def body_chosen(self) -> Organisation:
        """Return whose the entry is; only for a form that is in order."""
        return self._bodies.get(self.cleaned_data["body"], self._municipality)
