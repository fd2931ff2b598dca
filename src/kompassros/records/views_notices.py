"""The page of one's own notices."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kompassros.records import notices
from kompassros.web.access import signed_in
from kompassros.web.pages import pages_of

_ON_A_PAGE = 50
_ALL = "all"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show_notices(request: HttpRequest) -> HttpResponse:
    """List the person's notices, latest first; a form marks one, or all, as read."""
    if request.method == "POST":
        return _mark(request)
    own = notices.of_person(request.user)
    pages = pages_of(own.count(), _ON_A_PAGE, request.GET.get("page", ""), lambda number: f"?page={number}")
    page: dict[str, Any] = {
        "title": _("My notices"),
        "told": notices.tell(own[pages.start : pages.stop]),
        "unread": notices.count_unread(request.user),
        "pages": pages,
    }
    return render(request, "records/notices.html", page)


def _mark(request: HttpRequest) -> HttpResponse:
    """Mark what the form names; a number of nobody's, or somebody else's, notice marks nothing."""
    asked = request.POST.get("notice", "")
    marked = 0
    if asked == _ALL:
        marked = notices.mark_read(person=request.user)
    elif asked.isdecimal() and len(asked) < 19:
        marked = notices.mark_read(person=request.user, number=int(asked))
    if marked:
        text = ngettext("%(count)s notice is marked as read.", "%(count)s notices are marked as read.", marked)
        messages.success(request, text % {"count": marked})
    return redirect("notices:list")
