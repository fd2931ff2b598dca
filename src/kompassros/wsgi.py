"""The WSGI entry of the web server: written pages first, Django for the rest."""

import os

from django.core.wsgi import get_wsgi_application

from kompassros.portal.published import PublishedFirst

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompassros.settings")
application = PublishedFirst(get_wsgi_application())
