"""The catalogue that the package carries: Kolada's indicators and units, sets of measures, and Norwegian indicators."""

from datetime import date
from importlib.resources import files

from kompassros.indicators import made_up, norwegian
from kompassros.indicators.catalogue import Wish, import_catalogue
from kompassros.indicators.measure_sets import SetFile, parse_set, store_sets
from kompassros.indicators.models import IndicatorVersion
from kompassros.indicators.networking import demo as network_demo  # noqa: F401 (registers its loader)
from kompassros.indicators.notes import demo as note_demo  # noqa: F401 (registers its loader)
from kompassros.indicators.packaged_values import load_values
from kompassros.indicators.rounds import contact_demo  # noqa: F401 (registers its loader)
from kompassros.indicators.rounds import demo as round_demo  # noqa: F401 (registers its loader)
from kompassros.indicators.sets import demo as set_demo  # noqa: F401 (registers its loader)
from kompassros.organisations.demo import BrokenPackage
from kompassros.records.demo import Loader, register
from kompassros.records.packaged import packaged
from kompassros.records.tabular import Severity
from kompassros.statistics.catalogue_plan import Action
from kompassros.statistics.datasets import MADE_UP
from kompassros.statistics.models import Dataset

# Known as "spring 2026"; the day itself is our own choice.
DAY = date(2026, 4, 1)
FILES = (
    ("kompassros.statistics", "units.csv"),
    ("kompassros.statistics", "workplaces.csv"),
    ("kompassros.statistics", "unit_groups.csv"),
    ("kompassros.indicators", "kpi.csv"),
    ("kompassros.indicators", "kpi_groups.csv"),
)


def packaged_sets() -> list[SetFile]:
    """Return the measure sets that the package carries, by key."""
    folder = files("kompassros.indicators").joinpath("data", "sets")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return [parse_set(packaged("kompassros.indicators", "sets", name)) for name in names]


def load_catalogue() -> int:
    """Store the packaged catalogue once; what was imported since is never undone by loading again."""
    if IndicatorVersion.objects.exists():
        return 0
    contents = [(name, packaged(package, name)) for package, name in FILES]
    outcome = import_catalogue(contents, Wish(day=DAY, why="Packaged with Kompassros"))
    if outcome.has(Severity.ERROR):
        troubles = [
            f"{plan.file} row {entry.row}: {entry.message}" for plan in outcome.plans for entry in plan.troubles
        ]
        raise BrokenPackage("\n".join(troubles))
    return sum(len(plan.of(Action.ADDED)) for plan in outcome.plans) + store_sets(_swedish_sets())


def _swedish_sets() -> list[SetFile]:
    return [one for one in packaged_sets() if one.key != norwegian.KEY]


def load_made_up() -> int:
    """Make the made-up values once; where real ones were fetched they are not wanted any more."""
    if Dataset.objects.get(key=MADE_UP).releases.exists():
        return 0
    made = made_up.make_values()
    return made.added if made else 0


register(Loader("catalogue of indicators and units", 30, False, load_catalogue))
register(Loader("Norwegian municipalities and selection of KOSTRA", 31, False, norwegian.load_norwegian))
register(Loader("values of indicators", 35, False, load_values))
register(Loader("made-up values of KKiK measures", 85, True, load_made_up))
