"""The list, the order and the overview of evaluations: who opens them, what they say, how many queries they take."""

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.evaluations.courses import services
from kompassros.evaluations.courses.models import Course, TeamMember
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.judging.services import save_judgement, save_second
from kompassros.evaluations.models import Action
from kompassros.methods.comparability import EvaluatorKind
from kompassros.organisations.demo import OTHER, OWN
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.errors import DomainError
from tests.evaluations.course_cases import CRITERIA, demo_person, make_course, small_edition
from tests.evaluations.courses.pages import address, as_role, filled, text_of
from tests.evaluations.courses.sheets import publish

pytestmark = pytest.mark.django_db
SEES = {
    Role.ADMINISTRATOR, Role.LEAD_EVALUATOR, Role.EVALUATOR, Role.PEER_EVALUATOR, Role.COORDINATOR, Role.RESPONDENT,
    Role.AUDITOR,
}  # fmt: skip
MOST_QUERIES = 22


def chosen(**changed: object) -> dict[str, object]:
    return {"edition": small_edition().pk, "evaluator_kind": "association", "ordered_by": "The executive"} | changed


@pytest.mark.parametrize(
    ("role", "state", "page", "leads"),
    [
        (Role.ADMINISTRATOR, State.QUEUED, "dates", True),
        (Role.LEAD_EVALUATOR, State.READING, "judge", True),
        (Role.COORDINATOR, State.PREPARING, "areas", False),
        (Role.ADMINISTRATOR, State.READING, "judge", False),
    ],
)
def test_missing_leads_whoever_can_mend_it(role: Role, state: State, page: str, leads: bool, client: Client) -> None:
    course = make_course(state)
    content = as_role(client, role).get(address("show", course.slug)).content.decode()
    missing = content.partition('id="missing"')[2].partition("</section>")[0]
    assert (f'href="{address(page, course.slug)}"' in missing) is leads


@pytest.mark.parametrize("role", list(Role))
def test_overview_and_team_are_seen_by_those_with_a_part(role: Role, client: Client) -> None:
    course = make_course(State.READING)
    as_role(client, role)
    pages = ("show", "team", "meetings", "meetings_calendar")
    answers = {client.get(address(name, course.slug)).status_code for name in pages}
    assert answers == ({200} if role in SEES else {403})


def test_overview_says_what_is_missing_and_whose_turn_it_is(client: Client) -> None:
    course = make_course(with_team=False)
    page = text_of(as_role(client, Role.ADMINISTRATOR), address("show", course.slug))
    assert "It is your turn." in page
    assert "The team has no lead evaluator." in page
    assert "Before the next step, this must be there:" in page
    assert address("move", course.slug) not in page
    page = text_of(as_role(client, Role.COORDINATOR), address("show", course.slug))
    assert "Next is: association&#x27;s administrator." in page


def test_overview_line_has_one_state_now_and_says_since_when(client: Client) -> None:
    course = make_course(State.VISITING)
    steps = as_role(client, Role.LEAD_EVALUATOR).get(address("show", course.slug)).context["line"]
    assert [step.place for step in steps] == ["done", "done", "done", "now", *["coming"] * 7]
    assert [step.since is None for step in steps] == [True, False, False, False, *[True] * 7]


def test_overview_line_of_a_self_evaluation_says_that_the_visit_is_left_out(client: Client) -> None:
    course = make_course(State.READING, kind=EvaluatorKind.SELF, with_team=False)
    services.moved(course=course, to=State.AGREEING, person=None)
    steps = as_role(client, Role.COORDINATOR).get(address("show", course.slug)).context["line"]
    assert [step.place for step in steps[2:6]] == ["done", "skipped", "skipped", "now"]


def test_overview_shows_the_latest_result_and_what_became_of_the_actions(client: Client) -> None:
    earlier = make_course(State.FOLLOW_UP)
    publish(earlier)
    Action._base_manager.create(
        course=earlier, organisation=earlier.organisation, title="Count the queue", outcome="Done", added_at=clock.now()
    )
    course = make_course(State.PREPARING)
    page = text_of(as_role(client, Role.LEAD_EVALUATOR), address("show", course.slug))
    assert "Count the queue" in page
    assert "Granby 20" in page.split("The evaluation before")[1]


def test_overview_hides_actions_before_the_time_of_publication(client: Client) -> None:
    earlier = make_course(State.PUBLISHED)
    publish(earlier, later=True)
    Action._base_manager.create(
        course=earlier, organisation=earlier.organisation, title="Count the queue", added_at=clock.now()
    )
    course = make_course(State.PREPARING)
    assert "Count the queue" not in text_of(as_role(client, Role.LEAD_EVALUATOR), address("show", course.slug))


