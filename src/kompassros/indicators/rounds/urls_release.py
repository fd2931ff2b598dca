"""Addresses of the pages on which a round is released."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
