"""The raters' pages: the list of contacts, one contact while one is on the telephone, the marks, the differences."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kompassros.indicators.rounds import contact_making, contact_progress, contact_queries, contact_tables, rating
from kompassros.indicators.rounds.access import person_of, round_of, round_page
from kompassros.indicators.rounds.contact_forms import RatingForm, ResultForm
from kompassros.indicators.rounds.contact_models import TestContact
from kompassros.indicators.rounds.contact_pages import press
from kompassros.indicators.rounds.contact_queries import REACHED, Channel, Outcome
from kompassros.indicators.rounds.contact_words import alpha_in_words, percent_in_words
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.pages import Act, done, sent
from kompassros.indicators.rounds.policies import MANAGE_ROUND
from kompassros.methods.test_contacts import agreement
from kompassros.organisations.saving import RequestForm
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download


@round_page("rate_contacts")
@require_safe
def mine(request: HttpRequest, key: str) -> HttpResponse:
    """List what a rater can do."""
    one = round_of(request)
    plan = contact_queries.plan_of(one)
    work = contact_progress.work_of(one, person_of(request))
    tables = [
        contact_tables.work_table(
            "running",
            _("Begun by you, without an outcome"),
            [(row, row.get_outcome_display()) for row in work.running],
            _("Calls that run and e-mails that wait for an answer stand here."),
        ),
        contact_tables.work_table(
            "to-make",
            _("To be made"),
            [(row, _("not begun")) for row in work.to_make],
            _("Nothing is left to be made. The contacts stand here once they are planned."),
        ),
        contact_tables.work_table(
            "to-rate",
            _("To be rated"),
            [(row, row.get_outcome_display()) for row in work.to_rate],
            _("Contacts that somebody answered stand here until two people have rated them."),
        ),
        contact_tables.work_table(
            "rated",
            _("Rated by you"),
            [(row, _("rated by both") if both else _("waits for the other rater")) for row, both in work.rated],
            _("What you have rated stands here."),
        ),
    ]
    page = {"one": one, "plan": plan, "tables": tables, "waiting": len(work.running) + len(work.to_make)}
    page["may_manage"] = MANAGE_ROUND.allows(request.user, one)
    return respond_with_download(request, *tables) or render(request, "indicators/rounds/contacts/mine.html", page)


def _contact(request: HttpRequest, pk: int) -> TestContact:
    """Return a contact that the rater may have to do with; 403 where they have a role in the municipality."""
    found: TestContact | None = contact_queries.contacts_of(round_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no test contact with this number."))
    if contact_queries.has_role_in(request.user, found.organisation):
        raise PermissionDenied
    return found


@round_page("rate_contacts")
@require_safe
def show(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Show one contact: to be made, running, or to be rated."""
    return _show(request, _contact(request, pk))


def _show(
    request: HttpRequest, contact: TestContact, *, result: ResultForm | None = None, marks: RatingForm | None = None
) -> HttpResponse:
    one, person = round_of(request), person_of(request)
    plan = contact_queries.plan_of(one)
    is_open = one.state in contact_queries.MADE_IN and plan is not None and plan.finished_at is None
    own = rating.own_rating(contact, person)
    both = next(iter(rating.rated_by_both([contact])), None)
    is_mine = contact.made_by_id == person.pk
    may_end = is_open and is_mine and not rating.raters_of(contact)
    table = contact_tables.marks_table(both) if both else None
    page = {
        "one": one,
        "contact": contact,
        "is_call": contact.script.channel == Channel.PHONE,
        "is_open": is_open,
        "is_mine": is_mine,
        "is_running": is_mine and contact.outcome == Outcome.WAITING,
        "button": RequestForm(initial=opened(contact), auto_id=False),
        "result": (result or _result_form(contact)) if may_end else None,
        "marks": (marks or _rating_form(contact, own)) if is_open and _may_rate(one, contact, person, both) else None,
        "own": own,
        "both": both,
        "marks_table": table,
    }
    answer = respond_with_download(request, table) if table else None
    return answer or render(request, "indicators/rounds/contacts/contact.html", page)


