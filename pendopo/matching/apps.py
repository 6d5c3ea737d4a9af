from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Finds the same person across lists."""

    name = "pendopo.matching"
    label = "matching"
    default_auto_field = "django.db.models.BigAutoField"
