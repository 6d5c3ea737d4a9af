from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Messages of the office to residents, and the channels that carry them."""

    name = "pendopo.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
