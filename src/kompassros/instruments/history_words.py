"""How the history tells what was changed in a draft: which part, which field, in which language."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from kompassros.instruments import editing
from kompassros.instruments.drafts import KIND
from kompassros.instruments.editing import Content
from kompassros.instruments.wording import FIELDS, GROUPS, LANGUAGE_NAMES, fields_in_words, part_in_words
from kompassros.records.history_table import Wording, register_wording


def field_in_words(key: str) -> str:
    """Return the words for a key of `editing.flat`: "1.2.3 c-k7m2qx partly.nb" or "notes.sv"."""
    number, _blank, rest = key.partition(" ")
    if not rest:
        return fields_in_words(key.split("."))
    return f"{part_in_words(number)}, {fields_in_words(rest.partition(' ')[2].split('.'))}"


def value_in_words(value: Any) -> str:
    """Return a value as it is read: groups and languages by their names, all else as it stands; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(value_in_words(one) for one in value)
    return str(GROUPS.get(value) or LANGUAGE_NAMES.get(value) or value) if isinstance(value, str) else str(value)


def changes_in_words(before: Content, after: Content) -> list[tuple[str, str, str]]:
    """Return (field, before, after) for every single value that differs."""
    old, new = editing.differences(before, after)
    return [(field_in_words(key), value_in_words(old.get(key)), value_in_words(new.get(key))) for key in {**old, **new}]


_later = lazy(field_in_words, str)


class _Fields(Mapping[str, Any]):
    """The words for every key there can be: keys carry the numbers of parts, so they cannot be listed."""

    def __init__(self, words: Callable[[str], Any]) -> None:
        self._words = words

    def __getitem__(self, key: str) -> Any:
        return self._words(key)

    def __iter__(self) -> Iterator[str]:
        return iter(FIELDS)

    def __len__(self) -> int:
        return len(FIELDS)


register_wording(
    KIND,
    Wording(
        kind=_("draft of an edition"),
        verbs={
            "begun": _("begun"),
            "changed": _("changed"),
            "added": _("added"),
            "removed": _("taken away"),
            "held": _("file sent in"),
            "dropped": _("file put aside"),
            "replaced": _("replaced by a file"),
            "checked": _("checked"),
            "published": _("published"),
        },
        fields=_Fields(
            lambda key: {"file": _("File"), "based_on": _("Begun from"), "sha256": "SHA-256"}.get(key) or _later(key)
        ),
        values=_Fields(lambda _key: value_in_words),
    ),
)
register_wording("edition", Wording(kind=_("edition"), verbs={"stored": _("stored")}))
