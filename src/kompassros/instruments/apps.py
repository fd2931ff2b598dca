from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "kompassros.instruments"

    def ready(self) -> None:
        """Register the readers of frozen editions and the loader of the packaged ones."""
        from kompassros.instruments import demo, outline  # noqa: F401
