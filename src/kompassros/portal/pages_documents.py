"""The public documents: of a result that was made here, of a comparison, of a municipality's results over time."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.documents.blocks import Document
from kompassros.evaluations.library import Library
from kompassros.evaluations.reports.files import BY_KEY, OF_A_RESULT
from kompassros.evaluations.reports.material import material_of
from kompassros.organisations import queries as organisations
from kompassros.portal.comparing import chosen_results
from kompassros.portal.documents import compared_document, history_document
from kompassros.portal.dossier import Dossier
from kompassros.portal.pages_result import find_result
from kompassros.portal.views import language
from kompassros.web.access import everyone
from kompassros.web.document_files import DOCUMENT_WRITERS, MEDIA_TYPES
from kompassros.web.document_sending import language_asked_for, send


@everyone
@require_safe
def result_file(request: HttpRequest, slug: str, kind: str, ending: str) -> HttpResponse:
    """Send a document of a published result that was made here."""
    entry, _sheet = find_result(slug)
    found = BY_KEY.get(kind)
    if found is None or found not in OF_A_RESULT:
        raise Http404(_("There is no such document."))
    return send(found, ending, material_of(entry, Library.open()), language_asked_for(request))


@everyone
@require_safe
def compared_file(request: HttpRequest, ending: str) -> HttpResponse:
    """Send the comparison of the results that the address names; Http404 for fewer than two."""
    library = Library.open()
    chosen = chosen_results(request, library)
    if len(chosen) < 2:
        raise Http404(_("Choose two to five results to compare."))
    return _send(compared_document(chosen, library), ending, "-".join(entry.slug for entry in chosen))


@everyone
@require_safe
def history_file(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """Send the results of a municipality over time."""
    organisation = organisations.with_names(key)
    if organisation is None or organisation.kind not in organisations.SEARCHED_KINDS:
        raise Http404(_("There is no municipality or region with this address."))
    return _send(history_document(Dossier.of(organisation, language())), ending, f"{key}-over-time")


def _send(document: Document, ending: str, name: str) -> HttpResponse:
    write = DOCUMENT_WRITERS.get(ending)
    if write is None:
        raise Http404(_("This document does not come in this format."))
    response = HttpResponse(write(document), content_type=MEDIA_TYPES[ending])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{ending}")
    response["Content-Language"] = document.language
    return response
