"""Strict reader of YAML from outside: plain values only, with the line of each place.

YAML 1.1 reads `no:` as false, `1.10` as 1.1 and `2010-03` as a date, lets a key stand twice, and lets a
small file unfold to an enormous one through aliases. This reader takes the events of PyYAML's parser and
builds plain values itself: text, whole numbers, decimals (exact), true/false, null, lists and mappings.
Aliases, anchors, tags, several documents, double keys and deep nesting are refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml
from django.utils.translation import gettext as _

from kompassros.instruments.trouble import MOST_TOLD, ExchangeError, Steps, Trouble, path_text

LARGEST_FILE = 2 * 1024 * 1024
DEEPEST_NESTING = 20
LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ORDINARY = {"": None, "~": None, "null": None, "true": True, "false": False}
WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
DECIMAL_NUMBER = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
OTHER_ENCODINGS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"PK": "ZIP (perhaps a workbook)"}


@dataclass(frozen=True)
class Document:
    """The content of a file as plain values, and the line (from 1) of every place in it."""

    data: Any
    lines: dict[Steps, int] = field(default_factory=dict)


def read_document(raw: bytes, *, file: str) -> Document:
    """Read one YAML document from bytes (UTF-8, at most 2 MB).

    Raises ExchangeError with every double key, or with the first other fault; never another exception.
    """
    text = _decoded(raw, file)
    try:
        builder = _Builder(file, yaml.parse(text, Loader=LOADER))
        return builder.document()
    except yaml.YAMLError as error:
        raise ExchangeError([_not_yaml(error, file, text)]) from None


def _decoded(raw: bytes, file: str) -> str:
    if len(raw) > LARGEST_FILE:
        raise ExchangeError([Trouble(file, "", _("the file is larger than 2 MB; split it, one edition to a file"))])
    for start, name in OTHER_ENCODINGS.items():
        if raw.startswith(start):
            reason = _("the file is %(kind)s, not plain text in UTF-8; save it again as UTF-8")
            raise ExchangeError([Trouble(file, "", reason % {"kind": name})])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        reason = _("the text is not in UTF-8 (often Windows-1252 or ISO 8859-1); save it again as UTF-8")
        raise ExchangeError([Trouble(file, "", reason, line)]) from None


def _not_yaml(error: yaml.YAMLError, file: str, text: str) -> Trouble:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        said = getattr(error, "problem", None) or _("it cannot be read")
        reason = _("not well-formed YAML (%(problem)s); look at indentation, colons and quotes here and above")
        return Trouble(file, "", reason % {"problem": said}, mark.line + 1)
    position = getattr(error, "position", None)
    line = text.count("\n", 0, position) + 1 if isinstance(position, int) else None
    return Trouble(file, "", _("the file holds a character that is not text; remove it"), line)


class _Builder:
    """Turns parser events into plain values; one use."""

    def __init__(self, file: str, events: Iterator[Any]) -> None:
        self.file = file
        self.events = events
        self.lines: dict[Steps, int] = {}
        self.doubles: list[Trouble] = []

    def document(self) -> Document:
        data: Any = None
        seen = False
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    self.refuse(event, (), _("there are several documents (---); keep one per file"))
                seen = True
                data = self.value(next(self.events), ())
        if not seen or data is None:
            raise ExchangeError([Trouble(self.file, "", _("the file is empty"))])
        if self.doubles:
            raise ExchangeError(self.doubles)
        return Document(data, self.lines)

    def refuse(self, event: Any, steps: Steps, reason: str) -> None:
        raise ExchangeError([Trouble(self.file, path_text(steps), reason, event.start_mark.line + 1)])

    def value(self, event: Any, steps: Steps) -> Any:
        self.lines.setdefault(steps, event.start_mark.line + 1)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            self.refuse(event, steps, _("anchors (&) and aliases (*) are not allowed; write the text out"))
        if getattr(event, "tag", None) is not None:
            self.refuse(event, steps, _("tags (%(tag)s) are not allowed; write the plain value") % {"tag": event.tag})
        if len(steps) > DEEPEST_NESTING:
            self.refuse(event, steps[:3], _("the content is nested too deep; look for a bracket too many"))
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(steps)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(steps)
        return event.value if event.style else _plain(event.value)

    def sequence(self, steps: Steps) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value(event, (*steps, len(items))))
        return items

    def mapping(self, steps: Steps) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event, steps)
            place = (*steps, key)
            if key in found:
                reason = _("this key stands twice at the same level; keep one of them")
                self.doubles.append(Trouble(self.file, path_text(place), reason, event.start_mark.line + 1))
                if len(self.doubles) == MOST_TOLD:
                    raise ExchangeError(self.doubles)
            self.lines.setdefault(place, event.start_mark.line + 1)
            found[key] = self.value(next(self.events), place)
        return found

    def key(self, event: Any, steps: Steps) -> str:
        if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None or event.tag is not None:
            self.refuse(event, steps, _("a key must be a plain word"))
        return str(event.value)


def _plain(text: str) -> Any:
    """Give the value of an unquoted scalar: only what YAML 1.2 calls null, true, false and plain numbers."""
    if text in ORDINARY:
        return ORDINARY[text]
    if WHOLE_NUMBER.fullmatch(text):
        return int(text)
    return Decimal(text) if DECIMAL_NUMBER.fullmatch(text) else text
