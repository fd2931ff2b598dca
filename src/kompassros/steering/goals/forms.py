"""The forms of goals, indicators with their targets, figures and verdicts."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kompassros.methods.direction import Direction
from kompassros.methods.printed_figures import read_target
from kompassros.methods.targets import NUMBER_KINDS, Comparison, Target, TargetKind
from kompassros.organisations.saving import RequestForm
from kompassros.steering.goals.contents import GoalContent, IndicatorContent, TargetContent
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition
from kompassros.steering.goals.words import ATTAINMENTS, COMPARISONS, TARGET_KINDS
from kompassros.steering.plans.services import LONGEST_DECISION
from kompassros.steering.plans.structures import Structure
from kompassros.web.fields import day_field, text_field

_DIRECTED = "directed"


def decision_field() -> forms.CharField:
    """Return the field for the decision that changes what is adopted."""
    return forms.CharField(
        label=_("Decision"),
        max_length=LONGEST_DECISION,
        required=False,
        help_text=_("Needed where the plan is adopted, for example “KF 2026-06-15 § 84”."),
    )


class GoalForm(RequestForm):
    """What a goal says, where it stands and what it serves."""

    title = forms.CharField(label=_("Goal"), max_length=300, help_text=_("What changes, how much, for whom, by when."))
    description = text_field(_("Description"))
    perspective = forms.ChoiceField(label=_("Perspective"), required=False)
    serves = forms.TypedChoiceField(
        label=_("Serves"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("The goal above that this one contributes to. Nothing is copied from it."),
    )
    responsible = forms.CharField(label=_("Responsible"), max_length=120, required=False)
    decision = decision_field()

    def __init__(self, *args: Any, structure: Structure, above: Sequence[GoalEdition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._above = {each.pk: each for each in above}
        perspectives = [(each.key, str(each)) for each in structure.perspectives]
        if perspectives:
            self.fields["perspective"].choices = [("", _("Choose …")), *perspectives]  # type: ignore[attr-defined]
            self.fields["perspective"].required = True
        else:
            del self.fields["perspective"]
        goals = [(each.pk, f"{each.organisation}: {each.title}") for each in above]
        self.fields["serves"].choices = [("", _("none")), *goals]  # type: ignore[attr-defined]

    def content(self) -> GoalContent:
        """Return what was filled in; only for a form that is in order."""
        values = self.cleaned_data
        return GoalContent(
            values["title"],
            values["description"],
            values.get("perspective", ""),
            values["responsible"],
            self._above.get(values["serves"]),
        )


def number_field(label: Any, help_text: Any = "") -> forms.DecimalField:
    """Return a field for a number with the reader's decimal sign."""
    return forms.DecimalField(
        label=label, help_text=help_text, required=False, max_digits=18, decimal_places=6, localize=True
    )


class IndicatorForm(RequestForm):
    """What an indicator is, and its target: printed, and what is computed with."""

    title = forms.CharField(label=_("Indicator"), max_length=300)
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False, help_text=_("For example % or days."))
    direction = forms.ChoiceField(label=_("Good is"), choices=IndicatorEdition.Direction.choices)
    target_text = forms.CharField(
        label=_("Target as it is printed"),
        max_length=120,
        required=False,
        help_text=_("“< 6 %”, “80 %”, “> 3 percentage points more a year”. Without numbers below, it is read itself."),
    )
    target_kind = forms.ChoiceField(
        label=_("What the target is about"),
        required=False,
        choices=[("", _("read it from the text")), *TARGET_KINDS.items()],
    )
    comparison = forms.ChoiceField(
        label=_("The result shall be"), required=False, choices=[("", "–"), *COMPARISONS.items()]
    )
    low = number_field(pgettext_lazy("figure", "Number"))
    high = number_field(_("Upper end"), _("Only for a target between two numbers."))
    acceptable = number_field(
        _("Lowest acceptable level"),
        _("Between it and the target the goal is partly met. Without it there is no partly."),
    )
    baseline = forms.CharField(label=_("Baseline"), max_length=60, required=False)
    purpose = text_field(_("Main purpose of the service"))
    definition = text_field(_("Definition"), _("What is counted, and how."))
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    measured_in = forms.IntegerField(label=_("Measured in month"), min_value=1, max_value=12, required=False)
    frequency = forms.IntegerField(
        label=_("Measured every … years"), min_value=1, max_value=10, initial=1, help_text=_("2 for every second year.")
    )
    decimals = forms.IntegerField(label=_("Decimals"), min_value=0, max_value=6, initial=1)
    responsible = forms.CharField(label=_("Responsible"), max_length=120, required=False)
    note = text_field(_("Note"))
    decision = decision_field()

    def clean(self) -> dict[str, Any]:
        """Make a target out of the fields, or read the printed one; say what does not fit together."""
        values = super().clean() or self.cleaned_data
        if not self.errors:
            values[_DIRECTED] = self._target(values)
        return values

    def _target(self, values: dict[str, Any]) -> Target | None:
        kind = values["target_kind"]
        if not kind:
            return self._read(values)
        numbers = kind in NUMBER_KINDS
        comparison = Comparison(values["comparison"]) if values["comparison"] and numbers else None
        fields: list[Decimal | None] = [values[name] if numbers else None for name in ("low", "high", "acceptable")]
        try:
            return Target(TargetKind(kind), comparison, *fields)
        except ValueError:
            self.add_error(
                "comparison",
                gettext(
                    "The target does not fit together: choose how the result shall stand to which number, an upper end"
                    " only for “between”, and a lowest acceptable level that the target lies beyond."
                ),
            )
            return None

    def _read(self, values: dict[str, Any]) -> Target | None:
        given = values["unit"].strip().casefold().endswith(("per år", "per year"))
        read = read_target(values["target_text"], Direction(values["direction"]), given_as_change=given).target
        if read is None or values["acceptable"] is None:
            return read
        try:
            return Target(read.kind, read.comparison, read.low, read.high, values["acceptable"])
        except ValueError:
            self.add_error("acceptable", gettext("The lowest acceptable level lies on the bad side of the target."))
            return read

    def content(self) -> IndicatorContent:
        """Return what was filled in; only for a form that is in order."""
        values = self.cleaned_data
        names = [name for name in IndicatorContent.__dataclass_fields__ if name != "target"]
        target = TargetContent(values["target_text"], values[_DIRECTED])
        return IndicatorContent(**{name: values[name] for name in names}, target=target)


class VerdictForm(RequestForm):
    """What a person says of a goal, with reasons."""

    forecast = forms.TypedChoiceField(
        label=_("What is said"),
        choices=[("0", _("how it is now")), ("1", _("how it will be at the end of the year"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial="0",
    )
    attainment = forms.ChoiceField(
        label=_("The goal is or will be"), choices=ATTAINMENTS.items(), widget=forms.RadioSelect
    )
    reasons = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 5}), max_length=4000)


class WithdrawForm(RequestForm):
    """From when a goal is out of the year, and by which decision."""

    on = day_field(_("Withdrawn on"), required=True)
    decision = decision_field()
