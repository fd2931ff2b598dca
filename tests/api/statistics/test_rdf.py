"""Statements are the same in every syntax, whatever letters their texts have."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kompassros.api.statistics.rdf import Iri, Literal, Thing, as_jsonld, as_rdfxml, as_turtle
from tests.api.statistics.statements import TYPE, Statement, from_jsonld, from_rdfxml, from_turtle

# What XML can hold; a carriage return it reads as a line feed.
LETTERS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t")
TEXTS = st.text(LETTERS.filter(lambda letter: letter not in "\ufffe\uffff"), max_size=20)
KINDS = st.sampled_from([{}, {"language": "sv"}, {"language": "nb"}, {"datatype": "xsd:date"}])
LITERALS = st.tuples(TEXTS, KINDS).map(lambda pair: Literal(pair[0], **pair[1]))
VALUES = LITERALS | st.just(Iri("https://a.example/b?c=d&e#f"))
THINGS = st.lists(st.tuples(st.sampled_from(["dct:title", "dcat:keyword"]), VALUES), max_size=5)


def statements_of(things: Sequence[Thing]) -> set[Statement]:
    full = {
        "dct": "http://purl.org/dc/terms/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
    found = set()
    for thing in things:
        for name, value in (("a", Iri("dcat:Dataset")), *thing.said):
            prefix, _colon, local = name.partition(":")
            kind = "@id"
            if isinstance(value, Literal):
                kind = f"@{value.language}" if value.language else value.datatype.replace("xsd:", full["xsd"])
            text = (
                value.text
                if isinstance(value, Literal)
                else value.address.replace("dcat:Dataset", full["dcat"] + "Dataset")
            )
            found.add((thing.address, TYPE if name == "a" else full[prefix] + local, text, kind))
    return found


@given(st.lists(THINGS, max_size=3))
def test_every_syntax_says_the_same(said: list[list[tuple[str, Iri | Literal]]]) -> None:
    things = [Thing(f"https://a.example/{place}", "dcat:Dataset", one) for place, one in enumerate(said)]
    expected = statements_of(things)
    assert from_jsonld(as_jsonld(things)) == expected
    assert from_rdfxml(as_rdfxml(things)) == expected
    assert from_turtle(as_turtle(things)) == expected


def test_turtle_is_written_so() -> None:
    said = [("dct:title", Literal('A "b"\n\\', "sv")), ("dct:issued", Literal("2026-11-28", datatype="xsd:date"))]
    lines = as_turtle([Thing("https://a.example/1", "dcat:Dataset", said)]).splitlines()
    assert lines[-4:] == [
        "<https://a.example/1>",
        "    a dcat:Dataset ;",
        r'    dct:title "A \"b\"\n\\"@sv ;',
        '    dct:issued "2026-11-28"^^xsd:date .',
    ]
