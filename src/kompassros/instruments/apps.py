from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "kompassros.instruments"

    def ready(self) -> None:
        """Register readers of frozen editions, the loader of the packaged ones, policies, words of the history."""
        from kompassros.instruments import demo, history_words, outline, policies  # noqa: F401
