"""The forms of matters and agenda papers."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.records.matters import LONGEST_BODY, LONGEST_CASE_NUMBER, LONGEST_TEXT, LONGEST_TITLE, PaperText
from kompassros.records.tabular import UNPRINTABLE

_LANGUAGES = (("sv", "Svenska"), ("nb", "Norsk bokmål"), ("en", "English"))


def _refuse_unprintable(text: str) -> None:
    if UNPRINTABLE.search(text):
        raise forms.ValidationError(gettext("The text holds characters that cannot be shown. Type it anew."))


def _line(label: Any, longest: int, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    checks = [_refuse_unprintable]
    return forms.CharField(label=label, max_length=longest, help_text=help_text, required=required, validators=checks)


def _case_number() -> forms.CharField:
    said = _("As your registry writes it, such as KS 2026/00417. It may be given later.")
    return _line(_("Case number"), LONGEST_CASE_NUMBER, said)


def _text(label: Any, help_text: Any, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_TEXT,
        help_text=help_text,
        required=False,
        validators=[_refuse_unprintable],
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class OpenForm(forms.Form):
    """A new matter with its first paper."""

    case_number = _case_number()
    title = _line(_("Title"), LONGEST_TITLE, _("Leave it empty to take the one that is suggested."))
    language = forms.ChoiceField(label=_("Language of the paper"), choices=_LANGUAGES, widget=forms.RadioSelect)


class PaperForm(forms.Form):
    """What an agenda paper says."""

    case_number = _case_number()
    title = _line(_("Title"), LONGEST_TITLE, required=True)
    body = _line(_("Board"), LONGEST_BODY, _("To whom the paper goes, such as the municipal executive board."))
    meeting_day = forms.DateField(
        label=_("Day of the meeting"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    background = _text(
        _("Background"), _("What happened and why the matter is raised. A blank line parts paragraphs."), 8
    )
    assessment = _text(_("Assessment"), _("What the result means, and what follows from it."), 8)
    proposal = _text(_("Proposal for decision"), _("What the board is to decide, in the words of the decision."), 5)

    def text(self) -> PaperText:
        """Return what was typed; only for a form that is in order."""
        return PaperText(**self.cleaned_data)
