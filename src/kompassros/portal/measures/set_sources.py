"""What the packaged sets of measures say of their lists: written in files, and so named here for the translation."""

from django.utils.translation import gettext_noop as _

SOURCES = (
    _("Measures as two municipalities printed them (Finspång, Säffle). The list is not complete."),
    _("Measures as a presentation of the association printed them. The list is not complete."),
    _(
        "The group of ordinary measures as Kolada's interface gave it; the year is approximate. Titles of measures "
        "that are gone are lost."
    ),
    _("Measures as one municipality printed them (Katrineholm). The list is not complete."),
    _(
        "Measures as three municipalities printed them (Helsingborg, Katrineholm, Lindesberg). The list is not "
        "complete."
    ),
    _("Measures as two municipalities printed them. The list is not complete."),
    _("Kolada, group GKPI118, January 2024. The areas are Kompassros' own reading of the measures."),
    _(
        "Kolada, group G2KPI115126, January 2024. The areas are Kolada's perspectives. That its results are marked by "
        "the arrows of the printed report of 2013 is Kompassros' own choice."
    ),
    _(
        "Kompassros' own selection, names, areas, codes and directions. KOSTRA is Statistics Norway's (SSB); SSB's own "
        "table and variable are named when values are read in."
    ),
)
