"""Fields of forms whose text is read line by line."""

from collections.abc import Callable
from typing import Any

from django import forms

LONGEST_LINES = 20_000


class LinesField(forms.CharField):
    """Some lines of text; ``read`` turns them into what they mean, or raises ValueError with a sentence."""

    def __init__(self, label: Any, help_text: Any, read: Callable[[str], Any]) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(label=label, help_text=help_text, required=False, max_length=LONGEST_LINES, widget=widget)
        self._read = read

    def clean(self, value: Any) -> Any:
        """Return what the lines mean."""
        try:
            return self._read(super().clean(value))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class TextField(LinesField):
    """One line of text that is read in the same way."""

    def __init__(self, label: Any, help_text: Any, read: Callable[[str], Any]) -> None:
        super().__init__(label, help_text, read)
        self.widget = forms.TextInput()
