"""How a document is sent: made in the language that was asked for, under a name that says what it is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import override

from kompassros.evaluations.reports.files import MEDIA_TYPES, Kind
from kompassros.evaluations.reports.material import Material
from kompassros.evaluations.wording import LANGUAGES
from kompassros.web.formats import current_language


def language_asked_for(request: HttpRequest) -> str:
    """Return the language of the document: that of the address's ``language``, else the page's."""
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else current_language()


def send(kind: Kind, ending: str, material: Material, language: str) -> HttpResponse:
    """Return the file as an attachment; Http404 for a format that the document does not come in."""
    make = kind.formats.get(ending)
    if make is None:
        raise Http404(_("This document does not come in this format."))
    with override(language):
        content = make(material)
    response = HttpResponse(content, content_type=MEDIA_TYPES[ending])
    name = kind.file_name(material, ending, language)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Language"] = language
    return response
