"""The forms of notes. They are drawn by their own templates, many on a page; here they are checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.interviews.models import Interview
from kompassros.evaluations.interviews.noting import LONGEST
from kompassros.evaluations.interviews.placing import NOWHERE, Place, places_of
from kompassros.organisations.saving import RequestForm

VIEWS = (("all", _("all of the team")), ("mine", _("mine")), ("untied", _("not tied yet")))
ORDERS = (("question", _("by question")), ("area", _("by area")), ("talk", _("by talk")))


class MoveForm(RequestForm):
    """Where a note belongs: the number of a question or a criterion, or nothing."""

    tie = forms.CharField(
        label=_("Question or criterion"),
        max_length=20,
        required=False,
        help_text=_("Its number: 1.2 is a question, 1.2.3 a criterion. Empty: tied to nothing yet."),
    )

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._course = course
        self.place: Place = NOWHERE

    def clean_tie(self) -> str:
        """Find the question or criterion; refuse a number that the edition does not have."""
        number: str = self.cleaned_data["tie"].strip().lstrip("#").rstrip(".")
        if number:
            found = places_of(self._course.edition).get(number)
            if found is None:
                raise forms.ValidationError(gettext("The edition has no question and no criterion of this number."))
            self.place = found
        return number


class NoteForm(MoveForm):
    """A note as it is typed. version 0: a new one."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    uid = forms.UUIDField(widget=forms.HiddenInput)
    interview = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Note"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the note first. To take one away, withdraw it.")},
    )
    group = forms.CharField(widget=forms.HiddenInput, required=False, max_length=15)

    def clean_interview(self) -> Interview | None:
        """Find the talk; refuse another evaluation's."""
        key = self.cleaned_data["interview"]
        if not key:
            return None
        found: Interview | None = Interview._base_manager.filter(course=self._course, pk=key).first()
        if found is None:
            raise forms.ValidationError(gettext("The evaluation has no such talk."))
        return found


class NoteFilter(forms.Form):
    """Which notes are listed, and under which headings."""

    show = forms.ChoiceField(label=_("Show"), choices=VIEWS, required=False)
    by = forms.ChoiceField(label=_("In order"), choices=ORDERS, required=False)
    q = forms.CharField(label=_("Search"), max_length=100, required=False)
