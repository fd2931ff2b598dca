"""The forms by which an edition of a closed period is corrected: whose report, then its figures and its text."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.organisations.saving import WhyForm
from kompassros.steering.goals.indicator_services import LONGEST_FIGURE
from kompassros.steering.periods.correcting import Correction, FigureCorrection, TextCorrection
from kompassros.steering.periods.frozen_period import FrozenCard, FrozenIndicator
from kompassros.steering.periods.models import CardReport
from kompassros.web.fields import text_field

LONGEST_NOTE = 2000


class BodyForm(forms.Form):
    """Whose figures or text are to be corrected."""

    body = forms.ChoiceField(label=gettext_lazy("Card"), required=False)

    def __init__(self, *args: Any, cards: Sequence[FrozenCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [(card.body, card.name) for card in cards]  # type: ignore[attr-defined]


class CorrectionForm(WhyForm):
    """The figures of a body's card as they should have stood, the text of its signed report, and why."""

    def __init__(self, *args: Any, card: FrozenCard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._card = card
        self._indicators = [one for goal in card.goals if not goal.withdrawn for one in goal.indicators]
        for number, one in enumerate(self._indicators):
            self._add_indicator(number, one)
        if card.report["state"] == CardReport.State.SIGNED:
            self.fields["text"] = text_field(_("Text of the report"), rows=6)
            self.initial.setdefault("text", card.report["text"])
        self.order_fields([name for name in self.fields if name != "why"] + ["why"])

    def _add_indicator(self, number: int, one: FrozenIndicator) -> None:
        label = f"{one.title} ({one.content['unit']})" if one.content["unit"] else one.title
        figure = forms.CharField(label=label, max_length=LONGEST_FIGURE, required=False)
        figure.help_text = _("Empty: not measured.")
        self.fields[f"figure-{number}"] = figure
        self.fields[f"note-{number}"] = forms.CharField(
            label=_("Remark on “%(indicator)s”") % {"indicator": one.title}, max_length=LONGEST_NOTE, required=False
        )
        self.initial.setdefault(f"figure-{number}", one.printed)
        self.initial.setdefault(f"note-{number}", one.value["note"] if one.value else "")

    def corrections(self) -> list[Correction]:
        """Return what differs from the edition; only for a form that is in order."""
        return list(self._corrections())

    def _corrections(self) -> Iterator[Correction]:
        data = self.cleaned_data
        for number, one in enumerate(self._indicators):
            printed, note = data[f"figure-{number}"].strip(), data[f"note-{number}"].strip()
            stood = (one.printed, one.value["note"] if one.value else "")
            if (printed, note) != stood:
                yield FigureCorrection(one.uid, printed, note)
        if "text" in data and data["text"].strip().splitlines() != self._card.report["text"].splitlines():
            yield TextCorrection(self._card.body, data["text"])
