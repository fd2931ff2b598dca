from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "kompassros.records"

    def ready(self) -> None:
        """Give the pages' frame clock and number of notices; register the job of letters, the words and the sweep."""
        from kompassros.records import archives, clock, mail, matter_words, notices, wording  # noqa: F401
        from kompassros.records.backups import marker  # noqa: F401 - a check before workers and the clock run
        from kompassros.web.context import use_clock, use_notices

        use_clock(clock.now)
        use_notices(notices.count_unread)
