"""The forms of the auditor's pages: a day of a plan, a part of the log, and the verdict."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import RequestForm
from kompassros.steering.auditing.log import Choice
from kompassros.steering.auditing.models import AuditVerdict
from kompassros.steering.auditing.services import LONGEST_REASONS, VerdictContent
from kompassros.steering.auditing.words import PARTS
from kompassros.web.fields import day_field


class DayForm(forms.Form):
    """A day, and the whole plan or the card of one body."""

    day = day_field(_("Day"), _("The plan is shown as it stood at the end of this day."), required=True)
    body = forms.ChoiceField(label=_("Card"), required=False)

    def __init__(self, *args: Any, bodies: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("the whole plan")), *((each.key, each.name) for each in bodies)]
        self.fields["body"].choices = choices  # type: ignore[attr-defined]


class LogForm(forms.Form):
    """Which part of the log: two days, and if wished a person, a kind of thing, its name, a decision."""

    since = day_field(_("From"), required=True)
    until = day_field(_("To"), required=True)
    person = forms.CharField(label=_("Who"), max_length=200, required=False, help_text=_("A part of the name."))
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    subject = forms.CharField(label=_("To what"), max_length=200, required=False, help_text=_("A part of its name."))
    decision = forms.CharField(
        label=_("Decision"), max_length=120, required=False, help_text=_("A part of how it is named, such as “§ 84”.")
    )

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("everything")), *kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", gettext("The last day lies before the first one."))
        return values

    def choice(self) -> Choice:
        """Return what was asked for; only for a form that is in order."""
        return Choice(**{name: self.cleaned_data[name] for name in Choice.__dataclass_fields__})


class VerdictForm(RequestForm):
    """The auditor's verdict on a closed period."""

    financial = forms.ChoiceField(label=PARTS["financial"], widget=forms.RadioSelect)
    operational = forms.ChoiceField(label=PARTS["operational"], widget=forms.RadioSelect)
    overall = forms.ChoiceField(label=PARTS["overall"], widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("What the verdict rests on: which goals were met, which were not, what could not be assessed."),
        max_length=LONGEST_REASONS,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PARTS:
            self.fields[name].choices = AuditVerdict.Conclusion.choices  # type: ignore[attr-defined]

    def content(self) -> VerdictContent:
        """Return what was filled in; only for a form that is in order."""
        return VerdictContent(**{name: self.cleaned_data[name] for name in VerdictContent.__dataclass_fields__})
