"""The three syntaxes read back as statements, as far as the catalogue uses them.

A statement is (thing, property, value, language or datatype); addresses are written out.
"""

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
Statement = tuple[str, str, str, str]

_PREFIX = re.compile(r"@prefix (\w+): <([^>]*)> \.")
_SUBJECT = re.compile(r"<([^>]*)>")
_SAID = re.compile(
    r'    (?P<name>\S+) (?:<(?P<iri>[^>]*)>|(?P<word>[a-z]+:\w+)|(?P<text>"(?:[^"\\]|\\.)*")(?P<more>\S*)) [;.]'
)


def from_turtle(text: str) -> set[Statement]:
    """Read line by line: prefixes, a thing, what is said of it."""
    prefixes: dict[str, str] = {}
    found: set[Statement] = set()
    thing = ""
    for line in text.splitlines():
        if prefix := _PREFIX.fullmatch(line):
            prefixes[prefix[1]] = prefix[2]
        elif subject := _SUBJECT.fullmatch(line):
            thing = subject[1]
        elif line:
            said = _SAID.fullmatch(line)
            assert said, line
            found.add(_turtle_statement(thing, said, prefixes))
    return found


def _turtle_statement(thing: str, said: re.Match[str], prefixes: dict[str, str]) -> Statement:
    name = TYPE if said["name"] == "a" else _expanded(said["name"], prefixes)
    if said["text"] is None:
        return (thing, name, said["iri"] if said["iri"] is not None else _expanded(said["word"], prefixes), "@id")
    more = said["more"]
    kind = more if more.startswith("@") else _expanded(more.removeprefix("^^"), prefixes) if more else ""
    return (thing, name, json.loads(said["text"]), kind)


def _expanded(name: str, prefixes: dict[str, str]) -> str:
    prefix, _colon, local = name.partition(":")
    return prefixes[prefix] + local


def from_jsonld(text: str) -> set[Statement]:
    document = json.loads(text)
    prefixes = document["@context"]
    found: set[Statement] = set()
    for node in document["@graph"]:
        found.add((node["@id"], TYPE, _expanded(node["@type"], prefixes), "@id"))
        for name, values in node.items():
            if not name.startswith("@"):
                found |= {(node["@id"], _expanded(name, prefixes), *_jsonld_value(one, prefixes)) for one in values}
    return found


def _jsonld_value(value: dict[str, str], prefixes: dict[str, str]) -> tuple[str, str]:
    if "@id" in value:
        return value["@id"], "@id"
    if "@type" in value:
        return value["@value"], _expanded(value["@type"], prefixes)
    return value["@value"], f"@{value['@language']}" if "@language" in value else ""


def from_rdfxml(text: str) -> set[Statement]:
    found: set[Statement] = set()
    for node in ET.fromstring(text):
        thing = node.attrib[f"{RDF}about"]
        found.add((thing, TYPE, _plain(node.tag), "@id"))
        found |= {(thing, _plain(one.tag), *_xml_value(one)) for one in node}
    return found


def _xml_value(node: Any) -> tuple[str, str]:
    if f"{RDF}resource" in node.attrib:
        return node.attrib[f"{RDF}resource"], "@id"
    kind = f"@{node.attrib[LANGUAGE]}" if LANGUAGE in node.attrib else node.attrib.get(f"{RDF}datatype", "")
    return node.text or "", kind


def _plain(tag: str) -> str:
    return tag.replace("{", "").replace("}", "")
