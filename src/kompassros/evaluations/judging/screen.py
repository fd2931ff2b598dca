"""What the judging screen shows: the criteria of one area with all that lies beside them, and each area's progress."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kompassros.evaluations.courses.models import AreaDuty, Course
from kompassros.evaluations.judging.cards import Card, Piece, Viewer, make_card, pieces_of, tied_to
from kompassros.evaluations.judging.framework import Framework, framework_of
from kompassros.evaluations.judging.queries import Row, counted, differs, shown_rows, state_of
from kompassros.evaluations.judging.signs import State, count_sign
from kompassros.evaluations.preparing.models import SelfAnswer
from kompassros.instruments.criteria import Placed
from kompassros.instruments.exchange_schema import Area
from kompassros.instruments.outline import in_language
from kompassros.methods import points
from kompassros.organisations.models import Person
from kompassros.web.formats import current_language, format_number


@dataclass(frozen=True)
class Duty:
    """Who judges an area and who reads it a second time: names, empty where nobody does, and account numbers."""

    judge: str = ""
    second_reader: str = ""
    judge_id: int | None = None
    second_reader_id: int | None = None


@dataclass(frozen=True)
class AreaProgress:
    """How far an area has come. ``earned`` is written out, empty where nothing can be counted."""

    id: str
    no: int
    name: str
    href: str
    count: int
    judged: int
    unsupported: int
    differing: int
    earned: str
    maximum: str
    duty: Duty
    current: bool

    @property
    def signs(self) -> SafeString:
        """How many judgements lack evidence and on how many two views differ; nothing where there are none."""
        unsupported = _("%(number)s unsupported") % {"number": self.unsupported}
        differing = _("%(number)s differing") % {"number": self.differing}
        counted = (State.UNSUPPORTED, self.unsupported, unsupported), (State.DIFFERING, self.differing, differing)
        return format_html_join(" ", "{}", ([count_sign(*one)] for one in counted if one[1]))


@dataclass(frozen=True)
class Screen:
    """The judging screen of one area. ``second``: the person reads it a second time and sees that side first."""

    area: AreaProgress
    areas: tuple[AreaProgress, ...]
    cards: tuple[Card, ...]
    pieces: tuple[Piece, ...]
    second: bool

    @property
    def first(self) -> str:
        """The criterion to begin with: the first that is not judged, else the first."""
        open_ones = [card.id for card in self.cards if card.state is State.UNJUDGED]
        return (open_ones or [self.cards[0].id])[0]


def screen_of(course: Course, person: Person, area: str = "") -> Screen:
    """Return the screen of an area, or of the person's own that is not ready; KeyError for an area that is none."""
    framework = framework_of(course.edition)
    if area and area not in framework.by_area:
        raise KeyError(area)
    rows, pieces = shown_rows(course), pieces_of(course)
    duties, answers = _duties_and_answers(course, framework, area)
    progress = _progress(course, rows, pieces, duties, area)
    here = next((one for one in progress if one.current), None) or _own_area(progress, person)
    placed = framework.by_area[here.id]
    return Screen(
        area=here,
        areas=progress if area else tuple(_marked(progress, here)),
        cards=_cards(placed, rows, pieces, answers, Viewer.of(course, person)),
        pieces=pieces,
        second=here.duty.second_reader_id == person.pk,
    )


def progress_of(course: Course, area: str) -> tuple[AreaProgress, ...]:
    """Return how far each area has come; three queries."""
    duties, _answers = _duties_and_answers(course, framework_of(course.edition), area)
    return _progress(course, shown_rows(course), pieces_of(course), duties, area)


def _duties_and_answers(course: Course, framework: Framework, area: str) -> tuple[dict[str, Duty], dict[str, str]]:
    """Return duties by area and self-descriptions by question (of one area, or of all): one query for both."""
    duties = AreaDuty.objects.filter(course=course).values_list(
        "area", "judge__name", "second_reader__name", "judge_id", "second_reader_id"
    )
    answers = SelfAnswer.objects.filter(course=course).exclude(text="")
    if area:
        answers = answers.filter(question__in={one.question.id for one in framework.by_area[area]})
    described = answers.values_list("question", "text", "respondent__name", "respondent_id", "written_by_id")
    rows = list(duties.union(described, all=True))
    return (
        {row[0]: Duty(row[1] or "", row[2] or "", row[3], row[4]) for row in rows if row[0] in framework.by_area},
        {row[0]: row[1] for row in rows if row[0] not in framework.by_area},
    )


def _progress(
    course: Course, rows: Mapping[str, Row], pieces: Iterable[Piece], duties: Mapping[str, Duty], here: str
) -> tuple[AreaProgress, ...]:
    evidence: dict[str, int] = defaultdict(int)
    for piece in pieces:
        for criterion in piece.places:
            evidence[criterion] += 1
    framework = framework_of(course.edition)
    scored = {area.id: area for area in points.score(framework.frame, counted(rows, evidence)).areas}
    return tuple(
        _progress_of(course, area, scored[area.id], rows, evidence, duties.get(area.id, Duty()), here)
        for area in framework.areas
    )


def _progress_of(
    course: Course,
    area: Area,
    scored: points.AreaPoints,
    rows: Mapping[str, Row],
    evidence: Mapping[str, int],
    duty: Duty,
    here: str,
) -> AreaProgress:
    ids = [one.criterion.id for one in framework_of(course.edition).by_area[area.id]]
    inside = {criterion: rows[criterion] for criterion in ids if criterion in rows}
    states = [state_of(row, evidence.get(criterion, 0)) for criterion, row in inside.items()]
    decimals = 0 if scored.maximum.denominator == 1 else 1
    return AreaProgress(
        id=area.id,
        no=area.no,
        name=in_language(area.name, current_language()),
        href=reverse("courses:judge", args=[course.slug, area.id]),
        count=scored.count,
        judged=scored.judged,
        unsupported=states.count(State.UNSUPPORTED),
        differing=sum(differs(row) for row in inside.values()),
        earned="" if scored.earned is None else format_number(scored.earned, decimals=1),
        maximum=format_number(scored.maximum, decimals=decimals),
        duty=duty,
        current=area.id == here,
    )


def _own_area(progress: Sequence[AreaProgress], person: Person) -> AreaProgress:
    """Return the first area that the person judges, else reads again, and that is not ready; else the first."""
    unfinished = [one for one in progress if one.judged < one.count]
    judged = [one for one in unfinished if one.duty.judge_id == person.pk]
    read_again = [one for one in progress if one.duty.second_reader_id == person.pk]
    return [*judged, *read_again, *unfinished, *progress][0]


def _marked(progress: Iterable[AreaProgress], here: AreaProgress) -> Iterable[AreaProgress]:
    return (replace(one, current=one.id == here.id) for one in progress)


def _cards(
    placed: Sequence[Placed],
    rows: Mapping[str, Row],
    pieces: Sequence[Piece],
    answers: Mapping[str, str],
    viewer: Viewer,
) -> tuple[Card, ...]:
    return tuple(
        make_card(
            one,
            rows[one.criterion.id],
            tied_to(pieces, one.criterion.id),
            answers.get(one.question.id, ""),
            viewer=viewer,
        )
        for one in placed
        if one.criterion.id in rows
    )
