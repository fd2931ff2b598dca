"""Own sets: made, copied, changed, withdrawn; who may, what is refused, what the history tells."""

import pytest

from kompassros.indicators import queries
from kompassros.indicators.models import Indicator, Measure, MeasureSet
from kompassros.indicators.sets import changing
from kompassros.indicators.sets.content import SET, Head, Line, Reason, line_of
from kompassros.indicators.sets.differences import compare, earlier_measures, ended_measures, lines_of
from kompassros.indicators.sets.policies import MAKE_SETS, MANAGE_SET
from kompassros.organisations.demo import OTHER, OWN
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.history import of_subject
from tests.indicators.rounds.makers import make_asked, make_round, person_with

pytestmark = pytest.mark.django_db
WHY = Reason("The executive board follows other goals.", "KS 2026-11-02 § 14")


def _own(*codes: str, year: int | None = 2026) -> MeasureSet:
    return changing.make_set(
        organisation=Organisation.objects.get(key=OWN),
        head=Head("Our goals", year, "The executive board"),
        reason=WHY,
        person=None,
        lines=[Line(code) for code in codes],
    )


def _codes(measure_set: MeasureSet) -> list[str]:
    return list(measure_set.measures.order_by("position").values_list("code", flat=True))


def _verbs(measure_set: MeasureSet) -> list[str]:
    return list(of_subject(SET, measure_set.key).values_list("verb", flat=True))[::-1]


def test_a_set_is_made_with_its_owner_and_reason() -> None:
    made = _own("N00640")
    assert (made.key, made.owner.key if made.owner else "", _codes(made)) == (f"{OWN}-our-goals-2026", OWN, ["N00640"])
    entry = of_subject(SET, made.key).get()
    assert entry.why == "The executive board follows other goals. [KS 2026-11-02 § 14]"
    assert made.measures.get().indicator == Indicator.objects.get(code="N00640")


def test_two_sets_with_one_title_get_two_addresses() -> None:
    assert [_own().key, _own().key] == [f"{OWN}-our-goals-2026", f"{OWN}-our-goals-v2-2026"]


def test_an_address_is_not_used_again_after_withdrawal() -> None:
    first = _own()
    key = first.key
    changing.withdraw_set(measure_set=first, reason=WHY, person=None)
    assert _own().key != key


def test_measures_are_added_changed_moved_and_removed_with_their_history() -> None:
    own = _own("N00640", "N00647")
    changing.add_measures(measure_set=own, lines=[Line("N11008", area="Children")], reason=WHY, person=None)
    moved = own.measures.get(code="N11008")
    changing.change_measure(
        measure=moved,
        line=Line(title="Cost of preschool", area="Children", direction="low", level="council"),
        place=1,
        reason=WHY,
        person=None,
    )
    assert _codes(own) == ["N11008", "N00640", "N00647"]
    assert line_of(own.measures.get(code="N11008")) == Line("N11008", "Cost of preschool", "Children", "low", "council")
    changing.remove_measure(measure=own.measures.get(code="N00640"), reason=WHY, person=None)
    assert list(own.measures.values_list("code", "position")) == [("N11008", 1), ("N00647", 2)]
    assert _verbs(own) == ["made", "measure_added", "measure_changed", "measure_removed"]
    changed = of_subject(SET, own.key).get(verb="measure_changed")
    assert [(told or {})["position"] for told in (changed.before, changed.after)] == [3, 1]


def test_a_measure_stands_once_only() -> None:
    own = _own("N00640")
    with pytest.raises(DomainError, match="N00640 stands twice"):
        changing.add_measures(measure_set=own, lines=[Line("N00640")], reason=WHY, person=None)
    assert _verbs(own) == ["made"]


def test_two_editors_the_second_one_is_told() -> None:
    own = _own()
    seen = MeasureSet.objects.get(pk=own.pk)
    changing.change_head(measure_set=own, head=Head("First"), reason=WHY, person=None)
    with pytest.raises(Conflict):
        changing.change_head(measure_set=seen, head=Head("Second"), reason=WHY, person=None)
    assert MeasureSet.objects.get(pk=own.pk).title == "First"


