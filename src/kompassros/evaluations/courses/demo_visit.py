"""The visits of the demo: the talks of two days, who took part, what the team wrote down. All names are made up."""

from collections.abc import Iterator
from typing import Any

from kompassros.evaluations.courses.demo_people import Cast
from kompassros.evaluations.courses.demo_rows import store, tell
from kompassros.evaluations.courses.demo_scripts import Script
from kompassros.evaluations.courses.demo_texts import texts
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.interviews.models import Group, Interview, Interviewed, Note
from kompassros.evaluations.interviews.placing import place_of

_TIMES = {
    Group.DIRECTOR: (0, 13, 16),
    Group.POLITICIANS: (0, 17, 18),
    Group.DEPARTMENTS: (1, 9, 11),
    Group.UNITS: (1, 12, 14),
    Group.UNIONS: (1, 15, 16),
}
_HELD_SO_FAR = (Group.DIRECTOR.value, Group.POLITICIANS.value)


def plan_visit(course: Course, script: Script, cast: Cast) -> dict[str, Interview]:
    """Plan the talks, and write down how many came to those that were held; return those by their groups."""
    held = _held(script)
    made = store(Interview, course, (_talk(group, script, held) for group in Group))
    through = Interview.interviewers.through
    through.objects.bulk_create(
        through(interview_id=talk.pk, person_id=person.pk) for talk in made for person in cast.team
    )
    told = [
        (cast.lead, str(talk.pk), str(texts()["talks"][talk.group]["title"]), {"group": talk.group}) for talk in made
    ]
    tell(course, "interview", "planned", told)
    talks = {talk.group: talk for talk in made if talk.group in held}
    store(Interviewed, course, _people(talks))
    return talks


def _held(script: Script) -> tuple[str, ...]:
    if script.state is State.VISITING:
        return _HELD_SO_FAR
    return tuple(Group.values) if script.reaches(State.FIRST_FEEDBACK) else ()


def _talk(group: Group, script: Script, held: tuple[str, ...]) -> dict[str, Any]:
    day, begins, ends = _TIMES[group]
    wanted = texts()["talks"][group.value]
    return {
        "group": group.value,
        "starts_at": script.moment(day, begins),
        "ends_at": script.moment(day, ends, 30),
        "place": wanted["place"],
        "expected": wanted["expected"],
        "present": wanted["present"] if group.value in held else None,
    }


def _people(talks: dict[str, Interview]) -> Iterator[dict[str, Any]]:
    for group, talk in talks.items():
        for name, function in texts()["talks"][group]["people"]:
            yield {"interview": talk, "name": name, "function": function}


def take_notes(course: Course, script: Script, cast: Cast, talks: dict[str, Interview]) -> None:
    """Write the team's notes: those of the talks that were held, and those of reading. The history has no text."""
    wanted = [note for note in texts()["notes"] if note["group"] in talks] + texts()["loose_notes"]
    rows = [_note(note, cast.team[place % len(cast.team)], script, talks) for place, note in enumerate(wanted)]
    made = store(Note, course, rows)
    places = [place_of(course.edition, note.question, note.criterion).number for note in made]
    after = [{"tied_to": number, "characters": len(note.text)} for note, number in zip(made, places, strict=True)]
    told = [(note.author, str(note.pk), "anteckning", entry) for note, entry in zip(made, after, strict=True)]
    tell(course, "interview_note", "written", told, team_only=True)


def _note(note: dict[str, Any], author: Any, script: Script, talks: dict[str, Interview]) -> dict[str, Any]:
    talk = talks.get(note.get("group", ""))
    return {
        "interview": talk,
        "question": note.get("question", ""),
        "criterion": note.get("criterion", ""),
        "text": note["text"],
        "author": author,
        "written_at": talk.ends_at if talk else script.done(-3, 9),
    }
