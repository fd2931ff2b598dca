"""The forms by which a municipality hands in: an entry, a file, what a file changes, sign-off, a list of cases."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.rounds.entries import Entry
from kompassros.indicators.rounds.forms_release import CorrectionForm
from kompassros.indicators.rounds.models import AskedMeasure, OwnData, Participant
from kompassros.indicators.rounds.sign_off import LONGEST_OFFICE
from kompassros.organisations.saving import RequestForm, WhyField
from kompassros.records.filled_forms import LONGEST_SEALED
from kompassros.web.fields import text_field

_LONGEST_SEED = 64
_MOST_PASTED = 2_000_000


class EntryForm(CorrectionForm):
    """One measure's entry. The reason is asked for only where the change takes a sign-off away."""

    explanation = text_field(
        _("Explanation"),
        _("Why a value that a check stops at is right. The municipality's people and the round's officer read it."),
    )

    def __init__(self, *args: Any, signed_off: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*CorrectionForm.field_order[:-1], "explanation", "why"])
        if not signed_off:
            del self.fields["why"]

    def entry(self) -> Entry:
        """Return what was typed; only for a form that is in order."""
        return replace(super().entry(), explanation=self.cleaned_data["explanation"])


def first_values(row: OwnData | None) -> dict[str, Any]:
    """Return what the form of an entry starts with."""
    if row is None:
        return {"status": OwnData.Status.VALUE}
    values = {name: getattr(row, name) for name in EntryForm.base_fields if hasattr(row, name) and name != "version"}
    return {name: _short(value) for name, value in values.items()}


def _short(value: Any) -> Any:
    """Return a number without the zeros that the database adds."""
    return format(value.normalize(), "f") if hasattr(value, "normalize") else value


class OptionalWhyForm(RequestForm):
    """Yes to something; the reason is asked for only where it takes a sign-off away."""

    why = WhyField()

    def __init__(self, *args: Any, signed_off: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not signed_off:
            del self.fields["why"]


class FilledForm(forms.Form):
    """The form that was filled in at home."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("The form of this round as XLSX, at most 5 MB. You see what it changes before anything is stored."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class TakeInForm(OptionalWhyForm):
    """Yes to a file that was looked over; what was read of it travels with the form, signed."""

    content = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_SEALED)


class SignOffForm(RequestForm):
    """The office in which somebody signs."""

    office = forms.CharField(
        label=_("Your office"),
        help_text=_("For example “Head of development”. It stands beside your name wherever the sign-off is told."),
        max_length=LONGEST_OFFICE,
    )


class ListForm(forms.Form):
    """A list of cases, as a file or pasted."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, CSV or text, at most 10 MB: one case on each row."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )
    pasted = forms.CharField(
        label=_("Or paste the list"),
        help_text=_("One case on each line. Numbers are enough; leave names out."),
        required=False,
        max_length=_MOST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
    )
    headed = forms.BooleanField(label=_("The first row is a heading, not a case"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for one list, not for none and not for two."""
        values = super().clean() or self.cleaned_data
        if not self.errors and bool(values.get("file")) == bool(values.get("pasted", "").strip()):
            self.add_error(None, gettext("Give the list either as a file or pasted."))
        return values


class DrawForm(ListForm):
    """A list, for which measure, and a seed where a draw is to be made again."""

    asked = forms.ModelChoiceField(
        label=_("For which measure"), queryset=AskedMeasure.objects.none(), required=False, empty_label=_("not stated")
    )
    seed = forms.CharField(
        label=_("Seed"),
        help_text=_("Leave it empty for a new draw. The same list with the same seed gives the same draw."),
        required=False,
        max_length=_LONGEST_SEED,
    )
    field_order = ("asked", "file", "pasted", "headed", "seed")

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["asked"]
        field.queryset = participant.round.asked.select_related("measure")
        field.label_from_instance = lambda one: one.measure.title
