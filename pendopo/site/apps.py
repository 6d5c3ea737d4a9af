from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The application that puts the domains together."""

    name = "pendopo.site"
    label = "site"
