"""Policies: who may do what, as a predicate and its queryset twin. One place per app registers its own.

A test goes through all of them and holds that predicate and queryset agree for every role and object.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Policy:
    """``allows(person, subject)`` and ``subjects(person)`` say the same: a subject is in there exactly when allowed."""

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
    return policy


def holds(name: str, person: Any, subject: Any) -> bool:
    """Return whether a policy allows a person to act on a subject; KeyError for a policy that nobody registered."""
    return subject is not None and POLICIES[name].allows(person, subject)
