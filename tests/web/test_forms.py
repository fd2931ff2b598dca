import re

from django import forms
from django.utils import translation

from kompassros.web.forms import KitRenderer


class Correction(forms.Form):
    """One field of each layout."""

    default_renderer = KitRenderer

    name = forms.CharField(
        label="Name",
        help_text="As registered.",
        widget=forms.TextInput({"class": "wide", "placeholder": "Name"}),
    )
    kind = forms.ChoiceField(
        label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, help_text="Why it matters."
    )
    year = forms.IntegerField(label="Year", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    read = forms.BooleanField(label="Read")

    def clean(self) -> None:
        raise forms.ValidationError("The areas do not add up.")


def shown(data: dict[str, str] | None = None) -> str:
    return str(Correction(data))


def test_form_without_data_has_no_errors_and_ties_help_to_its_field() -> None:
    page = shown()
    assert "ds-error-summary" not in page
    assert 'id="id_name_helptext"' in page
    assert re.search(r'<input[^>]*name="name"[^>]*aria-describedby="id_name_helptext"', page)


def test_form_inputs_have_the_kit_s_class_and_keep_their_own() -> None:
    page = shown()
    assert 'class="wide ds-input"' in page
    assert re.search(r'<input type="hidden" name="version"(?![^>]*ds-input)', page)


def test_form_drops_placeholders_that_repeat_the_label() -> None:
    assert "placeholder" not in shown()


def test_form_marks_what_is_optional() -> None:
    with translation.override("en"):
        page = shown()
    assert page_label(page, "id_year").count("(optional)") == 1
    assert "optional" not in page_label(page, "id_name")


def page_label(page: str, field: str) -> str:
    found = re.search(rf'<label class="ds-label" for="{field}">(.*?)</label>', page)
    assert found
    return found[1]


def test_form_with_errors_sums_them_at_the_top_with_links_to_fields() -> None:
    summary = shown({"name": "", "kind": "c"}).split("</ul>")[0]
    assert 'role="group"' in summary
    assert "<li>The areas do not add up.</li>" in summary
    assert re.findall(r'href="#(\w+)"', summary) == ["id_name", "id_kind", "id_read"]


def test_field_with_error_is_invalid_and_described_by_it() -> None:
    page = shown({"kind": "a"})
    name = re.search(r'<input[^>]*name="name"[^>]*>', page)
    assert name
    assert 'aria-invalid="true"' in name[0]
    assert 'aria-describedby="id_name_helptext id_name_error"' in name[0]
    assert '<div class="ds-validation-message" id="id_name_error">' in page


def test_choices_are_a_fieldset_that_the_summary_can_link_to() -> None:
    page = shown({"name": "x"})
    fieldset = re.search(r'<fieldset[^>]*id="id_kind"[^>]*>', page)
    assert fieldset
    assert 'aria-describedby="id_kind_helptext id_kind_error"' in fieldset[0]
    assert page.count('<label for="id_kind_') == 2
