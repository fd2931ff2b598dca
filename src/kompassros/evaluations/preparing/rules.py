"""What preparing tells, makes and lacks: the answers of a new evaluation, what is missing, the sentences of notices."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kompassros.evaluations.courses import hooks
from kompassros.evaluations.courses.hooks import Missing
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import Part, State
from kompassros.evaluations.preparing.answering import make_answers
from kompassros.evaluations.preparing.models import DocumentRequest, SelfAnswer
from kompassros.evaluations.preparing.queries import progress_of
from kompassros.records import notices


def missing_documents(course: Course) -> Iterator[Missing]:
    """Tell how many documents are not in, and how many of them are overdue; or that none is asked for."""
    address = reverse("courses:documents", args=[course.slug])
    found = progress_of(list(DocumentRequest.objects.filter(course=course)))
    if not found.count:
        yield Missing(str(_("No document is asked for.")), Part.LEAD, address)
    if found.overdue:
        text = ngettext("%(count)s document is overdue.", "%(count)s documents are overdue.", found.overdue)
        yield Missing(text % {"count": found.overdue}, Part.COORDINATOR, address)
    waiting = found.open - found.overdue
    if waiting:
        text = ngettext("%(count)s document has not come yet.", "%(count)s documents have not come yet.", waiting)
        yield Missing(text % {"count": waiting}, Part.COORDINATOR, address)


def missing_answers(course: Course) -> Iterator[Missing]:
    """Tell how many questions of the self-description are not ready, and how many nobody has been given."""
    address = reverse("courses:answers", args=[course.slug])
    rows = list(SelfAnswer.objects.filter(course=course))
    found = progress_of(rows)
    if found.open:
        text = ngettext(
            "%(count)s question of the self-description is not ready.",
            "%(count)s questions of the self-description are not ready.",
            found.open,
        )
        yield Missing(text % {"count": found.open}, Part.COORDINATOR, address)
    alone = sum(row.respondent_id is None and row.state == SelfAnswer.State.EMPTY for row in rows)
    if alone:
        text = ngettext("%(count)s question has no respondent.", "%(count)s questions have no respondent.", alone)
        yield Missing(text % {"count": alone}, Part.COORDINATOR, address)


hooks.make_on_entering(State.PREPARING, make_answers)
hooks.tell_missing(State.PREPARING, missing_documents)
hooks.tell_missing(State.PREPARING, missing_answers)

notices.register_kind("evaluations.documents_asked", _("%(municipality)s: the evaluation team asks for documents."))
notices.register_kind(
    "evaluations.documents_answered", _("%(municipality)s has answered everything that the team asked for.")
)
notices.register_kind(
    "evaluations.questions_given",
    _("%(municipality)s: questions of the self-description are yours to answer. Number of questions: %(count)s."),
)
notices.register_kind(
    "evaluations.questions_given_by",
    _(
        "%(municipality)s: questions of the self-description are yours to answer by %(day)s. "
        "Number of questions: %(count)s."
    ),
)
notices.register_kind(
    "evaluations.questions_given_soon",
    _(
        "Due soon, by %(day)s: questions of the self-description of %(municipality)s are yours to answer. "
        "Number of questions: %(count)s."
    ),
)
