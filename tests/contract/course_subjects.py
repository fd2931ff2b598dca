"""What the addresses of an evaluation on its way name: the first row of each kind of one of the demo's evaluations."""

from typing import Any

from kompassros.evaluations.courses import papers
from kompassros.evaluations.courses.models import Course, JointEvaluation, Meeting, TeamMember
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.evidence.models import Evidence, Support
from kompassros.evaluations.findings.models import ExampleUse, Finding, GoodExample, Reply
from kompassros.evaluations.followup.models import Action
from kompassros.evaluations.interviews.models import Interview, Interviewed, Note
from kompassros.evaluations.judging.framework import framework_of
from kompassros.evaluations.judging.models import BlindMark, Calibration
from kompassros.evaluations.preparing.models import DocumentRequest, SelfAnswer
from kompassros.methods.comparability import EvaluatorKind
from kompassros.organisations.demo import OWN
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.scoping import organisation_scope
from kompassros.records import matters
from kompassros.records.models import File

NO_UID = "00000000-0000-4000-8000-000000000000"
Subjects = dict[str, dict[str, Any]]


def demo_course(state: State, key: str = OWN) -> Course:
    """Return the demo's evaluation of a municipality by the association's team that stands in a state; the latest."""
    rows = Course._base_manager.filter(organisation__key=key, state=state, made_up=True)
    outside = rows.exclude(evaluator_kind=EvaluatorKind.SELF.value).select_related("organisation", "edition")
    found: Course = outside.order_by("-pk")[0]
    return found


def subjects_of_course(course: Course) -> Subjects:
    """Return the parameters of each kind of address; 0 stands for a row that the state does not have yet."""
    of = {"slug": course.slug}
    placed = next(iter(framework_of(course.edition).placed.values()))
    place = {"area": placed.area.id, "question": placed.question.id, "criterion": placed.criterion.id}
    calibration, interview = _first(Calibration, course), _first(Interview, course)
    mark = BlindMark._base_manager.filter(calibration=calibration).order_by("pk").first() if calibration else None
    return {
        "course": of,
        "course_place": of | place,
        "section": of | {"key": "summary", "number": 1},
        "course_document": of | {"kind": "scores", "ending": "html"},
        "member": _row(TeamMember, course),
        "meeting": _row(Meeting, course),
        "document": _row(DocumentRequest, course),
        "self_answer": _row(SelfAnswer, course),
        "evidence": _row(Evidence, course),
        "evidence_file": _row(Evidence, course, kind=Evidence.Kind.FILE) | {"number": 1},
        "support": _row(Support, course),
        "interview": _row(Interview, course),
        "interview_group": of | {"group": interview.group if interview else "units"},
        "interviewed": _row(Interview, course) | {"number": getattr(_first(Interviewed, course), "pk", 0)},
        "note": of | {"uid": getattr(_first(Note, course), "uid", NO_UID)},
        "calibration": _row(Calibration, course) | place | {"mark": mark.pk if mark else 0},
        "finding": _row(Finding, course),
        "example_use": _row(ExampleUse, course),
        "reply_file": of | _reply(course),
        "action": _row(Action, course) | {"finding": getattr(_first(Finding, course, kind="improvement"), "pk", 0)},
        "course_paper": of | {"paper": 0},
    }


def _first(model: Any, course: Course, **wanted: Any) -> Any:
    return model._base_manager.filter(course=course, **wanted).order_by("pk").first()


def _row(model: Any, course: Course, **wanted: Any) -> dict[str, Any]:
    return {"slug": course.slug, "pk": getattr(_first(model, course, **wanted), "pk", 0)}


def _reply(course: Course) -> dict[str, Any]:
    with organisation_scope(course.organisation):
        pieces = Reply.objects.filter(course=course).exclude(evidence=None).values_list("finding", "evidence")
        finding, piece = pieces.order_by("pk").first() or (0, 0)
    return {"pk": finding, "piece": piece}


def write_paper(course: Course, person: Person) -> dict[str, Any]:
    """Open a matter about an evaluation with a paper, and return the parameters of its address."""
    matter = matters.open_matter(
        subject=("course", course.slug), organisation_id=course.organisation_id, title="Evaluation", person=person
    )
    suggestion = papers.suggest(course, "en")
    paper = matters.start_paper(matter=matter, language="en", suggestion=suggestion, person=person)
    return {"slug": course.slug, "paper": paper.pk}


def joint_of(course: Course, country: Organisation) -> dict[str, Any]:
    """Return the joint evaluation that Granby's is in; for another municipality one that Granby has no part in."""
    if course.organisation.key == OWN and course.joint:
        return {"slug": course.joint.slug}
    made = JointEvaluation._base_manager.create(slug="without-granby", name="Without Granby", organisation=country)
    Course._base_manager.filter(pk=course.pk).update(joint=made)
    return {"slug": made.slug}


def example_of(organisation: Organisation) -> Subjects:
    """Return the first good example of a municipality, and a file of it, made if it has none."""
    example = GoodExample._base_manager.filter(organisation=organisation).order_by("pk")[0]
    piece = example.files.first()
    if piece is None:
        piece = example.files.create(file=File.objects.create(organisation_id=organisation.pk, title="A file"))
    return {"example": {"slug": example.slug}, "example_file": {"slug": example.slug, "pk": piece.pk}}
