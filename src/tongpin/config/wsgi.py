"""Entry for gunicorn."""

from django.core.wsgi import get_wsgi_application

from tongpin.config import environment

environment.choose_settings()
application = get_wsgi_application()
