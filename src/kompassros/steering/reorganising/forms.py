"""The forms by which bodies are moved, merged and split; each is looked over before it is done."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import RequestForm
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.plans.services import LONGEST_DECISION
from kompassros.steering.reorganising.checks import LONGEST_NAME
from kompassros.steering.reorganising.queries import goals_to_share, parts_of
from kompassros.steering.reorganising.wishes import Decided, Merge, Move, Split, Wish
from kompassros.web.fields import day_field

_CHOOSE = ("", _("Choose one"))
MOST_NAMES = 20


class ReorganisationForm(RequestForm):
    """What all three ask for: the day and the decision. ``seen``: the checksum of what was looked over."""

    on = day_field(_("From which day"), _("The first day of the new order; today or before."), required=True)
    decision = forms.CharField(
        label=_("Decision"),
        max_length=LONGEST_DECISION,
        help_text=_("As it stands in the minutes, for example “KF 2026-06-15 § 84”."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, plan: SteeringPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.parts = {body.key: body for body in parts_of(plan)}
        self.order_fields([name for name in self.fields if name not in ("on", "decision")])

    def decided(self) -> Decided:
        """Return day and decision; only for a form that is in order."""
        return Decided(self.cleaned_data["on"], self.cleaned_data["decision"])

    def wish(self) -> Wish:
        """Return what is wanted; only for a form that is in order."""
        raise NotImplementedError

    def looked_over(self, checksum: str) -> None:
        """Take in what was shown, so that the form, sent again, does that and nothing else."""
        sent = self.data.copy()  # type: ignore[attr-defined]
        sent["seen"] = checksum
        self.data = sent

    def choose(self, name: str, bodies: Mapping[str, Organisation], empty: tuple[str, Any] = _CHOOSE) -> None:
        """Give a field the bodies to choose among, each with what it lies below."""
        choices = [(key, _said(body)) for key, body in bodies.items()]
        first = [] if isinstance(self.fields[name], forms.MultipleChoiceField) else [empty]
        self.fields[name].choices = [*first, *choices]  # type: ignore[attr-defined]

    def places(self) -> dict[str, Organisation]:
        """Return below what a body can lie: the municipality and its parts, but not units."""
        municipality = self.plan.organisation
        above = {key: body for key, body in self.parts.items() if body.kind != Organisation.Kind.UNIT}
        return {municipality.key: municipality, **above}


def _said(body: Organisation) -> str:
    inside = body.parent is not None and body.kind != Organisation.Kind.MUNICIPALITY
    return f"{body.name} ({body.parent})" if inside else body.name


class MoveForm(ReorganisationForm):
    """Which body shall lie below which other one."""

    body = forms.ChoiceField(label=_("The body that moves"))
    below = forms.ChoiceField(label=_("It shall lie below"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("body", self.parts)
        self.choose("below", self.places())

    def wish(self) -> Wish:
        """Return who moves below whom."""
        return Move(self.parts[self.cleaned_data["body"]], self.places()[self.cleaned_data["below"]])


class MergeForm(ReorganisationForm):
    """Which bodies become one, and whether that is a new one."""

    bodies = forms.MultipleChoiceField(label=_("The bodies that become one"), widget=forms.CheckboxSelectMultiple)
    into = forms.ChoiceField(
        label=_("They become"),
        required=False,
        help_text=_("One of them goes on and takes the others in, or all end and a new one begins."),
    )
    name = forms.CharField(label=_("Name of the new body"), required=False, max_length=LONGEST_NAME)
    below = forms.ChoiceField(
        label=_("The new body lies below"), required=False, help_text=_("Empty: where the first of the old ones lies.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("bodies", self.parts)
        self.choose("into", self.parts, ("", _("a new body")))
        self.choose("below", self.places(), ("", _("where the first lies")))

    def wish(self) -> Wish:
        """Return who become one."""
        values = self.cleaned_data
        bodies = [self.parts[key] for key in values["bodies"]]
        return Merge(bodies, self.parts.get(values["into"]), values["name"], self.places().get(values["below"]))


class SplitForm(ReorganisationForm):
    """What a body becomes; once that is known, who takes each goal and each body below it."""

    body = forms.ChoiceField(label=_("The body that is split"))
    names = forms.CharField(
        label=_("The new bodies"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("One name on each line.")
    )
    remains = forms.BooleanField(
        label=_("The body itself goes on as one of them"),
        required=False,
        help_text=_("Else it ends the day before, and the first of the new ones takes what nobody else takes."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("body", self.parts)
        self.chosen: dict[str, tuple[str, str]] = {}
        body = self.parts.get(self.data.get("body", "")) if self.is_bound else None
        if body is not None and len(self._names()) + self._remains() > 1:
            self._add_choices(body)

    def _names(self) -> list[str]:
        lines = str(self.data.get("names", "")).splitlines()
        return [line.strip() for line in lines if line.strip()][:MOST_NAMES]

    def _remains(self) -> bool:
        return bool(self.data.get("remains"))

    def _add_choices(self, body: Organisation) -> None:
        becomes = [body.name, *self._names()] if self._remains() else self._names()
        choices = [(str(place), name) for place, name in enumerate(becomes)]
        children = [each for each in self.parts.values() if each.parent_id == body.pk]
        goals = goals_to_share(self.plan, body)
        for each in children:
            self._add(f"place_{each.key}", ("place", each.key), _("%(name)s lies below"), each.name, choices)
        for goal in goals:
            said = _("Who takes the goal “%(name)s”")
            self._add(f"goal_{goal.goal.uid}", ("goal", str(goal.goal.uid)), said, goal.title, choices)

    def _add(
        self, name: str, chosen: tuple[str, str], label: Any, about: str, choices: Sequence[tuple[str, str]]
    ) -> None:
        self.chosen[name] = chosen
        label = label % {"name": about}
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False, initial="0")

    def wish(self) -> Wish:
        """Return what a body becomes and who takes what."""
        values = self.cleaned_data
        picked = {chosen: int(values.get(name) or 0) for name, chosen in self.chosen.items()}
        return Split(
            self.parts[values["body"]],
            self._names(),
            self._remains(),
            goals={key: place for (kind, key), place in picked.items() if kind == "goal"},
            places={key: place for (kind, key), place in picked.items() if kind == "place"},
        )


FORMS: Mapping[str, type[ReorganisationForm]] = {"move": MoveForm, "merge": MergeForm, "split": SplitForm}
