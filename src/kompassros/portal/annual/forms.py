"""The form by which a resident comments on a chapter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.steering.residents.services import LONGEST_NAME, LONGEST_TEXT

OUT_OF_SIGHT = "website"


class CommentForm(forms.Form):
    """A comment."""

    text = forms.CharField(
        label=_("Your comment"),
        help_text=_("Up to 2,000 characters. Write nothing about single people or anybody's health."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    name = forms.CharField(
        label=_("Your name, if you wish"),
        help_text=_("It is shown as you write it. Leave it empty and the comment is signed “a resident”."),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse what programs send that fill in everything: a field out of sight stands beside these."""
        if self.data.get(OUT_OF_SIGHT):
            raise forms.ValidationError(_("Leave the field that says so empty, and send the comment again."))
        return self.cleaned_data
