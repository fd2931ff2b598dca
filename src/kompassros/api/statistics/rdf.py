"""Statements of RDF and how they are written: JSON-LD, Turtle, RDF/XML. Every thing has an address; none is blank."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_RDF = f"{{{PREFIXES['rdf']}}}"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class Iri(NamedTuple):
    """The address of another thing."""

    address: str


class Literal(NamedTuple):
    """A text, in a language or of a datatype ("xsd:date")."""

    text: str
    language: str = ""
    datatype: str = ""


class Thing(NamedTuple):
    """A thing: its address, its class ("dcat:Dataset"), and what is said of it, in the order it is written."""

    address: str
    kind: str
    said: Sequence[tuple[str, Iri | Literal]]


def as_jsonld(things: Sequence[Thing]) -> str:
    """Return the things as JSON-LD, letters as they are."""
    graph = []
    for thing in things:
        node: dict[str, Any] = {"@id": thing.address, "@type": thing.kind}
        for name, value in thing.said:
            node.setdefault(name, []).append(_jsonld_value(value))
        graph.append(node)
    return json.dumps({"@context": PREFIXES, "@graph": graph}, ensure_ascii=False, indent=1)


def _jsonld_value(value: Iri | Literal) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": value.address}
    more = {"@language": value.language, "@type": value.datatype}
    return {"@value": value.text, **{name: text for name, text in more.items() if text}}


def as_turtle(things: Sequence[Thing]) -> str:
    """Return the things as Turtle."""
    lines = [f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()]
    for thing in things:
        said = [f"a {thing.kind}", *(f"{name} {_turtle_value(value)}" for name, value in thing.said)]
        lines += ["", f"<{thing.address}>", "    " + " ;\n    ".join(said) + " ."]
    return "\n".join(lines) + "\n"


def _turtle_value(value: Iri | Literal) -> str:
    """Return a value as Turtle writes it; the escapes of JSON are among those of Turtle."""
    if isinstance(value, Iri):
        return f"<{value.address}>"
    text = json.dumps(value.text, ensure_ascii=False)
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^{value.datatype}" if value.datatype else text


def as_rdfxml(things: Sequence[Thing]) -> str:
    """Return the things as RDF/XML."""
    for name, address in PREFIXES.items():
        ET.register_namespace(name, address)
    root = ET.Element(f"{_RDF}RDF")
    for thing in things:
        node = ET.SubElement(root, _expanded(thing.kind, "{", "}"), {f"{_RDF}about": thing.address})
        for name, value in thing.said:
            _add_to(ET.SubElement(node, _expanded(name, "{", "}")), value)
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def _add_to(node: ET.Element, value: Iri | Literal) -> None:
    if isinstance(value, Iri):
        node.set(f"{_RDF}resource", value.address)
        return
    node.text = value.text
    if value.language:
        node.set(_XML_LANGUAGE, value.language)
    elif value.datatype:
        node.set(f"{_RDF}datatype", _expanded(value.datatype))


def _expanded(name: str, before: str = "", after: str = "") -> str:
    """Return a prefixed name in full: "dct:title" -> "{http://purl.org/dc/terms/}title"."""
    prefix, _colon, local = name.partition(":")
    return f"{before}{PREFIXES[prefix]}{after}{local}"
