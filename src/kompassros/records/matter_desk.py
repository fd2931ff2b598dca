"""What an upper app tells the pages of matters, and one request to them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from kompassros.records.matter_models import AgendaPaper
from kompassros.records.matters import Letterhead, Suggestion

# Parameters of the addresses that the upper app knows nothing of.
OWN_PARAMETERS = frozenset({"paper"})


@dataclass(frozen=True)
class Subject:
    """What matters are about: how it is named and addressed, whose it is, and in which language it is written of."""

    kind: str
    key: str
    label: str
    address: str
    organisation_id: int
    letterhead: Letterhead
    language: str = "sv"


@dataclass(frozen=True)
class Desk:
    """What an upper app says about the matters of one kind of its things.

    read, write: the policies for reading papers and for writing them. find: finds the thing by the request and the
    parameters of the app's own address, or raises Http404. describe: tells the subject. suggest: proposes a paper in
    a language. final_only: whether those who do not write papers read the final ones alone.
    """

    read: str
    write: str
    find: Callable[..., Any]
    describe: Callable[[Any], Subject]
    suggest: Callable[[Any, str], Suggestion]
    final_only: bool = False


@dataclass(frozen=True)
class Visit:
    """One request to the pages of a desk."""

    request: HttpRequest
    desk: Desk
    thing: Any
    subject: Subject
    paper: AgendaPaper | None

    def address(self, name: str, **parameters: Any) -> str:
        """Return the address of another page of the same desk about the same thing."""
        match = self.request.resolver_match
        if match is None:
            raise LookupError("a page without an address")
        kept = {key: value for key, value in match.kwargs.items() if key not in OWN_PARAMETERS}
        return reverse(f"{match.namespace}:{name}" if match.namespace else name, kwargs=kept | parameters)

    def may_write(self) -> bool:
        """Return whether the person may write papers about the thing."""
        return bool(self.request.user.has_perm(self.desk.write, self.thing))

    def reads(self, paper: AgendaPaper) -> bool:
        """Return whether the person reads a paper of the desk: a draft may be for those alone who write papers."""
        return paper.is_final or not self.desk.final_only or self.may_write()

    def the_paper(self) -> AgendaPaper:
        """Return the paper that the address names; for pages of one paper only."""
        if self.paper is None or not self.reads(self.paper):
            raise Http404
        return self.paper
