from django.apps import AppConfig

DAY = 24 * 60.0  # minutes


class KernelConfig(AppConfig):
    """Puts the write guard on every database connection as soon as Django is ready, and adds the rules of the clock."""

    name = "pendopo.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.kernel import guard
        from pendopo.kernel.chores import Chore
        from pendopo.kernel.domains import register_domain
        from pendopo.kernel.rules import CLOCK_RULES

        guard.install()
        register_domain("kernel", "", Chore("kernel.heads", _keep_heads, DAY), *CLOCK_RULES)


def _keep_heads() -> int:
    from pendopo.kernel.heads import keep_heads

    return keep_heads()
