"""Addresses of the pages of networks."""

from django.urls.resolvers import URLPattern

app_name = "networks"
urlpatterns: list[URLPattern] = []
