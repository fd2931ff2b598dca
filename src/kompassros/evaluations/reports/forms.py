"""The form by which documents of several results are asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.figures import label_of
from kompassros.evaluations.published import Published
from kompassros.evaluations.reports.files import OF_A_RESULT
from kompassros.evaluations.wording import LANGUAGES
from kompassros.web.context import LANGUAGE_NAMES
from kompassros.web.document_files import format_name
from kompassros.web.formats import current_language


class BundleForm(forms.Form):
    """Which results, which document in which format, in which language."""

    what = forms.ChoiceField(label=_("Document and format"))
    language = forms.ChoiceField(label=_("Language of the documents"))
    results = forms.MultipleChoiceField(label=_("Results"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any, entries: list[Published]) -> None:
        super().__init__(data, initial={"language": current_language(), "what": "report.pdf"})
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            (f"{kind.key}.{ending}", f"{kind.name}: {format_name(ending)}")
            for kind in OF_A_RESULT
            for ending in kind.formats
        ]
        self.fields["language"].choices = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]  # type: ignore[attr-defined]
        self.fields["results"].choices = [  # type: ignore[attr-defined]
            (entry.slug, label_of(entry.sheet)) for entry in entries
        ]
