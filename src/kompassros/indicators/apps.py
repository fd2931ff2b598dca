from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "kompassros.indicators"

    def ready(self) -> None:
        """Register the words of the history."""
        from kompassros.indicators import wording  # noqa: F401
