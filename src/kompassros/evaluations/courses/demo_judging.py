"""The judgements of the demo: made up by a seeded generator, with areas that are strong and weak, and calibrations."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from kompassros.evaluations.courses.demo_choice import CORRECTED, Choice
from kompassros.evaluations.courses.demo_people import Cast
from kompassros.evaluations.courses.demo_rows import store, tell
from kompassros.evaluations.courses.demo_scripts import Script
from kompassros.evaluations.courses.demo_texts import texts
from kompassros.evaluations.courses.models import AreaDuty, Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.judging import calibrating
from kompassros.evaluations.judging.framework import framework_of, label_of
from kompassros.evaluations.judging.models import BlindMark, Judgement, Level, Reach
from kompassros.instruments.criteria import Placed

_STRENGTHS = (0.16, 0.02, 0.14, -0.06, -0.14, 0.14, -0.2, 0.06)
"""How much stronger an area is than the whole, in the order of the edition."""
_JUDGED = {State.READING: 0.5, State.VISITING: 0.75, State.FIRST_FEEDBACK: 0.92}
_PARTLY, _PLANNED_OF_REST, _SEVERAL, _ONE, _READ_AGAIN = 0.28, 0.4, 0.1, 0.04, 0.75
_DIFFERENCES = 5
_OUT = "c-wpnqcd"
"""The criterion that does not apply: there is no such cooperation, and none is wanted."""
_LOWER = {Level.FULL: Level.PARTLY, Level.PARTLY: Level.PLANNED, Level.PLANNED: Level.NONE, Level.NONE: Level.PLANNED}


@dataclass(frozen=True)
class View:
    """How a criterion is judged."""

    level: Level
    reach: Reach = Reach.WHOLE
    basis: str = ""


def judge_all(course: Course, script: Script, cast: Cast, choice: Choice) -> list[Judgement]:
    """Make the judgements as far as the evaluation has come, with second readings, and return all rows."""
    criteria = list(framework_of(course.edition).placed.values())
    duties = {duty.area: duty for duty in AreaDuty._base_manager.filter(course=course)}
    limit = round(len(criteria) * _JUDGED.get(script.state, 1))
    views = [_view(script, placed, choice) for placed in criteria[:limit]]
    rows = [_row(placed, view, duties[placed.area.id], script) for placed, view in zip(criteria, views, strict=False)]
    _read_again(rows, script, duties, criteria)
    rows += [{"criterion": placed.criterion.id} for placed in criteria[limit:]]
    made: list[Judgement] = store(Judgement, course, rows)
    _tell(course, made)
    return made


def _view(script: Script, placed: Placed, choice: Choice) -> View:
    criterion = placed.criterion.id
    chance = script.random(criterion)
    if criterion == _OUT:
        return View(Level.NOT_APPLICABLE, basis=texts()["not_applicable"])
    if script.corrected and criterion == CORRECTED:
        return View(Level.NONE)
    if text := choice.improvement.get(criterion):
        level = chance.choice((Level.PARTLY, Level.PARTLY, Level.NONE, Level.PLANNED))
        return View(Level.PARTLY if criterion in choice.strength else level, basis=text)
    if text := choice.strength.get(criterion):
        return View(Level.FULL, basis=text)
    return _guess(script.level + _STRENGTHS[placed.area.no - 1], chance)


def _guess(aim: float, chance: Random) -> View:
    """Return a view such that many of them give about the share ``aim`` of the points."""
    drawn, full = chance.random(), aim - _PARTLY / 2
    if drawn < full:
        return _reached(chance)
    if drawn < full + _PARTLY:
        return View(Level.PARTLY)
    is_planned = chance.random() < _PLANNED_OF_REST
    return View(Level.PLANNED, basis=texts()["planned"]) if is_planned else View(Level.NONE)


def _reached(chance: Random) -> View:
    drawn = chance.random()
    if drawn < _ONE:
        return View(Level.FULL, Reach.ONE, texts()["one_department"])
    return View(Level.FULL, Reach.SEVERAL if drawn < _ONE + _SEVERAL else Reach.WHOLE)


def _row(placed: Placed, view: View, duty: AreaDuty, script: Script) -> dict[str, Any]:
    return {
        "criterion": placed.criterion.id,
        "level": view.level.value,
        "reach": view.reach.value,
        "basis": view.basis,
        "judged_by": duty.judge,
        "judged_at": script.done(-4 if script.is_self else -2, 9 + placed.area.no),
    }


def _read_again(
    rows: list[dict[str, Any]], script: Script, duties: dict[str, AreaDuty], criteria: list[Placed]
) -> None:
    """Let the second reader agree with most, and see a few otherwise; from drafting on these are settled."""
    if script.is_self:
        return
    chance = script.random("second reading")
    drawn = [place for place in range(len(rows)) if chance.random() < _READ_AGAIN]
    read = [place for place in drawn if rows[place]["criterion"] != CORRECTED]
    differing = set(chance.sample([place for place in read if rows[place]["level"] in _LOWER], _DIFFERENCES))
    for place in read:
        row, duty = rows[place], duties[criteria[place].area.id]
        row |= {"second_level": row["level"], "second_reach": row["reach"], "second_by": duty.second_reader}
        row["second_at"] = script.done(2, 10)
        if place in differing:
            row |= {"second_level": _LOWER[row["level"]].value, "second_remark": texts()["second_remark"]}
            row |= _settlement(script, duty)


def _settlement(script: Script, duty: AreaDuty) -> dict[str, Any]:
    if not script.reaches(State.DRAFTING):
        return {}
    return {"settled_by": duty.judge, "settled_why": texts()["settled_why"]}


def _tell(course: Course, rows: list[Judgement]) -> None:
    """Tell of each judgement what ``services.save_judgement`` tells."""
    told = [
        (
            row.judged_by,
            row.criterion,
            label_of(course.edition, row.criterion, course.language),
            {"level": row.level, "reach": row.reach} | ({"basis": row.basis} if row.basis else {}),
        )
        for row in rows
        if row.level
    ]
    tell(course, "judgement", "judged", told, team_only=True)


def calibrate(course: Course, script: Script, cast: Cast) -> None:
    """Hold a round of blind marking and show it; while the team agrees, a second round is open still."""
    first = _hold(course, script, cast, title="Före besöket", markers=3)
    calibrating.show_round(calibration=first, person=cast.lead)
    if script.state in (State.READING, State.AGREEING):
        _hold(course, script, cast, title="Efter besöket", markers=1)


def _hold(course: Course, script: Script, cast: Cast, *, title: str, markers: int) -> Any:
    criteria = calibrating.draw_tenth(course, script.seed + markers)
    opened = calibrating.open_round(
        course=course, title=title, criteria=criteria, person=cast.lead, seed=script.seed + markers
    )
    store(BlindMark, course, _marks(opened, script, cast.team[:markers]))
    return opened


def _marks(opened: Any, script: Script, people: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
    """Yield marks that agree mostly: each criterion has a level, from which a marker sometimes departs."""
    chance = script.random(opened.title)
    levels = [Level.NONE, Level.PLANNED, Level.PARTLY, Level.FULL]
    for criterion in opened.criteria:
        common = chance.choices(range(4), weights=(2, 1, 3, 4))[0]
        for person in people:
            here = max(0, min(3, common + chance.choices((-1, 0, 1), weights=(1, 6, 1))[0]))
            yield {
                "calibration": opened,
                "criterion": criterion,
                "person": person,
                "level": levels[here].value,
                "marked_at": script.done(-3, 11),
            }
