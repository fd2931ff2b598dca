"""Write an edition as an exchange file, so that reading it gives the same content again."""

from typing import Any

import yaml

from kompassros.instruments.exchange import canonical
from kompassros.instruments.exchange_schema import EditionFile


class _Dumper(yaml.SafeDumper):
    """Writes a part that stands twice out twice: the strict reader takes no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write_edition(edition: EditionFile) -> bytes:
    """Return an edition as YAML in UTF-8, keys in the order of the schema."""
    return write_content(canonical(edition))


def write_content(content: dict[str, Any]) -> bytes:
    """Return plain content as YAML, also that of a draft which breaks rules still."""
    text: str = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    return text.encode("utf-8")
