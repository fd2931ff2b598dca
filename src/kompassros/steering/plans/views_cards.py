"""The page of a card – the scorecard – and what is done with a card as a whole."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.organisations.saving import RequestForm, WhyForm
from kompassros.records import clock, history
from kompassros.records.history_table import history_table
from kompassros.records.slots import fill
from kompassros.steering import trail
from kompassros.steering.access import card_of, card_page, person_of, plan_of, plan_page
from kompassros.steering.budget.pieces import say_card
from kompassros.steering.goals.carrying import carry_over
from kompassros.steering.goals.queries import GoalLine, goals_of
from kompassros.steering.goals.tables import card_table
from kompassros.steering.pages import change, done, sent, told_errors
from kompassros.steering.plans import services
from kompassros.steering.plans.documents import SCORECARD, Scorecard
from kompassros.steering.plans.forms import CardForm, PurposeForm, TalkForm
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.queries import bodies_without_card
from kompassros.steering.plans.sentences import card_sentence
from kompassros.steering.plans.structures import Structure, read_structure
from kompassros.steering.policies import AGREE_CARD, WRITE_CARD
from kompassros.web.document_sending import language_asked_for, offered, send
from kompassros.web.fields import opened
from kompassros.web.tables import Table, respond_with_download

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


def card_address(card: Card, name: str = "card") -> str:
    """Return the address of a page of a card."""
    plan = card.plan
    return reverse(f"steering:{name}", args=[plan.organisation.key, plan.year, card.organisation.key])


@plan_page("lead_plan")
@_form_methods
def add(request: HttpRequest, municipality: str, year: int) -> HttpResponse:
    """Give bodies a card."""
    plan, person = plan_of(request), person_of(request)
    structure = read_structure(plan.structure)
    bodies = [body for body in bodies_without_card(plan) if structure.level_of(body.kind)]
    form = CardForm(sent(request), initial=opened(plan), bodies=bodies)

    def act(_values: dict[str, Any]) -> object:
        return [services.add_card(plan=plan, organisation=body, person=person) for body in form.chosen()]

    page = {
        "heading": _("Add cards"),
        "lead": _("Each body writes its own card, and may link its goals to those above."),
        "submit": _("Add the cards"),
        "plan": plan,
    }
    back = reverse("steering:plan", args=[plan.organisation.key, plan.year]) + "#cards"
    return change(request, form, act, row=plan, page=page, said=_("The cards are added."), back=back)


@card_page("see_card")
@require_safe
def show(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Show a card: perspective by goal by indicator, with what became of each."""
    card, person = card_of(request), person_of(request)
    lines = goals_of(card)
    structure = read_structure(card.plan.structure)
    tables = [] if card.ended_on else _by_perspective(structure, lines, card.plan.year)
    past = history_table(history.of_subject(trail.CARD, str(card.pk)), caption=_("History of the card"))
    may_write = WRITE_CARD.allows(person, card) and card.plan.state != SteeringPlan.State.CLOSED
    previous = _previous(card) if may_write and not lines else None
    page = {
        "card": card,
        "plan": card.plan,
        "level": structure.level(card.level),
        "sentence": card_sentence(card, lines),
        "tables": tables,
        "may_write": may_write,
        "may_agree": AGREE_CARD.allows(person, card) and card.state != Card.State.AGREED and card.ended_on is None,
        "previous": previous,
        "form": RequestForm(initial=opened(card), auto_id=False),
        "pieces": list(fill("steering.card", request=request, card=card)),
        "history": past,
        "offered": offered([SCORECARD], "steering:card_file", municipality, str(year), body),
    }
    return respond_with_download(request, *tables, past) or render(request, "steering/card.html", page)


def _by_perspective(structure: Structure, lines: list[GoalLine], year: int) -> list[Table]:
    """Return a table for each perspective of the model, and one for goals that stand in none."""
    if not structure.perspectives:
        return [card_table("goals", _("Goals"), lines, year)]
    tables = []
    for perspective in structure.perspectives:
        own = [line for line in lines if line.edition.perspective == perspective.key]
        tables.append(card_table(f"goals-{perspective.key}", str(perspective), own, year))
    return tables


