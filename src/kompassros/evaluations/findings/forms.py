"""The forms of findings and replies. Many stand on one page, drawn by their own templates; here they are checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.evidence.forms import UploadField, check_page
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.findings.models import Finding, Reply
from kompassros.evaluations.findings.services import LONGEST
from kompassros.organisations.saving import RequestForm
from kompassros.records.answering import UNFINISHED


def _text(label: Any, *, required: bool = True, rows: int = 3, longest: int = LONGEST) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=longest, widget=widget)


class FindingForm(RequestForm):
    """What a finding says."""

    text = _text(_("Finding"))
    question = forms.CharField(label=_("Question"), required=False, max_length=20)
    emphasised = forms.BooleanField(label=_("Emphasised"), required=False)


class NewFindingForm(FindingForm):
    """A finding to be added."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Finding.Kind.choices)


class ReplyForm(RequestForm):
    """What the municipality says of a finding; its version is that of the reply, 0 where there is none yet."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    agrees = forms.TypedChoiceField(
        label=_("Do you agree?"), choices=[("yes", _("yes")), ("no", _("no"))], coerce=lambda value: value == "yes"
    )
    text = _text(_("What is wrong, and how you know"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where the municipality does not agree."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("agrees") is False and not cleaned.get("text", "").strip() and "text" not in self.errors:
            message = gettext("Write what is wrong and how you know it; then your “no” is saved.")
            self.add_error("text", forms.ValidationError(message, code=UNFINISHED))
        return cleaned


class OwnEvidenceForm(RequestForm):
    """The municipality's own evidence for its reply: a document or a web page."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    file = UploadField(label=_("Document"), required=False)
    address = forms.CharField(label=_("or the address of a web page"), required=False, max_length=500)
    title = forms.CharField(label=_("What it is"), max_length=200)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "file" not in self.errors and bool(cleaned.get("file")) == bool(cleaned.get("address")):
            self.add_error("file", gettext("Give either a document or the address of a web page."))
        check_page(self, Evidence.Kind.WEB, cleaned.get("address", ""))
        return cleaned


class AnswerForm(RequestForm):
    """What the team answers to a reply."""

    outcome = forms.ChoiceField(
        label=_("What becomes of the finding"),
        choices=[choice for choice in Reply.Outcome.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    text = _text(_("The finding as it is to stand, where it is changed"), required=False)
    answer = _text(_("The team's answer"), required=False)
