"""The forms of the visit plan, of a talk, and of disposal."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.interviews.disposing import Decision, Held
from kompassros.evaluations.interviews.models import Group, Interview
from kompassros.evaluations.interviews.services import MOST_PEOPLE, Talk
from kompassros.organisations.models import Person
from kompassros.organisations.saving import RequestForm
from kompassros.web.fields import day_field, opened


def _hour(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, input_formats=["%H:%M", "%H:%M:%S", "%H.%M"])


def _people(label: Any, help_text: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=help_text, required=False, min_value=0, max_value=MOST_PEOPLE)


class TalkForm(RequestForm):
    """A talk of the visit plan, as team and coordinator plan it."""

    group = forms.ChoiceField(label=_("Group"), choices=Group.choices, widget=forms.RadioSelect)
    day = day_field(_("Day"), required=True)
    begins = _hour(_("Begins"))
    ends = _hour(_("Ends"))
    place = forms.CharField(
        label=_("Place"), max_length=200, required=False, help_text=_("A room, or the address of a video meeting.")
    )
    expected = _people(
        _("People expected"),
        _("Only the number, no names. A talk with fewer than five is not shown as evidence outside the team."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a talk that ends before it begins."""
        begins, ends = (self.cleaned_data.get(name) for name in ("begins", "ends"))
        if begins and ends and ends <= begins:
            self.add_error("ends", gettext("The talk must end after it begins."))
        return self.cleaned_data

    def talk(self) -> Talk:
        """Return the talk; only for a form that is in order."""
        values = self.cleaned_data
        starts, ends = (
            timezone.make_aware(datetime.combine(values["day"], values[name])) for name in ("begins", "ends")
        )
        return Talk(values["group"], starts, ends, values["place"].strip(), values["expected"])


def start_of(interview: Interview) -> dict[str, Any]:
    """Return what the form of a talk starts with."""
    starts, ends = timezone.localtime(interview.starts_at), timezone.localtime(interview.ends_at)
    return opened(
        interview,
        group=interview.group,
        day=starts.date(),
        begins=starts.time(),
        ends=ends.time(),
        place=interview.place,
        expected=interview.expected,
    )


class TeamForm(RequestForm):
    """What the team alone keeps of a talk."""

    title = forms.CharField(
        label=_("The team's own name of the talk"),
        max_length=200,
        required=False,
        help_text=_("Such as schools and preschools, where a group is met more than once."),
    )
    interviewers = forms.TypedMultipleChoiceField(
        label=_("Interviewers"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    present = _people(_("People present"), _("How many of the group came, without the interviewers."))

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {person.pk: person for person in people}
        self.fields["interviewers"].choices = list(self._people.items())  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Return what the service stores; only for a form that is in order."""
        chosen = [self._people[key] for key in self.cleaned_data["interviewers"]]
        return {
            "title": self.cleaned_data["title"],
            "present": self.cleaned_data["present"],
            "interviewers": chosen,
        }


class PersonForm(RequestForm):
    """Somebody who is interviewed."""

    name = forms.CharField(label=_("Name"), max_length=120)
    function = forms.CharField(label=_("Function"), max_length=200, required=False)


class DisposalForm(RequestForm):
    """A disposal decision, and the numbers that are confirmed with it."""

    case_number = forms.CharField(label=_("Case number"), max_length=60)
    decided_on = day_field(_("Decided on"), required=True)
    decided_by = forms.CharField(
        label=_("Decided by"), max_length=200, help_text=_("The board or the official that may decide on disposal.")
    )
    confirmed = forms.BooleanField(label=_("Delete them. This cannot be undone."))
    notes = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    people = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def decision(self) -> Decision:
        """Return the decision; only for a form that is in order."""
        return Decision(**{name: self.cleaned_data[name] for name in Decision.__dataclass_fields__})

    def held(self) -> Held:
        """Return the numbers that were shown and confirmed."""
        return Held(self.cleaned_data["notes"], self.cleaned_data["people"])

    def show_again(self, held: Held) -> None:
        """Ask anew for a confirmation of the numbers as they are now."""
        sent = self.data.copy()  # type: ignore[attr-defined]
        sent["notes"], sent["people"] = str(held.notes), str(held.people)
        sent.pop("confirmed", None)
        self.data = sent
