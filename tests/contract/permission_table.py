"""Who may open which address: the one table that the test and docs/permissions.md are made of.

`own` is what a role sees on its own municipality (the administrator: everything in its countries), `other` on a
municipality where it has no role. An address that is not listed here fails the test.
"""

from dataclasses import dataclass

from kompassros.organisations.roles import Role

EVERYBODY = frozenset(Role)
NOBODY: frozenset[Role] = frozenset()
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
PEOPLE_MANAGERS = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})
HISTORY_READERS = frozenset({Role.ADMINISTRATOR, Role.LEAD_EVALUATOR, Role.COORDINATOR, Role.AUDITOR})


@dataclass(frozen=True)
class Rule:
    """Who may open an address. ``public``: also without an account. ``subject``: what kind of thing it names."""

    public: bool = False
    own: frozenset[Role] = EVERYBODY
    other: frozenset[Role] = EVERYBODY
    subject: str = ""


PUBLIC = Rule(public=True)
SIGNED_IN = Rule()
ADMINISTRATORS = Rule(own=ADMINISTRATOR, other=ADMINISTRATOR)


def _on(subject: str, own: frozenset[Role]) -> Rule:
    """Return the rule of an address about a thing of an organisation: only the administrator reaches all of them."""
    return Rule(own=own, other=own & ADMINISTRATOR, subject=subject)


TABLE: dict[str, Rule] = {
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "mfa_authenticate": PUBLIC,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "portal:front": PUBLIC,
    "portal:search": PUBLIC,
    "portal:municipalities": PUBLIC,
    "portal:municipality": Rule(public=True, subject="organisation"),
    "portal:evaluations": PUBLIC,
    "portal:evaluation": Rule(public=True, subject="sheet"),
    "portal:references": PUBLIC,
    "portal:reference": Rule(public=True, subject="reference"),
    "portal:compare": PUBLIC,
    "portal:instruments": PUBLIC,
    "portal:instrument": Rule(public=True, subject="edition"),
    "portal:mapping": Rule(public=True, subject="mapping"),
    "portal:method": PUBLIC,
    "portal:glossary": PUBLIC,
    "portal:open_data": PUBLIC,
    "portal:home": SIGNED_IN,
    "api-1:openapi-json": PUBLIC,
    "api-1:api-root": PUBLIC,
    "api-1:list_instruments": PUBLIC,
    "api-1:show_instrument": Rule(public=True, subject="edition"),
    "api-1:list_evaluations": PUBLIC,
    "api-1:show_evaluation": Rule(public=True, subject="sheet"),
    "api-1:list_references": PUBLIC,
    "api-1:find_organisations": PUBLIC,
    "records:job": Rule(own=NOBODY, other=NOBODY, subject="job"),
    "organisations:list": SIGNED_IN,
    # The unit manager's role is on a unit of the municipality, not on the municipality.
    "organisations:show": _on("organisation", EVERYBODY - {Role.UNIT_MANAGER}),
    "organisations:complete": _on("organisation", ADMINISTRATOR),
    "organisations:rename": _on("organisation", ADMINISTRATOR),
    "organisations:succeed": _on("organisation", ADMINISTRATOR),
    "organisations:import": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="country"),
    "organisations:people": _on("organisation", PEOPLE_MANAGERS),
    "organisations:grant": _on("organisation", PEOPLE_MANAGERS),
    "organisations:end": _on("grant", PEOPLE_MANAGERS),
    "organisations:history": _on("organisation", HISTORY_READERS),
    "evaluations:list": ADMINISTRATORS,
    "evaluations:correct": _on("sheet", ADMINISTRATOR),
    "evaluations:history": _on("sheet", ADMINISTRATOR),
    "evaluations:imports": ADMINISTRATORS,
    "evaluations:import": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="country"),
    "evaluations:report": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="import"),
    "evaluations:confirm": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="import"),
    "evaluations:withdraw": Rule(own=ADMINISTRATOR, other=ADMINISTRATOR, subject="import"),
    "evaluations:example": ADMINISTRATORS,
}
