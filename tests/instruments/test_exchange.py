"""Exchange files: every kind of trouble is answered with file, place and reason, never with a traceback."""

import json
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kompassros.instruments.exchange import (
    EditionFile,
    ExchangeError,
    MappingFile,
    Trouble,
    canonical,
    check_edition,
    check_mapping,
    parse_edition,
    parse_mapping,
    read_edition,
)

Change = Callable[[dict[str, Any]], object]


def text(word: str) -> dict[str, str]:
    return {"sv": f"{word} sv", "nb": f"{word} nb", "en": f"{word} en"}


def question(identifier: str, no: str, maximum: Any = None) -> dict[str, Any]:
    return {"id": identifier, "no": no, "text": text(no), "own": ["nb"], "maximum": maximum}


def area(identifier: str, no: int, questions: list[dict[str, Any]] | None) -> dict[str, Any]:
    status = "published" if questions else "unpublished"
    return {
        "id": identifier,
        "no": no,
        "name": text(f"area {no}"),
        "labels": [{"text": "Annat namn", "language": "sv", "source": "a table"}],
        "maximum": 50,
        "questions_status": status,
        "questions": questions,
    }


def good() -> dict[str, Any]:
    return {
        "format": "kompassros-edition-1",
        "instrument": {"id": "prov", "name": text("prov"), "kind": "municipality", "owners": ["Ingen"]},
        "version": "1.0",
        "revision": 1,
        "name": text("made-up demo data"),
        "valid_from": 2010,
        "valid_to": "2012-06",
        "area_maximum": 50,
        "total_maximum": 100,
        "decimals": 1,
        "sources": ["a source"],
        "notes": text("notes"),
        "level3": {"count": None, "text": text("criteria")},
        "dimensions": [{"id": "d-xk39fd", "no": 1, "name": text("d"), "areas": ["a-bb22cc"], "pairing": "printed"}],
        "areas": [
            area("a-bb22cc", 1, [question("q-cc33dd", "1.1", "12.5"), question("q-dd44ff", "1.2")]),
            area("a-ff55gg", 2, None),
        ],
    }


def written(content: Any) -> bytes:
    """Write content as YAML; by way of JSON, so that a part that stands twice is no alias."""
    return yaml.safe_dump(json.loads(json.dumps(content)), allow_unicode=True, sort_keys=False).encode()


def troubles_of(raw: bytes) -> list[Trouble]:
    with pytest.raises(ExchangeError) as caught:
        parse_edition(raw, file="prov.yaml")
    return list(caught.value.troubles)


def test_good_edition_is_read_and_its_canonical_content_gives_it_back() -> None:
    edition = parse_edition(written(good()), file="prov.yaml")
    content = canonical(edition)
    assert edition.areas[0].questions is not None
    assert edition.areas[0].questions[0].maximum == Decimal("12.5")
    assert (edition.valid_from, edition.valid_to) == ("2010", "2012-06")
    assert content["areas"][0]["maximum"] == "50"
    assert content["areas"][1]["questions"] is None
    assert EditionFile.model_validate(content) == edition


def test_canonical_content_is_the_same_however_points_are_written() -> None:
    other = good()
    other["area_maximum"], other["total_maximum"] = "50.0", "100.00"
    assert canonical(parse_edition(written(other), file="a")) == canonical(parse_edition(written(good()), file="b"))


