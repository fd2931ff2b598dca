"""The forms of activities and of the council's requests, and the filter of the page of all activities."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import RequestForm
from kompassros.steering.activities.assignments import LONGEST_TEXT, AssignmentContent
from kompassros.steering.activities.models import Activity
from kompassros.steering.activities.queries import Line
from kompassros.steering.activities.services import LONGEST_OWNER, LONGEST_TITLE, OPEN, ActivityContent
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.plans.services import LONGEST_DECISION
from kompassros.web.fields import day_field, text_field

_OPEN, _OVERDUE = "open", "overdue"


def _goal_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=pgettext_lazy("steering", "Goal"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("A goal of the card itself or of one above."),
    )


class _GoalChoice(RequestForm):
    """A form that has a goal to choose from those of a card and of the cards above."""

    def __init__(self, *args: Any, goals: Sequence[GoalEdition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._goals = {each.pk: each for each in goals}
        choices = [(each.pk, f"{each.organisation}: {each.title}") for each in goals]
        self.fields["goal"].choices = [("", _("none")), *choices]  # type: ignore[attr-defined]

    def chosen_goal(self) -> GoalEdition | None:
        """Return the chosen goal; only for a form that is in order."""
        return self._goals.get(self.cleaned_data["goal"])


class ActivityForm(RequestForm):
    """What an activity is."""

    title = forms.CharField(
        label=pgettext_lazy("steering", "Activity"), max_length=LONGEST_TITLE, help_text=_("What shall be done.")
    )
    description = text_field(_("Description"))
    owner = forms.CharField(
        label=_("Responsible"), max_length=LONGEST_OWNER, required=False, help_text=_("A name or an office.")
    )
    deadline = day_field(_("Deadline"))
    cost = forms.DecimalField(
        label=_("Cost in kronor"), required=False, min_value=Decimal(0), max_digits=14, decimal_places=2, localize=True
    )

    def content(self) -> ActivityContent:
        """Return what was filled in; only for a form that is in order."""
        return ActivityContent(**{name: self.cleaned_data[name] for name in ActivityContent.__dataclass_fields__})


class NewActivityForm(ActivityForm, _GoalChoice):
    """What an activity is, and the goal that it is for."""

    goal = _goal_field()


class MoveForm(_GoalChoice):
    """The goal that an activity is for from now on."""

    goal = _goal_field()


class LogForm(RequestForm):
    """What is told of an activity, with or without a new status."""

    status = forms.ChoiceField(
        label=_("Status"),
        choices=Activity.Status.choices,
        widget=forms.RadioSelect,
        help_text=_("Late and cancelled need a text. What is past its deadline is shown so by itself."),
    )
    on = day_field(_("Done or cancelled on"), _("Empty: today."))
    text = text_field(_("Text"), _("What happened, what hinders, what comes next."), rows=5)


class AssignmentForm(RequestForm):
    """What the council asks for."""

    text = forms.CharField(label=_("Request"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST_TEXT)
    decision = forms.CharField(
        label=_("The council's decision"),
        max_length=LONGEST_DECISION,
        help_text=_("As it stands in the minutes, for example “KF 2026-06-15 § 84”."),
    )
    decided_on = day_field(_("Decided on"), required=True)
    body = forms.ChoiceField(label=_("Who answers"))
    due_on = day_field(_("Due on"))

    def __init__(self, *args: Any, bodies: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bodies = {each.key: each for each in bodies}
        self.fields["body"].choices = [(each.key, each.name) for each in bodies]  # type: ignore[attr-defined]

    def content(self) -> AssignmentContent:
        """Return what was filled in; only for a form that is in order."""
        values = self.cleaned_data
        body = self._bodies[values["body"]]
        return AssignmentContent(values["text"], values["decision"], values["decided_on"], body, values["due_on"])


class AnswerForm(RequestForm):
    """The answer to what the council asks for."""

    answer = forms.CharField(
        label=pgettext_lazy("steering", "Answer"), widget=forms.Textarea(attrs={"rows": 6}), max_length=LONGEST_TEXT
    )
    on = day_field(_("Answered on"), required=True)


class ActivityFilter(forms.Form):
    """Which of the activities that a reader sees are shown. An unknown value shows all, since addresses are shared."""

    body = forms.ChoiceField(label=_("Card"), required=False)
    owner = forms.ChoiceField(label=_("Responsible"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    goal = forms.IntegerField(widget=forms.HiddenInput, required=False)
    view = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lines = lines
        bodies = {line.activity.organisation.key: line.activity.organisation for line in lines}
        named = sorted(bodies.values(), key=lambda each: (each.sort_sv, each.pk))
        everything = ("", pgettext("filter", "all"))
        owners = sorted({line.activity.owner for line in lines if line.activity.owner})
        states = [(_OPEN, _("open")), (_OVERDUE, _("past its deadline")), *Activity.Status.choices]
        choices: dict[str, Iterable[Any]] = {
            "body": [(each.key, each.name) for each in named],
            "owner": [(each, each) for each in owners],
            "status": states,
        }
        for name, found in choices.items():
            self.fields[name].choices = [everything, *found]  # type: ignore[attr-defined]

    def found(self) -> list[Line]:
        """Return the lines that are asked for."""
        self.is_valid()
        wanted = self.cleaned_data
        return [line for line in self._lines if self._fits(line, wanted)]

    @staticmethod
    def _fits(line: Line, wanted: dict[str, Any]) -> bool:
        activity, status = line.activity, wanted.get("status")
        if wanted.get("body") and activity.organisation.key != wanted["body"]:
            return False
        if wanted.get("owner") and activity.owner != wanted["owner"]:
            return False
        if wanted.get("goal") and (line.goal is None or line.goal.pk != wanted["goal"]):
            return False
        if status == _OVERDUE:
            return line.overdue
        return activity.status in OPEN if status == _OPEN else not status or activity.status == status
