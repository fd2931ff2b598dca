"""Guessing the layout of one sheet: which column or heading says what, told by what is recognised in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.statistics.receiving.cells import Cell, Sheet
from kompassros.statistics.receiving.headers import HeaderRows, find_header, is_year
from kompassros.statistics.receiving.mapping import Column, Constant, Header, Layout, SheetName, ValueColumn
from kompassros.statistics.receiving.profiles import Profile, profiles
from kompassros.statistics.receiving.recognising import Known
from kompassros.statistics.receiving.resolving import Resolver, Role
from kompassros.statistics.receiving.sources import AnySource, Sources

_ROLES: tuple[Role, ...] = ("unit", "indicator", "period", "gender")
LEAST_SHARE: dict[Role, float] = {"unit": 0.6, "indicator": 0.6, "period": 0.9, "gender": 0.9}
"""Own choice: names are often misspelt or not known, years and genders are not."""
_VALUE_WORDS = frozenset({"value", "varde", "verdi", "utfall", "resultat"})
_COUNT_WORDS = frozenset({"count"})
_STATUS_WORDS = frozenset({"status"})
_FILL = (False, True)
ROLE_NAMES: dict[Role, Promise] = {
    "unit": gettext_lazy("Unit"),
    "indicator": gettext_lazy("Indicator"),
    "period": gettext_lazy("Year"),
    "gender": gettext_lazy("Gender"),
}


@dataclass(frozen=True)
class Guess:
    """One thing that was guessed, on which sheet (empty: on all), and why."""

    sheet: str
    what: str
    why: str


def guess_layout(sheet: Sheet, known: Known, resolver: Resolver) -> tuple[Layout | None, list[Guess]]:
    """Return the layout of a sheet as far as it can be guessed, with the reasons; None where there is no table."""
    header = find_header(sheet, units=known.units)
    if header is None:
        return None, [Guess(sheet.name, _("Table"), _("No row with a value beside a text was found."))]
    guesser = _Guesser(sheet, header, resolver)
    return guesser.layout(), guesser.reasons


class _Guesser:
    """Guesses one role after the other; a column that has one is free for no other."""

    def __init__(self, sheet: Sheet, header: HeaderRows, resolver: Resolver) -> None:
        self._sheet = sheet
        self._header = header
        self._resolver = resolver
        self._sources = Sources(sheet, Layout(first_row=header.first_row))
        self._free = list(profiles(sheet, header))
        self._found: dict[Role, AnySource] = {}
        self.reasons: list[Guess] = []

    def layout(self) -> Layout:
        """Guess everything, in the order in which one guess helps the next."""
        message = _("Row %(row)s is the first with values; the headings stand above it.")
        self._say(_("Table"), message % {"row": self._header.first_row})
        for role in _ROLES:
            self._look_in_columns(role)
        count, status = self._headed(_COUNT_WORDS), self._headed(_STATUS_WORDS)
        values = [profile for profile in self._free if profile.holds_values()]
        for role in _ROLES:
            values = self._look_in_headings(role, values)
        columns = self._value_columns(values)
        for role in _ROLES:
            self._look_around(role)
        return Layout(
            header_rows=self._header.rows,
            first_row=self._header.first_row,
            unit=self._found.get("unit"),
            period=self._found.get("period"),
            indicator=self._found.get("indicator"),
            gender=self._found.get("gender"),
            count=count,
            status=status,
            values=columns,
        )

    def _say(self, what: str | Promise, why: str) -> None:
        self.reasons.append(Guess(self._sheet.name, str(what), why))

    def _names(self, role: Role, text: str) -> bool:
        """Return whether a text is recognised. A year is not taken for a unit, though some codes look like one."""
        if role == "unit" and is_year(text):
            return False
        return self._resolver.resolve(role, text).value is not None

    def _look_in_columns(self, role: Role) -> None:
        """Take the column most of whose cells are recognised; of those alike, the first.

        Of columns that name a gender the one with the shortest texts: a title may name one among other words.
        """

        def is_recognised(cell: Cell) -> bool:
            """A year counts only where it stands alone."""
            return (role != "period" or len(cell.text) == len("2019")) and self._names(role, cell.text)

        shares = [profile.share(is_recognised) for profile in self._free]
        alike = [profile for profile, found in zip(self._free, shares, strict=True) if found >= LEAST_SHARE[role]]
        if not alike:
            return
        profile = min(alike, key=_length) if role == "gender" else self._free[shares.index(max(shares))]
        share = shares[self._free.index(profile)]
        self._free.remove(profile)
        self._found[role] = Column(column=profile.column, fill=profile.has_gaps)
        example = next(filter(is_recognised, profile.cells)).text
        message = _("Column %(column)s: %(share)s per cent of its cells are recognised, such as “%(example)s”.")
        self._say(
            ROLE_NAMES[role], message % {"column": profile.letters, "share": round(share * 100), "example": example}
        )
        if len(alike) > 1:
            message = _("These columns would do as well as each other: %(columns)s. Look whether it is the right one.")
            self._say(ROLE_NAMES[role], message % {"columns": ", ".join(one.letters for one in alike)})
        if profile.has_gaps:
            self._say(ROLE_NAMES[role], _("Many cells of the column are empty: each stands for the one above it."))

    def _headed(self, words: frozenset[str]) -> Column | None:
        profile = next((profile for profile in self._free if profile.is_headed(words)), None)
        if profile is None:
            return None
        self._free.remove(profile)
        return Column(column=profile.column)

    def _look_in_headings(self, role: Role, values: list[Profile]) -> list[Profile]:
        """Take the heading row that names most columns; return those it names, for the others hold something else.

        Of the gender all columns are kept: which one a heading means that names none is told when values are read.
        """
        choices = [
            (row, fill, self._named(role, row, values, fill=fill)) for row in self._header.rows for fill in _FILL
        ]
        row, fill, named = max(choices, default=(0, False, []), key=lambda choice: len(choice[2]))
        if role in self._found or not named:
            return values
        self._found[role] = Header(row=row, fill=fill)
        message = _("Row %(row)s: the headings of %(count)s columns are recognised, such as “%(example)s”.")
        example = self._heading(row, named[0], fill=fill)
        self._say(ROLE_NAMES[role], message % {"row": row, "count": len(named), "example": example})
        return values if role == "gender" else named

    def _named(self, role: Role, row: int, values: list[Profile], *, fill: bool) -> list[Profile]:
        return [profile for profile in values if self._names(role, self._heading(row, profile, fill=fill))]

    def _heading(self, row: int, profile: Profile, *, fill: bool) -> str:
        return self._sources.find(Header(row=row, fill=fill), row, profile.column).text

    def _value_columns(self, values: list[Profile]) -> tuple[ValueColumn, ...]:
        """Return the columns with values: those that headings named, else the one called so, else the only one."""
        if not any(isinstance(source, Header) for source in self._found.values()):
            called = [profile for profile in values if profile.is_headed(_VALUE_WORDS)]
            values = called[:1] or (values if len(values) == 1 else [])
        if not values:
            self._say(_("Values"), _("Which columns hold the values cannot be told by their headings."))
            return ()
        message = _("Values stand in these columns: %(columns)s.")
        self._say(_("Values"), message % {"columns": ", ".join(profile.letters for profile in values)})
        numbers = [profile.column for profile in values]
        headed = [profile.column for profile in self._free if any(profile.headings.values())]
        if len(numbers) > 1 and numbers == list(range(numbers[0], max(headed) + 1)):
            return (ValueColumn(column=numbers[0], to_last=True),)
        return tuple(ValueColumn(column=number) for number in numbers)

    def _look_around(self, role: Role) -> None:
        """Look in the sheet's name, the titles above the table, and the file's name, for what is one for all."""
        if role in self._found or role == "unit":
            return
        name, file = self._sheet.name, PurePath(self._sheet.file).stem
        if self._names(role, name):
            self._found[role] = SheetName()
            self._say(ROLE_NAMES[role], _("The sheet is named “%(name)s”.") % {"name": name})
            return
        named = [text for text in (*self._titles(), file) if self._names(role, text)]
        if len({self._resolver.resolve(role, text).value for text in named}) == 1:
            self._found[role] = Constant(value=named[0])
            message = _("It stands above the table, or in the file's name: “%(text)s”.")
            self._say(ROLE_NAMES[role], message % {"text": named[0]})
            return
        nothing = _("Nothing names a gender: the values are of all.") if role == "gender" else _("It is not named.")
        self._say(ROLE_NAMES[role], nothing)

    def _titles(self) -> Iterator[str]:
        first = min(self._header.rows, default=self._header.first_row)
        return (cell.text for cell in self._sheet if cell.row < first)


def _length(profile: Profile) -> float:
    return sum(len(cell.text) for cell in profile.cells) / len(profile.cells)
