from django.apps import AppConfig


class SteeringConfig(AppConfig):
    name = "kompassros.steering"

    def ready(self) -> None:
        """Register policies, the readers of frozen rows, the words of the history."""
        from kompassros.steering import history_words, policies  # noqa: F401
        from kompassros.steering.activities import history_words as activity_words  # noqa: F401
        from kompassros.steering.activities import home as activity_home  # noqa: F401
        from kompassros.steering.activities import pieces as activity_pieces  # noqa: F401
        from kompassros.steering.activities import reorganised as activities_reorganised  # noqa: F401
        from kompassros.steering.auditing import history_words as audit_words  # noqa: F401
        from kompassros.steering.auditing import pieces as audit_pieces  # noqa: F401
        from kompassros.steering.auditing import pieces_periods as verdict_pieces  # noqa: F401
        from kompassros.steering.auditing import policies as audit_policies  # noqa: F401
        from kompassros.steering.budget import history_words as budget_words  # noqa: F401
        from kompassros.steering.budget import pieces as budget_pieces  # noqa: F401
        from kompassros.steering.budget import reorganised as budget_reorganised  # noqa: F401
        from kompassros.steering.goals import reorganised, revisions  # noqa: F401
        from kompassros.steering.mine import home as mine_home  # noqa: F401
        from kompassros.steering.origins import home as origin_home  # noqa: F401
        from kompassros.steering.origins import pieces as origin_pieces  # noqa: F401
        from kompassros.steering.papers import pieces as paper_pieces  # noqa: F401
        from kompassros.steering.papers import policies as paper_policies  # noqa: F401
        from kompassros.steering.periods import closing, committees, frozen_period  # noqa: F401
        from kompassros.steering.periods import history_words as period_words  # noqa: F401
        from kompassros.steering.periods import home as period_home  # noqa: F401
        from kompassros.steering.periods import policies as period_policies  # noqa: F401
        from kompassros.steering.periods import reminding as report_reminding  # noqa: F401
        from kompassros.steering.periods import reorganised as periods_reorganised  # noqa: F401
        from kompassros.steering.periods import waiting_home as periods_to_sign  # noqa: F401
        from kompassros.steering.reorganising import cards, grants, links, pieces  # noqa: F401
        from kompassros.steering.reorganising import policies as reorganising_policies  # noqa: F401
        from kompassros.steering.residents import history_words as resident_words  # noqa: F401
        from kompassros.steering.residents import home as resident_home  # noqa: F401
        from kompassros.steering.wheel import history_words as wheel_words  # noqa: F401
        from kompassros.steering.wheel import pieces as wheel_pieces  # noqa: F401
        from kompassros.steering.wheel import reminding  # noqa: F401
        from kompassros.steering.wheel import reorganised as wheel_reorganised  # noqa: F401
        from kompassros.steering.writing import frozen_report, people  # noqa: F401
        from kompassros.steering.writing import history_words as writing_words  # noqa: F401
        from kompassros.steering.writing import home as writing_home  # noqa: F401
        from kompassros.steering.writing import pieces as writing_pieces  # noqa: F401
        from kompassros.steering.writing import policies as writing_policies  # noqa: F401
