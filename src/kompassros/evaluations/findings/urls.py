"""Addresses of this room; they stand in the namespace of evaluations on their way (courses/urls.py)."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.menu import Entry, add_to_menu
from kompassros.evaluations.findings import views, views_example_use, views_replies, views_writing

add_to_menu(90, Entry("courses:findings", _("Findings"), "see_findings"))
add_to_menu(100, Entry("courses:first_feedback", _("First feedback"), "see_first_feedback"))
add_to_menu(110, Entry("courses:replies", _("Fact check"), "see_findings"))
_FINDING = "<slug:slug>/findings/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path("<slug:slug>/findings/", views.show_findings, name="findings"),
    path("<slug:slug>/findings/area/<slug:area>/", views_writing.write_area, name="write_area"),
    path("<slug:slug>/findings/area/<slug:area>/take/", views_writing.take_suggestions, name="take_suggestions"),
    path("<slug:slug>/findings/area/<slug:area>/example/", views_example_use.point_to, name="point_to_example"),
    path("<slug:slug>/findings/example/<int:pk>/remove/", views_example_use.take_away, name="take_example_away"),
    path(f"{_FINDING}save/", views_writing.save_finding, name="save_finding"),
    path(f"{_FINDING}remove/", views_writing.remove_finding, name="remove_finding"),
    path(f"{_FINDING}restore/", views_writing.restore_finding, name="restore_finding"),
    path(f"{_FINDING}up/", views_writing.move_up, name="move_finding_up"),
    path(f"{_FINDING}down/", views_writing.move_down, name="move_finding_down"),
    path("<slug:slug>/first-feedback/", views.first_feedback, name="first_feedback"),
    path("<slug:slug>/fact-check/", views_replies.show_replies, name="replies"),
    path("<slug:slug>/fact-check/<int:pk>/reply/", views_replies.save_reply, name="save_reply"),
    path("<slug:slug>/fact-check/<int:pk>/evidence/", views_replies.add_own_evidence, name="own_evidence"),
    path("<slug:slug>/fact-check/<int:pk>/evidence/<int:piece>/", views_replies.reply_file, name="reply_file"),
    path("<slug:slug>/fact-check/<int:pk>/answer/", views_replies.answer_reply, name="answer_reply"),
]
