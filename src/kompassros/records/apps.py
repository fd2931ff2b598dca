from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "kompassros.records"

    def ready(self) -> None:
        """Give the pages' frame the one clock."""
        from kompassros.records import clock
        from kompassros.web.context import use_clock

        use_clock(clock.now)
