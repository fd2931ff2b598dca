"""A list of activities from a file (CSV, XLSX): every trouble told by its row, what is in order looked over first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from kompassros.documents.sheets import FORMULA_STARTS
from kompassros.organisations.grants import below
from kompassros.records import filled_forms
from kompassros.records.errors import DomainError
from kompassros.records.tabular import TableRow, Trouble, error
from kompassros.records.workbook_tables import read_table_file
from kompassros.steering.activities.models import Activity
from kompassros.steering.activities.services import (
    WITH_REASONS,
    ActivityContent,
    Status,
    add_activity,
    check,
    set_status,
)
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.plans.models import Card
from kompassros.web.formats import format_number

COLUMNS = ("title", "body", "goal", "owner", "deadline", "cost", "status", "note")
REQUIRED = COLUMNS[:1]
MOST = 500
"""Activities of a file. Own choice: a unit has some ten."""
_SALT = "kompassros.steering.activities"


@dataclass(frozen=True)
class Wish:
    """An activity of a file, in order. ``row``: of the file; ``note``: what the log tells of its status."""

    row: int
    card: Card
    goal: GoalEdition | None
    content: ActivityContent
    status: str
    note: str


@dataclass
class ReadActivities:
    """What a file says: the activities that are in order, and what is wrong."""

    wishes: list[Wish] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


@dataclass(frozen=True)
class _Known:
    """What the rows of a file may name: cards and goals, and the titles that stand there already."""

    own: Card
    cards: Mapping[str, list[Card]]
    goals: Mapping[str, list[GoalEdition]]
    titles: set[tuple[int, str]]
    statuses: Mapping[str, str]


def read_activities(name: str, raw: bytes, card: Card) -> ReadActivities:
    """Return what a file would add to a card and to the cards of the bodies below it; three queries."""
    table = read_table_file(name, raw, required=REQUIRED, known=COLUMNS)
    read = ReadActivities(troubles=list(table.troubles))
    if table.has_errors():
        return read
    if len(table.rows) > MOST:
        message = _("The file has more than %(most)s activities. Split it into several files.")
        read.troubles.append(error(0, "", message % {"most": format_number(MOST)}))
        return read
    known = _known(card)
    for row in table.rows:
        _read_row(row, known, read)
    return read


def _known(card: Card) -> _Known:
    inside = below([card.organisation.path or ""], "organisation__path")
    cards, goals = defaultdict(list), defaultdict(list)
    for each in Card._base_manager.filter(inside, plan=card.plan_id).select_related("organisation", "plan"):
        for name in {each.organisation.key, each.organisation.name.casefold()}:
            cards[name].append(each)
    rows = GoalEdition._base_manager.filter(plan=card.plan_id, withdrawn_on=None).select_related("organisation")
    for goal in rows:
        goals[goal.title.casefold()].append(goal)
    there = Activity._base_manager.filter(inside, plan=card.plan_id).values_list("organisation", "title")
    titles = {(body, title.casefold()) for body, title in there}
    return _Known(card, cards, goals, titles, filled_forms.meanings(Status.choices))


def _read_row(row: TableRow, known: _Known, read: ReadActivities) -> None:
    cells = {name: _plain(row.get(name)) for name in COLUMNS}
    found: list[Trouble] = []

    def told(column: str, value: Any) -> Any:
        if isinstance(value, DomainError):
            found.append(error(row.number, column, str(value)))
            return None
        return value

    card = told("body", _card(cells["body"], known))
    goal = told("goal", _goal(cells["goal"], card, known)) if card else None
    deadline = told("deadline", _day(cells["deadline"]))
    cost = told("cost", _number(cells["cost"]))
    status = told("status", _status(cells, known))
    content = ActivityContent(cells["title"], owner=cells["owner"], deadline=deadline, cost=cost)
    found += _wrong(row.number, content, card, known)
    read.troubles += found
    if not found:
        known.titles.add((card.organisation_id, cells["title"].casefold()))
        read.wishes.append(Wish(row.number, card, goal, content, status, cells["note"]))


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe by which a written file keeps a text from being run as a formula."""
    text = cell.replace("\r\n", "\n").strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS) else text


