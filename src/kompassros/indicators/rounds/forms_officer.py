"""The forms by which a round is opened, changed, asked for, signed up to and met about."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.models import Measure, MeasureSet
from kompassros.indicators.networking.meetings import Meeting
from kompassros.indicators.networking.models import RoundMeeting
from kompassros.indicators.rounds.models import SIGN_OFF_ROLES, AskedMeasure
from kompassros.indicators.rounds.opening import Limits, Plan, Settings
from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import RequestForm
from kompassros.web.fields import day_field, moment_bounds, text_field

_MINUTES = "%Y-%m-%dT%H:%M"
EARLIEST_YEAR, LATEST_YEAR = 1999, 2999


class ChooseForm(forms.Form):
    """Of which country, set and year a new round is; sent by GET, for the suggestions follow from it."""

    owner = forms.ChoiceField(label=_("Country"))
    set = forms.ChoiceField(label=_("Set of measures"))
    year = forms.IntegerField(
        label=_("Year"), min_value=EARLIEST_YEAR, max_value=LATEST_YEAR, help_text=_("In which the data are collected.")
    )

    def __init__(self, *args: Any, owners: Sequence[Organisation], sets: Sequence[MeasureSet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._owners, self._sets = {one.key: one for one in owners}, {one.key: one for one in sets}
        self.fields["owner"].choices = [(key, one.name) for key, one in self._owners.items()]  # type: ignore[attr-defined]
        self.fields["set"].choices = [(key, one.title) for key, one in self._sets.items()]  # type: ignore[attr-defined]
        if len(self._owners) == 1:
            self.fields["owner"].widget = forms.HiddenInput()

    def chosen(self) -> tuple[Organisation, MeasureSet, int]:
        """Return country, set and year; only for a form that is in order."""
        values = self.cleaned_data
        return self._owners[values["owner"]], self._sets[values["set"]], values["year"]


class SettingsForm(RequestForm):
    """Title, days, and who signs off."""

    title = forms.CharField(label=_("Title"), max_length=200)
    sign_up_until = day_field(_("Last day of sign-up"), required=True)
    collect_from = day_field(_("Data are handed in from"), required=True)
    collect_until = day_field(_("Last day for data"), _("What comes later is marked as late."), required=True)
    contacts_until = day_field(_("Test contacts are made until"), _("Empty where the round has none."))
    sign_off_role = forms.ChoiceField(
        label=_("Who signs off"),
        choices=[(role.value, role.label) for role in SIGN_OFF_ROLES],
        help_text=_("Somebody in each municipality with this role stands by its data."),
    )

    def settings(self) -> Settings:
        """Return what was chosen; only for a form that is in order."""
        return Settings(**{name: self.cleaned_data[name] for name in Settings.__dataclass_fields__})


class NewForm(SettingsForm):
    """A new round: its address beside the settings, and what it asks for."""

    key = forms.SlugField(
        label=_("Address"),
        max_length=60,
        help_text=_("Stands in the addresses of its pages and never changes, such as kkik-2026."),
    )
    measures = forms.TypedMultipleChoiceField(
        label=_("What is asked for"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Suggested are the measures that municipalities count themselves, by the source of the indicator."),
    )
    made_up = forms.BooleanField(
        label=_("This is a trial"),
        required=False,
        help_text=_("Made-up municipalities take part and no others; its values never stand among real ones."),
    )
    field_order = ("key", *SettingsForm.base_fields, "made_up", "measures")

    def __init__(self, *args: Any, measures: Sequence[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._measures = _offer(self.fields["measures"], measures)

    def plan(self, owner: Organisation, measure_set: MeasureSet, year: int) -> Plan:
        """Return the round that is to be opened; only for a form that is in order."""
        measures = tuple(self._measures[pk] for pk in self.cleaned_data["measures"])
        values = self.cleaned_data
        return Plan(values["key"], owner, measure_set, year, self.settings(), values["made_up"], measures)


def _offer(field: Any, measures: Sequence[Measure]) -> dict[int, Measure]:
    known = {one.pk: one for one in measures}
    field.choices = [(pk, f"{one.code} {one.title}".strip()) for pk, one in known.items()]
    return known


class MeasuresForm(RequestForm):
    """Which measures of the set are asked for."""

    measures = forms.TypedMultipleChoiceField(
        label=_("What is asked for"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One that municipalities have answered stays."),
    )

    def __init__(self, *args: Any, measures: Sequence[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._measures = _offer(self.fields["measures"], measures)

    def chosen(self) -> list[Measure]:
        """Return the measures; only for a form that is in order."""
        return [self._measures[pk] for pk in self.cleaned_data["measures"]]


class AskedForm(RequestForm):
    """How a measure is asked for, and what its values are checked by."""

    least = forms.DecimalField(
        label=_("Lowest value"), max_digits=18, decimal_places=6, required=False, help_text=_("Empty: no limit.")
    )
    most = forms.DecimalField(
        label=_("Highest value"), max_digits=18, decimal_places=6, required=False, help_text=_("Empty: no limit.")
    )
    largest_change = forms.IntegerField(
        label=_("Largest change, per cent"),
        min_value=1,
        max_value=10000,
        required=False,
        help_text=_("Against the year before; a larger one must be explained. Empty: no explanation is asked for."),
    )
    fraction = forms.BooleanField(label=_("Ask for numerator and denominator"), required=False)
    contacts = forms.ChoiceField(
        label=_("Figure of the test contacts"),
        choices=AskedMeasure.Contacts.choices,
        required=False,
        help_text=_("Its value is then suggested from the test contacts."),
    )
    guidance = text_field(
        _("Guidance"), _("Stands beside the field in which the municipality gives the value."), rows=5
    )

    def limits(self) -> Limits:
        """Return what was chosen; only for a form that is in order."""
        return Limits(**{name: self.cleaned_data[name] for name in Limits.__dataclass_fields__})


class TakePartForm(RequestForm):
    """Whether a municipality takes part in the test contacts."""

    contacts = forms.BooleanField(
        label=_("The municipality takes part in the test by telephone and e-mail"), required=False
    )


class AddForm(TakePartForm):
    """A municipality that the officer adds."""

    municipality = forms.ChoiceField(label=_("Municipality"))
    field_order = ("municipality", "contacts")

    def __init__(self, *args: Any, municipalities: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._municipalities = {one.key: one for one in municipalities}
        choices = [("", gettext("Choose one")), *((key, one.name) for key, one in self._municipalities.items())]
        self.fields["municipality"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> Organisation:
        """Return the municipality; only for a form that is in order."""
        return self._municipalities[self.cleaned_data["municipality"]]


def _moment_field(label: Any, help_text: Any, *, required: bool) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        help_text=help_text,
        required=required,
        input_formats=[_MINUTES, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MINUTES),
        validators=moment_bounds(),
    )


class MeetingForm(RequestForm):
    """A meeting of a round."""

    kind = forms.ChoiceField(label=_("Kind of meeting"))
    starts_at = _moment_field(_("Begins"), _("Day and hour, in the time of the country."), required=True)
    ends_at = _moment_field(_("Ends"), _("Empty where nobody has said."), required=False)
    place = forms.CharField(
        label=pgettext_lazy("of a meeting", "Place"),
        max_length=200,
        required=False,
        help_text=_("A room, or the address of a video meeting."),
    )
    audience = forms.CharField(label=_("For whom"), max_length=200, required=False)
    note = text_field(_("Note"), _("Everybody who sees the round can read it."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [choice for choice in RoundMeeting.Kind.choices if choice[0] != RoundMeeting.Kind.NETWORK]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a meeting that ends before it begins."""
        begins, ends = (self.cleaned_data.get(name) for name in ("starts_at", "ends_at"))
        if isinstance(begins, datetime) and isinstance(ends, datetime) and ends <= begins:
            self.add_error("ends_at", gettext("A meeting ends after it has begun."))
        return self.cleaned_data

    def meeting(self) -> Meeting:
        """Return what was planned; only for a form that is in order."""
        return Meeting(**{name: self.cleaned_data[name] for name in Meeting.__dataclass_fields__})
