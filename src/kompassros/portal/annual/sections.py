"""The piece of a municipality's page with its published reports."""

from django.utils.translation import gettext as _

from kompassros.organisations.models import Organisation
from kompassros.portal.annual.addresses import report_address
from kompassros.portal.annual.reading import reports_of
from kompassros.portal.dossier import Dossier
from kompassros.portal.sections import SLOT
from kompassros.records.slots import Piece, register

MOST_SHOWN = 5


def published_reports(*, dossier: Dossier) -> Piece | None:
    """The latest reports that a municipality has published; nothing for one that has published none."""
    organisation = dossier.organisation
    found = reports_of([organisation.key]) if organisation.kind == Organisation.Kind.MUNICIPALITY else []
    if not found:
        return None
    context = {
        "reports": [(report_address(one), one) for one in found[:MOST_SHOWN]],
        "more": len(found) > MOST_SHOWN,
        "organisation": organisation,
    }
    return Piece("annual-reports", _("Annual reports"), "portal/sections/annual_reports.html", context, len(found))


register(SLOT, "annual-reports", 40, published_reports)
