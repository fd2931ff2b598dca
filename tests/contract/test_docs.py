"""What outsiders rely on is documented: commands, settings, addresses, columns, keys; and no link points nowhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from django.conf import settings
from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern
from pydantic import BaseModel

import kompassros
from kompassros.api.interface import interface
from kompassros.cli.commands import app
from kompassros.evaluations import course_sheet, reading, sheet
from kompassros.evaluations.courses.policies import RULES, Rule
from kompassros.evaluations.courses.workflow import ORDER, State
from kompassros.instruments import exchange_schema
from kompassros.organisations import imports
from kompassros.organisations.roles import Role
from kompassros.steering.importing.fields import Field
from tests.contract.permission_table import TABLE

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
TEXTS = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
CODE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
READ = re.compile(r"""(?:env\.\w+\(|os\.environ\.get\(|os\.environ\[|os\.getenv\(|envvar=)\s*["']([A-Z][A-Z_]+)["']""")
NAMED = re.compile(r"\b(KOMPASSROS_[A-Z][A-Z_]*|HYPOTHESIS_PROFILE|DATABASE_URL)\b")
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "PATH"}


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def squeezed(text: str) -> str:
    return " ".join(text.split())


def section(path: Path, heading: str) -> str:
    """Return what stands below a heading, up to the next one of its level or above."""
    found = re.search(rf"^(#+) {re.escape(heading)}$", text_of(path), re.MULTILINE)
    assert found, f"{path.name} has no heading {heading}"
    rest = text_of(path)[found.end() :]
    following = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: following.start()] if following else rest


def named_in(text: str) -> set[str]:
    return set(CODE.findall(text))


def rows_of(text: str) -> set[str]:
    """Return the names in the first cell of each row of a table."""
    firsts = (line.split("|")[1] for line in text.splitlines() if line.startswith("| `"))
    return {name for cell in firsts for name in CODE.findall(cell)}


# --- commands


def commands(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    below = getattr(command, "commands", None)
    if below is None:
        yield path, command
        return
    for name, one in below.items():
        yield from commands(one, f"{path} {name}")


COMMANDS = dict(commands(typer.main.get_command(app), "kompassros"))


def name_of(parameter: Any) -> str:
    return max(parameter.opts, key=len) if parameter.param_type_name == "option" else str(parameter.name)


@pytest.mark.parametrize("path", COMMANDS)
def test_command_is_documented_with_its_help(path: str) -> None:
    text = section(DOCS / "command-line.md", f"`{path}`")
    assert squeezed(COMMANDS[path].help or "") in squeezed(text)


@pytest.mark.parametrize("path", COMMANDS)
def test_arguments_of_command_are_documented_and_no_others(path: str) -> None:
    text = section(DOCS / "command-line.md", f"`{path}`")
    parameters = {name_of(parameter): parameter for parameter in COMMANDS[path].params}
    assert rows_of(text) == parameters.keys()
    helps = [str(getattr(parameter, "help", "") or "").rstrip(".") for parameter in parameters.values()]
    assert [sentence for sentence in helps if sentence not in text] == []


def test_documented_commands_exist() -> None:
    headings = re.findall(r"^## `(kompassros [^`]+)`$", text_of(DOCS / "command-line.md"), re.MULTILINE)
    assert sorted(headings) == sorted(COMMANDS)


# --- settings


def read_by_the_product() -> set[str]:
    sources = (ROOT / "src" / "kompassros").rglob("*.py")
    return {name for path in sources for name in READ.findall(text_of(path))} - NOT_OURS


def named_by_scripts() -> set[str]:
    folders = (ROOT / "bin", ROOT / "tools", ROOT / ".ci", ROOT / "tests" / "harness")
    files = [path for folder in folders for path in folder.iterdir() if path.is_file()]
    return {name for path in [*files, ROOT / "tests" / "conftest.py"] for name in NAMED.findall(text_of(path))}


def test_settings_of_the_product_are_documented() -> None:
    assert read_by_the_product() - rows_of(section(DOCS / "operation.md", "Settings")) == set()


def test_variables_of_scripts_and_tests_are_documented() -> None:
    documented = rows_of(section(DOCS / "operation.md", "Settings"))
    documented |= rows_of(section(ROOT / "CONTRIBUTING.md", "Tests in tiers"))
    assert named_by_scripts() - documented == set()


def test_documented_settings_are_read() -> None:
    documented = rows_of(section(DOCS / "operation.md", "Settings"))
    assert documented - read_by_the_product() - named_by_scripts() == set()


# --- HTTP interface


@pytest.fixture
def schema() -> dict[str, Any]:
    return dict(interface.get_openapi_schema(path_prefix="/api/v1/"))


def test_addresses_of_the_interface_are_documented(schema: dict[str, Any]) -> None:
    operations = {f"{verb.upper()} {path}" for path, verbs in schema["paths"].items() for verb in verbs}
    headings = set(re.findall(r"^### `([^`]+)`$", text_of(DOCS / "api.md"), re.MULTILINE))
    assert headings == operations


def test_parameters_of_the_interface_are_documented(schema: dict[str, Any]) -> None:
    missing = {
        (path, parameter["name"])
        for path, verbs in schema["paths"].items()
        for parameter in verbs["get"].get("parameters", [])
        if parameter["in"] == "query" and parameter["name"] not in rows_of(section(DOCS / "api.md", f"`GET {path}`"))
    }
    assert missing == set()


def test_fields_of_the_interface_are_documented(schema: dict[str, Any]) -> None:
    fields = {name for shape in schema["components"]["schemas"].values() for name in shape["properties"]}
    assert fields - named_in(text_of(DOCS / "api.md")) == set()


# --- file formats


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("Published results", reading.KNOWN),
        ("Organisations", (*imports.ORGANISATION_COLUMNS, "source")),
        ("Changes", imports.CHANGE_COLUMNS),
        ("Inhabitants", imports.INHABITANT_COLUMNS),
        ("Scorecards", (*Field, "perspective_or_goal")),
    ],
)
def test_columns_of_tables_are_documented_and_no_others(heading: str, columns: tuple[str, ...]) -> None:
    assert rows_of(section(DOCS / "data-formats.md", heading)) == set(columns)


def test_needed_columns_of_results_are_documented() -> None:
    text = section(DOCS / "data-formats.md", "Published results")
    assert set(re.findall(r"^\| `(\w+)` \| yes \|", text, re.MULTILINE)) == set(reading.REQUIRED)


def keys_of(*models: type[BaseModel]) -> set[str]:
    return {name for model in models for name in model.model_fields}


def models_of(module: Any) -> list[type[BaseModel]]:
    found = [value for value in vars(module).values() if isinstance(value, type) and issubclass(value, BaseModel)]
    return [model for model in found if model.__module__ == module.__name__]


@pytest.mark.parametrize(
    ("heading", "module"),
    [("Instruments", exchange_schema), ("Score sheets", sheet), ("Score sheets", course_sheet)],
    ids=["instruments", "sheets", "sheets made here"],
)
def test_keys_of_files_are_documented(heading: str, module: Any) -> None:
    keys = keys_of(*models_of(module))
    assert keys
    assert keys - named_in(section(DOCS / "data-formats.md", heading)) == set()


# --- links


def anchors(path: Path) -> set[str]:
    """Return the anchors of the headings, as the usual viewers of Markdown make them."""
    headings = re.findall(r"^#+ (.+)$", text_of(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(path: Path) -> Iterator[str]:
    for target in LINK.findall(text_of(path)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _hash, anchor = target.partition("#")
        pointed = (path.parent / file).resolve() if file else path
        if not pointed.exists() or (anchor and anchor not in anchors(pointed)):
            yield target


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_point_somewhere(path: Path) -> None:
    assert list(broken(path)) == []


def test_every_document_is_reached_from_the_index() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in reached or path.suffix != ".md":
            continue
        reached.add(path)
        links = (target.partition("#")[0] for target in LINK.findall(text_of(path)) if ":" not in target)
        waiting += [(path.parent / link).resolve() for link in links if link]
    assert set(TEXTS) - reached == set()


# --- what else is said about the product


def test_version_is_the_same_everywhere() -> None:
    about = yaml.safe_load(text_of(ROOT / "publiccode.yml"))
    released = re.search(r"^## (\S+) – (\S+)$", text_of(ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert released
    assert about["softwareVersion"] == released[1] == kompassros.__version__
    assert about["releaseDate"] == released[2]


def test_publiccode_names_the_languages_of_the_product() -> None:
    about = yaml.safe_load(text_of(ROOT / "publiccode.yml"))
    languages = [code for code, _name in settings.LANGUAGES]
    assert about["localisation"]["availableLanguages"] == languages
    assert list(about["description"]) == languages


def test_picture_of_the_readme_shows_the_published_points() -> None:
    rows = text_of(ROOT / "src/kompassros/evaluations/data/published_results.csv").splitlines()
    points = next(row for row in rows if row.startswith("evaluation,SE,Tyresö,2015,")).split(",")[5:13]
    picture = text_of(DOCS / "pictures" / "rose.svg")
    drawn = re.search(r"<desc[^>]*>Tyresö 2015: (.+?)\. Median", picture)
    assert drawn
    assert re.findall(r"\b\d{2}\b", drawn[1]) == points


# --- permissions


def addresses(patterns: Any, namespace: str = "", route: str = "/") -> Iterator[tuple[str, str]]:
    """Yield (name, address) of every URL; the language in front is left out."""
    for pattern in patterns:
        below = getattr(pattern, "url_patterns", None)
        own = "" if isinstance(pattern.pattern, LocalePrefixPattern) else str(pattern.pattern).strip("^$")
        if below is None:
            yield f"{namespace}{pattern.name}", route + re.sub(r"\(\?P(<\w+>)(?:\[[^]]+\]|\.)\+\)", r"\1", own)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(below, inner, route + own)


def roles_in_words(roles: frozenset[Role]) -> str:
    if roles == frozenset(Role):
        return "everybody signed in"
    return ", ".join(role.value.replace("_", " ") for role in Role if role in roles) or "nobody"


def permission_row(name: str, route: str) -> str:
    rule = TABLE[name]
    who = ("everyone", "everyone") if rule.public else (roles_in_words(rule.own), roles_in_words(rule.other))
    return f"| `{re.sub(r'<[a-z]+:', '<', route)}` | {who[0]} | {who[1]} |"


def test_permissions_are_documented_and_no_others() -> None:
    rows = {permission_row(name, route) for name, route in addresses(get_resolver().url_patterns)}
    text = text_of(DOCS / "permissions.md")
    assert {line for line in text.splitlines() if line.startswith("| `")} == rows


def states_in_words(states: frozenset[State]) -> str:
    if states == frozenset(State):
        return "always"
    numbers = sorted(ORDER.index(state) for state in states)
    first, last = (ORDER[number].value.replace("_", " ") for number in (numbers[0], numbers[-1]))
    assert numbers == list(range(numbers[0], numbers[-1] + 1))
    return first if first == last else f"{first} to {last}"


def action_row(name: str, rule: Rule) -> str:
    by_states: dict[frozenset[State], list[str]] = {}
    for part, states in rule.states.items():
        by_states.setdefault(states, []).append(part.value)
    told = [f"{', '.join(parts)}: {states_in_words(states)}" for states, parts in by_states.items()]
    told += [f"{', '.join(part.value for part in rule.correcting)}: during a correction"] if rule.correcting else []
    return f"| {name.replace('_', ' ')} | {'; '.join(told)} |"


def test_actions_of_an_evaluation_are_documented_and_no_others() -> None:
    text = text_of(DOCS / "permissions.md").partition("## What each part may do in an evaluation")[2]
    rows = {line for line in text.splitlines() if line.startswith("| ") and not line.startswith(("| `", "| action"))}
    assert rows == {action_row(name, rule) for name, rule in RULES.items()}