CHANGES: list[tuple[str, Change, str, str]] = [
    ("missing key", lambda e: e.pop("decimals"), "decimals", "missing"),
    ("misspelt key", lambda e: e["areas"][0].update(maximun=3), "areas[0].maximun", "did you mean maximum?"),
    ("unknown language", lambda e: e["name"].update(dk="x"), "name.dk", "sv, nb and en"),
    ("unknown own language", lambda e: e["areas"][0].update(own=["dk"]), "areas[0].own[0]", "'sv'"),
    ("a language missing", lambda e: e["name"].pop("nb"), "name.nb", "missing"),
    ("empty text", lambda e: e["name"].update(en="  "), "name.en", "empty"),
    ("number for text", lambda e: e.update(version=2), "version", 'quotes ("2")'),
    ("text for a number", lambda e: e["areas"][1].update(maximum="femtio"), "areas[1].maximum", "a number"),
    ("negative maximum", lambda e: e["areas"][1].update(maximum="0"), "areas[1].maximum", "greater than 0"),
    ("positional id", lambda e: e["areas"][0].update(id="1"), "areas[0].id", "a-k7m2qx"),
    ("block for a list", lambda e: e.update(areas={}), "areas", "list"),
    ("no area", lambda e: e.update(areas=[], dimensions=[]), "areas", "at least 1"),
    ("impossible day", lambda e: e.update(valid_from="2011-02-30"), "valid_from", "calendar"),
    ("a date in words", lambda e: e.update(valid_from="i våras"), "valid_from", "2010-03"),
    ("ends before it begins", lambda e: e.update(valid_from=2013), "valid_to", "before it begins"),
    ("gap in areas", lambda e: e["areas"][1].update(no=3), "areas[1].no", "2 comes here"),
    (
        "gap in questions",
        lambda e: e["areas"][0]["questions"][1].update(no="1.3"),
        "areas[0].questions[1].no",
        '"1.2" comes here',
    ),
    ("double id", lambda e: e["areas"][1].update(id="a-bb22cc"), "areas[1].id", "stands twice"),
    (
        "double question id",
        lambda e: e["areas"][0]["questions"][1].update(id="q-cc33dd"),
        "areas[0].questions[1].id",
        "stands twice",
    ),
    ("total does not fit", lambda e: e.update(total_maximum=101), "total_maximum", "come to 100, not 101"),
    ("area beside the common maximum", lambda e: e["areas"][1].update(maximum=40), "areas[1].maximum", "50"),
    (
        "questions over the area",
        lambda e: e["areas"][0]["questions"][0].update(maximum=51),
        "areas[0].questions",
        "more than the area's 50",
    ),
    (
        "questions under the area",
        lambda e: e["areas"][0]["questions"][1].update(maximum=30),
        "areas[0].questions",
        "less than the area's 50",
    ),
    (
        "unknown area in dimension",
        lambda e: e["dimensions"][0].update(areas=["a-zz99zz"]),
        "dimensions[0].areas[0]",
        "a-zz99zz",
    ),
    (
        "area named twice in a dimension",
        lambda e: e["dimensions"][0].update(areas=["a-bb22cc", "a-bb22cc"]),
        "dimensions[0].areas[1]",
        "already belongs",
    ),
    (
        "pairing without areas",
        lambda e: e["dimensions"][0].update(areas=None),
        "dimensions[0].pairing",
        "not_stated",
    ),
    (
        "published without questions",
        lambda e: e["areas"][1].update(questions_status="published"),
        "areas[1].questions",
        "no question is given",
    ),
    (
        "unpublished with questions",
        lambda e: e["areas"][0].update(questions_status="unpublished"),
        "areas[0].questions",
        "published",
    ),
    ("language twice", lambda e: e.update(own=["nb", "nb"]), "own", "stands twice"),
    ("other format", lambda e: e.update(format="kompassros-edition-9"), "format", "kompassros-edition-1"),
]


