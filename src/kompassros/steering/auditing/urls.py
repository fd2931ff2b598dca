"""Addresses of the auditor's pages."""

from django.urls import path

from kompassros.steering.auditing import views

urlpatterns = [
    path("<slug:municipality>/log/", views.log, name="log"),
    path("<slug:municipality>/log/log.<slug:ending>", views.log_file, name="log_file"),
    path("<slug:municipality>/<int:year>/as-it-stood/", views.as_it_stood, name="plan_kept"),
    path("<slug:municipality>/<int:year>/periods/<slug:key>/verdict/", views.verdict, name="period_verdict"),
]
