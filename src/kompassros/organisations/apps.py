from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "kompassros.organisations"

    def ready(self) -> None:
        """Register the policies and the loaders of data."""
        from kompassros.organisations import demo, policies  # noqa: F401
