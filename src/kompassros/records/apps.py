from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "kompassros.records"

    def ready(self) -> None:
        """Give the pages' frame the one clock and the number of notices; register the job of letters and the words."""
        from kompassros.records import clock, mail, matter_words, notices, wording  # noqa: F401
        from kompassros.records.backups import marker  # noqa: F401 - a check before workers and the clock run
        from kompassros.web.context import use_clock, use_notices

        use_clock(clock.now)
        use_notices(notices.count_unread)
