"""The links to public documents that are made on request."""

from dataclasses import dataclass

from django.urls import reverse

from kompassros.web.document_files import DOCUMENT_WRITERS, format_name


@dataclass(frozen=True)
class PublicFile:
    """A link to a document."""

    href: str
    label: str


def offered_public(name: str, *arguments: str, query: str = "") -> list[PublicFile]:
    """Return the links to a document in each format; ``query`` is kept in the address."""
    more = f"?{query}" if query else ""
    return [
        PublicFile(f"{reverse(f'portal:{name}_file', args=[*arguments, ending])}{more}", format_name(ending))
        for ending in DOCUMENT_WRITERS
    ]
