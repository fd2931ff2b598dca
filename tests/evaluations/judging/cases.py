"""Short ways to judge in tests."""

from datetime import date

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.evidence import services as evidence_services
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.judging import services
from kompassros.evaluations.judging.models import Judgement
from kompassros.organisations.models import Person


def judge(
    course: Course,
    criterion: str,
    level: str,
    *,
    person: Person | None,
    reach: str = "whole",
    basis: str = "",
    remark: str = "",
    version: int = 0,
) -> Judgement:
    """Save a judgement on ``version``; 0 is the one that is stored."""
    found = Judgement._base_manager.filter(course=course, criterion=criterion).first()
    return services.save_judgement(
        course=course,
        criterion=criterion,
        level=level,
        reach=reach,
        basis=basis,
        remark=remark,
        person=person,
        version=version or (found.version if found else 1),
    )


def read_again(
    course: Course,
    criterion: str,
    level: str,
    *,
    person: Person | None,
    reach: str = "whole",
    remark: str = "",
    version: int = 0,
) -> Judgement:
    """Save a second reading on ``version``; 0 is the one that is stored."""
    found = Judgement._base_manager.get(course=course, criterion=criterion)
    return services.save_second(
        course=course,
        criterion=criterion,
        level=level,
        reach=reach,
        remark=remark,
        person=person,
        version=version or found.second_version,
    )


def add_evidence(course: Course, *criteria: str, title: str = "Budget 2026") -> Evidence:
    """Add a web page as evidence and tie it to criteria, page 12."""
    page = evidence_services.add_page(
        course=course,
        kind="web",
        title=title,
        address="https://granby.example/budget",
        seen_on=date(2026, 2, 2),
        person=None,
    )
    for criterion in criteria:
        evidence_services.tie(course=course, evidence=page, criterion=criterion, place="p. 12", person=None)
    return page
