from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "kompassros.organisations"

    def ready(self) -> None:
        """Register the policies and the words of the history."""
        from kompassros.organisations import policies, wording  # noqa: F401
