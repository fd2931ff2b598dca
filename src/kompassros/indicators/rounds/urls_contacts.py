"""Addresses of the pages of test contacts."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
