from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "kompassros.indicators"

    def ready(self) -> None:
        """Register the words of the history; the jobs, policies and home page of tables that are sent in."""
        from kompassros.indicators import wording  # noqa: F401
        from kompassros.indicators.networking import history_words as network_words  # noqa: F401
        from kompassros.indicators.networking import home as network_home  # noqa: F401
        from kompassros.indicators.networking import policies as network_policies  # noqa: F401
        from kompassros.indicators.notes import history_words as note_words  # noqa: F401
        from kompassros.indicators.notes import home as note_home  # noqa: F401
        from kompassros.indicators.notes import policies as note_policies  # noqa: F401
        from kompassros.indicators.results import home as results_home  # noqa: F401
        from kompassros.indicators.results import of_all  # noqa: F401
        from kompassros.indicators.rounds import (  # noqa: F401
            contact_pieces,
            contact_words,
            data_history_words,
            release_pieces,
            storing,
        )
        from kompassros.indicators.rounds import history_words as round_words  # noqa: F401
        from kompassros.indicators.rounds import home as round_home  # noqa: F401
        from kompassros.indicators.rounds import policies as round_policies  # noqa: F401
        from kompassros.indicators.sets import history_words as set_words  # noqa: F401
        from kompassros.indicators.sets import home as set_home  # noqa: F401
        from kompassros.indicators.sets import policies as set_policies  # noqa: F401
        from kompassros.indicators.tables import history_words, home, policies, tasks  # noqa: F401
