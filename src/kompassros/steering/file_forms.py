"""The forms by which a file is taken in: it is sent and looked over, and then said yes to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.saving import RequestForm
from kompassros.records.filled_forms import LONGEST_SEALED


class TableFileForm(forms.Form):
    """A table in a file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, at most 5 MB."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class TakeInForm(RequestForm):
    """Yes to a file that was looked over; what was read of it travels with the form, signed."""

    content = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_SEALED)
