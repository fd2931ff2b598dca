"""Addresses for tests: the product's own, and the matters of an organisation at a desk that stands for an upper app."""

from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import include, path, reverse

from kompassros import urls as product
from kompassros.organisations.models import Organisation
from kompassros.records.matter_desk import Desk, Subject
from kompassros.records.matter_pages import matter_urls
from kompassros.records.matters import Letterhead, Suggestion


def find(_request: HttpRequest, key: str) -> Organisation:
    return get_object_or_404(Organisation, key=key)


def describe(organisation: Any) -> Subject:
    return Subject(
        kind="thing",
        key=organisation.key,
        label=f"The thing of {organisation.name}",
        address=reverse("organisations:show", args=[organisation.key]),
        organisation_id=organisation.pk,
        letterhead=Letterhead(organisation.name, made_up=organisation.made_up),
    )


def suggest(organisation: Any, language: str) -> Suggestion:
    return Suggestion(
        title=f"The result of {organisation.name} ({language})",
        background="It was examined.\n\nIt got 536 points.",
        assessment="That is more than before.",
        proposal="The board takes note.",
        sources=("Score sheet of 2026",),
    )


DESK = Desk("organisations.belong", "organisations.manage_people", find, describe, suggest)
_pages = path("desk/<slug:key>/", include((matter_urls(DESK), "desk")))
urlpatterns = [*product.urlpatterns, *i18n_patterns(_pages)]
