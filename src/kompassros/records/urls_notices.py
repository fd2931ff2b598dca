"""Address of a person's notices."""

from django.urls import path

from kompassros.records import views_notices

app_name = "notices"
urlpatterns = [path("", views_notices.show_notices, name="list")]
