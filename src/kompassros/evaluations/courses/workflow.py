"""The states of an evaluation and the steps between them: who takes a step, and which states a step may skip.

Own choice, made of the course that the source documents describe (three days on site, first feedback on the last
day, report about a month later) and of the fact check that they do not mention.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an evaluation stands, in the order of the course; ``withdrawn`` ends it early."""

    QUEUED = "queued", _("in the queue")
    PREPARING = "preparing", _("preparing")
    READING = "reading", _("reading and judging")
    VISITING = "visiting", _("visit")
    FIRST_FEEDBACK = "first_feedback", _("first feedback")
    AGREEING = "agreeing", _("agreeing")
    DRAFTING = "drafting", _("drafting")
    FACT_CHECK = "fact_check", _("fact check")
    PUBLISHED = "published", _("published")
    FEEDBACK_MEETING = "feedback_meeting", _("feedback meeting held")
    FOLLOW_UP = "follow_up", _("follow-up")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Part(models.TextChoices):
    """The part that a person plays in one evaluation."""

    ADMINISTRATOR = "administrator", _("association's administrator")
    LEAD = "lead", _("lead evaluator")
    EVALUATOR = "evaluator", _("evaluator")
    PEER = "peer", _("peer evaluator")
    COORDINATOR = "coordinator", _("municipality's coordinator")
    RESPONDENT = "respondent", _("respondent")
    READER = "reader", _("reader")
    AUDITOR = "auditor", _("auditor")


TEAM = (Part.LEAD, Part.EVALUATOR, Part.PEER)
ORDER: tuple[State, ...] = tuple(state for state in State if state is not State.WITHDRAWN)
_VISIT = (State.VISITING, State.FIRST_FEEDBACK)


@dataclass(frozen=True)
class Stage:
    """What a state is about: what happens in it, who acts, and what leaving it is called."""

    explanation: Promise | str
    acting: tuple[Part, ...]
    onward: Promise | str


STAGES: dict[State, Stage] = {
    State.QUEUED: Stage(
        _("The evaluation is ordered and waits for a team and a time."), (Part.ADMINISTRATOR,), _("Begin to prepare")
    ),
    State.PREPARING: Stage(
        _("The municipality sends the documents that are asked for and describes itself, question by question."),
        (Part.COORDINATOR, Part.LEAD),
        _("Begin to read and judge"),
    ),
    State.READING: Stage(
        _("The team reads, ties evidence to the criteria, and makes its first judgements."), TEAM, _("Begin the visit")
    ),
    State.VISITING: Stage(
        _("The team interviews group by group and fills the gaps in its evidence."),
        TEAM,
        _("Go on to the first feedback"),
    ),
    State.FIRST_FEEDBACK: Stage(
        _("On the last day of the visit the team tells what it has seen, without points."),
        (Part.LEAD,),
        _("Begin to agree"),
    ),
    State.AGREEING: Stage(
        _("Judge and second reader settle the judgements on which they differ."), TEAM, _("Begin to draft")
    ),
    State.DRAFTING: Stage(
        _("The team writes strengths, areas for improvement and good examples."), TEAM, _("Send for fact check")
    ),
    State.FACT_CHECK: Stage(
        _("The municipality says finding by finding whether it agrees, with its own evidence."),
        (Part.COORDINATOR, Part.LEAD),
        _("Publish"),
    ),
    State.PUBLISHED: Stage(
        _("The score sheet is frozen; it is shown to everybody when its time has come."),
        (Part.LEAD,),
        _("The feedback meeting is held"),
    ),
    State.FEEDBACK_MEETING: Stage(
        _("The result has been presented to the municipality."), (Part.COORDINATOR,), _("Begin the follow-up")
    ),
    State.FOLLOW_UP: Stage(
        _("The municipality works with its action plan; the next evaluation shows what became of it."),
        (Part.COORDINATOR,),
        "",
    ),
    State.WITHDRAWN: Stage(_("The evaluation was withdrawn and leads to no result."), (), ""),
}


def next_states(state: State, *, visit: bool) -> tuple[State, ...]:
    """Return the states that follow on one; without a visit (a self-evaluation) the visit's states may be skipped."""
    if state not in ORDER or state is ORDER[-1]:
        return ()
    following = ORDER[ORDER.index(state) + 1]
    if following in _VISIT and not visit:
        return (following, State.AGREEING)
    return (following,)


def previous_state(state: State) -> State | None:
    """Return the state before one, which a lead may go back to until the sheet is frozen; else None."""
    if state in from_state(State.PUBLISHED) or state not in ORDER or state is State.QUEUED:
        return None
    return ORDER[ORDER.index(state) - 1]


def from_state(first: State) -> frozenset[State]:
    """Return a state and all that follow it."""
    return frozenset(ORDER[ORDER.index(first) :])


def until_state(last: State) -> frozenset[State]:
    """Return all states up to and with one."""
    return frozenset(ORDER[: ORDER.index(last) + 1])


def between(first: State, last: State) -> frozenset[State]:
    """Return the states from one to another, both included."""
    return from_state(first) & until_state(last)


JUDGING = between(State.READING, State.DRAFTING)
CORRECTING = from_state(State.PUBLISHED)
EVIDENCE = between(State.PREPARING, State.FACT_CHECK)
VISIT_PLAN = between(State.PREPARING, State.FIRST_FEEDBACK)
NOTES = between(State.READING, State.DRAFTING)
FINDINGS = between(State.READING, State.FACT_CHECK)
FACT_CHECKED = from_state(State.FACT_CHECK)
EVERY = frozenset(State)
