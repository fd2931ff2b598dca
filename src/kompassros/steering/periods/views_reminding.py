"""What those who lead press to remind everybody whose report is late or due soon."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kompassros.organisations.saving import RequestForm
from kompassros.steering.access import person_of
from kompassros.steering.pages import done, told_errors
from kompassros.steering.periods.access import period_of, period_page
from kompassros.steering.periods.reminding import remind as remind_people
from kompassros.steering.periods.tables import period_address


@period_page("run_period")
@require_POST
def remind(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Remind them, at most once a day each."""
    period, form = period_of(request), RequestForm(request.POST)
    counted: list[int] = []
    if done(
        request,
        form,
        lambda _values: counted.append(remind_people(period=period, person=person_of(request))),
        row=period,
    ):
        count = sum(counted)
        said = ngettext("%(count)s person is reminded.", "%(count)s people are reminded.", count) % {"count": count}
        messages.success(request, said if count else _("Everybody was reminded today already, or nobody is found."))
    told_errors(request, form)
    return redirect(f"{period_address(period)}#reminders")
