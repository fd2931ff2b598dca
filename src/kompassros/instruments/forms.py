"""The forms of the officer's pages of editions; what they give are values for `editing`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.instruments.editing import Content, Part
from kompassros.instruments.exchange_schema import LANGUAGES
from kompassros.instruments.wording import FIELDS, KINDS, LANGUAGE_NAMES
from kompassros.organisations.saving import ChangeForm, WhyField

LONGEST_LINE, LONGEST_PROSE = 400, 4000
Label = Any  # a text, or one that is translated when it is shown


@dataclass(frozen=True)
class Group:
    """Fields that belong together under a heading, in rows: the languages of a text stand side by side."""

    heading: Label
    rows: list[list[BoundField]]


class DraftText(forms.CharField):
    """A text that may be empty while somebody works on it; the check asks for it, so it is not called optional."""

    is_text = True

    def __init__(self, label: Label, language: str, *, prose: bool = False) -> None:
        rows, longest = (8, LONGEST_PROSE) if prose else (3, LONGEST_LINE)
        widget = forms.Textarea(attrs={"rows": rows, "lang": language})
        super().__init__(label=label, max_length=longest, widget=widget)
        self.prose = prose

    def validate(self, value: Any) -> None:
        """Take an empty text too."""

    def clean(self, value: Any) -> str:
        """Return the text with plain line ends; a line has single blanks only."""
        text: str = super().clean(value)
        return text.replace("\r\n", "\n").strip() if self.prose else " ".join(text.split())


class PointsField(forms.CharField):
    """Points as text, such as "12.5"; empty where nothing is published."""

    def __init__(self, label: Label, *, help_text: Label = "") -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(label=label, help_text=help_text, required=False, max_length=12, widget=widget)

    def clean(self, value: Any) -> Any:
        """Return the points as a file holds them, None for nothing; what is no number is left to the check."""
        text: str = super().clean(value).replace(",", ".")
        return (text.rstrip("0").rstrip(".") if "." in text else text) or None


def own_field() -> forms.MultipleChoiceField:
    """Return the field of the languages that are our own translation."""
    return forms.MultipleChoiceField(
        label=FIELDS["own"],
        help_text=_("Languages in which the owner has not published the text."),
        choices=list(LANGUAGE_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def weight_field(help_text: Label) -> forms.IntegerField:
    """Return the field of a weight."""
    return forms.IntegerField(label=FIELDS["weight"], help_text=help_text, min_value=1, max_value=100)


def place_field(count: int) -> forms.IntegerField:
    """Return the field of a place among parts beside it."""
    return forms.IntegerField(label=FIELDS["place"], min_value=1, max_value=max(count, 1))


class PartForm(ChangeForm):
    """Base of the forms of a part: texts in all languages side by side."""

    template_name = "instruments/form_fields.html"
    use_required_attribute = False

    def add_texts(self, name: str, texts: Mapping[str, str], *, label: Label = "", prose: bool = False) -> list[str]:
        """Add the fields "name-sv" and so on, and return their names."""
        names = []
        for language in LANGUAGES:
            key = f"{name}-{language}"
            said = f"{label or FIELDS[name]} ({LANGUAGE_NAMES[language]})"
            self.fields[key] = DraftText(said, language, prose=prose)
            self.initial[key] = texts.get(language, "")
            names.append(key)
        return names

    def texts(self, name: str) -> dict[str, str]:
        """Return a text in all languages as it was typed."""
        return {language: self.cleaned_data[f"{name}-{language}"] for language in LANGUAGES}

    def layout(self) -> Sequence[tuple[Label, Sequence[Sequence[str]]]]:
        """Return headings with the names of the fields in each row below."""
        raise NotImplementedError

    def groups(self) -> Iterator[Group]:
        """Yield the fields as they stand on the page."""
        for heading, rows in self.layout():
            yield Group(heading, [[self[name] for name in row] for row in rows])


class HeadForm(PartForm):
    """What an edition says of itself."""

    edition_version = forms.CharField(label=FIELDS["version"], max_length=20)
    revision = forms.IntegerField(label=FIELDS["revision"], min_value=1, max_value=999)
    valid_from = forms.CharField(
        label=FIELDS["valid_from"], required=False, max_length=10, help_text=_("A year, month or day: 2026-03.")
    )
    valid_to = forms.CharField(label=FIELDS["valid_to"], required=False, max_length=10)
    area_maximum = PointsField(FIELDS["area_maximum"], help_text=_("Empty where the areas differ."))
    total_maximum = PointsField(FIELDS["total_maximum"])
    decimals = forms.IntegerField(label=FIELDS["decimals"], required=False, min_value=0, max_value=2)
    kind = forms.ChoiceField(label=FIELDS["kind"], choices=list(KINDS.items()))
    owners = forms.CharField(
        label=FIELDS["owners"], required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("One on a line.")
    )
    sources = forms.CharField(
        label=FIELDS["sources"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("An empty line between two sources."),
    )
    own = own_field()
    _PLAIN = ("revision", "valid_from", "valid_to", "area_maximum", "total_maximum", "decimals", "own")

    def __init__(self, data: Any = None, *, content: Content, version: int) -> None:
        head = content["instrument"]
        initial = {key: content[key] for key in self._PLAIN}
        initial |= {"version": version, "edition_version": content["version"], "kind": head["kind"]}
        initial |= {"owners": "\n".join(head["owners"]), "sources": "\n\n".join(content["sources"])}
        super().__init__(data, initial=initial)
        self._content = content
        self._names = self.add_texts("name", content["name"])
        self._instrument = self.add_texts("instrument", head["name"], label=_("Name of the instrument"))
        self._notes = self.add_texts("notes", content["notes"], prose=True)
        self._level3 = self.add_texts("level3", content["level3"]["text"], prose=True)

    def layout(self) -> Sequence[tuple[Label, Sequence[Sequence[str]]]]:
        """Return names first, then validity and points, then what a reader must know."""
        return (
            (_("Names"), [self._names, self._instrument, ["kind", "owners", "own"]]),
            (
                _("Version and points"),
                [
                    ["edition_version", "revision"],
                    ["valid_from", "valid_to"],
                    ["area_maximum", "total_maximum", "decimals"],
                ],
            ),
            (_("What a reader must know"), [["sources"], self._notes, self._level3]),
        )

    def values(self) -> Content:
        """Return the values of the edition's own keys."""
        cleaned = self.cleaned_data
        plain = {key: cleaned[key] for key in ("revision", "area_maximum", "total_maximum", "decimals", "own")}
        dates = {key: cleaned[key] or None for key in ("valid_from", "valid_to")}
        instrument = self._content["instrument"] | {
            "name": self.texts("instrument"),
            "kind": cleaned["kind"],
            "owners": [" ".join(line.split()) for line in cleaned["owners"].splitlines() if line.strip()],
        }
        sources = cleaned["sources"].replace("\r\n", "\n").split("\n\n")
        return {
            **plain,
            **dates,
            "version": cleaned["edition_version"],
            "instrument": instrument,
            "name": self.texts("name"),
            "sources": [source.strip() for source in sources if source.strip()],
            "notes": self.texts("notes"),
            "level3": self._content["level3"] | {"text": self.texts("level3")},
        }


