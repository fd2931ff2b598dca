from django.apps import AppConfig


class SteeringConfig(AppConfig):
    name = "kompassros.steering"

    def ready(self) -> None:
        """Register policies, the readers of frozen rows, the words of the history."""
        from kompassros.steering import history_words, policies  # noqa: F401
        from kompassros.steering.activities import history_words as activity_words  # noqa: F401
        from kompassros.steering.activities import home as activity_home  # noqa: F401
        from kompassros.steering.activities import pieces as activity_pieces  # noqa: F401
        from kompassros.steering.goals import revisions  # noqa: F401
        from kompassros.steering.origins import pieces as origin_pieces  # noqa: F401
        from kompassros.steering.periods import closing, frozen_period  # noqa: F401
        from kompassros.steering.periods import history_words as period_words  # noqa: F401
        from kompassros.steering.periods import home as period_home  # noqa: F401
        from kompassros.steering.periods import policies as period_policies  # noqa: F401
        from kompassros.steering.wheel import history_words as wheel_words  # noqa: F401
        from kompassros.steering.wheel import pieces as wheel_pieces  # noqa: F401
        from kompassros.steering.wheel import reminding  # noqa: F401
