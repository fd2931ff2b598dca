"""The criteria of the judging screen as HTML: the page's skeleton of a criterion, filled in for each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from html import escape
from uuid import uuid4

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.judging.cards import Card
from kompassros.evaluations.judging.models import Level, Reach
from kompassros.evaluations.judging.skeleton import SLOT, Skeleton
from kompassros.web.formats import format_datetime

LEVEL_KEYS, REACH_KEYS = "12345", "qwer"
_ADDRESSES = ("save_judgement", "save_second", "settle", "tie", "criterion_history", "criterion_comments")
ANY = "any-criterion"
_BUTTON = (
    '<label><input class="ds-input" type="radio" name="{}" value="{}"{}>{} <kbd aria-hidden="true">{}</kbd></label>'
)
Choice = tuple[str, str, str]


def level_choices() -> list[Choice]:
    """Return the levels: value, label, and the key that presses it."""
    return [(str(one.value), str(one.label), key) for one, key in zip(Level, LEVEL_KEYS, strict=True)]


def reach_choices() -> list[Choice]:
    """Return the reaches: value, label, and the key that presses it."""
    return [(str(one.value), str(one.label), key) for one, key in zip(Reach, REACH_KEYS, strict=True)]


class Buttons:
    """A group of radio buttons, drawn once for each value that is chosen."""

    def __init__(self, name: str, choices: Iterable[Choice]) -> None:
        self._name = name
        self._choices = list(choices)
        self._drawn: dict[str, SafeString] = {}

    def draw(self, chosen: str) -> SafeString:
        """Return the buttons with one of them pressed, or none."""
        if chosen not in self._drawn:
            rows = [self._row(choice, chosen) for choice in self._choices]
            self._drawn[chosen] = format_html_join("", _BUTTON, rows)
        return self._drawn[chosen]

    def draw_one(self, choice: Choice, chosen: str) -> SafeString:
        """Return one more button of the group."""
        return format_html(_BUTTON, *self._row(choice, chosen))

    def _row(self, choice: Choice, chosen: str) -> tuple[str, str, SafeString, str, str]:
        value, label, key = choice
        return self._name, value, SafeString(" checked" if value == chosen else ""), label, key


class Drawing:
    """Draws criteria for one page. side: "judge" or "second", whose form stands there; "" shows both views alone."""

    def __init__(self, request: HttpRequest, course: Course, side: str) -> None:
        self.course = course
        self.side = side
        self._token = get_token(request)
        self._levels = Buttons("level", level_choices())
        self._reaches = Buttons("reach", reach_choices())
        self._nothing_written = format_html('<p class="quiet">{}</p>', _("Nothing is written on this question yet."))
        self._no_evidence = render_to_string("evaluations/judging/evidence.html")

    @cached_property
    def paths(self) -> dict[str, str]:
        """The addresses of a criterion by name, with a slot for its id."""
        paths = {name: reverse(f"courses:{name}", args=[self.course.slug, ANY]) for name in _ADDRESSES}
        return {name: SafeString(path.replace(ANY, SLOT["id"])) for name, path in paths.items()}

    def skeleton(self, template: str, **context: object) -> Skeleton:
        """Return a template of this room with slots."""
        shared = {"course": self.course, "paths": self.paths, "csrf_token": self._token, "side": self.side}
        return Skeleton(f"evaluations/judging/{template}", shared | context)

    def draw_all(self, cards: Iterable[Card], template: str, **context: object) -> dict[str, SafeString]:
        """Return each criterion drawn by a template, by its id."""
        skeleton = self.skeleton(template, **context)
        return {card.id: skeleton.fill(_Values(self, card)) for card in cards}

    def levels(self, card: Card) -> SafeString:
        """The buttons of the level on the side at hand; the second reader can agree too."""
        if self.side != "second":
            return self._levels.draw(card.row["level"])
        buttons = self._levels.draw(card.second)
        if not card.agreement:
            return buttons
        agree = self._levels.draw_one((card.agreement, _("agree"), "a"), card.second)
        return format_html("{}{}", agree, buttons)

    def reaches(self, card: Card) -> SafeString:
        """The buttons of the reach on the side at hand."""
        chosen = (self.side == "second" and card.row["second_reach"]) or card.row["reach"]
        return self._reaches.draw(chosen)

    def evidence(self, card: Card) -> str:
        """The evidence of a criterion, or what it means that there is none."""
        return draw_evidence(card) if card.evidence else self._no_evidence

    def answer(self, card: Card) -> str:
        """What the municipality says of the question."""
        return SafeString(linebreaks(card.answer, autoescape=True)) if card.answer else self._nothing_written


class _Values(Mapping[str, str]):
    """The values of a criterion for the slots of a skeleton, made when one is asked for."""

    def __init__(self, drawing: Drawing, card: Card) -> None:
        self._drawing = drawing
        self._card = card

    def __getitem__(self, name: str) -> str:
        value = _SAID[name](self._drawing, self._card)
        return value if isinstance(value, SafeString) else escape(str(value))  # html's own: Django's takes six times it

    def __iter__(self) -> Iterator[str]:
        return iter(_SAID)

    def __len__(self) -> int:
        return len(_SAID)


def _version(drawing: Drawing, card: Card) -> str:
    return str(card.row["second_version" if drawing.side == "second" else "version"])


def _ask(_drawing: Drawing, card: Card) -> str:
    return _("Ask: %(groups)s") % {"groups": card.ask} if card.ask else ""


def _comments(_drawing: Drawing, card: Card) -> str:
    count = card.row.get("comments") or 0
    return ngettext("%(number)s comment", "%(number)s comments", count) % {"number": count}


def _judged_by(_drawing: Drawing, card: Card) -> str:
    if not card.row.get("judged_by__name"):
        return ""
    values = {"name": card.row["judged_by__name"], "day": format_datetime(card.row["judged_at"])}
    return _("Judged by %(name)s, %(day)s") % values


def draw_evidence(card: Card) -> SafeString:
    """Return the list of a criterion's evidence."""
    return render_to_string("evaluations/judging/evidence.html", {"card": card})


