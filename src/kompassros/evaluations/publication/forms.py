"""Forms of publication: freezing the sheet, moving its embargo, beginning a correction."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.saving import RequestForm, WhyForm
from kompassros.web.fields import moment_bounds


class MomentField(forms.DateTimeField):
    """A day and a time in the server's time zone, as every browser lets one pick it."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_validators = moment_bounds()


class PublishForm(RequestForm):
    """Yes to what will be frozen, and when everybody sees it."""

    embargo_until = MomentField(
        label=_("Not public before"),
        help_text=_("Day and time. Leave it empty to publish at once; the sheet is frozen now in both cases."),
        required=False,
    )
    confirmed = forms.BooleanField(
        label=_("I have read what is frozen"),
        help_text=_("A frozen sheet never changes; a mistake is mended by a new sheet that names it."),
    )

    @property
    def moment(self) -> datetime | None:
        """Return the end of the embargo, or None."""
        found: datetime | None = self.cleaned_data["embargo_until"]
        return found


class EmbargoForm(WhyForm):
    """Another end of an embargo that still lasts."""

    embargo_until = MomentField(
        label=_("Not public before"),
        help_text=_("Day and time. Leave it empty to lift the embargo now."),
        required=False,
    )
    field_order = ("embargo_until", "why")
