"""Addresses of reorganisations."""

from django.urls import path

from kompassros.steering.reorganising import views

_ALL = "<slug:municipality>/<int:year>/reorganisations/"
urlpatterns = [
    path(_ALL, views.show_all, name="reorganisations"),
    path(f"{_ALL}new/<slug:kind>/", views.new, name="reorganisation_new"),
    path(f"{_ALL}<int:pk>/", views.show, name="reorganisation"),
]
