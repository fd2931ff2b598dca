"""The plan of the reporting periods, with everything that can follow a reorganisation."""

from tests.steering.periods.conftest import agreed, first, goals, periods, report_of

__all__ = ["agreed", "first", "goals", "periods", "report_of"]
