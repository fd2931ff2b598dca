from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "kompassros.instruments"

    def ready(self) -> None:
        """Register readers of frozen editions, policies, words of the history."""
        from kompassros.instruments import history_words, outline, policies  # noqa: F401
