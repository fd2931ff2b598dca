"""Finding, ordering and following organisations, on whichever database the tests run."""

from datetime import date
from typing import Any

import pytest

from kompassros.organisations import queries, services
from kompassros.organisations.models import Organisation, Succession
from kompassros.organisations.services import NamePeriod

pytestmark = pytest.mark.django_db
SWEDISH = ["Aneby", "Zinkgruvan", "Åby", "Æby", "Älv", "Öby", "Øby"]
NORWEGIAN = ["Aneby", "Zinkgruvan", "Æby", "Älv", "Öby", "Øby", "Åby"]


def add(name: str, parent: Organisation, **values: Any) -> Organisation:
    ordinary = {"kind": Organisation.Kind.MUNICIPALITY, "country": "SE", "periods": [NamePeriod(name)]}
    return services.add_organisation(parent=parent, **{**ordinary, **values})


@pytest.mark.parametrize("text", ["örebro", "Örebro", "OREBRO", "orebro", "ÖREBRO", "  örebro "])
def test_case_and_accents_do_not_count_in_a_search(text: str) -> None:
    found = queries.search(text, language="sv")
    assert found[0].name == "Örebro"
    assert {organisation.name for organisation in found} == {"Örebro", "Region Örebro län"}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("oygarden", {"oygarden", "oygarden-1259"}),
        ("1880", {"orebro"}),
        ("lan orebro", {"region-orebro-lan"}),
        ("gotlands kommun", {"gotland"}),
        ("region gotland", {"gotland", "region-gotland", "region-ostergotland"}),
        ("finns inte", set()),
        ("%", set()),
        ("", set()),
        ("  ", set()),
    ],
)
def test_search_finds_every_word_among_all_names_and_codes(text: str, keys: set[str]) -> None:
    assert {organisation.key for organisation in queries.search(text, language="sv")} == keys


def test_units_and_countries_are_not_found_by_the_public_search(granby: Organisation) -> None:
    assert {found.key for found in queries.search("granby", language="sv")} == {"granby"}
    assert queries.search("sverige", language="sv") == []


def test_names_that_begin_with_the_text_come_first(sweden: Organisation) -> None:
    add("Aberg", sweden)
    assert queries.search("berg", language="sv")[0].name == "Berg"


@pytest.mark.parametrize(("language", "expected"), [("sv", SWEDISH), ("nb", NORWEGIAN)])
def test_database_sorts_as_the_language_does(language: str, expected: list[str], sweden: Organisation) -> None:
    for name in reversed(SWEDISH[1:]):
        add(name, sweden, made_up=True)
    found = queries.in_order(Organisation.objects.filter(name__in=SWEDISH), language)
    ordered = [organisation.name for organisation in found]
    assert [_same(name, language) for name in ordered] == [_same(name, language) for name in expected]


def _same(name: str, language: str) -> str:
    """Return a name by the letter it is sorted as: å stays, and æ with ä, ø with ö are one letter."""
    return name.translate(str.maketrans("ÆØ" if language == "sv" else "ÄÖ", "ÄÖ" if language == "sv" else "ÆØ"))


def test_swedish_municipalities_end_with_a_ring_a_and_o_dots() -> None:
    found = queries.in_order(Organisation.objects.filter(kind="municipality", country="SE", made_up=False), "sv")
    initials = list(dict.fromkeys(organisation.name[0] for organisation in found))
    assert initials[0] == "A"
    assert initials[-3:] == ["Å", "Ä", "Ö"]


class TestLineage:
    def chain(self, sweden: Organisation) -> list[Organisation]:
        """Return four organisations: two merged into the third in 1990, which merged into the last in 2020."""
        made = [add(name, sweden) for name in ("Första", "Andra", "Tredje", "Fjärde")]
        for predecessor, successor, year in ((0, 2, 1990), (1, 2, 1990), (2, 3, 2020)):
            services.succeed(
                predecessor=made[predecessor],
                successor=made[successor],
                kind=Succession.Kind.MERGED,
                day=date(year, 1, 1),
                source="x",
            )
        return made

    def test_organisation_carries_all_that_merged_into_it_over_two_mergers(self, sweden: Organisation) -> None:
        made = self.chain(sweden)
        found = queries.lineage(made[3])
        assert set(found.keys()) == {one.key for one in made}
        assert found.keys()[0] == made[3].key
        assert [link.day.year for link in found.predecessors] == [1990, 1990, 2020]
        assert found.successors == ()

    def test_middle_one_knows_both_sides(self, sweden: Organisation) -> None:
        made = self.chain(sweden)
        found = queries.lineage(made[2])
        assert set(found.keys()) == {one.key for one in made[:3]}
        assert [link.successor for link in found.successors] == [made[3]]

    def test_first_one_carries_itself_only(self, sweden: Organisation) -> None:
        made = self.chain(sweden)
        found = queries.lineage(made[0])
        assert found.keys() == (made[0].key,)
        assert [link.successor for link in found.successors] == [made[2]]

    def test_circle_of_changes_ends(self, granby: Organisation, norrvik: Organisation) -> None:
        for one, other, year in ((granby, norrvik, 2020), (norrvik, granby, 2021)):
            Succession.objects.create(
                predecessor=one, successor=other, kind=Succession.Kind.PART_MOVED, day=date(year, 1, 1)
            )
        assert set(queries.lineage(granby).keys()) == {"granby", "norrvik"}

    def test_real_merger_of_three_norwegian_municipalities(self, django_assert_num_queries: Any) -> None:
        oygarden = Organisation.objects.get(key="oygarden")
        with django_assert_num_queries(1):
            found = queries.lineage(oygarden)
        assert set(found.keys()) == {"oygarden", "fjell", "oygarden-1259", "sund"}


def test_name_index_takes_the_name_of_the_year() -> None:
    index = queries.NameIndex()
    assert index.match("NO", "Øygarden", 2015).organisation == Organisation.objects.get(key="oygarden-1259")
    assert index.match("NO", "Øygarden", 2021).organisation == Organisation.objects.get(key="oygarden")
    assert index.match("SE", "Örebro kommun", 2012).organisation == Organisation.objects.get(key="orebro")
    assert index.match("NO", "Örebro", 2012).organisation is None


def test_name_index_offers_what_comes_close() -> None:
    assert "Örebro" in queries.NameIndex().match("SE", "Örebru", None).close


def test_names_over_time_in_two_queries(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        found = queries.with_names("gotland")
        assert found
        names = [one.name for one in found.designations.all()]
    assert sorted(names) == ["Gotlands kommun", "Region Gotland"]
    assert queries.with_names("no-such-place") is None


def test_countries_come_before_all_others() -> None:
    wanted = Organisation.objects.filter(key__in=["ale", "norge", "sverige"])
    assert [one.key for one in queries.countries_first(wanted, "sv")] == ["norge", "sverige", "ale"]
