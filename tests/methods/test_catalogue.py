from importlib import import_module
from inspect import getdoc, getmembers, isfunction
from pathlib import Path
from pkgutil import iter_modules

import pytest

from kompassros import methods
from kompassros.methods.catalogue import RULES, Rule
from kompassros.methods.references import MINIMUM_N, SIZE_BANDS

GUIDE = Path(__file__).parents[2] / "docs" / "methods.md"
PARTS_OF_A_RULE = {
    "kompassros.methods.differences.count_words",
    "kompassros.methods.differences.differences",
    "kompassros.methods.agreement.compare_raters",
    "kompassros.methods.agreement.count_alike",
    "kompassros.methods.budget.add_known",
    "kompassros.methods.budget.in_millions",
    "kompassros.methods.budget.in_thousands",
    "kompassros.methods.bulk_points.compile_frame",
    "kompassros.methods.bulk_points.encode",
    "kompassros.methods.bulk_points.encode_row",
    "kompassros.methods.bulk_points.totals",
    "kompassros.methods.frames.criteria_of",
    "kompassros.methods.networks.places_in_group",
    "kompassros.methods.points.refuse_share",
    "kompassros.methods.points.totals_by_share",
    "kompassros.methods.public_holidays.easter",
    "kompassros.methods.public_holidays.is_working_day",
    "kompassros.methods.quarters.against_mean",
    "kompassros.methods.quarters.fourth_of",
    "kompassros.methods.quarters.group_of",
    "kompassros.methods.quarters.place_of",
    "kompassros.methods.quarters.quarter_of",
    "kompassros.methods.references.in_size_band",
    "kompassros.methods.rounding.as_written",
    "kompassros.methods.shares.add",
    "kompassros.methods.spread.counted",
    "kompassros.methods.spread.to_millionths",
    "kompassros.methods.test_contacts.agreement",
    "kompassros.methods.test_contacts.is_in_time",
    "kompassros.methods.test_contacts.working_days",
    "kompassros.methods.test_contacts.working_days_between",
    "kompassros.methods.year_wheel.lay_out",
    "kompassros.methods.year_wheel.move_to",
    "kompassros.methods.year_wheel.turn_of",
}


def public_functions() -> set[str]:
    names = [f"kompassros.methods.{found.name}" for found in iter_modules(methods.__path__)]
    return {
        f"{module}.{name}"
        for module in names
        for name, function in getmembers(import_module(module), isfunction)
        if function.__module__ == module and not name.startswith("_")
    }


def test_catalogue_lists_every_public_function_once() -> None:
    listed = [rule.function for rule in RULES]
    assert len(set(listed)) == len(listed)
    assert set(listed) | PARTS_OF_A_RULE == public_functions()


def test_catalogue_keys_are_unique() -> None:
    assert len({rule.key for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_catalogue_rule_says_where_it_comes_from(rule: Rule) -> None:
    assert rule.own_choice or rule.sources
    module, _, name = rule.function.rpartition(".")
    text = getdoc(getattr(import_module(module), name)) or ""
    assert ("own choice" in text.lower()) is rule.own_choice


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_catalogue_rule_is_explained_in_the_guide_with_its_parameters(rule: Rule) -> None:
    sections = GUIDE.read_text(encoding="utf-8").split("\n## ")
    (section,) = (text for text in sections if f"`{rule.function.removeprefix('kompassros.methods.')}`" in text)
    for parameter in rule.parameters:
        assert parameter.value.replace("_", " ") in section.replace("\N{NO-BREAK SPACE}", "")


def test_catalogue_parameters_are_those_of_the_code() -> None:
    values = {(rule.key, p.name): p.value for rule in RULES for p in rule.parameters}
    assert values["reference", "minimum_n"] == str(MINIMUM_N)
    limits = [p.value for rule in RULES if rule.key == "size_group" for p in rule.parameters]
    assert limits == [str(band.least) for band in SIZE_BANDS]
