"""Adds a third made-up municipality to a demo's data: ``python -m tests.browser.third_municipality``."""

import os

import django

KEY, NAME, CODE, PERSON = "sundvik", "Sundvik", "X903", "coordinator.sundvik"


def add() -> None:
    """Make the municipality and its coordinator, in the installation that the environment names."""
    from kompassros.organisations import services
    from kompassros.organisations.demo import add_account
    from kompassros.organisations.models import Organisation
    from kompassros.organisations.roles import Role

    made = services.add_organisation(
        kind=Organisation.Kind.MUNICIPALITY,
        country="SE",
        periods=[services.NamePeriod(NAME, CODE)],
        parent=services.ensure_country("SE"),
        made_up=True,
    )
    add_account("Siv i Sundvik", Role.COORDINATOR, made, address=PERSON)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompassros.settings")
    django.setup()
    add()
