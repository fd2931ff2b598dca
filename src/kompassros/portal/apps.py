from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "kompassros.portal"

    def ready(self) -> None:
        """Register the sections of pages, the menu and the publishing of pages."""
        from kompassros.portal import home_pieces, publishing, sections  # noqa: F401
        from kompassros.portal.annual import coming  # noqa: F401
        from kompassros.portal.annual import sections as annual_sections  # noqa: F401
        from kompassros.portal.measures import key_figures  # noqa: F401
        from kompassros.web import navigation

        for order, (address, label) in enumerate(MENU):
            navigation.register(navigation.NavItem(address, label, order))
        for order, (address, label) in enumerate(FOOT):
            navigation.register(navigation.NavItem(address, label, order, place="foot"))
        navigation.register(navigation.NavItem("portal:home", _("My page"), 90, visible=navigation.to_signed_in))


FOOT = (
    ("portal:references", _("References")),
    ("portal:glossary", _("Glossary")),
    ("portal:open_data", _("Open data")),
)
MENU = (
    ("portal:municipalities", _("Municipalities")),
    ("portal:evaluations", _("Results")),
    ("portal:measures", _("Measures")),
    ("portal:compare", _("Compare")),
    ("portal:instruments", _("Instruments")),
    ("portal:method", _("Method")),
)
