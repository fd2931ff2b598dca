"""Addresses of the pages on which a round is carried through."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
