"""Reading the findings of an evaluation; inside the scope of its organisation."""

from collections import defaultdict
from dataclasses import dataclass, replace

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.findings.models import ExampleUse, Finding, GoodExample, Reply
from kompassros.evaluations.findings.suggesting import IMPROVEMENT, STRENGTH, Suggestion, suggest
from kompassros.evaluations.judging.framework import framework_of
from kompassros.evaluations.judging.queries import points_of
from kompassros.instruments.exchange_schema import Area
from kompassros.instruments.outline import in_language
from kompassros.web.formats import current_language


@dataclass(frozen=True)
class AreaFindings:
    """An area of the edition with its name in the reader's language and its findings, in their order."""

    id: str
    no: int
    name: str
    questions: tuple[tuple[str, str], ...]
    strengths: tuple[Finding, ...] = ()
    improvements: tuple[Finding, ...] = ()
    examples: tuple[ExampleUse, ...] = ()

    @property
    def count(self) -> int:
        """Return how many findings the area has."""
        return len(self.strengths) + len(self.improvements)


@dataclass(frozen=True)
class Suggested:
    """A suggestion with the number and text of its criterion in the reader's language."""

    suggestion: Suggestion
    number: str
    text: str


def standing_findings(course: Course) -> list[Finding]:
    """Return the findings that stand, in their order, each with its reply and the reply's evidence; three queries."""
    rows = Finding.objects.filter(course=course, removed_at=None).select_related("reply", "reply__answered_by")
    return list(rows.prefetch_related("reply__evidence__revision").order_by("kind", "position", "pk"))


def areas_with_findings(course: Course) -> list[AreaFindings]:
    """Return every area of the edition with its findings and good examples; at most five queries."""
    findings: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for row in standing_findings(course):
        findings[row.area, row.kind].append(row)
    examples = examples_by_area(course)
    return [
        replace(
            area,
            strengths=tuple(findings[area.id, STRENGTH]),
            improvements=tuple(findings[area.id, IMPROVEMENT]),
            examples=tuple(examples.get(area.id, ())),
        )
        for area in _areas(course)
    ]


def _areas(course: Course) -> list[AreaFindings]:
    return [_empty(area, current_language()) for area in framework_of(course.edition).areas]


def _empty(area: Area, language: str) -> AreaFindings:
    questions = tuple(
        (question.id, f"{question.no} {in_language(question.text, language)}") for question in area.questions or ()
    )
    return AreaFindings(area.id, area.no, in_language(area.name, language), questions)


def examples_by_area(course: Course) -> dict[str, list[ExampleUse]]:
    """Return area -> the good examples that are pointed to there, of those whose owner has given leave."""
    found: dict[str, list[ExampleUse]] = defaultdict(list)
    rows = ExampleUse.objects.filter(course=course, example__leave=GoodExample.Leave.GIVEN)
    for row in rows.select_related("example__organisation").order_by("pk"):
        found[row.area].append(row)
    return found


def suggestions_for(course: Course, area: str) -> list[Suggested]:
    """Return what the judgements of an area suggest that no finding names yet; at most four queries."""
    placed, language = framework_of(course.edition).placed, current_language()
    return [
        Suggested(one, placed[one.criterion].number, in_language(placed[one.criterion].criterion.text, language))
        for one in suggest(points_of(course), _taken(course))
        if one.area == area
    ]


def _taken(course: Course) -> dict[str, set[str]]:
    taken: dict[str, set[str]] = defaultdict(set)
    for kind, criteria in Finding.objects.filter(course=course, removed_at=None).values_list("kind", "criteria"):
        taken[kind].update(criteria)
    return taken


def removed_findings(course: Course, area: str) -> list[Finding]:
    """Return the findings of an area that were taken out, the last one first."""
    rows = Finding.objects.filter(course=course, area=area).exclude(removed_at=None)
    return list(rows.order_by("-removed_at"))


def replies_open(course: Course) -> int:
    """Return how many findings that stand have no reply yet."""
    return Finding.objects.filter(course=course, removed_at=None, reply=None).count()


def replies_unanswered(course: Course) -> int:
    """Return how many replies that disagree the team has not answered."""
    rows = Reply.objects.filter(course=course, agrees=False, outcome=Reply.Outcome.OPEN)
    return rows.filter(finding__removed_at=None).count()
