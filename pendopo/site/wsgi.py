"""The WSGI application, for waitress and any other server."""

import os

from django.core.wsgi import get_wsgi_application

from pendopo.site.wire import bodiless

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.site.settings")
application = bodiless(get_wsgi_application())
