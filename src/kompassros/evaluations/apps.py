from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "kompassros.evaluations"

    def ready(self) -> None:
        """Register policies, jobs, the reader of score sheets, the words of the history."""
        from kompassros.evaluations import history_words, policies, sheet, tasks  # noqa: F401
        from kompassros.evaluations.courses import history_words as course_words  # noqa: F401
        from kompassros.evaluations.courses import home, joint_policies, team  # noqa: F401
        from kompassros.evaluations.courses import rules as course_rules  # noqa: F401
        from kompassros.evaluations.drafting import history_words as section_words  # noqa: F401
        from kompassros.evaluations.drafting import rules as writing_rules  # noqa: F401
        from kompassros.evaluations.evidence import history_words as evidence_words  # noqa: F401
        from kompassros.evaluations.evidence import rules as evidence_rules  # noqa: F401
        from kompassros.evaluations.findings import bank_home, bank_measures, bank_words  # noqa: F401
        from kompassros.evaluations.findings import history_words as finding_words  # noqa: F401
        from kompassros.evaluations.findings import rules as finding_rules  # noqa: F401
        from kompassros.evaluations.followup import history_words as action_words  # noqa: F401
        from kompassros.evaluations.followup import home as action_home  # noqa: F401
        from kompassros.evaluations.followup import reminding as action_reminding  # noqa: F401
        from kompassros.evaluations.followup import rules as action_rules  # noqa: F401
        from kompassros.evaluations.interviews import history_words as interview_words  # noqa: F401
        from kompassros.evaluations.interviews import rules as interview_rules  # noqa: F401
        from kompassros.evaluations.judging import rules as judging_rules  # noqa: F401
        from kompassros.evaluations.judging import wording as judging_wording  # noqa: F401
        from kompassros.evaluations.preparing import history_words as preparing_words  # noqa: F401
        from kompassros.evaluations.preparing import home as preparing_home  # noqa: F401
        from kompassros.evaluations.preparing import reminding as preparing_reminding  # noqa: F401
        from kompassros.evaluations.preparing import rules as preparing_rules  # noqa: F401
        from kompassros.evaluations.publication import embargo, rules  # noqa: F401
        from kompassros.evaluations.publication import history_words as result_words  # noqa: F401
        from kompassros.evaluations.reports import bundle  # noqa: F401
