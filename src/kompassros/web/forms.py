"""How Django's forms look here: label above, help under it, errors beside the field and summed at the top."""

from typing import Any

from django.forms import BaseForm, CheckboxInput, Field, Select, SelectMultiple, Widget
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import ChoiceWidget


class KitBoundField(BoundField):
    """A field that knows how it is laid out and gives its input the kit's class."""

    def __init__(self, form: BaseForm, field: Field, name: str) -> None:
        """Take away a placeholder: it repeats the label, and is gone when someone starts to type."""
        super().__init__(form, field, name)
        field.widget.attrs.pop("placeholder", None)

    @property
    def layout(self) -> str:
        """Return "options" for a list of buttons to choose from, "checkbox" for one, else "plain"."""
        widget = self.field.widget
        if isinstance(widget, ChoiceWidget) and not isinstance(widget, Select | SelectMultiple):
            return "options"
        return "checkbox" if isinstance(widget, CheckboxInput) else "plain"

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        """Add the class; the tie to help and errors is Django's own."""
        built = super().build_widget_attrs(attrs, widget)
        shown = widget or self.field.widget
        if not shown.is_hidden:
            own = str(built.get("class") or shown.attrs.get("class") or "")
            built["class"] = f"{own} ds-input".strip()
        return built


class KitRenderer(DjangoTemplates):
    """Set as FORM_RENDERER, so that every form of every app and library looks the same."""

    form_template_name = "web/form_fields.html"
    field_template_name = "web/field.html"
    bound_field_class = KitBoundField
