"""The officer's pages of closing and releasing a round: editions, the moment, the dataset, the files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.indicators.rounds import release, tables_release, trail
from kompassros.indicators.rounds.access import person_of, round_of, round_page
from kompassros.indicators.rounds.choosing_dataset import choices
from kompassros.indicators.rounds.differing import differences
from kompassros.indicators.rounds.forms_release import AT, CloseForm, DatasetForm, MomentForm
from kompassros.indicators.rounds.freezing import close_round, editions, taking_part
from kompassros.indicators.rounds.frozen_round import frozen_of
from kompassros.indicators.rounds.models import CollectionRound, RoundEdition
from kompassros.indicators.rounds.national import national_file
from kompassros.indicators.rounds.pages import Act, sent
from kompassros.indicators.rounds.release_pages import FOLDER, change
from kompassros.organisations.saving import ChangeForm
from kompassros.web.fields import opened
from kompassros.web.tables import TYPES, respond_with_download

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


def _change(request: HttpRequest, form: ChangeForm, act: Act, page: dict[str, Any], said: str) -> HttpResponse:
    one = round_of(request)
    back = reverse("rounds:release", args=[one.key])
    about = (trail.ROUND, one.key)
    return change(request, form, act, one=one, row=one, about=about, back=back, page=page, said=said)


@round_page("manage_round")
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Show where the release of a round stands: its editions, its moment, its dataset, its files."""
    one = round_of(request)
    found = editions(one)
    table = tables_release.editions_table(one, reversed(found))
    page = {
        "one": one,
        "title": _("Closing and release"),
        "table": table,
        "latest": found[-1] if found else None,
        "frozen": frozen_of(found[-1]) if found else None,
        "is_public": release.is_public(one),
        "may_close": one.state == CollectionRound.State.COLLECTING,
        "may_release": release.held(one),
        "municipalities": _municipalities(one) if found else [],
    }
    return respond_with_download(request, table) or render(request, f"{FOLDER}/show.html", page)


def _municipalities(one: CollectionRound) -> list[tuple[str, str]]:
    return [
        (row.organisation.name, reverse("rounds:correct", args=[one.key, row.organisation.key]))
        for row in taking_part(one)
    ]


@round_page("manage_round")
@_form_methods
def close(request: HttpRequest, key: str) -> HttpResponse:
    """Show what will be frozen, and close the round."""
    one, person = round_of(request), person_of(request)
    form = CloseForm(sent(request), initial=opened(one))

    def act(values: dict[str, Any]) -> None:
        close_round(one=one, person=person, why=values["why"])

    rows = list(taking_part(one))
    page = {
        "title": _("Close the round"),
        "lead": _("What was handed in is frozen and never changes; nothing is public yet."),
        "submit": _("Close and freeze the round"),
        "tone": "danger",
        "part": f"{FOLDER}/closing.html",
        "municipalities": len(rows),
        "unsigned": [row.organisation.name for row in rows if row.signed_off_at is None],
        "not_now": "" if one.state == CollectionRound.State.COLLECTING else _("Data are not being handed in now."),
    }
    return _change(request, form, act, page, _("The round is closed and frozen."))


@round_page("manage_round")
@_form_methods
def moment(request: HttpRequest, key: str) -> HttpResponse:
    """Set or move the moment from which a round is public."""
    one, person = round_of(request), person_of(request)
    form = MomentForm(sent(request), initial=opened(one, when=AT, at=one.public_at))

    def act(values: dict[str, Any]) -> None:
        release.decide(one=one, at=form.moment(), person=person)

    page = {
        "title": _("When the round is public"),
        "lead": _("The moment can be moved while it lies ahead, and never afterwards."),
        "submit": _("Save"),
        "not_now": _why_not_released(one),
    }
    return _change(request, form, act, page, _("The moment is set."))


def _why_not_released(one: CollectionRound) -> str:
    if release.is_public(one):
        return _("The round is public: what everybody may have read cannot be held back.")
    if one.state != CollectionRound.State.CLOSED:
        return _("The round is not closed yet.")
    return "" if one.dataset_id else _("Choose first which dataset the values go into.")


@round_page("manage_round")
@_form_methods
def dataset(request: HttpRequest, key: str) -> HttpResponse:
    """Choose into which dataset the values go, seeing what each choice would do."""
    one, person = round_of(request), person_of(request)
    found = choices(one)
    first = one.dataset_id or (found[0].dataset.pk if found else None)
    form = DatasetForm(sent(request), choices=found, initial=opened(one, dataset=first))
    known = {each.dataset.pk: each.dataset for each in found}

    def act(values: dict[str, Any]) -> None:
        release.choose_dataset(one=one, dataset=known[values["dataset"]], person=person)

    table = tables_release.datasets_table(found)
    public = _("The round is public: its values have their place.") if release.is_public(one) else ""
    page = {
        "title": _("Where the values go"),
        "lead": _("From the moment of release on, the values are laid over a dataset, beside everybody else's."),
        "submit": _("Save"),
        "part": f"{FOLDER}/datasets.html",
        "table": table,
        "not_now": public if found else _("There is no dataset to choose."),
    }
    return respond_with_download(request, table) or _change(request, form, act, page, _("The dataset is chosen."))


def _edition(one: CollectionRound, number: int) -> RoundEdition:
    found = RoundEdition.objects.filter(round=one, number=number).select_related("frozen_by").first()
    if found is None:
        raise Http404(_("This round has no such edition."))
    return found


@round_page("manage_round")
@require_safe
def edition(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show an edition: when and why it was frozen, what differs from the one before, its files."""
    one = round_of(request)
    found = _edition(one, number)
    before = RoundEdition.objects.filter(round=one, number=number - 1).first()
    frozen = frozen_of(found)
    table = tables_release.differences_table(differences(frozen_of(before), frozen) if before else [])
    done = frozen.correction
    page = {
        "one": one,
        "title": _("Edition %(number)s") % {"number": number},
        "edition": found,
        "frozen": frozen,
        "by": tables_release.by_in_words(done) if done else "",
        "is_intact": found.is_intact(),
        "table": table,
    }
    return respond_with_download(request, table) or render(request, f"{FOLDER}/edition.html", page)


@round_page("manage_round")
@require_safe
def national(request: HttpRequest, key: str, number: int, ending: str) -> HttpResponse:
    """Send an edition as the file for the national office; the workbook also tells of what nobody signed off."""
    one = round_of(request)
    made = national_file(frozen_of(_edition(one, number)), ending, released=False)
    if made is None:
        raise Http404(_("This document does not come in this format."))
    name = f"{one.key}-{number}.{ending}"
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return HttpResponse(made, content_type=TYPES[ending], headers=headers)
