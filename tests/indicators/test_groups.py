"""Groups of indicators from catalogue files."""

from typing import Any

import pytest

from kompassros.indicators.group_importing import KpiGroupPlan, plan_indicator_groups, store_indicator_groups
from kompassros.indicators.models import Indicator, IndicatorGroup, IndicatorGroupMember
from kompassros.statistics.catalogue_files import RawFile, parse_file
from kompassros.statistics.catalogue_plan import Action
from tests.indicators.catalogue_cases import FIRST, bring, kpi, part

pytestmark = pytest.mark.django_db


def bring_groups(raw: RawFile) -> KpiGroupPlan:
    plan = plan_indicator_groups(raw)
    store_indicator_groups(plan)
    return plan


def group(code: str, *members: tuple[str, str]) -> dict[str, Any]:
    places = [{"member_id": member, "member_title": title} for member, title in members]
    return {"id": code, "title": "Provgrupp", "members": places}


def places(code: str) -> list[tuple[str, str, bool]]:
    found = IndicatorGroupMember.objects.filter(group__code=code)
    return [(place.code, place.title, place.indicator_id is not None) for place in found]


def test_packaged_groups_keep_members_that_the_catalogue_lost() -> None:
    assert IndicatorGroup.objects.count() == 117
    lost = IndicatorGroupMember.objects.filter(indicator=None)
    assert (IndicatorGroupMember.objects.count(), lost.values("code").distinct().count()) == (4552, 526)
    assert not lost.filter(title="").exists()
    assert IndicatorGroupMember.objects.get(group__code="GKPI118", position=1).code == "N00640"


def test_member_missing_in_the_catalogue_keeps_code_and_title_and_is_linked_when_it_comes() -> None:
    bring_groups(part(group("GKPI9", (FIRST, "Provmått"), ("N15428", "Gammal titel"))))
    assert places("GKPI9") == [(FIRST, "Provmått", False), ("N15428", "Gammal titel", True)]
    bring(part(kpi()))
    plan = bring_groups(part(group("GKPI9", (FIRST, "Provmått"), ("N15428", "Gammal titel"))))
    assert [step.action for step in plan.steps] == [Action.UNCHANGED]
    assert places("GKPI9")[0] == (FIRST, "Provmått", True)


def test_member_without_a_title_has_that_of_the_catalogue_and_keeps_it() -> None:
    bring(part(kpi()))
    rows = part(group("GKPI9", (FIRST, "")))
    bring_groups(rows)
    bring(part(kpi(title="Nytt mått, antal")))
    assert [step.action for step in bring_groups(rows).steps] == [Action.UNCHANGED]
    assert places("GKPI9") == [(FIRST, "Provmått, andel (%)", True)]


def test_group_with_fewer_members_is_changed() -> None:
    bring_groups(part(group("GKPI9", ("N15428", "A"), ("N17461", "B"))))
    plan = bring_groups(part(group("GKPI9", ("N17461", "B"))))
    assert [(step.action, step.changes[0].field) for step in plan.steps] == [(Action.CHANGED, "members")]
    assert places("GKPI9") == [("N17461", "B", True)]


def test_table_with_a_member_in_each_row_is_read_as_one_group() -> None:
    text = "id,title,member_id,member_title\nGKPI9,Prov,N15428,A\nGKPI9,Prov,N17461,B\nGKPI8,Annan,N15428,A\n"
    plan = bring_groups(parse_file(text.encode(), name="groups.csv"))
    assert [(step.code, step.row) for step in plan.of(Action.ADDED)] == [("GKPI9", 2), ("GKPI8", 4)]
    assert [code for code, _title, _linked in places("GKPI9")] == ["N15428", "N17461"]


def test_titles_of_groups_may_stand_twice() -> None:
    assert IndicatorGroup.objects.filter(title="Revision").count() == 2
    assert Indicator.objects.filter(group_places__group__title="Revision").count() > 0
