from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import HistoryEntry, Notice
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.residents import trail
from kompassros.steering.residents.models import ResidentComment
from kompassros.steering.residents.queries import counts_of, shown_of
from kompassros.steering.residents.services import answer_comment, refuse_comment, send_comment, show_comment
from kompassros.steering.writing.models import WrittenReport
from tests.steering.conftest import Bodies
from tests.steering.residents.reports import HEALTH, NOW, WORDS, published_report


def sent(report: WrittenReport, text: str = "Bra!", name: str = "", section: UUID = HEALTH) -> ResidentComment:
    return send_comment(report=report, section=section, name=name, text=text)


def test_comment_waits_and_nobody_reads_it(report: WrittenReport) -> None:
    comment = sent(report, " Bra\r\n\r\njobbat!  ", "  Eva \t Ek ")
    assert (comment.text, comment.name, comment.state) == ("Bra\n\njobbat!", "Eva Ek", "waiting")
    assert (comment.heading, comment.sent_at, comment.organisation) == (
        "Friska <b>medarbetare</b>",
        NOW,
        report.organisation,
    )
    assert shown_of(report, HEALTH) == []
    assert counts_of(report) == {}


def test_characters_that_turn_a_page_round_are_taken_out(report: WrittenReport) -> None:
    assert sent(report, "a\u202eb\x00c\u00a0d").text == "abc d"


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b", "x" * 2001])
def test_nothing_and_too_much_are_refused(text: str, report: WrittenReport) -> None:
    with pytest.raises(DomainError):
        sent(report, text)
    assert not ResidentComment._base_manager.exists()


def test_longest_text_is_taken(report: WrittenReport) -> None:
    assert len(sent(report, "x" * 2000).text) == 2000


def test_a_section_of_another_report_is_refused(report: WrittenReport) -> None:
    with pytest.raises(DomainError, match=r"^The report has no such chapter\.$"):
        sent(report, section=UUID(int=77))


@pytest.mark.parametrize(
    "changes",
    [
        {"at": NOW + timedelta(seconds=1)},
        {"at": None},
        {"comments_open": False},
        {"comments_until": NOW.date() - timedelta(days=1)},
    ],
)
def test_report_that_is_not_public_or_closed_takes_none(changes: dict[str, Any], plan: SteeringPlan) -> None:
    with pytest.raises(DomainError, match=r"^This report takes no comments now\.$"):
        sent(published_report(plan, **changes))


def test_last_day_for_comments_takes_them(plan: SteeringPlan) -> None:
    assert sent(published_report(plan, comments_until=NOW.date())).state == "waiting"


def test_the_same_twice_is_one(report: WrittenReport, monkeypatch: pytest.MonkeyPatch) -> None:
    first = sent(report, "Bra!", "Eva")
    assert sent(report, "Bra!", "Eva").pk == first.pk
    assert sent(report, "Bra!", "Ola").pk != first.pk
    assert sent(report, "Bra!", "Eva", WORDS).pk != first.pk
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=11))
    assert sent(report, "Bra!", "Eva").pk != first.pk


def test_shown_comment_is_read_with_its_day_and_answer(report: WrittenReport) -> None:
    comment = sent(report, "Bra!", "Eva")
    show_comment(comment=comment, person=None)
    answer_comment(comment=comment, answer=" Tack ", person=None)
    (shown,) = shown_of(report, HEALTH)
    assert (shown.name, shown.text, shown.day, shown.answer, shown.answered_on) == (
        "Eva",
        "Bra!",
        NOW.date(),
        "Tack",
        NOW.date(),
    )
    assert counts_of(report) == {HEALTH: 1}
    assert shown_of(report, WORDS) == []


def test_refused_comment_is_kept_with_its_reason_and_can_be_shown_after_all(report: WrittenReport) -> None:
    comment = sent(report)
    with pytest.raises(DomainError, match=r"^Say why the comment is not shown\.$"):
        refuse_comment(comment=comment, reason=" ", person=None)
    refuse_comment(comment=comment, reason="Om en enskild", person=None)
    kept = ResidentComment._base_manager.get()
    assert (kept.state, kept.reason, kept.text) == ("refused", "Om en enskild", "Bra!")
    with pytest.raises(DomainError, match=r"^The comment is refused already\.$"):
        refuse_comment(comment=kept, reason="Igen", person=None)
    show_comment(comment=kept, person=None)
    assert (kept.state, kept.reason) == ("shown", "")
    with pytest.raises(DomainError, match=r"^The comment is shown already\.$"):
        show_comment(comment=kept, person=None)


def test_answer_needs_a_comment_that_is_shown(report: WrittenReport) -> None:
    comment = sent(report)
    with pytest.raises(DomainError, match=r"^Show the comment first: an answer stands below it\.$"):
        answer_comment(comment=comment, answer="Tack", person=None)


def test_answer_of_a_comment_refused_later_is_not_read(report: WrittenReport) -> None:
    comment = show_comment(comment=sent(report), person=None)
    answer_comment(comment=comment, answer="Tack", person=None)
    refuse_comment(comment=comment, reason="Ändå inte", person=None)
    assert shown_of(report, HEALTH) == []


def test_second_decision_on_an_old_version_is_a_conflict(report: WrittenReport) -> None:
    comment = sent(report)
    other = ResidentComment._base_manager.get(pk=comment.pk)
    show_comment(comment=comment, person=None)
    with pytest.raises(Conflict):
        refuse_comment(comment=other, reason="Nej", person=None)


@pytest.mark.parametrize("role", [Role.POLITICIAN, Role.UNIT_MANAGER, Role.AUDITOR, Role.READER])
def test_only_those_who_lead_decide(role: Role, report: WrittenReport, bodies: Bodies, person_with: Any) -> None:
    person, comment = person_with(role, bodies.municipality), sent(report)
    with pytest.raises(DomainError):
        show_comment(comment=comment, person=person)
    with pytest.raises(DomainError):
        refuse_comment(comment=comment, reason="Nej", person=person)
    with pytest.raises(DomainError):
        answer_comment(comment=comment, answer="Nej", person=person)


def test_history_tells_what_happened_but_neither_text_nor_name(report: WrittenReport, person_with: Any) -> None:
    leader = person_with(Role.COORDINATOR, report.organisation)
    comment = sent(report, "Hemlig text", "Hemligt namn")
    show_comment(comment=comment, person=leader)
    answer_comment(comment=comment, answer="Hemligt svar", person=leader)
    refuse_comment(comment=comment, reason="Fel ämne", person=leader)
    rows = HistoryEntry.objects.filter(subject_kind=trail.COMMENT).order_by("pk")
    assert [row.verb for row in rows] == ["sent", "shown", "answered", "refused"]
    assert "emlig" not in " ".join(f"{row.subject_label}{row.before}{row.after}{row.why}" for row in rows)


def test_leaders_are_told_once_until_somebody_has_read(report: WrittenReport, person_with: Any) -> None:
    leader = person_with(Role.CHIEF_EXECUTIVE, report.organisation)
    person_with(Role.POLITICIAN, report.organisation)
    for number in range(5):
        sent(report, f"Text {number}")
    assert list(Notice.objects.values_list("person", flat=True)) == [leader.pk]
    for comment in ResidentComment._base_manager.filter(state="waiting"):
        show_comment(comment=comment, person=None)
    sent(report, "En till")
    assert Notice.objects.count() == 2
