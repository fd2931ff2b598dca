"""A final agenda paper about each thing of steering that papers are written about."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.test import RequestFactory

from kompassros.records import matters
from kompassros.records.matter_desk import Desk
from kompassros.steering.papers.plans import CARD, GOAL, PLAN
from kompassros.steering.papers.reports import PERIOD, REPORT
from kompassros.steering.papers.requests import ASSIGNMENT

_KEPT = {
    "plan_paper": (PLAN, "steering_plan", ("municipality", "year")),
    "card_paper": (CARD, "steering_goal", ("municipality", "year", "body")),
    "goal_paper": (GOAL, "steering_goal", ("municipality", "year", "body", "pk")),
    "report_paper": (REPORT, "period_report", ("municipality", "year", "key", "body")),
    "period_paper": (PERIOD, "period", ("municipality", "year", "key")),
    "request_paper": (ASSIGNMENT, "steering_assignment", ("municipality", "pk")),
}


def papers_of_steering(subjects: dict[str, dict[str, Any]], person: Any) -> dict[str, dict[str, Any]]:
    """Return the arguments of addresses by subject, for the things that ``subjects`` names."""
    found = {}
    for name, (desk, subject, parameters) in _KEPT.items():
        address = {key: subjects[subject][key] for key in parameters}
        found[name] = address | {"paper": write_final(desk, address, person)}
    return found


def write_final(desk: Desk, address: dict[str, Any], person: Any) -> int:
    """Write a paper as it is suggested, make it final, and return its number."""
    thing = desk.find(RequestFactory().get("/"), **address)
    told = desk.describe(thing)
    kind = {"subject": (told.kind, told.key), "organisation_id": told.organisation_id}
    matter = matters.open_matter(**kind, title="Matter", case_number="KS 2031/00001", person=person)
    suggestion = replace(desk.suggest(thing, told.language), proposal="Decide")
    paper = matters.start_paper(matter=matter, language=told.language, suggestion=suggestion, person=person)
    text = replace(matters.text_of(paper), body="Board")
    version = matters.save_paper(paper=paper, text=text, version=paper.version, request_id=uuid4(), person=person)
    matters.finish_paper(paper=paper, version=version, letterhead=told.letterhead, person=person)
    return int(paper.pk)
