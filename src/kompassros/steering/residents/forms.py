"""The forms of those who read residents' comments: refuse with a reason, answer."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kompassros.organisations.saving import RequestForm
from kompassros.steering.residents.services import LONGEST_REASON, LONGEST_TEXT


class RefuseForm(RequestForm):
    """Why a comment is not shown."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("For example: it names a single person, or is not about the chapter. Kept with the comment."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(RequestForm):
    """The municipality's answer."""

    answer = forms.CharField(
        label=pgettext_lazy("comment", "Answer"),
        help_text=_("Everybody reads it below the comment, as the municipality's, without your name."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
