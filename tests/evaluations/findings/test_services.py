"""Writing findings, replying to them, answering the replies."""

import pytest

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.evidence import services as evidence
from kompassros.evaluations.findings import queries, replying, services
from kompassros.evaluations.findings.models import Finding, Reply
from kompassros.evaluations.findings.services import Wording
from kompassros.evaluations.judging.models import Judgement
from kompassros.organisations.roles import Role
from kompassros.organisations.scoping import organisation_scope
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError
from tests.evaluations.course_cases import bring_to, demo_person, make_course
from tests.evaluations.findings.conftest import AREA

pytestmark = pytest.mark.django_db


def written(course: Course, text: str = "The budget is followed up.", kind: str = "strength") -> Finding:
    wording = Wording(kind, AREA, "q-cc33dd", text)
    return services.write_finding(course=course, wording=wording, person=demo_person(Role.EVALUATOR))


def again(finding: Finding) -> Finding:
    return Finding._base_manager.select_related("course__organisation").get(pk=finding.pk)


def order_of(course: Course) -> list[str]:
    with organisation_scope(course.organisation):
        return [one.text for one in queries.standing_findings(course)]


def test_same_matter_may_be_strength_and_improvement(judged: Course) -> None:
    written(judged, "Own units are compared.")
    written(judged, "Own units are compared.", kind="improvement")
    with organisation_scope(judged.organisation):
        area = queries.areas_with_findings(judged)[0]
    assert [one.text for one in area.strengths] == [one.text for one in area.improvements]


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        (Wording("strength", AREA, "", " "), "Write the finding"),
        (Wording("strength", "a-zzzzzz", "", "x"), "no such area"),
        (Wording("strength", AREA, "q-ff55hh", "x"), "no such area"),
        (Wording("praise", AREA, "", "x"), "Choose strength"),
    ],
)
def test_write_finding_refuses(wording: Wording, told: str, judged: Course) -> None:
    with pytest.raises(DomainError, match=told):
        services.write_finding(course=judged, wording=wording, person=None)


def test_second_editor_of_a_finding_is_told(judged: Course) -> None:
    finding = written(judged)
    seen = again(finding)
    change = {"course": judged, "emphasised": True, "question": "", "person": None}
    services.change_finding(finding=finding, text="First", **change)
    with pytest.raises(Conflict):
        services.change_finding(finding=seen, text="Second", **change)
    assert again(finding).text == "First"


def test_order_is_changed_and_kept(judged: Course) -> None:
    first, second = written(judged, "A"), written(judged, "B")
    services.move_finding(course=judged, finding=second, up=True, person=None)
    assert order_of(judged) == ["B", "A"]
    services.move_finding(course=judged, finding=again(first), up=False, person=None)
    assert order_of(judged) == ["B", "A"]


def test_removed_finding_comes_back(judged: Course) -> None:
    finding = written(judged)
    services.remove_finding(course=judged, finding=finding, person=None)
    assert order_of(judged) == []
    services.restore_finding(course=judged, finding=finding, person=None)
    assert order_of(judged) == ["The budget is followed up."]


def test_suggestions_become_findings_in_the_language_of_the_evaluation(judged: Course) -> None:
    with organisation_scope(judged.organisation):
        suggestions = [one.suggestion for one in queries.suggestions_for(judged, AREA)]
        assert [(one.kind, one.criterion) for one in suggestions] == [
            ("strength", "c-aa11bb"),
            ("improvement", "c-bb22cc"),
            ("improvement", "c-cc33ee"),
        ]
        taken = services.take_suggestions(course=judged, suggestions=suggestions, person=None)
        assert queries.suggestions_for(judged, AREA) == []
    assert taken[0].text == "plan sv Because of c-aa11bb."
    assert taken[0].suggested


def test_finding_written_before_the_fact_check_is_not_told_to_the_municipality(judged: Course) -> None:
    finding = written(judged)
    assert [entry.organisation_id for entry in trail.entries_about(judged, "finding", str(finding.pk))] == [None]


