"""Errors that a service raises for people: a sentence that says what is wrong and how to mend it."""


class DomainError(Exception):
    """A wish that cannot be granted. ``str(error)`` is a sentence for the person who asked, already translated."""


class Conflict(DomainError):
    """Somebody else changed the same thing in between."""
