"""The forms of the public pages."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.figures import label_of
from kompassros.evaluations.published import Published
from kompassros.evaluations.sentences import version_of
from kompassros.methods.ordering import sort_key
from kompassros.web.formats import current_language

Choices = Sequence[tuple[str, Sequence[tuple[str, str]]]]


def choices(entries: Iterable[Published]) -> Choices:
    """Return the results to choose from, grouped by version, by name within it."""
    language = current_language()
    ordered = sorted(
        entries,
        key=lambda entry: (
            entry.sheet.version is None,
            entry.sheet.version or "",
            sort_key(entry.sheet.organisation_name, language),
            entry.sheet.year or 0,
        ),
    )
    grouped = groupby(ordered, key=lambda entry: entry.sheet.version)
    heads = {None: str(_("Version not stated"))}
    return [
        (
            heads.get(version) or str(_("Version %(version)s")) % {"version": (version or "").removeprefix("v")},
            [
                (
                    entry.slug,
                    label_of(entry.sheet) if version else f"{label_of(entry.sheet)}, {version_of(entry.sheet)}",
                )
                for entry in group
            ],
        )
        for version, group in grouped
    ]


class CompareForm(forms.Form):
    """Five lists to choose results from; the choice stands in the address, to be shared."""

    def __init__(self, options: Choices, *, initial: dict[str, Any]) -> None:
        super().__init__()
        chosen = initial["e"]
        for number in range(5):
            field = forms.ChoiceField(
                label=_("Result %(number)s") % {"number": number + 1},
                choices=[("", _("none")), *options],
                required=False,
                initial=chosen[number] if number < len(chosen) else "",
            )
            self.fields[f"e{number}"] = field

    def add_prefix(self, field_name: str) -> str:
        """Give all lists the one name that the address uses."""
        return "e"
