from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "kompassros.statistics"

    def ready(self) -> None:
        """Register the words of the history, and what belongs to a backup."""
        from kompassros.statistics import safekeeping, wording  # noqa: F401
