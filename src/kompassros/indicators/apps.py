from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "kompassros.indicators"

    def ready(self) -> None:
        """Register the words of the history; the jobs, policies and home page of tables that are sent in."""
        from kompassros.indicators import wording  # noqa: F401
        from kompassros.indicators.networking import policies as network_policies  # noqa: F401
        from kompassros.indicators.notes import policies as note_policies  # noqa: F401
        from kompassros.indicators.rounds import policies as round_policies  # noqa: F401
        from kompassros.indicators.tables import history_words, home, policies, tasks  # noqa: F401
