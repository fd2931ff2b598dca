"""Addresses of jobs."""

from django.urls import path

from kompassros.records import views

app_name = "records"
urlpatterns = [path("<uuid:uid>/", views.show_job, name="job")]
