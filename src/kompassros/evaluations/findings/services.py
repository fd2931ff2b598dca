"""What changes the findings of an evaluation: writing, changing, ordering, removing, taking suggestions over."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.saving import require
from kompassros.evaluations.courses.workflow import FACT_CHECKED
from kompassros.evaluations.findings.models import Finding
from kompassros.evaluations.findings.suggesting import IMPROVEMENT, Suggestion
from kompassros.evaluations.judging.framework import framework_of
from kompassros.evaluations.judging.models import Judgement
from kompassros.instruments.outline import in_language
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.records import clock
from kompassros.records.errors import DomainError

KIND = "finding"
LONGEST = 2000


@dataclass(frozen=True)
class Wording:
    """A finding as it is written: its kind, where it belongs, what it says, whether it is emphasised.

    question is empty for what concerns a whole area; criteria are those it grew out of, perhaps none.
    """

    kind: str
    area: str
    question: str
    text: str
    emphasised: bool = False
    criteria: tuple[str, ...] = ()


@transaction.atomic
def write_finding(*, course: Course, wording: Wording, person: Person | None, suggested: bool = False) -> Finding:
    """Add a finding at the end of its kind and area. DomainError without a text, or for a place that is not there."""
    require(person, course, "write_findings")
    values = _checked(course, wording)
    written: Finding = Finding._base_manager.create(
        course=course,
        organisation=course.organisation,
        position=_next_position(course, wording),
        suggested=suggested,
        written_by=person,
        written_at=clock.now(),
        **values,
    )
    _tell(written, person, "written", after=_told(written))
    return written


def _checked(course: Course, wording: Wording) -> dict[str, Any]:
    framework = framework_of(course.edition)
    areas = {area.id: {question.id for question in area.questions or ()} for area in framework.areas}
    if wording.kind not in Finding.Kind.values:
        raise DomainError(_("Choose strength or area for improvement."))
    if wording.area not in areas or (wording.question and wording.question not in areas[wording.area]):
        raise DomainError(_("The edition has no such area or question."))
    text = wording.text.strip()
    if not text or len(text) > LONGEST:
        raise DomainError(_("Write the finding, in at most %(longest)s characters.") % {"longest": LONGEST})
    known = [criterion for criterion in wording.criteria if criterion in framework.placed]
    return asdict(wording) | {"text": text, "criteria": known}


def _next_position(course: Course, wording: Wording) -> int:
    same = Finding._base_manager.filter(course=course, kind=wording.kind, area=wording.area)
    last: int | None = same.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


@transaction.atomic
def change_finding(
    *, course: Course, finding: Finding, text: str, emphasised: bool, question: str, person: Person | None
) -> Finding:
    """Change what a finding says, whether it is emphasised and which question it belongs to; Conflict as ``claim``."""
    require(person, course, "write_findings")
    _refuse_foreign(course, finding)
    wording = Wording(finding.kind, finding.area, question, text, emphasised, tuple(finding.criteria))
    values = _checked(course, wording)
    changed = {name: values[name] for name in ("text", "emphasised", "question")}
    if all(getattr(finding, name) == value for name, value in changed.items()):
        return finding
    before = _told(finding)
    claim(finding, **changed, written_by=person, written_at=clock.now())
    _tell(finding, person, "changed", before=before, after=_told(finding))
    return finding


def _refuse_foreign(course: Course, finding: Finding) -> None:
    if finding.course_id != course.pk:
        raise DomainError(_("This finding belongs to another evaluation."))


@transaction.atomic
def remove_finding(*, course: Course, finding: Finding, person: Person | None) -> Finding:
    """Take a finding out; it can be put back. One that the municipality has replied to stays, with both voices."""
    require(person, course, "write_findings")
    _refuse_foreign(course, finding)
    if hasattr(finding, "reply"):
        raise DomainError(_("The municipality has replied to this finding. Answer the reply instead."))
    claim(finding, removed_at=clock.now())
    _tell(finding, person, "removed", before=_told(finding))
    return finding


@transaction.atomic
def restore_finding(*, course: Course, finding: Finding, person: Person | None) -> Finding:
    """Put a finding back that was taken out."""
    require(person, course, "write_findings")
    _refuse_foreign(course, finding)
    claim(finding, removed_at=None)
    _tell(finding, person, "restored", after=_told(finding))
    return finding


@transaction.atomic
def move_finding(*, course: Course, finding: Finding, up: bool, person: Person | None) -> None:
    """Change places with the finding before or after it of its kind and area; at the end nothing happens."""
    require(person, course, "write_findings")
    _refuse_foreign(course, finding)
    same = Finding._base_manager.filter(course=course, kind=finding.kind, area=finding.area, removed_at=None)
    order = list(same.order_by("position", "pk"))
    here = next((place for place, one in enumerate(order) if one.pk == finding.pk), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is None or there is None or not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for position, one in enumerate(order):
        if one.position != position:
            claim(one, position=position)


@transaction.atomic
def take_suggestions(*, course: Course, suggestions: Iterable[Suggestion], person: Person | None) -> list[Finding]:
    """Write a finding for each suggestion, worded by its criterion in the language of the evaluation."""
    with translation.override(course.language):
        wordings = [word_suggestion(course, suggestion) for suggestion in suggestions]
    return [write_finding(course=course, wording=one, person=person, suggested=True) for one in wordings]


def word_suggestion(course: Course, suggestion: Suggestion) -> Wording:
    """Return what a suggestion says: the criterion, for an improvement how it is now, and the judgement's basis.

    A basis may be longer than a finding: the text ends with a sign then, for the team to word it anew.
    """
    placed = framework_of(course.edition).placed[suggestion.criterion]
    row = Judgement._base_manager.filter(course=course, criterion=suggestion.criterion).first()
    text = in_language(placed.criterion.text, course.language)
    if suggestion.kind == IMPROVEMENT and row is not None:
        text = _("%(criterion)s Today: %(level)s.") % {"criterion": text, "level": row.get_level_display()}
    if row is not None and row.basis:
        text = f"{text} {row.basis}"
    text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return Wording(suggestion.kind, suggestion.area, suggestion.question, text, criteria=(suggestion.criterion,))


def _told(finding: Finding) -> dict[str, Any]:
    names = ("kind", "area", "question", "text", "emphasised")
    return {name: getattr(finding, name) for name in names}


def _tell(finding: Finding, person: Person | None, verb: str, **changes: Any) -> None:
    """Write the history: the team's own until the municipality sees the findings."""
    course = finding.course
    what = (KIND, str(finding.pk), finding.text)
    team_only = course.stands not in FACT_CHECKED
    trail.write(course=course, person=person, verb=verb, what=what, team_only=team_only, **changes)
