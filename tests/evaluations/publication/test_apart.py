"""What must never stand together: points of different instruments, and self-evaluations among results of others."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kompassros.evaluations import comparison, figures, published
from kompassros.evaluations.library import Library
from kompassros.evaluations.publication.publish import publish
from kompassros.evaluations.published import Published
from kompassros.evaluations.services import INSTRUMENT
from kompassros.methods.comparability import EvaluatorKind, Reason, Terms, Verdict, compare
from kompassros.organisations.demo import OTHER
from kompassros.organisations.models import Organisation
from kompassros.portal import listings
from kompassros.portal.dossier import Dossier
from tests.evaluations.course_cases import CRITERIA
from tests.evaluations.made_up import points
from tests.evaluations.made_up import published as print_result
from tests.evaluations.publication.cases import judge, published_course, ready_course

pytestmark = pytest.mark.django_db
SELF = {"kind": EvaluatorKind.SELF, "with_team": False}


def entry(slug: str) -> Published:
    return next(one for one in published.current_sheets() if one.slug == slug)


def made_here(**wanted: Any) -> Published:
    _course, sheet = published_course(**wanted)
    return entry(sheet.slug)


def test_own_edition_compares_with_no_kommunkompassen_result() -> None:
    own = made_here(organisation=OTHER, with_team=False)
    entries = published.current_evaluations()
    against = comparison.compared(own, entries)
    assert against
    assert {Reason.OTHER_INSTRUMENT in one.comparability.reasons for one in against} == {True}
    assert comparison.comparable(own, entries) == []
    standing = comparison.standing(own, entries, {})
    assert (standing.place, standing.median.total, standing.mean.total) == (None, None, None)
    for printed in published.made_up_is(True, entries):
        assert own not in comparison.comparable(printed, entries)


def test_own_editions_compare_with_each_other() -> None:
    one, other = made_here(), made_here(organisation=OTHER, with_team=False)
    assert comparison.comparable(one, published.current_evaluations()) == [other]


def test_self_evaluation_compares_with_no_result_of_others() -> None:
    own, outside = made_here(organisation=OTHER, **SELF), made_here()
    entries = published.current_evaluations()
    (found,) = [one for one in comparison.compared(outside, entries) if one.entry.slug == own.slug]
    assert found.comparability.reasons == (Reason.OTHER_EVALUATOR,)
    assert comparison.comparable(own, entries) == []
    assert comparison.standing(outside, entries, {}).median.total_n == 0


def test_much_taken_out_compares_with_none() -> None:
    other = made_here(organisation=OTHER, with_team=False)
    course = ready_course()
    judge(course, CRITERIA[2], level="not_applicable")
    own = entry(publish(course=course, person=None).slug)
    (found,) = [one for one in comparison.compared(own, published.current_evaluations()) if one.entry == other]
    assert found.comparability.reasons == (Reason.TAKEN_OUT,)
    assert comparison.comparable(other, published.current_evaluations()) == []


@given(first=st.booleans(), second=st.booleans())
def test_taken_out_is_told_of_either(first: bool, second: bool) -> None:
    found = compare(Terms("x", "1", taken_out=first), Terms("x", "1", taken_out=second))
    assert (found.verdict is Verdict.COMPARABLE) is not (first or second)


def test_lists_have_a_table_for_each_instrument() -> None:
    made_here()
    tables = listings.by_instrument(published.by_others(published.current_evaluations()))
    assert (tables[0].name, tables[-1].name) == ("evaluations", "evaluations-tiny")
    assert [str(table.columns[4].unit) for table in (tables[0], tables[-1])] == ["points of 800", "points of 100"]
    assert len(tables[-1].rows) == 1


def test_pictures_never_join_instruments_or_evaluators() -> None:
    granby = Organisation.objects.get(key="granby")
    printed = print_result(granby, year=2020, version="1.0", version_printed="1.0", names_from="1.0")
    own = made_here()
    library = Library.open()
    assert figures.beside([entry(printed.slug), own], library, "en") is None
    dossier = Dossier.of(granby, "en")
    timeline = figures.timeline(dossier.own)
    assert timeline
    assert "55" not in str(timeline.rows)
    assert comparison.earlier_of(own, dossier.own) is None
    assert not comparison.is_alike(own, entry(printed.slug))


def test_self_evaluation_is_no_latest_result_of_its_municipality() -> None:
    own = made_here(**SELF)
    dossier = Dossier.of(Organisation.objects.get(key="granby"), "en")
    assert own in dossier.own
    assert dossier.latest
    assert dossier.latest.slug != own.slug


def test_self_evaluations_are_listed_apart(client: Client) -> None:
    own = made_here(**SELF)
    link = f'href="/en/evaluations/{own.slug}/"'
    assert link in client.get("/en/self-evaluations/").content.decode()
    for where in ("/en/evaluations/", "/en/compare/", "/en/"):
        assert link not in client.get(where).content.decode()
        assert f'value="{own.slug}"' not in client.get(where).content.decode()
    page = client.get(f"/en/evaluations/{own.slug}/").content.decode()
    assert "The municipality judged itself" in page
    municipality = client.get("/en/municipalities/granby/").content.decode()
    assert re.search(r'id="self-tiny".*' + re.escape(link), municipality, re.DOTALL)


def test_interface_gives_self_evaluations_apart(client: Client) -> None:
    own, outside = made_here(**SELF), made_here()

    def slugs(query: str) -> set[str]:
        answer = client.get(f"/api/v1/evaluations?limit=500&{query}")
        assert answer.status_code == 200
        return {item["slug"] for item in answer.json()["items"]}

    assert slugs("self_evaluations=true&instrument=tiny") == {own.slug}
    assert own.slug not in slugs("")
    assert slugs("instrument=tiny") == {outside.slug}
    assert outside.slug not in slugs(f"instrument={INSTRUMENT}")


def test_interface_explains_the_points(client: Client) -> None:
    own = made_here()
    answer = client.get(f"/api/v1/evaluations/{own.slug}").json()
    assert (answer["total"], answer["maximum"], answer["instrument"]) == (55, 100, "tiny")
    assert answer["detail"]["total"]["earned"] == "55"
    assert answer["detail"]["areas"][0]["questions"][0]["criteria"][0]["evidence"][0]["title"] == "Budget and plan"
    assert client.get("/api/v1/evaluations/tyreso-2015").json()["detail"] is None


def test_own_points_are_never_called_kommunkompassen(client: Client) -> None:
    own = made_here()
    for below in ("", "a-bb22cc/", "a-bb22cc/q-cc33dd/", f"a-bb22cc/q-cc33dd/{CRITERIA[0]}/", "annex/"):
        text = client.get(f"/en/evaluations/{own.slug}/{below}").content.decode()
        main = text[text.index("<main") : text.index("</main>")]
        said = set(re.findall(r"[^.>]*Kommunkompassen[^.<]*", main))
        allowed = ("They are not points of Kommunkompassen", "an evaluation instrument, such as Kommunkompassen")
        assert [line for line in said if not any(one in line for one in allowed)] == []


def test_label_names_instrument_and_self_evaluation() -> None:
    assert figures.label_of(made_here().sheet) == "Granby 2026, tiny en (made up)"
    own = made_here(organisation=OTHER, **SELF)
    assert figures.label_of(own.sheet) == "Norrvik 2026, tiny en (self-evaluation) (made up)"


def test_printed_results_keep_their_measure() -> None:
    sheet = entry("tyreso-2015").sheet
    assert (sheet.maximum, sheet.area_maxima(), sheet.is_self) == (Decimal(800), (Decimal(100),) * 8, False)
    assert sheet.points() == tuple(one.points for one in points("74", "74", "78", "55", "67", "64", "60", "64"))
