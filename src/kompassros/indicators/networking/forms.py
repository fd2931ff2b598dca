"""The forms of networks: a new one, its words, its members, a meeting, what it writes of a year."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kompassros.indicators.models import MeasureSet, RoundMeeting
from kompassros.indicators.networking.keeping import About
from kompassros.indicators.networking.meetings import Meeting
from kompassros.indicators.networking.writing import Texts
from kompassros.organisations.saving import RequestForm, WhyField
from kompassros.web.fields import moment_bounds, text_field

_MINUTES = "%Y-%m-%dT%H:%M"
_KINDS = [
    (kind.value, kind.label) for kind in (RoundMeeting.Kind.NETWORK, RoundMeeting.Kind.RESULTS, RoundMeeting.Kind.OTHER)
]


class AboutForm(RequestForm):
    """What a network says of itself."""

    title = forms.CharField(label=_("Name of the network"), max_length=200)
    purpose = text_field(_("What it is for"), _("Everybody can read it once a year's compilation is public."))
    measure_set = forms.ModelChoiceField(
        label=_("Shared measures"),
        queryset=MeasureSet.objects.none(),
        to_field_name="key",
        help_text=_("A set of measures: one that is there, or an own one."),
    )
    why = WhyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure_set"].queryset = MeasureSet.objects.order_by("title")  # type: ignore[attr-defined]

    def about(self) -> About:
        """Return what was written; only for a form that is in order."""
        values = self.cleaned_data
        return About(title=values["title"], measure_set=values["measure_set"], purpose=values["purpose"])


def _members_field() -> forms.CharField:
    return forms.CharField(
        label=_("Municipalities"),
        help_text=_("One on each line, by name or code, such as Falun or 2080."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=4000,
    )


class MembersForm(RequestForm):
    """The municipalities of a network, one a line."""

    members = _members_field()
    why = WhyField()


class MakeForm(AboutForm):
    """A new network."""

    members = _members_field()
    field_order = ("title", "purpose", "measure_set", "members", "why")


class MeetingForm(RequestForm):
    """A meeting of a network."""

    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=_KINDS)
    starts_at = forms.DateTimeField(
        label=_("Begins"),
        input_formats=[_MINUTES, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MINUTES),
        validators=moment_bounds(),
    )
    ends_at = forms.DateTimeField(
        label=_("Ends"),
        input_formats=[_MINUTES, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MINUTES),
        validators=moment_bounds(),
        required=False,
    )
    place = forms.CharField(
        label=pgettext_lazy("of a meeting", "Place"),
        max_length=200,
        required=False,
        help_text=_("A room, or the address of a video meeting."),
    )
    audience = forms.CharField(label=_("For whom"), max_length=200, required=False)
    note = text_field(_("Note"), _("Everybody in the network can read it."))

    def meeting(self) -> Meeting:
        """Return what was planned; only for a form that is in order."""
        return Meeting(**{name: self.cleaned_data[name] for name in Meeting.__dataclass_fields__})


class YearForm(RequestForm):
    """What a network writes of a year; its version is 0 where nothing is stored yet."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    seen = text_field(_("What we saw"), _("Where the members differ, and what stands out."), rows=5)
    learned = text_field(_("What we learned"), _("What those do who do it best."), rows=5)
    next_steps = text_field(_("What we do next"), _("What each member takes home."), rows=5)
    public = forms.BooleanField(
        label=_("Everybody may read the compilation"),
        help_text=_("Without this tick only the network's own people read it."),
        required=False,
    )

    def texts(self) -> Texts:
        """Return what was written; only for a form that is in order."""
        return Texts(**{name: self.cleaned_data[name] for name in Texts.__dataclass_fields__})
