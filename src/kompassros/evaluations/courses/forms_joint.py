"""The forms of joint evaluations."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.joint import LONGEST_SUMMARY
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.wording import edition_in_words
from kompassros.organisations.saving import RequestForm


class JointForm(RequestForm):
    """Evaluations to be put side by side."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("Such as the name of the region."))
    courses = forms.TypedMultipleChoiceField(
        label=_("Evaluations"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They must be judged by the same edition, by evaluators from outside."),
    )

    def __init__(self, *args: Any, courses: Sequence[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._courses = {course.pk: course for course in courses}
        choices = [(course.pk, f"{course}, {edition_in_words(course.edition)}") for course in courses]
        self.fields["courses"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> list[Course]:
        """Return the evaluations; only for a form that is in order."""
        return [self._courses[number] for number in self.cleaned_data["courses"]]


class SummaryForm(forms.Form):
    """The summary that the municipalities of a joint evaluation share; it is saved as it is typed."""

    text = forms.CharField(
        label=_("Shared summary"),
        required=False,
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "What the municipalities have in common and can learn from each other. A blank line parts paragraphs."
        ),
    )
