"""How a document is sent and offered: in the language that was asked for, under a name that says what it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import override

from kompassros.web.document_files import MEDIA_TYPES, Content, FileKind, format_name
from kompassros.web.formats import current_language


@dataclass(frozen=True)
class Offer:
    """A file: its address, and what the link says; ``language`` is that of the file."""

    href: str
    label: str
    language: str


@dataclass(frozen=True)
class Offered:
    """A document with its files in the reader's language, and, apart, in the other languages."""

    kind: FileKind[Any]
    files: tuple[Offer, ...]
    others: tuple[tuple[str, tuple[Offer, ...]], ...]


def language_asked_for(request: HttpRequest) -> str:
    """Return the language of the document: that of the address's ``language``, else the page's."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else current_language()


def send(kind: FileKind[Content], ending: str, content: Content, language: str) -> HttpResponse:
    """Return the file as an attachment; Http404 for a format that the document does not come in."""
    make = kind.formats.get(ending)
    if make is None:
        raise Http404(_("This document does not come in this format."))
    with override(language):
        made = make(content)
    response = HttpResponse(made, content_type=MEDIA_TYPES[ending])
    name = kind.file_name(content, ending, language)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Language"] = language
    return response


def offered(
    kinds: Iterable[FileKind[Any]], address: str, *arguments: str, query: Mapping[str, str] | None = None
) -> list[Offered]:
    """Return the documents with their files.

    ``address``: the name of the address that sends them; it takes ``arguments``, then a kind's key and an ending.
    ``query``: what else the address carries.
    """
    here = current_language()
    more = dict(query or {})

    def offers(kind: FileKind[Any], language: str) -> tuple[Offer, ...]:
        asked = more if language == here else more | {"language": language}
        return tuple(
            Offer(
                reverse(address, args=[*arguments, kind.key, ending], query=asked or None),
                format_name(ending),
                language,
            )
            for ending in kind.formats
        )

    others = [(code, str(name)) for code, name in settings.LANGUAGES if code != here]
    return [
        Offered(kind, offers(kind, here), tuple((name, offers(kind, code)) for code, name in others)) for kind in kinds
    ]
