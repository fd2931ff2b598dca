"""An evaluation that is judged through, with evidence of each kind, findings and replies: ready to be published."""

from datetime import timedelta
from typing import Any

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.evidence.models import Evidence, Support
from kompassros.evaluations.findings.models import ExampleUse, Finding, GoodExample, Reply
from kompassros.evaluations.interviews.models import Interview, Interviewed, Note
from kompassros.evaluations.judging.models import Judgement
from kompassros.evaluations.models import ScoreSheet
from kompassros.evaluations.publication.publish import publish
from kompassros.methods.comparability import EvaluatorKind
from kompassros.organisations.demo import OTHER
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.models import File, FileRevision
from tests.evaluations.course_cases import CRITERIA, demo_person, make_course

SECRETS = ("Greta Genant", "viskade i korridoren", "intranet.example", "Tyst titel", "bara teamet", "sida 3 i samtalet")
"""What stands in notes, names, intranet addresses and remarks, and must stand nowhere outside the team."""
SMALL, LARGE = "unions", "units"
"""The group of four and the group of five."""
JUDGED = (("full", "whole"), ("partly", "several"), ("full", "whole"), ("partly", "whole"))
"""On the criteria of the small edition; the third has no evidence: 30 + 5 + 0 + 20 of 100 points."""


def ready_course(**wanted: Any) -> Course:
    """Return an evaluation in fact check with nothing missing; its address is tested-1, of the next tested-2 ..."""
    course = make_course(State.FACT_CHECK, **wanted)
    course.slug = f"tested-{Course._base_manager.filter(slug__startswith='tested-').count() + 1}"
    Course._base_manager.filter(pk=course.pk).update(slug=course.slug)
    judge_all(course)
    give_evidence(course)
    write_findings(course)
    return course


def row(model: Any, course: Course, **values: Any) -> Any:
    """Make a row of a course."""
    return model._base_manager.create(course=course, organisation=course.organisation, **values)


def judge_all(course: Course) -> None:
    Judgement._base_manager.filter(course=course).delete()
    for criterion, (level, reach) in zip(CRITERIA, JUDGED, strict=True):
        row(Judgement, course, criterion=criterion, level=level, reach=reach, basis=f"basis of {criterion}")
    Judgement._base_manager.filter(course=course).update(remark="bara teamet")


def judge(course: Course, criterion: str, **values: Any) -> None:
    Judgement._base_manager.filter(course=course, criterion=criterion).update(**values)


def give_evidence(course: Course) -> None:
    """Tie a file and a large interview to the first criterion, a small one to the second, pages to the last."""
    first, second, _third, last = CRITERIA
    _tie(course, first, _file(course), "page 12")
    _tie(course, first, _talk(course, LARGE, 5), "sida 3 i samtalet")
    _tie(course, second, _talk(course, SMALL, 4), "sida 3 i samtalet")
    web = row(Evidence, course, kind="web", title="Steering", address="https://granby.example/s", added_at=clock.now())
    intranet = row(
        Evidence, course, kind="intranet", title="Handbook", address="https://intranet.example/h", added_at=clock.now()
    )
    _tie(course, last, web, "heading 2")
    _tie(course, last, intranet, "intranet.example")


def _tie(course: Course, criterion: str, evidence: Evidence, place: str) -> None:
    row(Support, course, evidence=evidence, criterion=criterion, place=place, added_at=clock.now())


def _file(course: Course) -> Evidence:
    file = File.objects.create(organisation_id=course.organisation_id, title="Plan")
    revision = FileRevision.objects.create(
        file=file, number=1, name="plan.pdf", content_type="application/pdf", size=1, sha256="ab" * 32,
        uploaded_at=clock.now(),
    )  # fmt: skip
    evidence: Evidence = row(
        Evidence,
        course,
        kind="file",
        title="Budget and plan",
        revision=revision,
        added_at=clock.now(),
        remark="bara teamet",
    )
    return evidence


def _talk(course: Course, group: str, present: int) -> Evidence:
    starts = clock.now()
    talk = row(
        Interview, course, group=group, title="Tyst titel", starts_at=starts, ends_at=starts + timedelta(hours=1),
        present=present,
    )  # fmt: skip
    row(Interviewed, course, interview=talk, name="Greta Genant", function="ombud")
    row(
        Note, course, interview=talk, text="Hon viskade i korridoren", author=demo_person(Role.LEAD_EVALUATOR),
        written_at=starts, criterion=CRITERIA[0],
    )  # fmt: skip
    evidence: Evidence = row(
        Evidence, course, kind="interview", title="Tyst titel", interview=talk, added_at=starts, remark="bara teamet"
    )
    return evidence


def write_findings(course: Course) -> None:
    """Write a strength, an area for improvement that was changed after a reply, and point to an example."""
    now = clock.now()
    row(Finding, course, kind="strength", area="a-bb22cc", text="A clear plan", written_at=now)
    weak = row(
        Finding, course, kind="improvement", area="a-bb22cc", question="q-dd44ff", criteria=[CRITERIA[2]],
        text="Tell more, and earlier", emphasised=True, written_at=now,
    )  # fmt: skip
    row(
        Reply, course, finding=weak, agrees=False, text="We tell enough", written_at=now, outcome="changed",
        answer="Changed in part", original="Tell more",
    )  # fmt: skip
    norrvik = Organisation.objects.get(key=OTHER)
    example, _made = GoodExample._base_manager.get_or_create(
        slug="open-books",
        defaults={
            "organisation": norrvik,
            "title": "Open books",
            "text": "text",
            "link": "https://norrvik.example/books",
            "instrument": "tiny",
            "leave": "given",
            "leave_by": "Nils",
            "added_at": now,
        },
    )
    row(ExampleUse, course, example=example, area="a-bb22cc", question="q-dd44ff")


def published_course(**wanted: Any) -> tuple[Course, ScoreSheet]:
    """Return a published evaluation with its sheet; ``embargo_until`` holds it back."""
    until = wanted.pop("embargo_until", None)
    course = ready_course(**wanted)
    person = None if wanted.get("kind") is EvaluatorKind.SELF else demo_person(Role.LEAD_EVALUATOR)
    if "with_team" in wanted or "organisation" in wanted:
        person = None
    return course, publish(course=course, person=person, embargo_until=until)
