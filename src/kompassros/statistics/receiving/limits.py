"""How large a file of statistics may be. Own choice: all municipalities, years and measures of KKiK fit many times."""

from typing import NoReturn

from django.utils.translation import gettext as _

from kompassros.records.errors import DomainError

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 500
MOST_SHEETS = 50
MOST_CELLS = 200_000


def refuse_many_cells() -> NoReturn:
    """Raise the error for a file with more than 200,000 cells."""
    message = _("The file has more than %(most)s cells. Split it into several files.")
    raise DomainError(message % {"most": MOST_CELLS})
