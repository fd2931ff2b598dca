"""Addresses of the pages of own sets of measures."""

from django.urls.resolvers import URLPattern

app_name = "sets"
urlpatterns: list[URLPattern] = []
