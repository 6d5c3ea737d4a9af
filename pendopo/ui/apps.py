"""The design system as a Django app."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register


def navigation_check(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Refuse to start with a navigation link that leads nowhere."""
    from pendopo.ui.shell import unknown_names

    return [
        Error(
            f"navigation link to an unknown url name: {name}",
            hint="register the url or the right name",
            id="ui.E001",
        )
        for name in unknown_names()
    ]


class UiConfig(AppConfig):
    """Registers the start-up check of the navigation, and gives every form field plain words."""

    name = "pendopo.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pendopo.ui.wording import speak_plainly

        register(navigation_check)
        speak_plainly()
