"""Addresses of the pages of test contacts."""

from django.urls import path
from django.urls.resolvers import URLPattern

from kompassros.indicators.rounds import views_contact_files, views_contacts, views_contacts_own, views_rating

_ROUND = "<slug:key>/contacts/"
_ONE = f"{_ROUND}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(_ROUND, views_contacts.show, name="contacts"),
    path(f"{_ROUND}questions/new/", views_contacts.add_script, name="contact_script_add"),
    path(f"{_ROUND}questions/copy/", views_contacts.copy_scripts, name="contact_scripts_copy"),
    path(f"{_ROUND}questions.<str:ending>", views_contact_files.send, name="contact_questions"),
    path(f"{_ROUND}questions/file/", views_contact_files.file_in, name="contact_file_in"),
    path(f"{_ROUND}questions/file/take-in/", views_contact_files.take_in, name="contact_file_take_in"),
    path(f"{_ROUND}questions/<int:pk>/", views_contacts.edit_script, name="contact_script"),
    path(f"{_ROUND}questions/<int:pk>/remove/", views_contacts.remove_script, name="contact_script_remove"),
    path(f"{_ROUND}raters/new/", views_contacts.add_rater, name="contact_rater_add"),
    path(f"{_ROUND}raters/<int:pk>/dismiss/", views_contacts.dismiss_rater, name="contact_rater_dismiss"),
    path(f"{_ROUND}plan/", views_contacts.plan, name="contacts_plan"),
    path(f"{_ROUND}finish/", views_contacts.finish, name="contacts_finish"),
    path(f"{_ROUND}reopen/", views_contacts.reopen, name="contacts_reopen"),
    path(f"{_ROUND}differences/", views_rating.differences, name="contacts_differences"),
    path(f"{_ROUND}mine/", views_rating.mine, name="contacts_mine"),
    path(f"{_ROUND}mine/differences/", views_rating.my_differences, name="contacts_my_differences"),
    path(_ONE, views_rating.show, name="contact"),
    path(f"{_ONE}begin/", views_rating.begin, name="contact_begin"),
    path(f"{_ONE}put-back/", views_rating.put_back, name="contact_put_back"),
    path(f"{_ONE}taken/", views_rating.take, name="contact_take"),
    path(f"{_ONE}end/", views_rating.end, name="contact_end"),
    path(f"{_ONE}rate/", views_rating.rate, name="contact_rate"),
    path(f"{_ROUND}of/<slug:municipality>/", views_contacts_own.show, name="contacts_own"),
    path(f"{_ROUND}of/<slug:municipality>/take-over/", views_contacts_own.take_over, name="contacts_take_over"),
]
