"""One criterion on the judging screen, with everything that lies beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import parts_in
from kompassros.evaluations.courses.workflow import Part
from kompassros.evaluations.evidence.models import Evidence, Support
from kompassros.evaluations.interviews.models import Group
from kompassros.evaluations.judging.framework import framework_of
from kompassros.evaluations.judging.models import Level, Reach
from kompassros.evaluations.judging.queries import Row, differs, shown_row, state_of
from kompassros.evaluations.judging.signs import State, signs_of
from kompassros.instruments.criteria import Placed
from kompassros.instruments.outline import in_language
from kompassros.organisations.models import Person
from kompassros.web.formats import current_language, format_list


@dataclass(frozen=True)
class Piece:
    """A piece of evidence; ``places`` says where in it each criterion that it supports finds its support."""

    number: int
    kind: str
    title: str
    places: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Viewer:
    """Who looks at a criterion: the account's number, and whether it is the lead, who settles every difference."""

    number: int
    leads: bool

    @classmethod
    def of(cls, course: Course, person: Person) -> "Viewer":
        """Return the viewer for a person; asked once for a page, not for each criterion."""
        return cls(person.pk, Part.LEAD in parts_in(person, course))


@dataclass(frozen=True)
class Tied:
    """A piece of evidence beside one criterion."""

    title: str
    kind: str
    place: str


@dataclass(frozen=True)
class Card:
    """One criterion with everything beside it, its texts in the reader's language. ``row`` is its judgement."""

    id: str
    number: str
    question: str
    text: str
    partly: str
    full: str
    ask_for: str
    ask: str
    row: Row
    state: State
    differs: bool
    evidence: tuple[Tied, ...]
    answer: str
    own: bool
    may_settle: bool

    @property
    def signs(self) -> SafeString:
        """The signs of where it stands."""
        return signs_of(self.state, differs=self.differs)

    @property
    def second(self) -> str:
        """What the second reader chose, as the value of a button: agreement, a level, or nothing."""
        if self.row["second_level"] and self.agrees:
            return self.agreement
        return str(self.row["second_level"])

    @property
    def agrees(self) -> bool:
        """Whether the second reader sees it as the judge does."""
        views = (self.row["level"], self.row["reach"]), (self.row["second_level"], self.row["second_reach"])
        return views[0] == views[1]

    @property
    def agreement(self) -> str:
        """The value of the button that agrees with the judge's view as it is shown; empty where there is none."""
        return f"agree.{self.row['level']}.{self.row['reach']}" if self.row["level"] else ""

    @property
    def level_label(self) -> str:
        """The judge's level in words."""
        return str(Level(self.row["level"]).label) if self.row["level"] else ""

    @property
    def reach_label(self) -> str:
        """The judge's reach in words."""
        return str(Reach(self.row["reach"]).label)

    @property
    def second_level_label(self) -> str:
        """The second reader's level in words."""
        return str(Level(self.row["second_level"]).label) if self.row["second_level"] else ""

    @property
    def second_reach_label(self) -> str:
        """The second reader's reach in words."""
        return str(Reach(self.row["second_reach"]).label) if self.row["second_reach"] else ""


def pieces_of(course: Course) -> tuple[Piece, ...]:
    """Return the evidence that is not withdrawn, by title, with what each piece supports; one query."""
    rows = Evidence.objects.filter(course=course, withdrawn_at=None).order_by("title", "pk")
    found: dict[int, Piece] = {}
    for number, kind, title, criterion, place in rows.values_list(
        "pk", "kind", "title", "supports__criterion", "supports__place"
    ):
        piece = found.get(number)
        if piece is None:
            piece = found[number] = Piece(number, str(Evidence.Kind(kind).label), title)
        if criterion:
            piece.places[criterion] = place
    return tuple(found.values())


def tied_to(pieces: Iterable[Piece], criterion: str) -> tuple[Tied, ...]:
    """Return the evidence of one criterion."""
    return tuple(
        Tied(piece.title, piece.kind, piece.places[criterion]) for piece in pieces if criterion in piece.places
    )


def make_card(
    placed: Placed,
    row: Row,
    evidence: tuple[Tied, ...],
    answer: str,
    *,
    viewer: Viewer,
) -> Card:
    """Return a criterion with its judgement, evidence and self-description, its texts in the reader's language."""
    language, criterion = current_language(), placed.criterion
    return Card(
        id=criterion.id,
        number=placed.number,
        question=in_language(placed.question.text, language),
        text=in_language(criterion.text, language),
        partly=in_language(criterion.partly, language),
        full=in_language(criterion.full, language),
        ask_for=in_language(criterion.ask_for, language),
        ask=format_list(str(Group(group).label) for group in criterion.ask),
        row=row,
        state=state_of(row, len(evidence)),
        differs=differs(row),
        evidence=evidence,
        answer=answer,
        own=row["judged_by_id"] == viewer.number,
        may_settle=viewer.leads or row["judged_by_id"] == viewer.number,
    )


def card_of(course: Course, criterion: str, person: Person) -> Card | None:
    """Return one criterion, without its self-description; None where the evaluation has none. Two queries."""
    row = shown_row(course, criterion)
    placed = framework_of(course.edition).placed.get(criterion)
    if row is None or placed is None:
        return None
    supports = Support.objects.filter(course=course, criterion=criterion, evidence__withdrawn_at=None)
    rows = supports.order_by("evidence__title").values_list("evidence__title", "evidence__kind", "place")
    evidence = tuple(Tied(title, str(Evidence.Kind(kind).label), place) for title, kind, place in rows)
    return make_card(placed, row, evidence, "", viewer=Viewer.of(course, person))
