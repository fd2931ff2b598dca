"""The address at which a thing is commented on; the app whose thing it is gives the policy.

``comment_view`` makes the view, ``comment_part`` what ``records/comments.html`` needs on the page of the thing:

    {% include "records/comments.html" with part=comments %}
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kompassros.records.comments import LONGEST, Subject, add_comment, comments_on, withdraw_comment
from kompassros.records.errors import DomainError
from kompassros.records.models import Comment
from kompassros.records.requests import once
from kompassros.web.access import View, allowed
from kompassros.web.keeper import request_id_of


class CommentForm(forms.Form):
    """A comment."""

    text = forms.CharField(
        label=gettext_lazy("Your comment"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )


@dataclass(frozen=True)
class CommentPart:
    """The comments on a page. form: None for a reader who may not comment; action: where it is sent."""

    comments: list[Comment]
    person_id: int | None
    form: CommentForm | None
    action: str
    keep: str

    def count(self) -> int:
        """Return how many comments are shown with their text."""
        return sum(comment.withdrawn_at is None for comment in self.comments)


def comment_part(request: HttpRequest, subject: Subject, *, action: str = "") -> CommentPart:
    """Return the comments on a subject for a page. action: path of its ``comment_view``; empty: no form."""
    return _part(request, subject, _form() if action else None, action)


def _form(sent: Any = None) -> CommentForm:
    """Return the form, its field's id kept apart from those of the page's other forms."""
    return CommentForm(sent, auto_id="id_comment_%s")


def _part(request: HttpRequest, subject: Subject, form: CommentForm | None, action: str) -> CommentPart:
    comments = list(comments_on(subject.kind, subject.key))
    return CommentPart(comments, request.user.pk, form, action, f"comment:{subject.kind}:{subject.key}")


def comment_view(*, policy: str, find: Callable[..., Any], subject: Callable[[Any], Subject]) -> View:
    """Return a view at which those for whom ``policy`` holds on what ``find(request, **kwargs)`` returns may comment.

    subject: what is commented on, of what was found. GET shows the comments by themselves, POST adds one or
    withdraws one's own, and leads back to ``Subject.address``.
    """

    @allowed(policy, find)
    @require_http_methods(["GET", "HEAD", "POST"])
    def show_comments(request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show, add or withdraw comments."""
        about = subject(request.subject)  # type: ignore[attr-defined]
        form = _form()
        if request.method == "POST":
            if "withdraw" in request.POST:
                return _withdraw(request, about)
            form = _form(request.POST)
            if form.is_valid() and _add(request, about, form):
                return redirect(f"{about.address}#comments")
        page = {"title": _("Comments"), "about": about, "part": _part(request, about, form, request.path)}
        return render(request, "records/comment_page.html", page, status=422 if form.errors else 200)

    return show_comments


def _add(request: HttpRequest, about: Subject, form: CommentForm) -> bool:
    """Store the comment; the same form sent twice is one comment."""

    def act() -> dict[str, Any]:
        text = form.cleaned_data["text"]
        comment = add_comment(
            subject=about.named(), organisation_id=about.organisation_id, person=request.user, text=text
        )
        return {"comment": str(comment.uid)}

    try:
        once(request_id=request_id_of(request) or uuid4(), person=request.user, act=act)
    except DomainError as error:
        form.add_error("text", str(error))
        return False
    messages.success(request, _("Your comment is stored."))
    return True


def _withdraw(request: HttpRequest, about: Subject) -> HttpResponse:
    found = comments_on(about.kind, about.key)
    comment = get_object_or_404(found, uid=_uid(request.POST["withdraw"]))
    try:
        withdraw_comment(comment=comment, label=about.label, person=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your comment is withdrawn."))
    return redirect(f"{about.address}#comments")


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
