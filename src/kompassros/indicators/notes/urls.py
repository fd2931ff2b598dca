"""Addresses of the pages of what people write about measures."""

from django.urls.resolvers import URLPattern

app_name = "notes"
urlpatterns: list[URLPattern] = []
