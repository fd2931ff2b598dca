"""Addresses of this room; they stand in the namespace of evaluations on their way (courses/urls.py)."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.menu import Entry, add_to_menu
from kompassros.evaluations.evidence import views

add_to_menu(40, Entry("courses:evidence", _("Evidence"), "see_evidence"))
urlpatterns: list[URLPattern] = [
    path("<slug:slug>/evidence/", views.list_evidence, name="evidence"),
    path("<slug:slug>/evidence/new/page/", views.add_page, name="evidence_add_page"),
    path("<slug:slug>/evidence/new/file/", views.add_file, name="evidence_add_file"),
    path("<slug:slug>/evidence/from-interview/<int:pk>/", views.from_interview, name="evidence_from_interview"),
    path("<slug:slug>/evidence/from-answer/<int:pk>/", views.from_answer, name="evidence_from_answer"),
    path("<slug:slug>/evidence/untie/<int:pk>/", views.untie, name="evidence_untie"),
    path("<slug:slug>/evidence/<int:pk>/", views.show_piece, name="evidence_piece"),
    path("<slug:slug>/evidence/<int:pk>/tie/", views.tie, name="evidence_tie"),
    path("<slug:slug>/evidence/<int:pk>/withdraw/", views.withdraw, name="evidence_withdraw"),
    path("<slug:slug>/evidence/<int:pk>/restore/", views.restore, name="evidence_restore"),
    path("<slug:slug>/evidence/<int:pk>/newer/", views.renew, name="evidence_renew"),
    path("<slug:slug>/evidence/<int:pk>/file/<int:number>/", views.download, name="evidence_file"),
]
