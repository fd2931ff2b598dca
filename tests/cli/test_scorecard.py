"""`kompassros scorecard import|show`: what they print and refuse."""

import json
from pathlib import Path

import pytest

from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.plans.models import SteeringPlan
from tests.cli.running import runner

pytestmark = pytest.mark.django_db
run = runner("scorecard")
HEAD = "goal,indicator,direction,target_raw,result_year"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "card.csv"
    path.write_text(f"{HEAD}\nMål,Indikator,low,< 6,5\n")
    return path


def test_import_tells_each_row_and_stores_it(file: Path) -> None:
    result = run("import", str(file), "--organisation", "norrvik", "--year", "2026")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "card, row 2: new: Mål / Indikator. The plan of 2026 is begun. The goal is new. "
        "The indicator is new; target: < 6. 2026: 5.\n1 new, 0 changed, 0 known, 0 refused.\n"
    )
    again = run("import", str(file), "--organisation", "norrvik", "--year", "2026")
    assert again.stdout == (
        "Read by the mapping that was kept as “card.csv”.\ncard, row 2: known: Mål / Indikator.\n"
        "0 new, 0 changed, 1 known, 0 refused.\n"
    )


def test_dry_run_stores_nothing(file: Path) -> None:
    result = run("import", str(file), "--organisation", "norrvik", "--year", "2026", "--dry-run")
    assert result.stdout.endswith("1 new, 0 changed, 0 known, 0 refused; nothing was stored.\n")
    assert not SteeringPlan._base_manager.filter(organisation__key="norrvik").exists()


def test_import_refuses_wrong_rows_with_their_places(file: Path) -> None:
    file.write_text(f"{HEAD}\nMål,Indikator,upwards,< 6,5\n")
    result = run("import", str(file), "--organisation", "norrvik", "--year", "2026")
    assert result.exit_code == 1
    assert result.stderr == (
        "card.csv: card, C2: Write whether “low” or “high” is good, or “none”.\n"
        "Nothing was stored: mend the errors and import the file again.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--organisation", "nowhere"), "There is no municipality nowhere."),
        ((), "Say of which year the row is"),
        (("--year", "2026"), "Say whose scorecard it is: the file names no municipality."),
        (
            ("--organisation", "norrvik", "--column", "x=unit"),
            "--column: x is neither a heading of the file nor one of",
        ),
        (("--organisation", "norrvik", "--column", "goal=end"), "--column: end is neither a heading of the file nor"),
        (("--organisation", "norrvik", "--year", "2026", "--structure", "x"), "There is no steering model “x”."),
    ],
)
def test_import_says_why_not(file: Path, arguments: tuple[str, ...], sentence: str) -> None:
    result = run("import", str(file), *arguments)
    assert result.exit_code == 1
    assert sentence in result.stderr


def test_import_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    result = run("import", str(tmp_path / "nothing.csv"))
    assert (result.exit_code, "cannot be read: No such file or directory" in result.stderr) == (1, True)


def test_columns_may_be_said(file: Path) -> None:
    file.write_text("Mål;Indikator;Enhet;Utfall 2026\nMål;Indikator;antal;5\n")
    result = run("import", str(file), "--organisation", "norrvik", "--column", "Enhet=unit")
    assert "Not read" not in result.stdout
    shown = json.loads(run("show", "norrvik", "--year", "2026", "--format", "json").stdout)
    assert shown["goals"][0]["indicators"][0]["unit"] == "antal"


def test_municipality_that_is_not_known_is_added_where_wished(file: Path) -> None:
    file.write_text(f"municipality,country,year,{HEAD}\nUtöya,NO,2026,Mål,Indikator,low,< 6,5\n")
    assert "There is no municipality Utöya." in run("import", str(file)).stderr
    assert run("import", str(file), "--add").exit_code == 0
    plan = SteeringPlan._base_manager.select_related("organisation").get(organisation__name="Utöya")
    assert (plan.organisation.to_complete, plan.organisation.country) == (True, "NO")


def test_show_prints_stavanger_as_json() -> None:
    result = run("show", "stavanger", "--year", "2018", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    record = json.loads(result.stdout)
    assert (record["organisation"], record["year"], len(record["goals"])) == ("stavanger", 2018, 3)
    first = record["goals"][0]["indicators"][0]
    assert {name: first[name] for name in ("target", "status", "reason", "compared", "rule")} == {
        "target": "< 6 %",
        "status": "not_met",
        "reason": None,
        "compared": "8.3",
        "rule": 1,
    }


def test_show_prints_a_table() -> None:
    result = run("show", "stavanger", "--year", "2018")
    assert result.exit_code == 0
    for text in ("Stavanger 2018", "< 6 %", "78 (restated)", "72 (preliminary)", "not measured", "43 (broken)"):
        assert text in result.stdout


def test_show_of_a_year_without_a_card() -> None:
    result = run("show", "stavanger", "--year", "2016")
    assert (result.exit_code, result.stderr) == (
        1,
        "stavanger has no card for 2016. There are cards for 2017, 2018.\n",
    )


def test_examples_of_two_countries_are_one_file(file: Path) -> None:
    head = "municipality,country,year,level,perspective_or_goal,indicator,direction,target_raw,target_value,unit"
    file.write_text(
        f"{head},result_prev_year,result_year,note,source\n"
        "Stavanger,NO,2018,council,Forbedret meldekultur (printed: medlekultur),Antall rapporterte avvik,higher,"
        "> 3 prosentpoeng økning per år,3,% change per year,20.3,16,a note,https://example.org/\n"
        "Tyresö,SE,2015,municipality,Kommunkompassen,Total points,higher,,,points,452 (2010),536,,001.txt\n"
    )
    result = run("import", str(file))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "The indicator stands under the goal “Forbedret meldekultur”, and stays there." in result.stdout
    assert result.stdout.endswith("1 new, 1 changed, 0 known, 0 refused.\n")
    assert GoalEdition._base_manager.filter(plan__organisation__key="stavanger", plan__year=2018).count() == 3
    shown = json.loads(run("show", "tyreso", "--year", "2015", "--format", "json").stdout)
    (indicator,) = shown["goals"][0]["indicators"]
    assert (indicator["status"], indicator["reason"]) == ("not_measured", "no target that can be computed with")
    assert (indicator["previous_figure"]["printed"], indicator["previous_figure"]["value"]) == ("452 (2010)", None)
