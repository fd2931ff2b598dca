"""Scopes: whose working data a read is about. A read of a working table outside a scope raises ScopeError."""

from contextlib import AbstractContextManager

from django.db import models
from django_scopes import ScopedManager, scope

from kompassros.organisations.models import Organisation


def organisation_scope(organisation: Organisation) -> AbstractContextManager[None]:
    """Read working data of an organisation and everything below it, inside a ``with``."""
    if not organisation.path:
        raise ValueError(f"{organisation} has no place in the tree.")
    return scope(node=organisation.path)


def scoped_manager() -> models.Manager[models.Model]:
    """Return the manager of a working table that carries ``organisation``."""
    return ScopedManager(node="organisation__path__startswith")