def draw_difference(course: Course, card: Card) -> SafeString | str:
    """Return what differs between judge and second reader, and who can settle it; nothing where they do not."""
    if not card.differs:
        return ""
    return render_to_string("evaluations/judging/difference.html", {"card": card, "course": course})


def _views(_drawing: Drawing, card: Card) -> str:
    return render_to_string("evaluations/judging/views.html", {"card": card})


def _other(drawing: Drawing, card: Card) -> str:
    """Return the other side's view as one paragraph, nothing where there is none worth telling."""
    if drawing.side == "second":
        return render_to_string("evaluations/judging/judges_view.html", {"card": card})
    return ""


_SAID: dict[str, Callable[[Drawing, Card], str]] = {
    "id": lambda _drawing, card: card.id,
    "number": lambda _drawing, card: card.number,
    "question": lambda _drawing, card: card.question,
    "text": lambda _drawing, card: card.text,
    "partly": lambda _drawing, card: card.partly,
    "full": lambda _drawing, card: card.full,
    "ask_for": lambda _drawing, card: card.ask_for,
    "ask": _ask,
    "signs": lambda _drawing, card: card.signs,
    "version": _version,
    "request_id": lambda _drawing, _card: str(uuid4()),
    "levels": Drawing.levels,
    "reaches": Drawing.reaches,
    "basis": lambda _drawing, card: card.row["basis"],
    "remark": lambda drawing, card: card.row["second_remark" if drawing.side == "second" else "remark"],
    "evidence": Drawing.evidence,
    "answer": Drawing.answer,
    "difference": lambda drawing, card: draw_difference(drawing.course, card),
    "views": _views,
    "other": _other,
    "comments": _comments,
    "judged_by": _judged_by,
}