@pytest.mark.parametrize(("change", "path", "reason"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_trouble_names_place_and_reason(change: Change, path: str, reason: str) -> None:
    content = good()
    change(content)
    found = troubles_of(written(content))
    assert [(t.path, reason in t.reason, t.file) for t in found if t.path == path] == [(path, True, "prov.yaml")]


def test_several_troubles_are_told_at_once_each_with_its_line() -> None:
    content = good()
    content["areas"][1].update(no=4, id="a-bb22cc")
    raw = written(content)
    lines = raw.decode().split("\n")
    found = {trouble.path: trouble.line for trouble in troubles_of(raw)}
    assert found.keys() == {"areas[1].no", "areas[1].id"}
    assert found["areas[1].no"] is not None
    assert lines[found["areas[1].no"] - 1].strip() == "'no': 4"


@pytest.mark.parametrize(
    ("maximum", "accepted"),
    [("37.5", True), ("37.51", False), ("37.49", False)],
    ids=["equal", "over", "under"],
)
def test_questions_with_all_maxima_must_come_to_the_area(maximum: str, accepted: bool) -> None:
    content = good()
    content["areas"][0]["questions"][1]["maximum"] = maximum
    if accepted:
        assert parse_edition(written(content), file="prov.yaml").areas
    else:
        assert [trouble.path for trouble in troubles_of(written(content))] == ["areas[0].questions"]


@pytest.mark.parametrize("end", ["2010", "2010-12", "2011-01-01"])
def test_edition_may_end_in_the_year_it_begins(end: str) -> None:
    content = good() | {"valid_from": "2010-03", "valid_to": end}
    assert parse_edition(written(content), file="prov.yaml").valid_to == end


def test_areas_of_unequal_maxima_are_allowed_without_a_common_maximum() -> None:
    content = good() | {"area_maximum": None}
    content["areas"][0]["maximum"], content["areas"][1]["maximum"] = 60, 40
    assert parse_edition(written(content), file="prov.yaml").area_maximum is None


UNREADABLE: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "empty"),
    ("a comment only", b"# nothing\n", "empty"),
    ("bad indentation", b"a: 1\n  b: 2\n", "not well-formed YAML"),
    ("open quote", b'a: "text\n', "not well-formed YAML"),
    ("tab", b"a:\n\t- 1\n", "not well-formed YAML"),
    ("two documents", b"a: 1\n---\nb: 2\n", "several documents"),
    ("double key", b"a: 1\nb: 2\na: 3\n", "stands twice"),
    ("anchor and alias", b"a: &x [1, 2]\nb: *x\n", "anchors"),
    ("alias to nothing", b"a: *x\n", "anchors"),
    ("object of Python", b"a: !!python/object/apply:os.system ['true']\n", "tags"),
    ("key that is a list", b"? [1, 2]\n: 3\n", "plain word"),
    ("deep nesting", b"[" * 5000 + b"]" * 5000, "nested too deep"),
    ("windows-1252", "a: Förvaltning".encode("cp1252"), "UTF-8"),
    ("utf-16", "a: 1".encode("utf-16"), "UTF-16"),
    ("workbook", b"PK\x03\x04rest", "workbook"),
    ("control character", b"a: \x07\n", "not text"),
    ("too large", b"a" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
    ("not a block", b"- 1\n- 2\n", "block of keys"),
    ("a word", b"hello\n", "block of keys"),
]


@pytest.mark.parametrize(("raw", "reason"), [u[1:] for u in UNREADABLE], ids=[u[0] for u in UNREADABLE])
def test_unreadable_file_is_answered_in_words(raw: bytes, reason: str) -> None:
    assert reason in troubles_of(raw)[0].reason


def test_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    rows = ["l0: &l0 [x, x]"] + [f"l{n}: &l{n} [*l{n - 1}, *l{n - 1}]" for n in range(1, 40)]
    (trouble,) = troubles_of("\n".join(rows).encode())
    assert (trouble.path, trouble.line) == ("l0", 1)


@pytest.mark.parametrize("raw", [b"a: 1\n" * 5000, b"areas: [" + b"1," * 5000 + b"]"])
def test_at_most_a_hundred_troubles_are_told(raw: bytes) -> None:
    assert len(troubles_of(raw)) == 100


def test_double_key_deep_inside_names_its_place_and_line() -> None:
    (trouble,) = troubles_of(b"areas:\n  - id: a\n    no: 1\n    id: b\n")
    assert str(trouble) == ("prov.yaml, line 4, areas[0].id: this key stands twice at the same level; keep one of them")


def test_words_that_old_yaml_turns_into_false_stay_words() -> None:
    content = good()
    raw = written(content).replace(b"'no':", b"no:").replace(b"name:\n  sv: made-up demo data sv", b"name:\n  sv: no")
    assert parse_edition(raw, file="prov.yaml").name.sv == "no"


def test_byte_order_mark_is_accepted() -> None:
    assert parse_edition(b"\xef\xbb\xbf" + written(good()), file="prov.yaml").version == "1.0"


def test_unquoted_version_number_is_told_to_be_quoted() -> None:
    (trouble,) = troubles_of(written(good()).replace(b"version: '1.0'", b"version: 2.0"))
    assert (trouble.path, 'put it in quotes ("2.0")' in trouble.reason) == ("version", True)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.binary(max_size=200) | st.text(alphabet="ab:-[]{}&*!|>'\"# \n\t0.", max_size=80).map(str.encode))