def test_reply_needs_words_where_it_disagrees_and_the_team_answers(judged: Course) -> None:
    finding = written(judged)
    bring_to(judged, State.FACT_CHECK)
    said = {"course": judged, "finding": finding, "person": demo_person(Role.COORDINATOR)}
    with pytest.raises(DomainError, match="what is wrong"):
        replying.reply(agrees=False, text="", version=0, **said)
    found = replying.reply(agrees=False, text="It is not.", version=0, **said)
    answer = {"course": judged, "found": found, "person": demo_person(Role.LEAD_EVALUATOR)}
    with pytest.raises(DomainError, match="why the finding stays"):
        replying.answer_reply(outcome="kept", answer=" ", text="", **answer)
    replying.answer_reply(
        outcome="changed", answer="You are right.", text="The budget is mostly followed up.", **answer
    )
    found = Reply._base_manager.select_related("finding").get(pk=found.pk)
    assert (found.original, found.finding.text) == (
        "The budget is followed up.",
        "The budget is mostly followed up.",
    )
    with pytest.raises(DomainError, match="answered this reply already"):
        replying.reply(agrees=True, text="", version=found.version, **said)


def test_answer_that_changes_its_mind_gives_the_first_wording_back(judged: Course) -> None:
    finding = written(judged)
    bring_to(judged, State.FACT_CHECK)
    found = replying.reply(course=judged, finding=finding, agrees=False, text="No.", person=None, version=0)
    answer = {"course": judged, "found": found, "person": None}
    replying.answer_reply(outcome="changed", answer="", text="Another wording.", **answer)
    replying.answer_reply(outcome="kept", answer="We looked again.", text="", **answer)
    assert again(finding).text == "The budget is followed up."


def test_two_who_reply_at_once_are_told(judged: Course) -> None:
    finding = written(judged)
    bring_to(judged, State.FACT_CHECK)
    first = replying.reply(course=judged, finding=finding, agrees=True, text="", person=None, version=0)
    with pytest.raises(Conflict):
        replying.reply(course=judged, finding=finding, agrees=False, text="No.", person=None, version=0)
    assert Reply._base_manager.get(pk=first.pk).agrees


def test_reply_is_refused_before_the_fact_check_and_to_another_evaluation(judged: Course) -> None:
    finding = written(judged)
    coordinator = demo_person(Role.COORDINATOR)
    with pytest.raises(DomainError):
        replying.reply(course=judged, finding=finding, agrees=True, text="", person=coordinator, version=0)
    other = make_course(State.FACT_CHECK)
    with pytest.raises(DomainError, match="does not stand"):
        replying.reply(course=other, finding=finding, agrees=True, text="", person=coordinator, version=0)


def test_own_evidence_must_be_the_municipalitys_of_this_evaluation(judged: Course) -> None:
    finding = written(judged)
    bring_to(judged, State.FACT_CHECK)
    found = replying.reply(course=judged, finding=finding, agrees=False, text="No.", person=None, version=0)
    page = {"kind": "web", "title": "T", "address": "https://granby.example/", "seen_on": clock.today()}
    theirs = evidence.add_page(course=judged, person=None, **page)
    with pytest.raises(DomainError):
        replying.support_reply(course=judged, found=found, evidence=theirs, person=None)
    own = evidence.add_page(course=judged, person=None, origin=evidence.Origin(from_municipality=True), **page)
    replying.support_reply(course=judged, found=found, evidence=own, person=None)
    with organisation_scope(judged.organisation):
        assert list(found.evidence.values_list("pk", flat=True)) == [own.pk]


def test_finding_with_a_reply_is_not_taken_out(judged: Course) -> None:
    finding = written(judged)
    bring_to(judged, State.FACT_CHECK)
    replying.reply(course=judged, finding=finding, agrees=True, text="", person=None, version=0)
    with pytest.raises(DomainError, match="replied"):
        services.remove_finding(course=judged, finding=again(finding), person=None)


def test_suggestion_of_a_long_basis_is_cut_to_the_length_of_a_finding(judged: Course) -> None:
    Judgement._base_manager.filter(course=judged, criterion="c-aa11bb").update(basis="b" * 4_000)
    with organisation_scope(judged.organisation):
        chosen = [one.suggestion for one in queries.suggestions_for(judged, AREA)]
    taken = services.take_suggestions(course=judged, suggestions=chosen, person=demo_person(Role.EVALUATOR))
    longest = max((finding.text for finding in taken), key=len)
    assert (len(longest), longest[-2:]) == (services.LONGEST, "b…")
