from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.comparability import (
    WHOLE,
    Assumption,
    Comparability,
    EvaluatorKind,
    Level,
    Reason,
    Scope,
    Terms,
    Verdict,
    comparable_groups,
    compare,
)

GROUP_SCOPE = Scope(organisation=WHOLE, level=Level.GROUP, companies=True)
ORDINARY_SCOPE = Scope(organisation=WHOLE, level=Level.UNITS, companies=False)

STOCKHOLM_2009 = Terms("kommunkompassen", "v1", scope=GROUP_SCOPE)
GOTEBORG_2007 = Terms("kommunkompassen", "v1", scope=GROUP_SCOPE)
BOTKYRKA = Terms("kommunkompassen", "v1")
OREBRO_2012 = Terms("kommunkompassen", "2.0")
GRASTORP_2014 = Terms("kommunkompassen", "2.0")
TYRESO_2010 = Terms("kommunkompassen", None)
TYRESO_2015 = Terms("kommunkompassen", "2.0")
ANGELHOLM_2016 = Terms("kommunkompassen", "2016")

STATED = Terms("kommunkompassen", "2.0", 1, EvaluatorKind.ASSOCIATION, ORDINARY_SCOPE)

TERMS = st.builds(
    Terms,
    instrument=st.sampled_from(["kommunkompassen", "skolkompassen"]),
    version=st.sampled_from(["v1", "2.0", None]),
    revision=st.sampled_from([None, 1, 2]),
    evaluator=st.none() | st.sampled_from(EvaluatorKind),
    scope=st.builds(
        Scope,
        organisation=st.sampled_from([None, WHOLE, "Skarpnäck"]),
        level=st.none() | st.sampled_from(Level),
        companies=st.none() | st.booleans(),
    ),
    made_up=st.booleans(),
)


@pytest.mark.parametrize("other", [OREBRO_2012, GRASTORP_2014])
def test_compare_same_version_with_scope_and_evaluator_assumed(other: Terms) -> None:
    assert compare(TYRESO_2015, other) == Comparability(
        Verdict.COMPARABLE, (), (Assumption.ORDINARY_SCOPE, Assumption.ASSOCIATION_TEAM)
    )


def test_compare_everything_stated_assumes_nothing() -> None:
    assert compare(STATED, STATED) == Comparability(Verdict.COMPARABLE, (), ())


def test_compare_stockholm_2009_with_goteborg_2007_only() -> None:
    assert compare(STOCKHOLM_2009, GOTEBORG_2007).verdict is Verdict.COMPARABLE
    assert compare(STOCKHOLM_2009, BOTKYRKA).reasons == (Reason.OTHER_LEVEL, Reason.OTHER_COMPANIES)
    assert compare(STOCKHOLM_2009, TYRESO_2015).reasons == (
        Reason.OTHER_VERSION,
        Reason.OTHER_LEVEL,
        Reason.OTHER_COMPANIES,
    )
    for other in (BOTKYRKA, TYRESO_2015, TYRESO_2010):
        assert compare(STOCKHOLM_2009, other).verdict is Verdict.NOT_COMPARABLE


def test_compare_version_not_stated_stands_beside() -> None:
    for other in (TYRESO_2015, replace(TYRESO_2010, made_up=False), BOTKYRKA):
        result = compare(TYRESO_2010, other)
        assert (result.verdict, result.reasons) == (Verdict.BESIDE, (Reason.VERSION_NOT_STATED,))


def test_compare_version_not_stated_and_another_scope_is_not_comparable() -> None:
    result = compare(TYRESO_2010, replace(TYRESO_2015, scope=GROUP_SCOPE))
    assert result.verdict is Verdict.NOT_COMPARABLE
    assert result.reasons[0] is Reason.VERSION_NOT_STATED


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (replace(STATED, instrument="skolkompassen", version="1"), Reason.OTHER_INSTRUMENT),
        (replace(STATED, version="2016"), Reason.OTHER_VERSION),
        (replace(STATED, revision=2), Reason.OTHER_REVISION),
        (replace(STATED, evaluator=EvaluatorKind.PEERS), Reason.OTHER_EVALUATOR),
        (replace(STATED, evaluator=EvaluatorKind.SELF), Reason.OTHER_EVALUATOR),
        (replace(STATED, scope=Scope("Skarpnäck", Level.UNITS, False)), Reason.OTHER_ORGANISATION_PART),
        (replace(STATED, scope=Scope(WHOLE, Level.BOARDS, False)), Reason.OTHER_LEVEL),
        (replace(STATED, scope=Scope(WHOLE, Level.UNITS, True)), Reason.OTHER_COMPANIES),
        (replace(STATED, made_up=True), Reason.MADE_UP),
    ],
)
def test_compare_one_difference_is_the_one_reason(other: Terms, reason: Reason) -> None:
    assert compare(STATED, other) == Comparability(Verdict.NOT_COMPARABLE, (reason,), ())


