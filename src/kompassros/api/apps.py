from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "kompassros.api"

    def ready(self) -> None:
        """Declare the interface public: it reads published rows only."""
        from kompassros.api.interface import NAMESPACE
        from kompassros.web.access import EVERYONE, declare_namespace

        declare_namespace(NAMESPACE, EVERYONE)
