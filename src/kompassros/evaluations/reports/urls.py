"""Addresses of this room; they stand in the namespace of evaluations on their way (courses/urls.py)."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.menu import Entry, add_to_menu
from kompassros.evaluations.reports import views, views_bundle

add_to_menu(125, Entry("courses:report", _("Report and slides"), "see_points"))
COURSE_URLS: list[URLPattern] = [
    path("<slug:slug>/report/", views.list_documents, name="report"),
    path("<slug:slug>/report/<slug:kind>.<slug:ending>", views.download, name="report_file"),
    path("<slug:slug>/first-feedback/slides.<slug:ending>", views.first_feedback, name="first_feedback_slides"),
]
BUNDLE_URLS: list[URLPattern] = [
    path("reports/", views_bundle.choose, name="bundle"),
    path("reports/<uuid:uid>/", views_bundle.show, name="bundle_ready"),
    path("reports/<uuid:uid>/reports.zip", views_bundle.download, name="bundle_file"),
]
