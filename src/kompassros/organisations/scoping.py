"""Scopes: whose working data a read is about. A read of a working table outside a scope raises ScopeError."""

from contextlib import AbstractContextManager
from typing import Any

from django.db import models
from django_scopes import ScopedManager, scope
from django_scopes.manager import DisabledQuerySet

from kompassros.organisations.models import Organisation

# The library's guard leaves this one out: a read outside a scope must not even tell whether there are rows.
DisabledQuerySet.exists = DisabledQuerySet.error


def organisation_scope(organisation: Organisation) -> AbstractContextManager[None]:
    """Read working data of an organisation and everything below it, inside a ``with``."""
    if not organisation.path:
        raise ValueError(f"{organisation} has no place in the tree.")
    entered: AbstractContextManager[None] = scope(node=organisation.path)
    return entered


def scoped_manager() -> models.Manager[Any]:
    """Return the manager of a working table that carries ``organisation``."""
    manager: models.Manager[Any] = ScopedManager(node="organisation__path__startswith")
    return manager
