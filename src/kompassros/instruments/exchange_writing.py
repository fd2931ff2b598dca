"""Write an edition as an exchange file, so that reading it gives the same content again."""

from typing import Any, get_args

import yaml

from kompassros.instruments.exchange import canonical
from kompassros.instruments.exchange_schema import EditionFile, EditionWithCriteria, Part


class _Dumper(yaml.SafeDumper):
    """Writes a part that stands twice out twice: the strict reader takes no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write_edition(edition: EditionFile) -> bytes:
    """Return an edition as YAML in UTF-8, keys in the order of the schema."""
    return write_content(canonical(edition))


def write_content(content: dict[str, Any]) -> bytes:
    """Return plain content as YAML, also that of a draft which breaks rules still.

    Keys stand in the order of the schema, and unknown ones last, for PostgreSQL does not keep the order of JSON.
    """
    ordered = _in_order(content, EditionWithCriteria)
    text: str = yaml.dump(ordered, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    return text.encode("utf-8")


def _in_order(value: Any, annotation: Any) -> Any:
    """Return a value with the keys of its parts in the order of the class that ``annotation`` holds."""
    part = _part_in(annotation)
    if part is None:
        return value
    if isinstance(value, list | tuple):
        return [_in_order(one, part) for one in value]
    if not isinstance(value, dict):
        return value
    known = {name: field.annotation for name, field in part.model_fields.items()}
    keys = [*(name for name in known if name in value), *(name for name in value if name not in known)]
    return {key: _in_order(value[key], known.get(key)) for key in keys}


def _part_in(annotation: Any) -> type[Part] | None:
    """Return the class of a file's part that an annotation names, itself or within a union or tuple."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((found for found in map(_part_in, get_args(annotation)) if found), None)
