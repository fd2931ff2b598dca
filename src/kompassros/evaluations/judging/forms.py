"""The forms of the judging screen. They are drawn by their own templates, many on a page; here they are checked."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.evaluations.evidence.services import LONGEST_PLACE
from kompassros.evaluations.judging.cards import Piece
from kompassros.evaluations.judging.framework import Framework
from kompassros.evaluations.judging.models import Level, Reach
from kompassros.instruments.outline import in_language
from kompassros.organisations.saving import RequestForm
from kompassros.web.formats import current_language

LONGEST = 4000
AGREE = "agree"


def _text(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))


class JudgementForm(RequestForm):
    """The judge's view of a criterion."""

    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False, choices=[("", ""), *Level.choices])
    reach = forms.ChoiceField(label=gettext_lazy("Reach"), required=False, choices=[("", ""), *Reach.choices])
    basis = _text(gettext_lazy("Basis"))
    remark = _text(gettext_lazy("The team's remark"))

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where the criterion is not applicable."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("level") == Level.NOT_APPLICABLE and not cleaned.get("basis"):
            self.add_error("basis", _("Write in the basis why the criterion is not applicable."))
        return cleaned


class SecondForm(RequestForm):
    """The second reader's view. "agree.full.whole" is agreement with the view that was shown."""

    level = forms.CharField(label=gettext_lazy("Level"), required=False, max_length=40)
    reach = forms.ChoiceField(label=gettext_lazy("Reach"), required=False, choices=[("", ""), *Reach.choices])
    remark = _text(gettext_lazy("The second reader's remark"))

    def clean(self) -> dict[str, Any]:
        """Take agreement apart into the level and the reach that were shown."""
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = str(cleaned.get("level", ""))
        if chosen.startswith(f"{AGREE}."):
            _agree, chosen, cleaned["reach"] = [*chosen.split("."), "", ""][:3]
        if chosen not in {"", *Level.values} or cleaned.get("reach", "") not in {"", *Reach.values}:
            self.add_error("level", _("Choose one of the levels and one of the reaches."))
        return cleaned | {"level": chosen}


class SettleForm(RequestForm):
    """How a difference ends."""

    second_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    take = forms.ChoiceField(
        label=gettext_lazy("What is to stand"),
        choices=[
            ("judge", gettext_lazy("the judge's view stays")),
            ("second", gettext_lazy("the second reader's view is taken")),
        ],
    )
    why = _text(gettext_lazy("Why"))


class TieForm(forms.Form):
    """A piece of evidence of the evaluation that is to support a criterion, and where in it."""

    request_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    evidence = forms.TypedChoiceField(label=gettext_lazy("Evidence"), coerce=int)
    place = forms.CharField(
        label=gettext_lazy("Where in it"),
        help_text=gettext_lazy("Such as a page, a heading or a minute."),
        required=False,
        max_length=LONGEST_PLACE,
    )

    def __init__(self, pieces: Iterable[Piece], *args: Any, **kwargs: Any) -> None:
        """``pieces``: what can be chosen."""
        super().__init__(*args, **kwargs)
        choices = [(piece.number, f"{piece.title} ({piece.kind})") for piece in pieces]
        cast("forms.ChoiceField", self.fields["evidence"]).choices = choices


class MarkForm(RequestForm):
    """One's own blind mark; version 0 is a mark that is not made yet."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    level = forms.ChoiceField(
        label=gettext_lazy("Level"), choices=Level.choices, error_messages={"required": gettext_lazy("Choose a level.")}
    )
    reach = forms.ChoiceField(label=gettext_lazy("Reach"), required=False, choices=[("", ""), *Reach.choices])
    remark = _text(gettext_lazy("Your remark"))


class RoundForm(RequestForm):
    """A round of calibration over an area, some questions, or a random tenth of the criteria."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    what = forms.ChoiceField(
        label=gettext_lazy("Which criteria"),
        choices=[
            ("tenth", gettext_lazy("a tenth of all, drawn at random")),
            ("area", gettext_lazy("an area")),
            ("questions", gettext_lazy("some questions")),
        ],
        initial="tenth",
        widget=forms.RadioSelect,
    )
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    questions = forms.MultipleChoiceField(
        label=gettext_lazy("Questions"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, framework: Framework, *args: Any, **kwargs: Any) -> None:
        """``framework``: the areas and questions to choose from."""
        super().__init__(*args, **kwargs)
        language = current_language()
        self.framework = framework
        areas = [(area.id, f"{area.no} {in_language(area.name, language)}") for area in framework.areas]
        questions = {one.question.id: one.question for one in framework.placed.values()}
        cast("forms.ChoiceField", self.fields["area"]).choices = areas
        cast("forms.ChoiceField", self.fields["questions"]).choices = [
            (key, f"{question.no} {in_language(question.text, language)}") for key, question in questions.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for questions where some are wanted."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("what") == "questions" and not cleaned.get("questions"):
            self.add_error("questions", _("Choose at least one question."))
        return cleaned

    def chosen(self) -> list[str]:
        """Return the criteria of the area or the questions chosen; empty for a random tenth."""
        if self.cleaned_data["what"] == "area":
            return [one.criterion.id for one in self.framework.by_area[self.cleaned_data["area"]]]
        wanted = set(self.cleaned_data["questions"]) if self.cleaned_data["what"] == "questions" else set()
        return [key for key, one in self.framework.placed.items() if one.question.id in wanted]
