"""The interview guide of a group: what the team still lacks that this group could say. Reads inside the scope.

A criterion stands in the guide of the groups that its edition names, as long as it lacks support: not judged and
without evidence first, then judged above planned without evidence, then those on which two views differ.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.evidence.queries import support_counts
from kompassros.evaluations.interviews.models import Group, Note
from kompassros.evaluations.judging.framework import framework_of
from kompassros.evaluations.judging.queries import Row, differs, state_of, view_rows
from kompassros.evaluations.judging.signs import State
from kompassros.instruments.criteria import Placed
from kompassros.instruments.outline import in_language
from kompassros.web.formats import current_language


class Need(IntEnum):
    """Why a criterion is asked about, the most urgent first."""

    UNJUDGED = 1
    UNSUPPORTED = 2
    DIFFERING = 3


@dataclass(frozen=True)
class Asked:
    """A criterion to ask about: its texts in the reader's language, and how many notes the team has on it."""

    id: str
    number: str
    text: str
    ask_for: str
    need: Need
    notes: int


@dataclass(frozen=True)
class AskedQuestion:
    """A question with the criteria in it to ask about, the most urgent first."""

    id: str
    number: str
    text: str
    criteria: tuple[Asked, ...]


@dataclass(frozen=True)
class Guide:
    """The guide of a group. count: how many criteria are left; of: how many name the group at all."""

    group: Group
    questions: tuple[AskedQuestion, ...]
    count: int
    of: int


def guide_of(course: Course, group: Group) -> Guide:
    """Return the guide of a group as it stands now; three queries."""
    rows, evidence, noted = view_rows(course), support_counts(course), _noted(course)
    named = [placed for placed in framework_of(course.edition).placed.values() if group in placed.criterion.ask]
    asked: dict[str, list[Asked]] = defaultdict(list)
    for placed in named:
        key = placed.criterion.id
        need = need_of(rows.get(key), evidence.get(key, 0))
        if need is not None:
            asked[placed.question.id].append(_asked(placed, need, noted[key]))
    questions = _by_question(named, asked)
    return Guide(group, questions, sum(len(question.criteria) for question in questions), len(named))


def need_of(row: Row | None, evidence: int) -> Need | None:
    """Return why a criterion is asked about, from its judgement and its pieces of evidence; None where it is not."""
    state = State.UNJUDGED if row is None else state_of(row, evidence)
    if state is State.UNJUDGED:
        return None if evidence else Need.UNJUDGED
    if state is State.UNSUPPORTED:
        return Need.UNSUPPORTED
    return Need.DIFFERING if row is not None and differs(row) else None


def _noted(course: Course) -> Counter[str]:
    rows = Note.objects.filter(course=course).exclude(criterion="")
    return Counter(rows.values_list("criterion", flat=True))


def _asked(placed: Placed, need: Need, notes: int) -> Asked:
    language, criterion = current_language(), placed.criterion
    text, ask_for = in_language(criterion.text, language), in_language(criterion.ask_for, language)
    return Asked(criterion.id, placed.number, text, ask_for, need, notes)


def _by_question(named: Iterable[Placed], asked: Mapping[str, list[Asked]]) -> tuple[AskedQuestion, ...]:
    """Return the questions with something to ask: those with the most urgent criterion first, else as printed."""
    questions = {placed.question.id: placed.question for placed in named}
    found = [
        AskedQuestion(
            key,
            question.no,
            in_language(question.text, current_language()),
            tuple(sorted(asked[key], key=lambda one: one.need)),
        )
        for key, question in questions.items()
        if key in asked
    ]
    return tuple(sorted(found, key=lambda question: question.criteria[0].need))
