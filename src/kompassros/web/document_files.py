"""Documents as files: which formats each comes in, how it is made, what a format is called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kompassros.documents.blocks import Deck, Document
from kompassros.documents.docx import write_docx
from kompassros.documents.html import write_html
from kompassros.documents.odt import write_odt
from kompassros.documents.pdf import write_pdf
from kompassros.documents.pptx import write_pptx
from kompassros.documents.slides_pdf import write_slides_pdf

Content = TypeVar("Content")
Made = TypeVar("Made")
_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "html": "text/html; charset=utf-8",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
DOCUMENT_WRITERS: Mapping[str, Callable[[Document], bytes]] = {
    "pdf": write_pdf,
    "docx": write_docx,
    "odt": write_odt,
    "html": write_html,
}
DECK_WRITERS: Mapping[str, Callable[[Deck], bytes]] = {"pptx": write_pptx, "pdf": write_slides_pdf}


@dataclass(frozen=True)
class FileKind(Generic[Content]):
    """A document that can be had of a content.

    told: what it is for. formats: what makes each, by the ending of its name. stem: what a file's name begins with.
    """

    key: str
    name: str | Promise
    told: str | Promise
    formats: Mapping[str, Callable[[Content], bytes]]
    stem: Callable[[Content], str]

    def file_name(self, content: Content, ending: str, language: str) -> str:
        """Return the name of the file that a reader stores."""
        return f"{self.stem(content)}-{self.key}-{language}.{ending}"


def written(make: Callable[[Content], Document]) -> dict[str, Callable[[Content], bytes]]:
    """Return what writes a document in each of its formats."""
    return {ending: _after(make, write) for ending, write in DOCUMENT_WRITERS.items()}


def shown(make: Callable[[Content], Deck]) -> dict[str, Callable[[Content], bytes]]:
    """Return what writes slides in each of their formats."""
    return {ending: _after(make, write) for ending, write in DECK_WRITERS.items()}


def _after(make: Callable[[Content], Made], write: Callable[[Made], bytes]) -> Callable[[Content], bytes]:
    return lambda content: write(make(content))


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