def _previous(card: Card) -> Card | None:
    rows = Card._base_manager.filter(organisation=card.organisation, plan__year__lt=card.plan.year)
    found: Card | None = rows.select_related("plan").order_by("-plan__year").first()
    return found


@card_page("see_card")
@require_safe
def document(request: HttpRequest, municipality: str, year: int, body: str, kind: str, ending: str) -> HttpResponse:
    """Send the scorecard in a format."""
    if kind != SCORECARD.key:
        raise Http404(_("There is no such document."))
    card = card_of(request)
    content = Scorecard(card, goals_of(card), clock.today(), say_card(card))
    return send(SCORECARD, ending, content, language_asked_for(request))


@card_page("write_card")
@_form_methods
def purpose(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Change what the body is for."""
    card, person = card_of(request), person_of(request)
    form = PurposeForm(sent(request), initial=opened(card, purpose=card.purpose))

    def act(values: dict[str, Any]) -> object:
        return services.change_purpose(card=card, purpose=values["purpose"], person=person)

    page = {"heading": _("Main purpose"), "submit": _("Store the purpose")}
    return _change(request, form, act, card, page, _("The purpose is stored."))


@card_page("write_card")
@_form_methods
def talk(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Keep the day and the points of the talk with the manager above."""
    card, person = card_of(request), person_of(request)
    started = opened(card, on=card.talk_on or clock.today(), points=card.talk_points)
    form = TalkForm(sent(request), initial=started)

    def act(_values: dict[str, Any]) -> object:
        return services.keep_talk(card=card, talk=form.talk(), person=person)

    page = {
        "heading": _("The talk about the card"),
        "lead": _("The unit's manager and the manager above talk the card through before it is agreed."),
        "submit": _("Store the talk"),
    }
    return _change(request, form, act, card, page, _("The talk is stored."))


@card_page("agree_card")
@require_POST
def agree(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Agree to the card as it is."""
    card, form = card_of(request), RequestForm(request.POST)

    def act(_values: dict[str, Any]) -> object:
        return services.agree_card(card=card, person=person_of(request))

    if done(request, form, act, row=card):
        messages.success(request, _("The card is agreed. Everybody in the municipality can read it."))
    else:
        told_errors(request, form)
    return redirect(card_address(card))


@card_page("agree_card")
@_form_methods
def back(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Make an agreed card a draft again, with a reason."""
    card, person = card_of(request), person_of(request)
    form = WhyForm(sent(request), initial=opened(card))

    def act(values: dict[str, Any]) -> object:
        return services.take_back(card=card, why=values["why"], person=person)

    page = {
        "heading": _("Take the card back"),
        "lead": _("It becomes a draft again, which only its managers read."),
        "submit": _("Take the card back"),
        "tone": "danger",
    }
    return _change(request, form, act, card, page, _("The card is a draft again."))


@card_page("write_card")
@require_POST
def carry(request: HttpRequest, municipality: str, year: int, body: str) -> HttpResponse:
    """Take the goals of the latest earlier card over."""
    card, form = card_of(request), RequestForm(request.POST)
    previous = _previous(card)
    counted: list[int] = []

    def act(_values: dict[str, Any]) -> object:
        if previous is not None:
            counted.append(carry_over(card=card, previous=previous.plan, person=person_of(request)))
        return counted

    if done(request, form, act, row=card):
        count = sum(counted)
        said = ngettext("%(count)s goal is taken over.", "%(count)s goals are taken over.", count)
        messages.success(request, said % {"count": count})
    else:
        told_errors(request, form)
    return redirect(card_address(card))


def _change(request: HttpRequest, form: Any, act: Any, card: Card, page: dict[str, Any], said: str) -> HttpResponse:
    about = (trail.CARD, str(card.pk))
    page |= {"card": card, "plan": card.plan}
    return change(request, form, act, row=card, page=page, said=said, back=card_address(card), about=about)
