"""The pages on which a value is corrected after a round is closed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.indicators.rounds import release, tables_release, trail
from kompassros.indicators.rounds.access import participant_of, participant_page, person_of
from kompassros.indicators.rounds.correcting import correct
from kompassros.indicators.rounds.forms_release import CorrectionForm, first_values
from kompassros.indicators.rounds.freezing import latest
from kompassros.indicators.rounds.frozen_round import FrozenParticipant, FrozenRound, frozen_of
from kompassros.indicators.rounds.models import AskedMeasure, Participant
from kompassros.indicators.rounds.pages import sent
from kompassros.indicators.rounds.release_pages import FOLDER, change
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download


def _frozen(participant: Participant) -> tuple[FrozenRound, FrozenParticipant]:
    """Return what is frozen of a municipality; Http404 while its round is not closed."""
    edition = latest(participant.round)
    frozen = frozen_of(edition) if edition else None
    found = frozen.participant(participant.organisation.key) if frozen else None
    if frozen is None or found is None:
        raise Http404(_("Nothing of this municipality is frozen: until the round is closed, values are handed in."))
    return frozen, found


@participant_page("correct_round_data")
@require_safe
def measures(request: HttpRequest, key: str, municipality: str) -> HttpResponse:
    """List what is frozen of a municipality; each measure leads to its correction."""
    participant = participant_of(request)
    frozen, found = _frozen(participant)
    table = tables_release.to_correct_table(participant.round, found, frozen.measures)
    page = {
        "one": participant.round,
        "title": _("Correct a value"),
        "participant": participant,
        "found": found,
        "table": table,
        "is_public": release.is_public(participant.round),
    }
    return respond_with_download(request, table) or render(request, f"{FOLDER}/corrections.html", page)


@participant_page("correct_round_data")
@require_http_methods(["GET", "HEAD", "POST"])
def value(request: HttpRequest, key: str, municipality: str, asked: int) -> HttpResponse:
    """Correct one value of a municipality, with the reason."""
    participant, person = participant_of(request), person_of(request)
    frozen, found = _frozen(participant)
    measure = next((one for one in frozen.measures if one.asked == asked), None)
    if measure is None:
        raise Http404(_("The round did not ask for this measure."))
    now = found.value_of(asked)
    form = CorrectionForm(sent(request), initial=opened(participant, **first_values(now)))

    def act(values: dict[str, Any]) -> None:
        row = AskedMeasure.objects.get(pk=asked)
        correct(participant=participant, asked=row, entry=form.entry(), why=values["why"], person=person)

    page = {
        "title": _("Correct: %(measure)s") % {"measure": measure.title},
        "lead": _("Frozen: %(value)s. What is frozen stays; the correction is a new edition.")
        % {"value": tables_release.value_in_words(now)},
        "submit": _("Correct"),
        "part": f"{FOLDER}/correcting.html",
        "participant": participant,
        "is_public": release.is_public(participant.round),
    }
    back = reverse("rounds:correct", args=[key, municipality])
    about = (trail.ROUND, key)
    said = _("The value is corrected; the edition before stays as it was.")
    return change(
        request, form, act, one=participant.round, row=participant, about=about, back=back, page=page, said=said
    )
