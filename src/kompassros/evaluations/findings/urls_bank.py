"""Addresses of the bank of good examples."""

from django.urls import path

from kompassros.evaluations.findings import views_bank, views_bank_forms

app_name = "examples"
_FILE = "<slug:slug>/files/<int:pk>/"
urlpatterns = [
    path("", views_bank.list_examples, name="list"),
    path("new/", views_bank_forms.start, name="start"),
    path("new/<slug:key>/", views_bank_forms.add, name="add"),
    path("<slug:slug>/", views_bank.show, name="show"),
    path("<slug:slug>/change/", views_bank_forms.change, name="change"),
    path("<slug:slug>/ask/", views_bank.ask, name="ask"),
    path("<slug:slug>/leave/", views_bank_forms.leave, name="leave"),
    path("<slug:slug>/files/", views_bank_forms.add_file, name="add_file"),
    path(_FILE, views_bank.download, name="file"),
    path(f"{_FILE}picture/", views_bank.picture, name="picture"),
    path(f"{_FILE}remove/", views_bank.remove_file, name="remove_file"),
]