def test_overview_of_a_self_evaluation_says_so(client: Client) -> None:
    course = make_course(kind=EvaluatorKind.SELF, with_team=False)
    assert "This is a self-evaluation." in text_of(as_role(client, Role.COORDINATOR), address("show", course.slug))


@pytest.mark.parametrize("state", [State.QUEUED, State.READING, State.FACT_CHECK, State.FOLLOW_UP])
def test_overview_takes_a_bounded_number_of_queries(
    state: State, client: Client, django_assert_max_num_queries: object
) -> None:
    course = make_course(state)
    as_role(client, Role.LEAD_EVALUATOR)
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]
        client.get(address("show", course.slug))


def test_list_has_the_persons_evaluations_and_whose_turn_it_is(client: Client) -> None:
    before = as_role(client, Role.EVALUATOR).get(address("list")).context
    mine, _other = make_course(State.READING), make_course(organisation=OTHER, with_team=False)
    after = client.get(address("list")).context
    added = {row.href for row in after["table"].rows} - {row.href for row in before["table"].rows}
    assert added == {address("show", mine.slug)}
    assert (after["count"] - before["count"], after["waiting"] - before["waiting"], after["queue"]) == (1, 1, [])


def test_list_is_filtered_by_state(client: Client) -> None:
    reading, queued = make_course(State.READING), make_course()
    rows = as_role(client, Role.COORDINATOR).get(address("list"), {"state": "queued"}).context["table"].rows
    listed = {row.href for row in rows} & {address("show", one.slug) for one in (reading, queued)}
    assert listed == {address("show", queued.slug)}


def test_list_without_a_part_teaches(client: Client) -> None:
    page = text_of(as_role(client, Role.UNIT_MANAGER), address("list"))
    assert "Here stand the evaluations in which you have a part" in page


def test_list_for_administrators_has_the_queue_in_the_order_of_ordering(client: Client) -> None:
    later = make_course()
    first = make_course(organisation=OTHER, with_team=False)
    others = (make_course(State.READING), make_course(kind=EvaluatorKind.SELF, with_team=False))
    Course._base_manager.filter(pk=first.pk).update(ordered_on="2026-01-05")
    (queue,) = as_role(client, Role.ADMINISTRATOR).get(address("list")).context["queue"]
    made = {address("show", one.slug) for one in (first, later, *others)}
    assert [row.href for row in queue.rows if row.href in made] == [address("show", one.slug) for one in (first, later)]


def test_list_takes_a_bounded_number_of_queries(client: Client, django_assert_max_num_queries: object) -> None:
    for _number in range(14):
        make_course(State.PREPARING)
    as_role(client, Role.LEAD_EVALUATOR)
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        client.get(address("list"))


def test_coordinator_orders_for_the_own_municipality(client: Client) -> None:
    as_role(client, Role.COORDINATOR)
    where = address("order", OWN)
    sent = filled(client, where, **chosen(price="85000", currency="SEK", year=2027))
    answer = client.post(where, sent)
    course = Course._base_manager.latest("pk")
    assert answer.headers["Location"] == address("show", course.slug)
    assert (course.stands, course.year, str(course.price), course.made_up) == (State.QUEUED, 2027, "85000.00", True)


def test_coordinator_starts_a_self_evaluation_and_leads_it(client: Client) -> None:
    as_role(client, Role.COORDINATOR)
    assert "never stands among outside ones" in text_of(client, address("order", OWN))
    client.post(address("order", OWN), filled(client, address("order", OWN), **chosen(evaluator_kind="self")))
    members = TeamMember._base_manager.filter(course=Course._base_manager.latest("pk"))
    assert [member.person for member in members] == [demo_person(Role.COORDINATOR)]


@pytest.mark.parametrize(
    ("role", "kinds"),
    [(Role.COORDINATOR, ["association", "self"]), (Role.ADMINISTRATOR, ["association", "peers"])],
)
def test_order_offers_the_evaluators_that_the_role_may_order(role: Role, kinds: list[str], client: Client) -> None:
    small_edition()
    form = as_role(client, role).get(address("order", OWN)).context["form"]
    assert [value for value, _label in form.fields["evaluator_kind"].choices] == kinds


def test_order_sent_twice_is_one_order(client: Client) -> None:
    as_role(client, Role.COORDINATOR)
    sent, before = filled(client, address("order", OWN), **chosen()), Course._base_manager.count()
    for _time in range(2):
        assert client.post(address("order", OWN), sent).status_code == 302
    assert Course._base_manager.count() == before + 1


def test_order_with_errors_stores_nothing_and_keeps_what_was_typed(client: Client) -> None:
    as_role(client, Role.COORDINATOR)
    before = Course._base_manager.count()
    wrong = chosen(price="10", currency="", wished_from="2027-05-02", wished_to="2027-05-01")
    answer = client.post(address("order", OWN), filled(client, address("order", OWN), **wrong))
    assert set(answer.context["form"].errors) == {"currency", "wished_to"}
    assert "The executive" in answer.content.decode()
    assert Course._base_manager.count() == before