def test_no_bytes_give_another_error_than_trouble(raw: bytes) -> None:
    assert troubles_of(raw)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data())
def test_no_damaged_edition_gives_another_error_than_trouble(data: st.DataObject) -> None:
    raw = bytearray(written(good()))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ExchangeError):
        assert parse_edition(bytes(raw), file="prov.yaml").areas


def test_check_edition_answers_for_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert "no such file" in check_edition(tmp_path / "none.yaml")[0].reason
    assert "no such file" in check_edition(tmp_path)[0].reason
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * (3 * 1024 * 1024))
    assert "2 MB" in check_edition(large)[0].reason


def test_check_edition_is_empty_for_a_good_file(tmp_path: Path) -> None:
    path = tmp_path / "good.yaml"
    path.write_bytes(written(good()))
    assert check_edition(path) == []
    assert read_edition(path).instrument.id == "prov"


def mapping(**changes: Any) -> dict[str, Any]:
    return {
        "format": "kompassros-mapping-1",
        "source": {"instrument": "prov", "version": "1.0", "revision": 1},
        "target": {"instrument": "prov", "version": "2.0", "revision": 1},
        "level": "area",
        "standing": "own_reading",
        "notes": text("notes"),
        "pairs": [{"source": "a-bb22cc", "target": "a-hh66jj", "kind": "same", "why": text("why")}],
        "unmatched_source": [{"id": "a-ff55gg", "why": text("why")}],
        "unmatched_target": [],
    } | changes


def editions() -> list[EditionFile]:
    newer = good() | {"version": "2.0", "dimensions": [], "total_maximum": 50}
    newer["areas"] = [area("a-hh66jj", 1, None)]
    return [parse_edition(written(content), file="e") for content in (good(), newer)]


def mapping_troubles(tmp_path: Path, content: dict[str, Any]) -> list[str]:
    path = tmp_path / "mapping.yaml"
    path.write_bytes(written(content))
    return [trouble.path for trouble in check_mapping(path, editions())]


def test_whole_mapping_has_no_trouble(tmp_path: Path) -> None:
    assert mapping_troubles(tmp_path, mapping()) == []


def test_frozen_mapping_gives_the_mapping_back() -> None:
    content = parse_mapping(written(mapping()), file="m.yaml")
    assert MappingFile.model_validate(canonical(content)) == content


PAIR = mapping()["pairs"][0]
WRONG_MAPPINGS: list[tuple[str, dict[str, Any], list[str]]] = [
    (
        "end that does not exist",
        {"pairs": [PAIR | {"target": "a-zz99zz"}]},
        ["pairs[0].target", "unmatched_target"],
    ),
    ("area left out", {"unmatched_source": []}, ["unmatched_source"]),
    (
        "both paired and listed",
        {"unmatched_target": [{"id": "a-hh66jj", "why": text("w")}]},
        ["unmatched_target[0].id"],
    ),
    ("pair twice", {"pairs": [PAIR, PAIR]}, ["pairs[1]"]),
    ("other level", {"level": "question"}, ["pairs[0].source", "pairs[0].target", "unmatched_source[0].id"]),
    ("official without source", {"standing": "official"}, ["sources"]),
    ("edition to itself", {"target": mapping()["source"]}, ["target"]),
    ("edition not loaded", {"target": mapping()["target"] | {"revision": 2}}, ["target"]),
    ("unknown kind", {"pairs": [PAIR | {"kind": "equal"}]}, ["pairs[0].kind"]),
]


@pytest.mark.parametrize(("changes", "paths"), [w[1:] for w in WRONG_MAPPINGS], ids=[w[0] for w in WRONG_MAPPINGS])
def test_wrong_mapping_names_its_places(tmp_path: Path, changes: dict[str, Any], paths: list[str]) -> None:
    assert mapping_troubles(tmp_path, mapping(**changes)) == paths


def test_nul_that_yaml_writes_as_an_escape_is_refused() -> None:
    raw = yaml.safe_dump(good() | {"name": text("x\x00")}, allow_unicode=True)
    troubles = troubles_of(raw.encode())
    assert {trouble.path for trouble in troubles} == {"name.sv", "name.nb", "name.en"}
    assert {trouble.reason for trouble in troubles} == {"the file holds a character that is not text; remove it"}
