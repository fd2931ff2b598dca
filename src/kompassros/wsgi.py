"""The WSGI entry of the web server: written pages first, Django for the rest."""

import gc
import os
import threading
import time

from django.core.wsgi import get_wsgi_application

from kompassros.portal.published import PublishedFirst
from kompassros.records.backups.marker import refuse_unfinished

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompassros.settings")


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: an orphaned worker would hold the port and answer on."""
    parent = os.getppid()
    # 1 from the beginning: the other was gone before this process had loaded.
    while os.getppid() == parent != 1:
        time.sleep(1)
    os._exit(1)


if os.environ.get("KOMPASSROS_END_WITH_PARENT"):
    threading.Thread(target=_end_with_parent, daemon=True, name="end-with-parent").start()
_django = get_wsgi_application()
refuse_unfinished()
application = PublishedFirst(_django)
# What is loaded by now stays for good: collecting garbage among it again and again took a tenth of each answer's time.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
