"""Addresses of reporting periods, reports and editions."""

from django.urls import path

from kompassros.steering.periods import (
    views,
    views_correcting,
    views_editions,
    views_reminding,
    views_reports,
    views_waiting,
)

_ALL = "<slug:municipality>/<int:year>/periods/"
_ONE = f"{_ALL}<slug:key>/"
_REPORT = f"{_ONE}reports/<slug:body>/"
_EDITION = f"{_ONE}editions/<int:number>/"
urlpatterns = [
    path(_ALL, views.show_all, name="periods"),
    path(f"{_ALL}plan-usual/", views.usual, name="periods_usual"),
    path(f"{_ALL}plan-own/", views.add, name="period_add"),
    path(_ONE, views.show, name="period"),
    path(f"{_ONE}edit/", views.edit, name="period_edit"),
    path(f"{_ONE}open/", views.open_it, name="period_open"),
    path(f"{_ONE}close/", views.close, name="period_close"),
    path(f"{_ONE}publish/", views.publish, name="period_publish"),
    path(f"{_ONE}remind/", views_reminding.remind, name="period_remind"),
    path(f"{_ONE}correct/", views_correcting.correct, name="period_correct"),
    path("<slug:municipality>/waiting/", views_waiting.waiting, name="waiting"),
    path("<slug:municipality>/waiting/sign/", views_waiting.sign, name="waiting_sign"),
    path(f"{_ONE}difference/", views_editions.difference, name="period_difference"),
    path(f"{_ONE}public/", views_editions.public, name="period_public"),
    path(f"{_ONE}public/<slug:kind>.<slug:ending>", views_editions.public_file, name="period_public_file"),
    path(_EDITION, views_editions.show, name="period_edition"),
    path(f"{_EDITION}<slug:kind>.<slug:ending>", views_editions.file, name="period_file"),
    path(_REPORT, views_reports.show, name="report"),
    path(f"{_REPORT}write/", views_reports.write, name="report_write"),
    path(f"{_REPORT}send/", views_reports.send, name="report_send"),
    path(f"{_REPORT}sign/", views_reports.sign, name="report_sign"),
    path(f"{_REPORT}send-back/", views_reports.back, name="report_back"),
    path(f"{_REPORT}decision/", views_reports.decision, name="report_decision"),
    path(f"{_REPORT}stand-in/", views_reports.stand_in, name="report_stand_in"),
]
