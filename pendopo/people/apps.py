from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the register's rules, pages and queues with the house."""

    name = "pendopo.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.kernel.rules import RuleDefault, register_rules
        from pendopo.people.rules.defaults import DEFAULTS

        register_rules(RuleDefault(*rule) for rule in DEFAULTS)
