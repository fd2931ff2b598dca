"""Reading the parameters of a request; what cannot be meant is refused with a sentence."""

import re
from datetime import date

from django.http import QueryDict

from kompassros.api.kolada.paging import MOST_ON_PAGE, MOST_PAGES, Page
from kompassros.api.kolada.versions import Refusal, Version

LONGEST_TEXT = 300
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_YEAR = re.compile(r"[0-9]{4}")


def refuse_control_characters(text: str) -> None:
    """Refuse what no id, title or date holds; a NUL character would not even reach PostgreSQL."""
    if _CONTROL.search(text):
        raise Refusal("The address holds a control character, which is part of no id and of no title.")


class Parameters:
    """The query of a request of one version."""

    def __init__(self, query: QueryDict, version: Version) -> None:
        for name, texts in query.lists():
            refuse_control_characters("".join((name, *texts)))
        self._query = query
        self._version = version

    def text(self, name: str) -> str:
        """Return a text to be searched, without blanks around it; empty where there is none."""
        text = self._query.get(name, "").strip()
        if len(text) > LONGEST_TEXT:
            raise Refusal(f"{name} is longer than the {LONGEST_TEXT} characters that a title may have.")
        return text

    def listed(self, *names: str, first: str = "") -> list[str]:
        """Return the values of parameters that may stand several times, each a list with commas, and each value once.

        ``first`` is a list that stands before them, in the address. Refuses more than the version allows.
        """
        given = [first, *(text for name in names for text in self._query.getlist(name))]
        values = [value for text in given for part in text.split(",") if (value := part.strip())]
        most = self._version.most_in_list
        if len(values) > most:
            raise Refusal(f"{names[-1]} holds {len(values)} values; at most {most} may be asked for at once.")
        return list(dict.fromkeys(values))

    def page(self) -> Page:
        """Return which page is asked for."""
        return Page(number=self._number("page", 1, MOST_PAGES), size=self._number("per_page", MOST_ON_PAGE))

    def since(self) -> date | None:
        """Return the day from which changes are asked for, None where everything is."""
        text = self._query.get("from_date", "")
        if not text:
            return None
        try:
            return date.fromisoformat(text if _DAY.fullmatch(text) else "")
        except ValueError:
            raise Refusal(f"from_date must be a day such as 2024-12-31, not {text[:40]!r}.") from None

    def _number(self, name: str, default: int, most: int | None = None) -> int:
        text, last = self._query.get(name, str(default)), default if most is None else most
        number = int(text) if _NUMBER.fullmatch(text) else 0
        if not 1 <= number <= last:
            raise Refusal(f"{name} must be a whole number from 1 to {last}, not {text[:40]!r}.")
        return number


def years(texts: list[str]) -> list[int]:
    """Return years as numbers; refuses what is no year of four digits."""
    wrong = next((text for text in texts if not _YEAR.fullmatch(text)), None)
    if wrong is not None:
        raise Refusal(f"year must be four digits such as 2024, not {wrong[:40]!r}; several are parted by commas.")
    return [int(text) for text in texts]
