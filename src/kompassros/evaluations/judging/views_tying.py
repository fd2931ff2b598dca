"""Tying a piece of evidence to a criterion, from the judging screen."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.evidence import services
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.judging.cards import Card, pieces_of
from kompassros.evaluations.judging.drawing import Drawing, draw_evidence
from kompassros.evaluations.judging.forms import TieForm
from kompassros.evaluations.judging.views import address_of, find_card
from kompassros.records.answering import Saving, Values, answer

_NO_VERSION = 1


@course_page("collect_evidence")
@require_http_methods(["GET", "HEAD", "POST"])
def tie(request: HttpRequest, slug: str, criterion: str) -> HttpResponse:
    """Show the evidence of the evaluation, and tie a piece of it to a criterion."""
    course, card = course_of(request), find_card(request, criterion)
    pieces = pieces_of(course)
    if request.method != "POST":
        return _page(request, card, TieForm(pieces))

    def act(values: Values) -> int:
        piece = get_object_or_404(Evidence.objects, course=course, pk=values["evidence"])
        services.tie(
            course=course, evidence=piece, criterion=criterion, place=values["place"], person=person_of(request)
        )
        return _NO_VERSION

    saving = Saving(
        form=TieForm(pieces, request.POST),
        act=act,
        parts=lambda: _parts(find_card(request, criterion)),
        now=lambda: (_NO_VERSION, "", {}),
        page=lambda form: _page(request, card, form),
        after=address_of(course, criterion),
    )
    return answer(request, saving)


def _parts(card: Card) -> dict[str, str]:
    return {
        f'[data-signs-of="{card.id}"]': card.signs,
        f'[data-evidence-of="{card.id}"]': draw_evidence(card),
    }


def _page(request: HttpRequest, card: Card, form: Any) -> HttpResponse:
    page = {
        "title": _("Tie evidence"),
        "card": card,
        "form": form,
        "drawn": Drawing(request, course_of(request), "").draw_all([card], "anchors.html")[card.id],
        "back": address_of(course_of(request), card.id),
    }
    return render_course(request, "evaluations/judging/tie.html", page, status=422 if form.errors else 200)
