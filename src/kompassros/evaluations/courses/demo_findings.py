"""Findings of the demo, what the municipality replied, what the team answered, and what came of it."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from kompassros.evaluations.courses.demo_choice import Choice
from kompassros.evaluations.courses.demo_people import Cast
from kompassros.evaluations.courses.demo_rows import store, tell
from kompassros.evaluations.courses.demo_scripts import Script
from kompassros.evaluations.courses.demo_texts import IMPROVEMENT, STRENGTH, texts
from kompassros.evaluations.courses.models import AreaDuty, Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.findings.models import Finding, Reply
from kompassros.evaluations.followup.services import Outcome, Plan, add_action, change_action
from kompassros.evaluations.judging.framework import framework_of
from kompassros.records import clock

_OPEN_REPLIES = 2
"""How many replies the team has not answered yet during the fact check."""
_EMPHASISED = 2
"""The strongest finding of an area, and sometimes the second, is emphasised."""


def write_findings(course: Course, script: Script, choice: Choice) -> list[Finding]:
    """Write the findings, and the municipality's replies once there is a fact check."""
    made = store(Finding, course, _findings(course, script, choice))
    told = [(row.written_by, str(row.pk), row.text, {"kind": row.kind, "text": row.text}) for row in made]
    tell(course, "finding", "written", told, team_only=True)
    return made


def _findings(course: Course, script: Script, choice: Choice) -> Iterator[dict[str, Any]]:
    placed = framework_of(course.edition).placed
    judges = {duty.area: duty.judge for duty in AreaDuty._base_manager.filter(course=course).select_related("judge")}
    at, chance = script.done(6, 13), script.random("emphasis")
    for kind, chosen in ((STRENGTH, choice.strength), (IMPROVEMENT, choice.improvement)):
        positions: Counter[str] = Counter()
        for criterion, text in chosen.items():
            area, question = placed[criterion].area.id, placed[criterion].question.id
            place = positions[area]
            positions[area] += 1
            yield {
                "kind": kind,
                "area": area,
                "question": question,
                "criteria": [criterion],
                "text": text,
                "emphasised": place == 0 or (place < _EMPHASISED and chance.random() < 0.5),
                "position": place,
                "written_by": judges[area],
                "written_at": at,
            }


def reply_to_findings(course: Course, script: Script, cast: Cast, findings: list[Finding]) -> None:
    """Reply to some areas for improvement, one with own evidence; answer, and change the findings that are changed."""
    by_criterion = {row.criteria[0]: row for row in findings if row.kind == IMPROVEMENT}
    wanted = list(texts()["replies"].items())
    answered = wanted[:-_OPEN_REPLIES] if script.state is State.FACT_CHECK else wanted
    rows = []
    for criterion, reply in wanted:
        finding = by_criterion[criterion]
        row = {"finding": finding, "agrees": reply["agrees"], "text": reply["text"], "original": finding.text}
        row |= {"written_by": cast.coordinator, "written_at": script.done(30, 9)}
        rows.append(row | (_answer(reply, script, cast) if (criterion, reply) in answered else {}))
        if (criterion, reply) in answered and "now" in reply:
            finding.text = reply["now"]
    changed = [by_criterion[criterion] for criterion, reply in answered if "now" in reply]
    Finding._base_manager.bulk_update(changed, ["text"])
    made = store(Reply, course, rows)
    made[0].evidence.add(_own_evidence(course, script, cast))
    _tell(course, made)


def _answer(reply: dict[str, Any], script: Script, cast: Cast) -> dict[str, Any]:
    given = {"answered_by": cast.lead, "answered_at": script.done(34, 15)}
    return given | {"outcome": reply["outcome"], "answer": reply["answer"]}


def _own_evidence(course: Course, script: Script, cast: Cast) -> Evidence:
    wanted, day = texts()["own_evidence"], script.done(30, 9)
    made: Evidence = store(
        Evidence,
        course,
        [
            {
                "kind": Evidence.Kind.WEB,
                "title": wanted["title"],
                "address": f"https://{course.organisation.key}.example/{wanted['path']}",
                "from_municipality": True,
                "seen_on": day.date(),
                "added_by": cast.coordinator,
                "added_at": day,
            }
        ],
    )[0]
    tell(course, "evidence", "added", [(cast.coordinator, str(made.pk), made.title, {"kind": "web"})])
    return made


def _tell(course: Course, made: list[Reply]) -> None:
    told = [(row.written_by, str(row.pk), row.finding.text, {"agrees": row.agrees, "text": row.text}) for row in made]
    tell(course, "reply", "replied", told)
    answers = [row for row in made if row.outcome]
    after = [
        (row.answered_by, str(row.pk), row.finding.text, {"outcome": str(row.outcome), "answer": row.answer})
        for row in answers
    ]
    tell(course, "reply", "answered", after)


def plan_actions(course: Course, script: Script, cast: Cast, findings: list[Finding]) -> None:
    """Make the action plan; in a follow-up it says what became of the actions."""
    by_criterion = {row.criteria[0]: row for row in findings if row.kind == IMPROVEMENT}
    people = {"coordinator": cast.coordinator}
    for wanted in (*texts()["actions"], texts()["own_action"]):
        plan = Plan(
            title=wanted["title"],
            owner=people.get(wanted["owner"]),
            owner_name="" if wanted["owner"] in people else wanted["owner"],
            due=clock.today() + timedelta(days=wanted["days"]),
            finding=by_criterion.get(wanted.get("criterion", "")),
        )
        action = add_action(course=course, plan=plan, person=None)
        if script.state is State.FOLLOW_UP and wanted["outcome"]:
            done_on = plan.due if wanted["state"] in ("done", "dropped") else None
            outcome = Outcome(wanted["state"], wanted["outcome"], done_on)
            change_action(course=course, action=action, plan=plan, outcome=outcome, person=None)
