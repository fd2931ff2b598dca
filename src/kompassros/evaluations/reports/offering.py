"""What a page lists of documents: each with its formats in each language, as links."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.evaluations.reports.files import Kind
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

    kind: Kind
    files: tuple[Offer, ...]
    others: tuple[tuple[str, tuple[Offer, ...]], ...]


def offered(kinds: Iterable[Kind], slug: str, address: str) -> list[Offered]:
    """Return the documents with their files; ``address`` is the name of the address that sends them."""
    here = current_language()
    languages = [code for code, _name in settings.LANGUAGES if code != here]
    names = {code: str(name) for code, name in settings.LANGUAGES}
    return [
        Offered(
            kind,
            _offers(kind, slug, address, here),
            tuple((names[code], _offers(kind, slug, address, code)) for code in languages),
        )
        for kind in kinds
    ]


def _offers(kind: Kind, slug: str, address: str, language: str) -> tuple[Offer, ...]:
    query = "" if language == current_language() else f"?language={language}"
    return tuple(
        Offer(f"{reverse(address, args=[slug, kind.key, ending])}{query}", format_name(ending), language)
        for ending in kind.formats
    )


def format_name(ending: str) -> str:
    """Return what a format is called: what people know it as, with its ending."""
    names = {
        "pdf": _("PDF, accessible"),
        "docx": _("Word (DOCX)"),
        "odt": _("OpenDocument (ODT)"),
        "html": _("Web page (HTML)"),
        "pptx": _("PowerPoint (PPTX)"),
        "xlsx": _("Excel (XLSX)"),
        "json": _("JSON, for programs"),
    }
    return names[ending]
