"""The form of a question with all its criteria, and room for a new one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kompassros.instruments import editing
from kompassros.instruments.editing import Content, Part
from kompassros.instruments.exchange_schema import LANGUAGES
from kompassros.instruments.forms import Label, PartForm, PointsField, own_field, place_field, weight_field
from kompassros.instruments.wording import FIELDS, GROUPS, part_in_words
from kompassros.instruments.workbook_columns import TEXTS

NEW = "new"


class QuestionForm(PartForm):
    """A question and its criteria; a new criterion is one of whose texts something is typed."""

    def __init__(self, data: Any = None, *, content: Content, identifier: str, version: int) -> None:
        self._found = editing.find(content, identifier)
        question = self._found.part
        initial = {key: question[key] for key in ("maximum", "weight", "own")}
        super().__init__(data, initial=initial | {"version": version})
        self._identifier, self._number = identifier, question["no"]
        self._texts = self.add_texts("text", question["text"])
        self._add_question_fields(content)
        self._criteria = {criterion["id"]: criterion for criterion in question["criteria"]}
        for key, criterion in (*self._criteria.items(), (NEW, editing.new_criterion())):
            self._add_criterion(key, criterion)

    def _add_question_fields(self, content: Content) -> None:
        areas = [(area["id"], f"{area['no']} {area['name']['sv']}") for area in content["areas"]]
        self.fields["area"] = forms.ChoiceField(label=_("Area"), choices=areas)
        self.fields["place"] = place_field(len(self._found.siblings))
        help_text = _("The area is divided by the weights where no maximum is published.")
        self.fields["weight"] = weight_field(help_text)
        self.fields["maximum"] = PointsField(FIELDS["maximum"], help_text=_("Only where the owner has published it."))
        self.fields["own"] = own_field()
        self.initial.update(area=self._found.parent, place=self._found.index + 1)

    def _add_criterion(self, key: str, criterion: Part) -> None:
        for name in TEXTS:
            self.add_texts(f"{key}-{name}", criterion[name], label=FIELDS[name])
        self.fields[f"{key}-ask"] = forms.MultipleChoiceField(
            label=FIELDS["ask"],
            choices=list(GROUPS.items()),
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields[f"{key}-weight"] = weight_field(_("The question is divided by the weights of its criteria."))
        self.fields[f"{key}-place"] = place_field(len(self._criteria) + 1)
        place = list(self._criteria).index(key) + 1 if key in self._criteria else len(self._criteria) + 1
        ask, weight = f"{key}-ask", f"{key}-weight"
        self.initial.update({ask: criterion["ask"], weight: criterion["weight"], f"{key}-place": place})

    def layout(self) -> Sequence[tuple[Label, Sequence[Sequence[str]]]]:
        """Return the question first, then its criteria, last the new one."""
        question = [self._texts, ["area", "place"], ["weight", "maximum", "own"]]
        headings = [part_in_words(f"{self._number}.{place}") for place in range(1, len(self._criteria) + 1)]
        keys = [*self._criteria, NEW]
        criteria = zip([*headings, _("Add a criterion")], keys, strict=True)
        return [
            (part_in_words(self._number), question),
            *((heading, self._rows(key)) for heading, key in criteria),
        ]

    def _rows(self, key: str) -> list[list[str]]:
        texts = [[f"{key}-{name}-{language}" for language in LANGUAGES] for name in TEXTS]
        return [*texts, [f"{key}-ask", f"{key}-weight", f"{key}-place"]]

    def _criterion(self, key: str) -> Part:
        texts = {name: self.texts(f"{key}-{name}") for name in TEXTS}
        return {**texts, "ask": self.cleaned_data[f"{key}-ask"], "weight": self.cleaned_data[f"{key}-weight"]}

    def apply(self, content: Content) -> Content:
        """Return content with all that the form says of the question and its criteria."""
        cleaned = self.cleaned_data
        values = {"text": self.texts("text"), **{key: cleaned[key] for key in ("weight", "maximum", "own")}}
        changed = editing.change(content, self._identifier, values)
        for key in self._criteria:
            changed = editing.change(changed, key, self._criterion(key))
        for key in self._criteria:
            if cleaned[f"{key}-place"] != self.initial[f"{key}-place"]:
                changed = editing.move(changed, key, cleaned[f"{key}-place"])
        changed = self._with_new(changed)
        changed = editing.move(changed, self._identifier, cleaned["place"])
        return editing.move_below(changed, self._identifier, cleaned["area"])

    def _with_new(self, content: Content) -> Content:
        new = self._criterion(NEW)
        if not any(text for name in TEXTS for text in new[name].values()):
            return content
        changed, identifier = editing.add_criterion(content, self._identifier, new)
        return editing.move(changed, identifier, self.cleaned_data[f"{NEW}-place"])
