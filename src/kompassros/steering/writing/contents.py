"""What an edition of a written report holds: its chapters, with the figures of the period's edition it is pinned to."""

from collections.abc import Iterable, Iterator, Mapping

from kompassros.methods.shares import Shares, share_out
from kompassros.methods.targets import Attainment
from kompassros.steering.budget.frozen import KEY as MONEY
from kompassros.steering.periods.frozen_period import FrozenCard, FrozenGoal, FrozenPeriod, shares_content
from kompassros.steering.periods.models import PeriodEdition
from kompassros.steering.writing.frozen_report import Json
from kompassros.steering.writing.models import ReportSection, WrittenReport

Kind = ReportSection.Kind


def content_of(report: WrittenReport, sections: Iterable[ReportSection], number: int) -> Json:
    """Return the content of an edition: a pure function of the report, its chapters and its pinned edition."""
    edition = report.edition
    plan = edition.content["plan"]
    figures = Figures(edition)
    return {
        "report": {"uid": str(report.uid), "title": report.title, "number": number},
        "municipality": {name: plan["municipality"][name] for name in ("key", "name")},
        "year": plan["year"],
        "made_up": plan["made_up"],
        "period": {name: edition.content["period"][name] for name in ("key", "title", "data_on")},
        "edition": {"number": edition.number, "sha256": edition.sha256},
        "sections": [section_content(each, figures) for each in sections],
    }


def section_content(section: ReportSection, figures: "Figures") -> Json:
    """Return a chapter with its figures."""
    goal = {"uid": str(section.goal.uid), "title": figures.title(section)} if section.goal else None
    key = section.body.key if section.body else ""
    body = {"key": key, "name": figures.name(key, section.heading)} if key else None
    return {
        "uid": str(section.uid),
        "kind": str(section.kind),
        "heading": section.heading,
        "text": section.text,
        "so_what": section.so_what,
        "goal": goal,
        "body": body,
        "picture": _picture(section),
        "film": {"address": section.film, "title": section.film_title} if section.film else None,
        **figures.of(section),
    }


def _picture(section: ReportSection) -> Json | None:
    if section.picture is None:
        return None
    told = {"revision": section.picture_id, "sha256": section.picture.sha256}
    return told | {"alt": section.picture_alt, "credit": section.picture_credit}


class Figures:
    """The figures of an edition, found for each chapter."""

    def __init__(self, edition: PeriodEdition) -> None:
        period = FrozenPeriod(edition.content)
        self._asked: list[Json] = edition.content.get("asked", [])
        self._cards = period.cards
        self._by_body: Mapping[str, FrozenCard] = {card.body: card for card in period.cards}
        self._goals = {goal.uid: goal for card in period.cards for goal in card.goals if not goal.withdrawn}

    def name(self, body: str, otherwise: str) -> str:
        """Return what a body was called in the edition."""
        return self._by_body[body].name if body in self._by_body else otherwise

    def title(self, section: ReportSection) -> str:
        """Return what a chapter's goal was called in the edition, its heading where the goal is not there."""
        found = self._goals.get(str(section.goal.uid)) if section.goal else None
        return found.title if found else section.heading

    def of(self, section: ReportSection) -> Json:
        """Return the figures of a chapter: goals, shares, cards with their shares, money, and what was asked for."""
        nothing: Json = {"goals": [], "shares": None, "cards": [], "money": [], "asked": []}
        if section.kind == Kind.GOAL and section.goal:
            return nothing | self._goal(str(section.goal.uid))
        if section.kind == Kind.BODY and section.body:
            return nothing | self._body(section.body.key)
        if section.kind == Kind.SUMMARY and self._cards:
            shares = self._cards[0].content["shares"]["all"]
            return nothing | {"shares": shares, "cards": [_shared(card) for card in self._cards]}
        if section.kind == Kind.MONEY:
            has_money = any(card.content.get(MONEY) for card in self._cards)
            return nothing | {"money": [_money(card) for card in self._cards] if has_money else []}
        return nothing | ({"asked": self._asked} if section.kind == Kind.ASKED else {})

    def _goal(self, uid: str) -> Json:
        goal = self._goals.get(uid)
        if goal is None:
            return {}
        shares = share_out(_statuses([goal, *self._serving(uid)]))
        return {"goals": [goal.content], "shares": _kept(shares)}

    def _serving(self, uid: str) -> Iterator[FrozenGoal]:
        """Yield the goals below that serve a goal, by however many steps; the tree of goals has no circles."""
        for goal in self._goals.values():
            above = goal.content["serves"]
            if above and above["uid"] == uid:
                yield goal
                yield from self._serving(goal.uid)

    def _body(self, key: str) -> Json:
        card = self._by_body.get(key)
        if card is None:
            return {}
        goals = [goal.content for goal in card.goals if not goal.withdrawn]
        money = [_money(card)] if card.content.get(MONEY) else []
        return {"goals": goals, "shares": _kept(card.shares("all")), "money": money}


def _kept(shares: Shares) -> Json | None:
    return shares_content(shares) if shares.total else None


def _statuses(goals: Iterable[FrozenGoal]) -> Iterator[Attainment]:
    for goal in goals:
        for one in goal.indicators:
            yield one.attainment


def _shared(card: FrozenCard) -> Json:
    return {"body": _named(card), "shares": card.content["shares"]["all"]}


def _money(card: FrozenCard) -> Json:
    """Return a card with its money alone, in the shape that it has in the edition."""
    told = {"body": _named(card), "above": card.above}
    return told | ({MONEY: card.content[MONEY]} if card.content.get(MONEY) else {})


def _named(card: FrozenCard) -> Json:
    return {"key": card.body, "name": card.name}
