"""The published results that the package carries, with their sources; and, made up, results of Granby and Norrvik."""

from kompassros.evaluations import imports, services
from kompassros.evaluations.courses import demo as course_demo  # noqa: F401 (registers its loader)
from kompassros.evaluations.findings import bank_demo  # noqa: F401 (registers its loader)
from kompassros.evaluations.models import ScoreSheet
from kompassros.organisations.demo import BrokenPackage
from kompassros.records.demo import Loader, register
from kompassros.records.packaged import packaged
from kompassros.records.tabular import Severity


def _load(name: str, *, made_up: bool, why: str) -> int:
    planned = imports.plan(packaged("kompassros.evaluations", name), made_up=made_up)
    if planned.has(Severity.ERROR):
        raise BrokenPackage("\n".join(f"row {entry.row}: {entry.message}" for entry in planned.all_troubles()))
    counts = imports.store(planned, publisher=services.Publisher(None, why), confirmed=True)
    return counts[imports.NEW]


def load_published() -> int:
    """Store the packaged results once; later corrections in the product are not undone by loading again."""
    if ScoreSheet.objects.filter(content__made_up=False).exists():
        return 0
    return _load("published_results.csv", made_up=False, why="Packaged with Kompassros")


def load_made_up() -> int:
    """Store the made-up results of the made-up municipalities once."""
    if ScoreSheet.objects.filter(content__made_up=True).exists():
        return 0
    return _load("made_up_results.csv", made_up=True, why="Made-up demo data")


register(Loader("published results", 30, False, load_published))
register(Loader("made-up results", 90, True, load_made_up))
