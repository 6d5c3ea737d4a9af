from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Puts the write guard on every database connection as soon as Django is ready, and adds the rules of the clock."""

    name = "pendopo.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.kernel import guard
        from pendopo.kernel.domains import register_domain
        from pendopo.kernel.rules import CLOCK_RULES

        guard.install()
        register_domain("kernel", "", *CLOCK_RULES)
