"""What an edition of a written report holds: read from its JSON, so that a page or a document needs nothing else."""

from dataclasses import dataclass
from typing import Any

from kompassros.methods.shares import Shares
from kompassros.records.freezing import register_reader
from kompassros.steering.periods.frozen_period import FrozenCard, FrozenGoal, FrozenIndicator, read_shares
from kompassros.steering.writing.models import WrittenEdition

SCHEMA = 1
Json = dict[str, Any]


@dataclass(frozen=True)
class FrozenSection:
    """A chapter of an edition; ``content`` is its JSON."""

    content: Json

    @property
    def uid(self) -> str:
        """Its identity through all editions."""
        return str(self.content["uid"])

    @property
    def kind(self) -> str:
        """Which figures stand in it: a value of ``ReportSection.Kind``."""
        return str(self.content["kind"])

    @property
    def heading(self) -> str:
        """What it is called."""
        return str(self.content["heading"])

    @property
    def text(self) -> str:
        """What was written, as plain paragraphs."""
        return str(self.content["text"])

    @property
    def so_what(self) -> str:
        """What it means for those who live there, empty where nobody has said."""
        return str(self.content["so_what"])

    @property
    def goal(self) -> Json | None:
        """The goal that it is about: uid and title."""
        found: Json | None = self.content["goal"]
        return found

    @property
    def body(self) -> Json | None:
        """The body whose card it is about: key and name."""
        found: Json | None = self.content["body"]
        return found

    @property
    def picture(self) -> Json | None:
        """Its picture: the id of the file's revision, what it shows and whose it is."""
        found: Json | None = self.content["picture"]
        return found

    @property
    def film(self) -> Json | None:
        """A film on another site: address and title."""
        found: Json | None = self.content["film"]
        return found

    @property
    def goals(self) -> list[FrozenGoal]:
        """The goals of the pinned edition that it is about, with their indicators; none withdrawn."""
        return [FrozenGoal(each) for each in self.content["goals"]]

    @property
    def shares(self) -> Shares | None:
        """How many targets have each status, of what it is about with all below; None where it is about no targets."""
        return read_shares(self.content["shares"]) if self.content["shares"] else None

    @property
    def cards(self) -> list[tuple[str, Shares]]:
        """Each body with its shares, the municipality first; only in the chapter of the year in short."""
        return [(str(each["body"]["name"]), read_shares(each["shares"])) for each in self.content["cards"]]

    @property
    def money(self) -> list[FrozenCard]:
        """The cards with their money alone: of all bodies in the chapter of the money, of one in a body's."""
        return [FrozenCard(each) for each in self.content["money"]]

    @property
    def asked(self) -> list[Json]:
        """What the council asked for, with the answers; only in the chapter of that name."""
        found: list[Json] = self.content["asked"]
        return found

    @property
    def indicators(self) -> list[tuple[FrozenGoal, FrozenIndicator]]:
        """Every indicator with its goal."""
        return [(goal, one) for goal in self.goals for one in goal.indicators]


@dataclass(frozen=True)
class FrozenReport:
    """An edition as it is read."""

    content: Json

    @property
    def uid(self) -> str:
        """The identity of the report."""
        return str(self.content["report"]["uid"])

    @property
    def title(self) -> str:
        """What the report was called."""
        return str(self.content["report"]["title"])

    @property
    def number(self) -> int:
        """Which edition of the report it is."""
        return int(self.content["report"]["number"])

    @property
    def municipality(self) -> str:
        """What the municipality was called."""
        return str(self.content["municipality"]["name"])

    @property
    def year(self) -> int:
        """The plan's year."""
        return int(self.content["year"])

    @property
    def made_up(self) -> bool:
        """Whether its figures are made up."""
        return bool(self.content["made_up"])

    @property
    def sections(self) -> list[FrozenSection]:
        """The chapters in their order."""
        return [FrozenSection(each) for each in self.content["sections"]]

    @property
    def period(self) -> Json:
        """The period: key, title and the day until which the figures go."""
        found: Json = self.content["period"]
        return found

    @property
    def edition(self) -> Json:
        """The edition of the period to which the figures are pinned: number and checksum."""
        found: Json = self.content["edition"]
        return found

    def section(self, uid: str) -> FrozenSection | None:
        """Return the chapter with this identity, None where there is none."""
        return next((each for each in self.sections if each.uid == uid), None)


register_reader(WrittenEdition.KIND, SCHEMA, FrozenReport)
