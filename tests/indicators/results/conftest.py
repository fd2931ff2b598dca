"""The report is read from the made-up values that the test database has."""

import pytest

from kompassros.indicators.results.content import ResultsReport
from tests.indicators.results.made_reports import made_report


@pytest.fixture
def report(db: None) -> ResultsReport:
    return made_report()
