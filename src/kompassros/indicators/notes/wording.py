"""What each question asks for, in a line of help. The four questions are those of KKiK's handbook (source 003)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.models import MeasureNote

Question = MeasureNote.Question
HELP: Mapping[str, str | Promise] = {
    Question.COMMENT: _(
        "What a reader must know of this year's value: what happened, whether it was expected. It is never carried to "
        "another year."
    ),
    Question.MEASURES: _("In plain words: what is counted, of whom, and what the number leaves out."),
    Question.MEANS: _("Is it good enough for those who live here? Is it chance, or has something changed?"),
    Question.PROCESSES: _("Which of our own ways of working move the value, and who leads them?"),
    Question.BEST: _("Ask those who stand best and are like us. What do they do that we do not?"),
    Question.UNITS: _("Which schools or homes stand out, and do we know why?"),
    Question.PROVIDERS: _("Compare what the municipality does itself with what others do for it."),
    Question.OFTEN: _("How can it be followed during the year, so that nobody waits for next January?"),
}
