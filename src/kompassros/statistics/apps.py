from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "kompassros.statistics"

    def ready(self) -> None:
        """Register the words of the history."""
        from kompassros.statistics import wording  # noqa: F401
