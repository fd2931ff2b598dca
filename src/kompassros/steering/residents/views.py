"""The pages of residents' comments for those who lead: what waits first, and one comment with what is done with it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.organisations.saving import RequestForm
from kompassros.records import history
from kompassros.records.history_table import history_table
from kompassros.steering.access import municipality_of, municipality_page, person_of
from kompassros.steering.pages import change, done, sent, told_errors
from kompassros.steering.residents import services, trail
from kompassros.steering.residents.forms import AnswerForm, RefuseForm
from kompassros.steering.residents.models import ResidentComment
from kompassros.steering.residents.queries import comments_of
from kompassros.steering.residents.tables import TONES, comment_address, comments_table
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@municipality_page("lead")
@require_safe
def show_all(request: HttpRequest, municipality: str) -> HttpResponse:
    """List the comments on all reports of a municipality, those that wait first."""
    one = municipality_of(request)
    comments = list(comments_of(one))
    table = comments_table(comments)
    page = {
        "one": one,
        "heading": _("Residents' comments"),
        "table": table,
        "waiting": sum(each.state == ResidentComment.State.WAITING for each in comments),
    }
    return respond_with_download(request, table) or render(request, "steering/residents/all.html", page)


def _comment(request: HttpRequest, pk: int) -> ResidentComment:
    found = comments_of(municipality_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such comment."))
    return found


@municipality_page("lead")
@require_safe
def show(request: HttpRequest, municipality: str, pk: int) -> HttpResponse:
    """Show a comment with all that happened to it, and what can be done with it."""
    comment = _comment(request, pk)
    page = {
        **_page(request),
        "heading": _("A resident's comment"),
        "comment": comment,
        "tone": TONES[comment.state],
        "form": RequestForm(initial=opened(comment), auto_id=False),
        "history": history_table(
            history.of_subject(trail.COMMENT, str(comment.pk)), caption=_("History of the comment"), with_subject=False
        ),
    }
    return render(request, "steering/residents/one.html", page)


def _page(request: HttpRequest) -> dict[str, Any]:
    one = municipality_of(request)
    return {"one": one, "all": reverse("steering:comments", args=[one.key])}


@municipality_page("lead")
@require_POST
def make_public(request: HttpRequest, municipality: str, pk: int) -> HttpResponse:
    """Let everybody read a comment, and go to the next one that waits."""
    comment, form = _comment(request, pk), RequestForm(request.POST)

    def act(_values: dict[str, Any]) -> object:
        return services.show_comment(comment=comment, person=person_of(request))

    if done(request, form, act, row=comment):
        messages.success(request, _("The comment is shown below its chapter."))
        return redirect("steering:comments", municipality)
    told_errors(request, form)
    return redirect(comment_address(comment))


@municipality_page("lead")
@_form_methods
def refuse(request: HttpRequest, municipality: str, pk: int) -> HttpResponse:
    """Refuse a comment with a reason."""
    comment = _comment(request, pk)
    form = RefuseForm(sent(request), initial=opened(comment))

    def act(values: dict[str, Any]) -> object:
        return services.refuse_comment(comment=comment, reason=values["reason"], person=person_of(request))

    page = {"heading": _("Do not show the comment"), "submit": _("Refuse"), "lead": comment.text}
    return _change(request, form, act, comment, page, _("The comment is not shown. It is kept, with your reason."))


@municipality_page("lead")
@_form_methods
def answer(request: HttpRequest, municipality: str, pk: int) -> HttpResponse:
    """Answer a comment that is shown."""
    comment = _comment(request, pk)
    form = AnswerForm(sent(request), initial=opened(comment, answer=comment.answer))

    def act(values: dict[str, Any]) -> object:
        return services.answer_comment(comment=comment, answer=values["answer"], person=person_of(request))

    page = {"heading": _("Answer the comment"), "submit": _("Publish the answer"), "lead": comment.text}
    return _change(request, form, act, comment, page, _("The answer stands below the comment."))


def _change(
    request: HttpRequest, form: Any, act: Any, comment: ResidentComment, page: dict[str, Any], said: str
) -> HttpResponse:
    about = (trail.COMMENT, str(comment.pk))
    page |= _page(request)
    return change(request, form, act, row=comment, page=page, said=said, back=comment_address(comment), about=about)
