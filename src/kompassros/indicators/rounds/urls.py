"""Addresses of rounds: carrying one through, handing in, test contacts, release."""

from kompassros.indicators.rounds import urls_contacts, urls_data, urls_officer, urls_release

app_name = "rounds"
urlpatterns = [
    *urls_officer.urlpatterns,
    *urls_release.urlpatterns,
    *urls_contacts.urlpatterns,
    *urls_data.urlpatterns,
]
