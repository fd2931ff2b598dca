from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "kompassros.organisations"

    def ready(self) -> None:
        """Register the policies, the loaders of data and the words of the history."""
        from kompassros.organisations import demo, policies, wording  # noqa: F401
