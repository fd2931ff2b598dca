"""Forms of the action plan."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.findings.models import Finding
from kompassros.evaluations.followup.models import Action
from kompassros.evaluations.followup.people import owners_of
from kompassros.evaluations.followup.services import LONGEST_TITLE, Outcome, Plan
from kompassros.organisations.saving import RequestForm
from kompassros.web.fields import day_field

_SHORT = 60


class ActionForm(RequestForm):
    """An action to be planned: what, because of which finding, who, until when."""

    title = forms.CharField(
        label=_("What will be done"),
        help_text=_("Begin with a verb, so that one sees when it is done."),
        max_length=LONGEST_TITLE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    finding = forms.ChoiceField(label=_("Because of"), required=False)
    owner = forms.ChoiceField(
        label=_("Who answers for it"),
        help_text=_("Somebody with a role in the municipality; they are told."),
        required=False,
    )
    owner_name = forms.CharField(
        label=_("Or a name or a function"),
        help_text=_("Where whoever answers for it has no account here."),
        max_length=200,
        required=False,
    )
    due = day_field(_("To be done by"))

    def __init__(self, data: Any = None, *, course: Course, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self._owners = {str(person.pk): person for person in owners_of(course)}
        rows = Finding.objects.filter(course=course, kind=Finding.Kind.IMPROVEMENT, removed_at=None)
        self._findings = {str(row.pk): row for row in rows.order_by("position", "pk")}
        owners = {key: str(one) for key, one in self._owners.items()}
        findings = {key: _short(row) for key, row in self._findings.items()}
        cast("forms.ChoiceField", self.fields["owner"]).choices = [("", _("nobody yet")), *owners.items()]
        cast("forms.ChoiceField", self.fields["finding"]).choices = [("", _("an idea of our own")), *findings.items()]

    def plan(self) -> Plan:
        """Return what was filled in; after ``is_valid``."""
        values = self.cleaned_data
        return Plan(
            title=values["title"],
            owner=self._owners.get(values["owner"]),
            owner_name=values["owner_name"],
            due=values["due"],
            finding=self._findings.get(values["finding"]),
        )


class OutcomeForm(ActionForm):
    """An action with where it stands and what became of it."""

    state = forms.ChoiceField(label=_("State"), choices=Action.State.choices)
    outcome = forms.CharField(
        label=_("What became of it"),
        help_text=_("Told at the next evaluation. Needed when it is done or dropped."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    done_on = day_field(_("Done or dropped on"), _("Empty is today."))

    def ended(self) -> Outcome:
        """Return where the action stands; after ``is_valid``."""
        values = self.cleaned_data
        return Outcome(state=values["state"], outcome=values["outcome"], done_on=values["done_on"])


def _short(finding: Finding) -> str:
    text = str(finding.text)
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"


def filled(action: Action) -> dict[str, Any]:
    """Return what the form of an action starts with."""
    return {
        "title": action.title,
        "finding": str(action.finding_id or ""),
        "owner": str(action.owner_id or ""),
        "owner_name": action.owner_name,
        "due": action.due,
        "state": action.state,
        "outcome": action.outcome,
        "done_on": action.done_on,
    }