class AreaForm(PartForm):
    """An area: its name, maximum and place."""

    maximum = PointsField(
        FIELDS["maximum"], help_text=_("Empty where every area has the same, or it is not published.")
    )
    own = own_field()

    def __init__(self, data: Any = None, *, area: Part, count: int, version: int) -> None:
        initial = {"version": version, "maximum": area["maximum"], "own": area["own"], "place": area.get("no", count)}
        super().__init__(data, initial=initial)
        self.fields["place"] = place_field(count)
        self._names = self.add_texts("name", area["name"])

    def layout(self) -> Sequence[tuple[Label, Sequence[Sequence[str]]]]:
        """Return one group."""
        return ((_("Area"), [self._names, ["maximum", "place", "own"]]),)

    def values(self) -> Part:
        """Return the values of the area's own keys."""
        return {
            "name": self.texts("name"),
            "own": self.cleaned_data["own"],
            "maximum": self.cleaned_data["maximum"],
        }


class StartForm(forms.Form):
    """A draft to begin: whose it is, from which edition, under which name."""

    owner = forms.ChoiceField(label=_("Owner"))
    based_on = forms.ChoiceField(label=_("Begin from"), required=False)
    key = forms.RegexField(
        r"^[a-z][a-z0-9-]{1,40}$",
        label=_("Short name of the instrument"),
        help_text=_(
            "Small letters, digits and hyphens. A copy under another short name becomes an instrument of its own."
        ),
    )
    edition_version = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$",
        label=FIELDS["version"],
        help_text=_("Letters, digits, points and hyphens, such as 2.0."),
    )

    def __init__(self, data: Any = None, *, owners: Sequence[tuple[str, str]], editions: Sequence[Any]) -> None:
        super().__init__(data)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]
        choices = [("", gettext("nothing: an empty frame")), *editions]
        self.fields["based_on"].choices = choices  # type: ignore[attr-defined]
        for language in LANGUAGES:
            label = f"{FIELDS['name']} ({LANGUAGE_NAMES[language]})"
            self.fields[f"name-{language}"] = forms.CharField(label=label, max_length=LONGEST_LINE)

    def names(self) -> dict[str, str]:
        """Return the name in all languages."""
        return {language: self.cleaned_data[f"name-{language}"] for language in LANGUAGES}


class PublishForm(ChangeForm):
    """The reason for a publication."""

    why = WhyField()


class UploadForm(ChangeForm):
    """A file with a whole edition."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A workbook (XLSX, at most 5 MB) or an exchange file (YAML, at most 2 MB) with the whole edition."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.yaml,.yml"}),
    )