def _card(cell: str, known: _Known) -> Card | DomainError:
    cards = known.cards.get(cell, known.cards.get(cell.casefold(), [])) if cell else [known.own]
    if len(cards) == 1:
        return cards[0]
    if cards:
        return DomainError(
            _("Several bodies have this name. Open the card of the one that is meant, and take it in there.")
        )
    return DomainError(_("No body with a card of this year below here has this name."))


def _goal(cell: str, card: Card, known: _Known) -> GoalEdition | DomainError | None:
    """Return the goal of a title on the card itself, or else on the nearest card above."""
    if not cell:
        return None
    path = card.organisation.path or ""
    fitting = [goal for goal in known.goals.get(cell.casefold(), []) if path.startswith(goal.organisation.path or "-")]
    if not fitting:
        return DomainError(_("Neither the body's card nor one above has a goal of this title."))
    return max(fitting, key=lambda goal: len(goal.organisation.path or ""))


def _day(cell: str) -> date | DomainError | None:
    if not cell:
        return None
    try:
        found = parse_date(cell.removesuffix(" 00:00:00"))
    except ValueError:
        found = None
    return found or DomainError(_("Write the day as 2026-05-31."))


def _number(cell: str) -> Decimal | DomainError | None:
    text = "".join(cell.split()).replace(",", ".")
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return DomainError(_("Write the cost in kronor as a number, such as 12500."))


def _status(cells: Mapping[str, str], known: _Known) -> str | DomainError:
    status = known.statuses.get(cells["status"].lower(), "") if cells["status"] else str(Status.NOT_STARTED)
    if not status:
        return DomainError(_("Choose one of the five statuses."))
    if status in WITH_REASONS and not cells["note"]:
        return DomainError(_("Say in the column note why it is late or cancelled."))
    return status


def _wrong(number: int, content: ActivityContent, card: Card | None, known: _Known) -> Iterator[Trouble]:
    parts = {
        "title": ActivityContent(content.title),
        "owner": ActivityContent("-", owner=content.owner),
        "cost": ActivityContent("-", cost=content.cost),
    }
    for column, part in parts.items():
        try:
            check(part)
        except DomainError as refused:
            yield error(number, column, str(refused))
    if card and (card.organisation_id, content.title.casefold()) in known.titles:
        yield error(number, "title", _("An activity of this title stands on the card already, or twice in the file."))


def sealed(card: Card, wishes: Iterable[Wish]) -> str:
    """Return what was looked over as a text that nobody can change on its way through the browser."""
    return filled_forms.seal({"card": card.pk, "activities": [_told(wish) for wish in wishes]}, _SALT)


def _told(wish: Wish) -> list[Any]:
    content = wish.content
    deadline = content.deadline.isoformat() if content.deadline else None
    cost = None if content.cost is None else str(content.cost)
    goal = wish.goal.pk if wish.goal else None
    return [wish.card.pk, goal, content.title, content.owner, deadline, cost, wish.status, wish.note]


@transaction.atomic
def take_in(*, card: Card, content: str, person: Any) -> int:
    """Add every activity that was looked over, or none; return how many.

    DomainError for a content that is not ours, of another card or looked over more than a day ago, and as in
    ``add_activity``.
    """
    whole = filled_forms.unseal(content, _SALT)
    if whole["card"] != card.pk:
        raise DomainError(_("What was looked over is no longer valid. Send the file in again."))
    told = whole["activities"]
    cards = Card._base_manager.select_related("plan__organisation", "organisation").in_bulk([each[0] for each in told])
    goals = GoalEdition._base_manager.in_bulk([each[1] for each in told if each[1]])
    for place, goal, title, owner, deadline, cost, status, note in told:
        added = ActivityContent(
            title,
            owner=owner,
            deadline=date.fromisoformat(deadline) if deadline else None,
            cost=None if cost is None else Decimal(cost),
        )
        activity = add_activity(card=cards[place], content=added, goal=goals.get(goal), person=person)
        if status != Status.NOT_STARTED:
            set_status(activity=activity, status=status, text=note, person=person)
    return len(told)
