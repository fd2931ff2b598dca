"""One evaluation of the demo, from its order to where its script leaves it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from kompassros.evaluations.courses import meetings, services, team
from kompassros.evaluations.courses.demo_choice import choose
from kompassros.evaluations.courses.demo_ending import go_on
from kompassros.evaluations.courses.demo_evidence import Material, collect_evidence, tie_evidence
from kompassros.evaluations.courses.demo_judging import calibrate, judge_all
from kompassros.evaluations.courses.demo_people import Cast
from kompassros.evaluations.courses.demo_preparing import ask_documents, describe_itself
from kompassros.evaluations.courses.demo_rows import tell
from kompassros.evaluations.courses.demo_scripts import Script
from kompassros.evaluations.courses.demo_texts import texts
from kompassros.evaluations.courses.demo_visit import plan_visit, take_notes
from kompassros.evaluations.courses.models import AreaDuty, Course, Meeting
from kompassros.evaluations.courses.services import Dates, Order
from kompassros.evaluations.courses.workflow import Part, State
from kompassros.evaluations.judging.models import Judgement, Level
from kompassros.instruments.models import Edition
from kompassros.organisations.models import Person
from kompassros.records import clock
from kompassros.records.models import FileRevision

_PRICE = Decimal("96000.00")
_UNSUPPORTED = 3


@dataclass(frozen=True)
class Stage:
    """What the evaluations of a municipality are made with."""

    cast: Cast
    edition: Edition
    files: Mapping[str, FileRevision]


def make_course(script: Script, stage: Stage) -> Course:
    """Order an evaluation and take it to its state, with all that belongs to it on the way."""
    course = _order(script, stage)
    _gather(course, script, stage.cast)
    stage = replace(stage, cast=stage.cast.read_anew())
    if script.state is not State.QUEUED:
        _plan(course, script)
        _prepare(course, script, stage)
    if script.state is State.WITHDRAWN:
        services.withdraw(course=course, person=None, why=texts()["withdrawn_why"])
    return course


def _order(script: Script, stage: Stage) -> Course:
    municipality = stage.cast.municipality
    order = Order(
        year=script.year,
        ordered_by=f"Kommunstyrelsen i {municipality.name}",
        ordered_on=script.day(-170 if script.state is State.QUEUED else -100),
        evaluator_kind=script.kind.value,
        wished_from=script.day(0),
        wished_to=script.day(30),
        price=None if script.is_self else _PRICE,
        currency="" if script.is_self else "SEK",
        order_note=texts()["order_note"],
    )
    return services.order_evaluation(organisation=municipality, edition=stage.edition, order=order, person=None)


def _gather(course: Course, script: Script, cast: Cast) -> None:
    people: tuple[Person, ...] = (cast.coordinator, cast.respondent) if script.is_self else cast.team
    for member, part in zip(people, (Part.LEAD, Part.EVALUATOR, Part.PEER), strict=False):
        home = cast.home if part is Part.PEER else None
        team.join_team(course=course, member=member, part=part, home=home, person=None)


def _plan(course: Course, script: Script) -> None:
    dates = Dates(
        answers_due=script.day(-21),
        visit_from=None if script.is_self else script.day(0),
        visit_to=None if script.is_self else script.day(1),
        reply_due=script.day(50),
    )
    services.plan_dates(course=course, dates=dates, person=None)
    wanted = {Meeting.Kind.START: (-60, 9, "Hela ledningsgruppen"), Meeting.Kind.FEEDBACK: (90, 13, "Fullmäktige")}
    if not script.is_self:
        wanted[Meeting.Kind.FIRST_FEEDBACK] = (1, 16, "Ledningsgruppen och gruppledarna")
    for kind, (days, hour, audience) in wanted.items():
        moment = script.moment(days, hour, 15)
        plan = meetings.Plan(kind.value, moment, place="Kommunhuset, Kungssalen", audience=audience)
        planned = meetings.plan_meeting(course=course, plan=plan, person=None)
        if moment < clock.now():
            meetings.hold_meeting(course=course, meeting=planned, person=None)


def _share_areas(course: Course, script: Script, cast: Cast) -> None:
    """Give each area a judge and a second reader, in turn; a municipality that evaluates itself reads once."""
    people: tuple[Person, ...] = (cast.coordinator, cast.respondent) if script.is_self else cast.team
    duties = list(AreaDuty._base_manager.filter(course=course).order_by("pk"))
    for place, duty in enumerate(duties):
        duty.judge = people[place % len(people)]
        duty.second_reader = people[(place + 1) % len(people)]
    AreaDuty._base_manager.bulk_update(duties, ["judge", "second_reader"])
    told = [
        (
            cast.coordinator if script.is_self else cast.lead,
            duty.area,
            team.area_name(course, duty.area, course.language),
            {"judge": str(duty.judge), "second_reader": str(duty.second_reader)},
        )
        for duty in duties
    ]
    tell(course, "area", "area_shared", told)


def _prepare(course: Course, script: Script, stage: Stage) -> None:
    cast = stage.cast
    answers = describe_itself(course, script, cast)
    services.moved(course=course, to=State.PREPARING, person=None)
    _share_areas(course, script, cast)
    requests = ask_documents(course, script, cast)
    if not script.reaches(State.READING):
        return
    talks = {} if script.is_self else plan_visit(course, script, cast)
    _judge(course, script, cast, Material(stage.files, requests, answers, talks))
    take_notes(course, script, cast, talks)
    go_on(course, script, cast)


def _judge(course: Course, script: Script, cast: Cast, material: Material) -> None:
    rows = judge_all(course, script, cast, choose(script))
    services.moved(course=course, to=State.READING, person=None)
    pieces = collect_evidence(course, script, cast, material)
    plain = [row.criterion for row in rows if row.level in (Level.PARTLY, Level.FULL) and not row.basis]
    alone = set(script.random("unsupported").sample(plain, _UNSUPPORTED))
    Judgement._base_manager.filter(course=course, criterion__in=alone).update(remark=texts()["unsupported"])
    tie_evidence(course, script, pieces, rows, alone)
    if not script.is_self:
        calibrate(course, script, cast)
