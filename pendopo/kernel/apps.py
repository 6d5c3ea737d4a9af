from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Puts the write guard on every database connection as soon as Django is ready."""

    name = "pendopo.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.kernel import guard

        guard.install()