@pytest.mark.parametrize("role", [Role.LEAD_EVALUATOR, Role.READER, Role.AUDITOR])
def test_order_is_refused_to_others(role: Role, client: Client) -> None:
    assert as_role(client, role).get(address("order", OWN)).status_code == 403


def test_order_elsewhere_is_refused_to_a_coordinator(client: Client) -> None:
    assert as_role(client, Role.COORDINATOR).get(address("order", OTHER)).status_code == 403


def test_history_is_the_teams(client: Client) -> None:
    course = make_course(State.PREPARING)
    page = text_of(as_role(client, Role.EVALUATOR), address("history", course.slug))
    assert "came into the team" in page
    assert "moved on or back" in page
    assert as_role(client, Role.COORDINATOR).get(address("history", course.slug)).status_code == 403


@pytest.mark.parametrize("name", ["team", "areas", "join", "dates", "meetings", "meeting_add", "history"])
def test_pages_of_an_evaluation_take_a_bounded_number_of_queries(
    name: str, client: Client, django_assert_max_num_queries: object
) -> None:
    course = make_course(State.PREPARING)
    as_role(client, Role.LEAD_EVALUATOR)
    with django_assert_max_num_queries(11):  # type: ignore[operator]
        assert client.get(address(name, course.slug)).status_code == 200


def test_home_page_says_what_waits_in_each_evaluation(client: Client) -> None:
    course = make_course(State.PREPARING)
    Course._base_manager.filter(pk=course.pk).update(ordered_on="2999-01-01")
    page = text_of(as_role(client, Role.LEAD_EVALUATOR), reverse("portal:home"))
    assert "Evaluations that wait for you" in page
    assert "The days of the visit are not decided." in page
    assert address("show", course.slug) in page


def test_home_page_of_a_coordinator_leads_to_the_first_order(client: Client) -> None:
    page = text_of(as_role(client, Role.COORDINATOR), reverse("portal:home"))
    assert address("order_choose") in page
    assert client.get(address("order_choose")).headers["Location"] == address("order", OWN)


def test_administrator_chooses_the_municipality_to_order_for(client: Client) -> None:
    as_role(client, Role.ADMINISTRATOR)
    assert "Granby (X901)" in text_of(client, address("order_choose"))
    answer = client.get(address("order_choose"), {"municipality": OWN})
    assert answer.headers["Location"] == address("order", OWN)
    wrong = client.get(address("order_choose"), {"municipality": "sverige"})
    assert set(wrong.context["form"].errors) == {"municipality"}


def test_person_who_may_order_nowhere_is_told_who_does(client: Client) -> None:
    assert "Who orders" in text_of(as_role(client, Role.READER), address("order_choose"))


def test_order_of_an_organisation_that_is_no_municipality_is_refused(client: Client) -> None:
    as_role(client, Role.ADMINISTRATOR)
    assert client.get(address("order", "sverige")).status_code == 403


def differing_course() -> Course:
    """An evaluation whose judge and second reader differ on criterion 1.1.1."""
    course = make_course(State.AGREEING)
    values = {"level": "partly", "reach": "whole", "remark": "", "version": 1}
    evaluator, peer = demo_person(Role.EVALUATOR), demo_person(Role.PEER_EVALUATOR)
    save_judgement(course=course, criterion=CRITERIA[0], basis="", person=evaluator, **values)  # type: ignore[arg-type]
    save_second(course=course, criterion=CRITERIA[0], person=peer, **values | {"level": "full"})  # type: ignore[arg-type]
    return course


@pytest.mark.parametrize(
    ("role", "is_told"),
    [(Role.PEER_EVALUATOR, True), (Role.COORDINATOR, False), (Role.RESPONDENT, False), (Role.ADMINISTRATOR, False)],
)
def test_overview_and_list_tell_the_team_alone_on_what_it_differs(role: Role, is_told: bool, client: Client) -> None:
    course = differing_course()
    as_role(client, role)
    pages = [text_of(client, where) for where in (address("show", course.slug), address("list"))]
    assert ["1.1.1" in page for page in pages] == [is_told, is_told]
    assert "The team has not agreed on its judgements yet." in pages[0] or is_told


def test_administrator_is_not_told_in_an_error_on_what_the_team_differs() -> None:
    course = differing_course()
    with pytest.raises(DomainError, match="The team has not agreed") as refused:
        services.move(course=course, to=State.DRAFTING, person=demo_person(Role.ADMINISTRATOR))
    assert "1.1.1" not in str(refused.value)
