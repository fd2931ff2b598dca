"""The links to public documents that are made on request."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from kompassros.documents.blocks import Document
from kompassros.documents.docx import write_docx
from kompassros.documents.html import write_html
from kompassros.documents.odt import write_odt
from kompassros.documents.pdf import write_pdf
from kompassros.evaluations.reports.offering import format_name

WRITERS: dict[str, Callable[[Document], bytes]] = {
    "pdf": write_pdf,
    "docx": write_docx,
    "odt": write_odt,
    "html": write_html,
}


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
        for ending in WRITERS
    ]
