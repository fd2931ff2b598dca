"""Stavanger's scorecard of 2018, as its annual report prints it: real figures with their source, loaded in the demo.

An installation in use begins without it, for a plan of steering is its municipality's own.
"""

from kompassros.records.demo import Loader, register
from kompassros.records.packaged import packaged
from kompassros.statistics.receiving.sheets import read_sheets
from kompassros.steering.importing.mapping import guess_mapping, headed_sheets
from kompassros.steering.importing.outcomes import Action
from kompassros.steering.importing.places import Wish
from kompassros.steering.importing.reading import read_scorecard
from kompassros.steering.importing.storing import take_in
from kompassros.steering.plans.models import SteeringPlan

FILE = "stavanger-2018.csv"
NAME = "Stavanger"


class BrokenPackage(Exception):
    """A data file of the package itself has errors."""


def load_stavanger() -> int:
    """Import the packaged scorecard, once; return how many indicators it has."""
    if SteeringPlan._base_manager.filter(organisation__name=NAME, organisation__country="NO").exists():
        return 0
    found = read_sheets(packaged("kompassros.steering", FILE), FILE)
    scorecard = read_scorecard(found, guess_mapping(headed_sheets(found)))
    intake = take_in(scorecard=scorecard, wish=Wish(adds=True, keeps=False), person=None)
    if intake.troubles:
        raise BrokenPackage("\n".join(f"row {one.row}: {one.message}" for one in intake.troubles))
    return intake.counts()[Action.NEW]


register(Loader("Stavanger's scorecard of 2018", 94, True, load_stavanger))
