"""What the documents of a result are called, and what must be seen on every page of them."""

from django.utils.translation import gettext as _

from kompassros.evaluations.reports.material import Material
from kompassros.web.formats import format_datetime


def title_of(material: Material) -> str:
    """Return the title that all documents of a result bear."""
    return _("%(name)s: evaluation %(year)s") % {"name": material.sheet.organisation_name, "year": material.sheet.year}


def kicker_of(material: Material, kind: str) -> str:
    """Return what kind of document it is, with what must be seen on every page: made up, a draft."""
    return " · ".join([kind, *marks_of(material)])


def marks_of(material: Material) -> list[str]:
    """Return what must be seen on every page and every slide: made up, a draft, an embargo."""
    told = []
    if material.sheet.made_up:
        told.append(_("made-up demo data"))
    if material.preview:
        told.append(_("draft"))
    if material.public_from:
        told.append(_("not public before %(time)s") % {"time": format_datetime(material.public_from)})
    return told
