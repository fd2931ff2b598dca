"""Policies: who may do what, as a predicate and its queryset twin. One place per app registers its own.

A test goes through all of them and holds that predicate and queryset agree for every role and object.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import rules
from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Policy:
    """``allows(person, subject)`` and ``subjects(person)`` say the same: subject is in subjects exactly when allowed."""

    name: str
    model: type[Model]
    allows: Callable[[Any, Any], bool]
    subjects: Callable[[Any], QuerySet[Any]]


POLICIES: dict[str, Policy] = {}


def register(policy: Policy) -> Policy:
    """Make a policy known under its name, also as a permission for ``person.has_perm(name, subject)``."""
    if policy.name in POLICIES:
        raise ValueError(f"There is a policy {policy.name} already.")
    POLICIES[policy.name] = policy

    @rules.predicate(name=policy.name)
    def holds(person: Any, subject: Any) -> bool:
        return subject is not None and policy.allows(person, subject)

    rules.add_perm(policy.name, holds)
    return policy