def test_next_years_list_is_copied_and_what_ended_is_told() -> None:
    own = _own("N00640", "N00647")
    successor = Indicator.objects.get(code="N11008")
    Indicator.objects.filter(code="N00640").update(valid_to=2026, replaced_by=successor)
    owner = Organisation.objects.get(key=OWN)
    head = Head("Our goals", 2027)
    copied = changing.copy_set(source=own, organisation=owner, head=head, reason=WHY, person=None)
    assert (copied.key, _codes(copied)) == (f"{OWN}-our-goals-2027", ["N00640", "N00647"])
    assert {one.measure_set for one in earlier_measures(copied)} == {own}
    (ended,) = ended_measures(copied)
    assert (ended.measure.code, ended.successor, ended.last_year) == ("N00640", successor, 2026)


def test_a_packaged_set_is_copied_but_never_changed() -> None:
    kkik = MeasureSet.objects.get(key="kkik-2024")
    with pytest.raises(DomainError, match="belongs to the product"):
        changing.change_head(measure_set=kkik, head=Head("Mine"), reason=WHY, person=None)
    copied = changing.copy_set(
        source=kkik, organisation=Organisation.objects.get(key=OWN), head=Head("Mine"), reason=WHY, person=None
    )
    assert copied.measures.count() == 40
    assert kkik.measures.count() == 40


def test_a_set_in_use_is_not_withdrawn() -> None:
    own = _own("N00640")
    make_round(measure_set=own, title="Our round")
    with pytest.raises(DomainError, match="used by Our round"):
        changing.withdraw_set(measure_set=own, reason=WHY, person=None)
    assert MeasureSet.objects.filter(pk=own.pk).exists()


def test_a_measure_that_a_round_asks_for_stays() -> None:
    own = _own("N00640")
    measure = own.measures.get()
    make_asked(make_round(measure_set=own), measure=measure)
    with pytest.raises(DomainError, match="A round asks for"):
        changing.remove_measure(measure=measure, reason=WHY, person=None)
    assert Measure.objects.filter(pk=measure.pk).exists()


@pytest.mark.parametrize(
    ("role", "own", "other"),
    [(Role.COORDINATOR, True, False), (Role.ADMINISTRATOR, True, True), (Role.RESPONDENT, False, False)],
)
def test_who_makes_and_changes_sets(role: Role, own: bool, other: bool) -> None:
    person, made = person_with(role), _own()
    for key, allowed in ((OWN, own), (OTHER, other)):
        assert MAKE_SETS.allows(person, Organisation.objects.get(key=key)) is allowed
    assert MANAGE_SET.allows(person, made) is own
    assert MANAGE_SET.subjects(person).filter(pk=made.pk).exists() is own
    assert not MANAGE_SET.allows(person, MeasureSet.objects.get(key="kkik-2024"))


def test_only_an_administrator_makes_a_countrys_set() -> None:
    country = Organisation.objects.get(key="sverige")
    assert [MAKE_SETS.allows(person_with(role), country) for role in (Role.ADMINISTRATOR, Role.COORDINATOR)] == [
        True,
        False,
    ]


def test_a_stranger_changes_nothing() -> None:
    own = _own()
    with pytest.raises(DomainError, match="Your role"):
        changing.change_head(measure_set=own, head=Head("Mine"), reason=WHY, person=person_with(Role.RESPONDENT))


def test_lists_are_compared_by_code_and_else_by_words() -> None:
    before = [Line("A", "a"), Line("B", "b"), Line("", "Own  words"), Line("C", "c", direction="low")]
    after = [Line("A", "a"), Line("B", "other words"), Line("", "own words"), Line("D", "d")]
    found = compare(before, after)
    assert [line.code for line in found.new] == ["D"]
    assert [line.code for line in found.gone] == ["C"]
    assert [line.code for line in found.same] == ["A"]
    assert [line.identity for _, line in found.changed] == ["B", "own words"]
    assert found.kept == 3


def test_the_packaged_lists_are_compared_with_the_year_before() -> None:
    kkik = MeasureSet.objects.get(key="kkik-2024")
    earlier = earlier_measures(kkik)
    assert {one.measure_set.key for one in earlier} == {"kkik-2018"}
    found = compare(lines_of(earlier), lines_of(queries.measures(kkik)))
    assert len(found.new) + found.kept == 40
