"""Who plays in the demo's evaluations: the accounts of Granby, and a team of three for Norrvik."""

from dataclasses import dataclass, replace

from kompassros.organisations.demo import DOMAIN, OTHER, OWN, add_account, demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role

_TEAM_OF_OTHER = (
    (Role.LEAD_EVALUATOR, "Ylva Ytterman"),
    (Role.EVALUATOR, "Folke Frågvis"),
    (Role.PEER_EVALUATOR, "Greta från Granby"),
)


@dataclass(frozen=True)
class Cast:
    """The people of the evaluations of one municipality; ``home`` is where the peer comes from."""

    municipality: Organisation
    lead: Person
    evaluator: Person
    peer: Person
    coordinator: Person
    respondent: Person
    home: Organisation

    @property
    def team(self) -> tuple[Person, Person, Person]:
        """Return the three who judge."""
        return (self.lead, self.evaluator, self.peer)

    def read_anew(self) -> "Cast":
        """Return the same people read anew: a person object keeps in which teams the person is."""
        found = Person.objects.in_bulk([one.pk for one in (*self.team, self.coordinator, self.respondent)])
        return replace(
            self,
            lead=found[self.lead.pk],
            evaluator=found[self.evaluator.pk],
            peer=found[self.peer.pk],
            coordinator=found[self.coordinator.pk],
            respondent=found[self.respondent.pk],
        )


def cast_of_own() -> Cast:
    """Return who plays in Granby's evaluations: the demo accounts."""
    found = {role: Person.objects.get(email=demo_address(role)) for role in Role}
    return Cast(
        municipality=Organisation.objects.get(key=OWN),
        lead=found[Role.LEAD_EVALUATOR],
        evaluator=found[Role.EVALUATOR],
        peer=found[Role.PEER_EVALUATOR],
        coordinator=found[Role.COORDINATOR],
        respondent=found[Role.RESPONDENT],
        home=Organisation.objects.get(key=OTHER),
    )


def cast_of_other() -> Cast:
    """Return who plays in Norrvik's evaluations; the accounts of its team are made here."""
    norrvik = Organisation.objects.get(key=OTHER)
    lead, evaluator, peer = (
        add_account(name, role, norrvik, address=f"{role.value.replace('_', '.')}.{OTHER}")
        for role, name in _TEAM_OF_OTHER
    )
    coordinator = Person.objects.get(email=f"coordinator.{OTHER}@{DOMAIN}")
    home = Organisation.objects.get(key=OWN)
    return Cast(norrvik, lead, evaluator, peer, coordinator, coordinator, home)
