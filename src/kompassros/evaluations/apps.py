from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "kompassros.evaluations"

    def ready(self) -> None:
        """Register policies, jobs, the reader of score sheets and the loaders of data, the words of the history."""
        from kompassros.evaluations import demo, history_words, policies, sheet, tasks  # noqa: F401
