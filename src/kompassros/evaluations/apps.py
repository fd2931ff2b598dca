from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "kompassros.evaluations"

    def ready(self) -> None:
        """Register policies, jobs, the reader of score sheets and the loaders of data."""
        from kompassros.evaluations import demo, policies, sheet, tasks  # noqa: F401