def _may_rate(one: CollectionRound, contact: TestContact, person: Any, both: rating.Rated | None) -> bool:
    if contact.outcome not in REACHED or both is not None:
        return False
    raters = rating.raters_of(contact)
    return person.pk in raters or rating.has_room(contact, raters, rating.present_in(one), person)


def _result_form(contact: TestContact, data: Any = None) -> ResultForm:
    started = {name: getattr(contact, name) for name in ("outcome", "answered_at", "automatic", "answer")}
    return ResultForm(data, initial=opened(contact, **started), contact=contact)


def _rating_form(contact: TestContact, own: Any, data: Any = None) -> RatingForm:
    started = {name: getattr(own, name) for name in ("quality", "reception", "remark")} if own else {}
    return RatingForm(data, initial=opened(contact, **started), contact=contact)


def _press(request: HttpRequest, pk: int, act: Any, said: str) -> HttpResponse:
    contact = _contact(request, pk)

    def acting(_values: dict[str, Any]) -> object:
        return act(contact=contact, person=person_of(request))

    here = reverse("rounds:contact", args=[round_of(request).key, pk])
    return press(request, RequestForm(request.POST), acting, said=said, row=contact, to=here)


@round_page("rate_contacts")
@require_POST
def begin(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Begin a call, or say that a letter was sent."""
    return _press(request, pk, contact_making.begin, _("Begun: the time runs."))


@round_page("rate_contacts")
@require_POST
def put_back(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Undo a beginning."""
    return _press(request, pk, contact_making.put_back, _("Put back: it is made another time."))


@round_page("rate_contacts")
@require_POST
def take(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Say that a call is taken."""
    return _press(request, pk, contact_making.take, _("The call is taken."))


@round_page("rate_contacts")
@require_POST
def end(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Store how a contact ended."""
    contact = _contact(request, pk)
    form = _result_form(contact, sent(request))

    def act(_values: dict[str, Any]) -> object:
        return contact_making.store_result(contact=contact, result=form.result(), person=person_of(request))

    return _after(request, contact, form, act) or _show(request, _contact(request, pk), result=form)


@round_page("rate_contacts")
@require_POST
def rate(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Store the own marks."""
    contact = _contact(request, pk)
    form = _rating_form(contact, None, sent(request))

    def act(_values: dict[str, Any]) -> object:
        return rating.rate(contact=contact, marks=form.marks(), person=person_of(request))

    return _after(request, contact, form, act) or _show(request, _contact(request, pk), marks=form)


def _after(request: HttpRequest, contact: TestContact, form: Any, act: Act) -> HttpResponse | None:
    if done(request, form, act, row=contact):
        return redirect("rounds:contact", round_of(request).key, contact.pk)
    return None


def _differences(request: HttpRequest, *, back: str) -> HttpResponse:
    one = round_of(request)
    contacts = contact_queries.open_to(contact_queries.contacts_of(one).filter(outcome__in=REACHED), person_of(request))
    rated = rating.rated_by_both(contacts)
    table = contact_tables.differences_table(one for one in rated if one.differs)
    figures = [
        (label, percent_in_words(found.percent), alpha_in_words(found.alpha))
        for label, found in (
            (_("The answer"), agreement([one.quality for one in rated])),
            (_("The reception"), agreement([one.reception for one in rated])),
        )
    ]
    page = {"one": one, "back": back, "table": table, "figures": figures, "count": len(rated)}
    answer = respond_with_download(request, table)
    return answer or render(request, "indicators/rounds/contacts/differences.html", page)


@round_page("manage_round")
@require_safe
def differences(request: HttpRequest, key: str) -> HttpResponse:
    """Show the officer where two raters differ, of the contacts that both have rated."""
    return _differences(request, back=reverse("rounds:contacts", args=[key]))


@round_page("rate_contacts")
@require_safe
def my_differences(request: HttpRequest, key: str) -> HttpResponse:
    """Show the raters where two of them differ, of the contacts that both have rated."""
    return _differences(request, back=reverse("rounds:contacts_mine", args=[key]))
