"""Addresses of the pages on which a municipality hands in its data."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
