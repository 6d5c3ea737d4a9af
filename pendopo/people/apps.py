from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the register's pages, rules and queues with the house."""

    name = "pendopo.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
