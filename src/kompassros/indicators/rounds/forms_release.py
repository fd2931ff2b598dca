"""The forms by which a round is closed, released, given a dataset, and corrected."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.documents.sheets import DECIMAL_COMMA
from kompassros.indicators.rounds.choosing_dataset import Choice
from kompassros.indicators.rounds.entries import Entry
from kompassros.indicators.rounds.frozen_round import FrozenValue
from kompassros.indicators.rounds.models import OwnData
from kompassros.organisations.saving import RequestForm, WhyForm
from kompassros.web.fields import day_field, moment_bounds, text_field
from kompassros.web.formats import current_language

AT, NOW = "at", "now"
_SECONDS = "%Y-%m-%dT%H:%M:%S"
_MOST = 4_294_967_295 // 2


class CloseForm(RequestForm):
    """Yes to what will be frozen."""

    why = text_field(_("Note on this edition"), _("Kept with the edition; it may stay empty."), rows=2)
    confirmed = forms.BooleanField(
        label=_("I have read what is frozen"),
        help_text=_("A closed round is never opened again. A mistake is mended by a correction with its reason."),
    )


class MomentForm(RequestForm):
    """When everybody sees the values."""

    when = forms.ChoiceField(
        label=_("Public"),
        choices=[(AT, _("from the day and time below")), (NOW, _("now, at once"))],
        widget=forms.RadioSelect,
    )
    at = forms.DateTimeField(
        label=_("Day and time"),
        help_text=_("To the second, in the time of this country. Until then nobody outside sees a value."),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format=_SECONDS),
        input_formats=[_SECONDS, "%Y-%m-%dT%H:%M"],
        validators=moment_bounds(),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the moment where one was to be given."""
        values = super().clean() or self.cleaned_data
        if values.get("when") == AT and not values.get("at") and "at" not in self.errors:
            self.add_error("at", gettext("Give the day and the time."))
        return values

    def moment(self) -> datetime | None:
        """Return the moment, None for now; only for a form that is in order."""
        return None if self.cleaned_data["when"] == NOW else self.cleaned_data["at"]


class DatasetForm(RequestForm):
    """Into which dataset the values go."""

    dataset = forms.TypedChoiceField(label=_("Dataset"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(each.dataset.pk, each.dataset.name) for each in choices]
        self.fields["dataset"].choices = named  # type: ignore[attr-defined]


class NumberField(forms.DecimalField):
    """A number as people write it: with a comma or a point, and with blanks between thousands."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def prepare_value(self, value: Any) -> Any:
        """Return a number as it is typed in the reader's language, and what was typed as it is."""
        text = str(value) if isinstance(value, str | Decimal) else value
        return text.replace(".", ",") if isinstance(text, str) and current_language() in DECIMAL_COMMA else text

    def to_python(self, value: Any) -> Any:
        """Return the number; the field's own error for what is none."""
        plain = "".join(str(value or "").split()).replace(",", ".").replace("\u2212", "-")
        return super().to_python(plain)


def _number(label: Any, help_text: Any = "") -> NumberField:
    return NumberField(label=label, help_text=help_text, max_digits=18, decimal_places=6, required=False)


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=_MOST, required=False)


class CorrectionForm(WhyForm):
    """Another value for one measure of a municipality, with the reason, which everybody may read."""

    status = forms.ChoiceField(label=_("What there is"), choices=OwnData.Status.choices, widget=forms.RadioSelect)
    value = _number(_("Value"))
    women = _number(_("Women"), _("Only where the measure is told by gender."))
    men = _number(_("Men"))
    numerator = _number(_("Numerator"))
    denominator = _number(_("Denominator"))
    method = forms.ChoiceField(
        label=_("Method"), choices=[("", _("not stated")), *OwnData.Method.choices], required=False
    )
    cases = _count(_("Cases that were looked at"))
    population = _count(_("Cases in all"))
    period_from = day_field(_("Measured from"))
    period_to = day_field(_("Measured to"))
    comment = text_field(_("Comment"), _("Stands beside the value, for everybody, once the round is public."))
    field_order = (
        "status", "value", "women", "men", "numerator", "denominator", "method", "cases", "population", "period_from",
        "period_to", "comment", "why",
    )  # fmt: skip

    def entry(self) -> Entry:
        """Return what was typed; only for a form that is in order."""
        values = {name: self.cleaned_data[name] for name in FROZEN_FIELDS}
        return Entry(**values | {"status": OwnData.Status(values["status"])})


FROZEN_FIELDS = tuple(name for name in FrozenValue.model_fields if name != "asked")


def first_values(value: FrozenValue | None) -> dict[str, Any]:
    """Return what a correction starts with: what is frozen now."""
    if value is None:
        return {"status": OwnData.Status.VALUE}
    return {name: getattr(value, name) for name in FROZEN_FIELDS}