def test_compare_revised_instrument_is_another_version() -> None:
    assert compare(OREBRO_2012, ANGELHOLM_2016).reasons == (Reason.OTHER_VERSION,)


@pytest.mark.parametrize(
    ("one", "other", "verdict", "reasons"),
    [
        (None, None, Verdict.COMPARABLE, ()),
        (1, 1, Verdict.COMPARABLE, ()),
        (None, 1, Verdict.BESIDE, (Reason.VERSION_NOT_STATED,)),
        (1, 2, Verdict.NOT_COMPARABLE, (Reason.OTHER_REVISION,)),
    ],
)
def test_compare_revision_stated_on_both_one_or_no_side(
    one: int | None, other: int | None, verdict: Verdict, reasons: tuple[Reason, ...]
) -> None:
    result = compare(replace(STATED, revision=one), replace(STATED, revision=other))
    assert (result.verdict, result.reasons) == (verdict, reasons)


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (None, None, True),
        (None, False, True),
        (False, False, True),
        (True, True, True),
        (None, True, False),
        (False, True, False),
    ],
)
def test_compare_companies_not_stated_are_taken_as_left_out_at_every_level(
    level: Level, one: bool | None, other: bool | None, same: bool
) -> None:
    a = replace(STATED, scope=Scope(WHOLE, level, one))
    b = replace(STATED, scope=Scope(WHOLE, level, other))
    result = compare(a, b)
    assert (result.verdict is Verdict.COMPARABLE) is same
    assert (Reason.OTHER_COMPANIES in result.reasons) is not same
    assert (Assumption.ORDINARY_SCOPE in result.assumptions) is (None in (one, other))


def test_compare_made_up_results_with_each_other() -> None:
    made_up = replace(STATED, made_up=True)
    assert compare(made_up, made_up).verdict is Verdict.COMPARABLE


def test_comparable_groups_of_published_results() -> None:
    terms = [
        STOCKHOLM_2009,
        TYRESO_2015,
        TYRESO_2010,
        OREBRO_2012,
        ANGELHOLM_2016,
        GOTEBORG_2007,
        GRASTORP_2014,
        TYRESO_2010,
    ]
    assert comparable_groups(terms) == ((0, 5), (1, 3, 6), (2,), (4,), (7,))


def test_comparable_groups_of_nothing_are_none() -> None:
    assert comparable_groups([]) == ()


@given(TERMS, TERMS)
def test_compare_does_not_depend_on_the_order(a: Terms, b: Terms) -> None:
    assert compare(a, b) == compare(b, a)


@given(TERMS, TERMS)
def test_compare_is_comparable_exactly_without_reasons(a: Terms, b: Terms) -> None:
    result = compare(a, b)
    assert (result.verdict is Verdict.COMPARABLE) == (result.reasons == ())
    assert (result.verdict is Verdict.BESIDE) == (result.reasons == (Reason.VERSION_NOT_STATED,))
    assert len(set(result.reasons)) == len(result.reasons)
    assert list(result.reasons) == [reason for reason in Reason if reason in result.reasons]


@given(TERMS)
def test_compare_with_itself_is_comparable_when_the_version_is_stated(terms: Terms) -> None:
    expected = Verdict.BESIDE if terms.version is None else Verdict.COMPARABLE
    assert compare(terms, terms).verdict is expected


@given(st.lists(TERMS, max_size=8))
def test_comparable_groups_join_exactly_those_that_compare(terms: list[Terms]) -> None:
    groups = comparable_groups(terms)
    assert sorted(index for group in groups for index in group) == list(range(len(terms)))
    group_of = {index: group for group in groups for index in group}
    for i in range(len(terms)):
        for j in range(i):
            together = group_of[i] == group_of[j]
            assert together == (compare(terms[i], terms[j]).verdict is Verdict.COMPARABLE)
