"""From the findings to the end of a script: fact check, publication, action plan, correction, disposal."""

from datetime import timedelta

from kompassros.evaluations.courses import services
from kompassros.evaluations.courses.demo_choice import CORRECTED, choose
from kompassros.evaluations.courses.demo_findings import plan_actions, reply_to_findings, write_findings
from kompassros.evaluations.courses.demo_people import Cast
from kompassros.evaluations.courses.demo_scripts import EMBARGO_DAYS, Script
from kompassros.evaluations.courses.demo_texts import texts
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.drafting.sections import SUMMARY
from kompassros.evaluations.drafting.services import find_section, write_section
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.evidence.services import tie
from kompassros.evaluations.findings import bank_uses
from kompassros.evaluations.findings.models import Finding, GoodExample
from kompassros.evaluations.interviews.disposing import Decision, dispose, held_by
from kompassros.evaluations.judging.models import Level, Reach
from kompassros.evaluations.judging.services import find_judgement, save_judgement
from kompassros.evaluations.preparing.questions import placed_questions
from kompassros.evaluations.publication.publish import publish
from kompassros.instruments.outline import edition_outline
from kompassros.records import clock

_EXAMPLES = 2


def go_on(course: Course, script: Script, cast: Cast) -> None:
    """Take an evaluation that is being read through the rest of its states; each makes what it needs on entering."""
    findings = write_findings(course, script, choose(script)) if script.reaches(State.FIRST_FEEDBACK) else []
    for state in script.path()[2:]:
        if state is State.PUBLISHED:
            _publish(course, script, cast, findings)
        else:
            services.moved(course=course, to=state, person=None)
        if state is State.DRAFTING:
            _write_report(course, script)
            _point_to_examples(course)
        if state is State.FACT_CHECK and not script.is_self:
            reply_to_findings(course, script, cast, findings)
    if script.corrected:
        _correct(course, cast)
    if script.disposed:
        _dispose(course, script)


def _write_report(course: Course, script: Script) -> None:
    """Write the summary, and what is said of facts and method; the areas are left for people to try."""
    written = {SUMMARY: texts()["summaries"][script.summary], **texts()["report_texts"]}
    for key, text in written.items():
        section = find_section(course, key)
        write_section(section=section, text=text, ready=True, version=section.version, person=None)


def _point_to_examples(course: Course) -> None:
    """Point to the first examples of another municipality, beside the first question that each belongs to."""
    places = placed_questions(edition_outline(course.edition))
    shown = GoodExample._base_manager.filter(made_up=True, leave=GoodExample.Leave.GIVEN)
    for example in shown.exclude(organisation=course.organisation).order_by("pk")[:_EXAMPLES]:
        question = example.questions[0]
        area = places[question].area.id
        bank_uses.point_to(course=course, example=example, area=area, question=question, person=None)


def _publish(course: Course, script: Script, cast: Cast, findings: list[Finding]) -> None:
    """Publish: the latest result of the team is held back still. Then the municipality makes its action plan."""
    is_latest = script.state is State.PUBLISHED and not script.is_self
    until = clock.now() + timedelta(days=EMBARGO_DAYS) if is_latest else None
    publish(course=course, person=None, embargo_until=until)
    plan_actions(course, script, cast, findings)


def _correct(course: Course, cast: Cast) -> None:
    """Correct one judgement after publication, which makes a second sheet that names the first."""
    why = texts()["correction_why"]
    services.begin_correction(course=course, person=cast.lead, why=why)
    newer = Evidence._base_manager.filter(course=course, kind=Evidence.Kind.FILE).order_by("pk")[0]
    tie(course=course, evidence=newer, criterion=CORRECTED, place="s. 9", person=cast.lead)
    row = find_judgement(course, CORRECTED)
    save_judgement(
        course=course,
        criterion=CORRECTED,
        level=Level.FULL.value,
        reach=Reach.WHOLE.value,
        basis=why,
        remark="",
        person=cast.lead,
        version=row.version,
    )
    publish(course=course, person=None)


def _dispose(course: Course, script: Script) -> None:
    """Dispose of the team's notes and of the names of the interviewed, by a decision."""
    decision = Decision(f"KS {script.year + 1}/14", script.day(200), "Kommunstyrelsens arkivansvariga")
    dispose(course=course, decision=decision, confirmed=held_by(course), person=None)
