"""Forms that change something which somebody else may change at the same time."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Grant, Organisation
from kompassros.records.errors import DomainError

LONGEST_WHY = 2000


class WhyField(forms.CharField):
    """The reason for a change; it stands in the history."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Why"),
            help_text=_("One sentence. It is kept in the history beside your name."),
            max_length=LONGEST_WHY,
            widget=forms.Textarea(attrs={"rows": 3}),
        )


class ChangeForm(forms.Form):
    """A form that carries the version of what it changes.

    missed: how many changes others made since the form was opened; what the person typed stays in the form.
    """

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    missed = 0

    def catch_up(self, version: int) -> None:
        """Take in that the stored version is another one; sent again, the form changes that one."""
        self.missed = max(0, version - int(self.cleaned_data["version"]))
        sent = cast("QueryDict", self.data).copy()
        sent["version"] = str(version)
        self.data = sent


def attempt(form: ChangeForm, subject: Organisation | Grant, act: Callable[[dict[str, Any]], object]) -> bool:
    """Do ``act`` with the values of a valid form on the version of ``subject`` that the person saw.

    What the service refuses becomes an error of the form, and the answer is False.
    """
    subject.version = form.cleaned_data["version"]
    try:
        act(form.cleaned_data)
    except DomainError as error:
        subject.refresh_from_db()
        form.catch_up(subject.version)
        form.add_error(None, str(error))
        return False
    return True
